"""What was typed is kept in the browser until it has been saved, and never put where it does not belong."""

import pytest
from playwright.sync_api import expect

from plans.models import PlanItem
from plans.periods import ReportingPeriod
from reports.refreshing import start_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE, THEIRS = "Слова, которых никто не сохранил", "Слова коллеги"


@pytest.fixture
def edit(portal, methodist, plan):
    """Open the form of an item on a page of its own; its title."""
    portal.log_in(methodist)

    def open_form(item):
        portal.open("item-edit", plan.municipality.slug, plan.year, item.pk)
        return portal.page.get_by_label("Наименование мероприятия")

    return open_form


def rewrite(item, title):
    """A colleague saves the item."""
    item.refresh_from_db()
    PlanItem.objects.filter(pk=item.pk).update(title=title, version=item.version + 1)


def open_in_place(portal, item):
    """Open the form of an item in its row; its title, as soon as whatever was kept stands in it."""
    portal.page.reload()
    portal.click(f"Изменить пункт {item.number}", role="link")
    portal.page.get_by_text("Понято: ").wait_for()
    return portal.page.get_by_label("Наименование мероприятия")


def test_words_typed_for_one_item_do_not_turn_up_in_another(portal, methodist, plan):
    first, second = plan.items()[:2]
    portal.log_in(methodist)
    portal.open("plan", plan.municipality.slug, plan.year)
    open_in_place(portal, first).fill(MINE)
    expect(open_in_place(portal, second)).to_have_value(second.title)
    expect(open_in_place(portal, first)).to_have_value(MINE)
    portal.click("Сохранить")
    # The form too is a row with these words: only the saved one has the link again.
    portal.page.get_by_role("row", name=MINE).get_by_role(
        "link", name=f"Изменить пункт {first.number}"
    ).wait_for()
    rewrite(first, THEIRS)
    expect(open_in_place(portal, first)).to_have_value(THEIRS)
    assert not portal.complaints


def test_an_old_draft_meets_a_colleagues_newer_words_as_a_conflict(portal, edit, item):
    edit(item).fill(MINE)
    rewrite(item, THEIRS)
    expect(edit(item)).to_have_value(MINE)
    portal.click("Сохранить")
    expect(portal.page.get_by_text("эту запись изменил другой сотрудник")).to_be_visible()
    assert PlanItem.objects.get(pk=item.pk).title == THEIRS
    portal.click("Сохранить")
    assert PlanItem.objects.get(pk=item.pk).title == MINE
    rewrite(item, THEIRS)
    expect(edit(item)).to_have_value(THEIRS)


def test_a_draft_outlives_a_save_that_did_not_succeed(portal, edit, item, methodist):
    edit(item).fill(MINE)
    portal.page.context.clear_cookies(name="sessionid")
    portal.click("Сохранить")
    portal.log_in(methodist)
    expect(edit(item)).to_have_value(MINE)


def test_words_for_a_row_outlive_the_end_of_the_session(portal, methodist, plan):
    report = start_report(plan, ReportingPeriod(2026, 1))
    line = report.lines.all()[7]
    portal.log_in(methodist)
    portal.open("report", plan.municipality.slug, report.reporting_period)
    edit_row = f"Изменить строку {line.number}"
    portal.page.get_by_role("link", name=edit_row, exact=True).click()
    portal.page.get_by_label("Результат").fill(MINE)
    portal.page.context.clear_cookies(name="sessionid")
    portal.click("Сохранить")
    portal.page.get_by_label("Имя пользователя").fill(methodist.username)
    portal.page.get_by_label("Пароль").fill("parol")
    portal.click("Войти")
    portal.page.wait_for_url(f"**{report.get_absolute_url()}#row-{line.item_id}")
    portal.page.get_by_role("link", name=edit_row, exact=True).click()
    expect(portal.page.get_by_label("Результат")).to_have_value(MINE)
    portal.click("Сохранить")
    expect(portal.page.locator(f"#row-{line.item_id}").get_by_text(MINE)).to_be_visible()
    assert not portal.complaints
