"""The plan is edited in place: without leaving the page, and without JavaScript too."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNFINISHED = "Недописанные слова"


def test_item_is_added_edited_and_moved_without_leaving_the_page(portal, methodist, plan):
    portal.log_in(methodist)
    portal.open("plan", plan.municipality.slug, plan.year)
    here = portal.page.url
    section = portal.page.locator(".plan-section").nth(3)
    section.get_by_role("link", name="Добавить пункт").click()
    section.get_by_label("Наименование мероприятия").fill("Неделя открытых занятий")
    section.get_by_label("Срок", exact=True).fill("до 20 мая")
    portal.page.get_by_text("Понято: до 20 мая 2026").wait_for()
    section.get_by_role("button", name="Сохранить").click()
    row = portal.page.get_by_role("row", name="Неделя открытых занятий")
    row.wait_for()
    row.get_by_role("button", name="Выше").click()
    expect(section.get_by_role("row").nth(2)).to_contain_text("Неделя открытых занятий")
    assert portal.page.url == here
    assert not portal.complaints


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_plan_is_read_and_edited_without_javascript(portal, methodist, plan):
    portal.log_in(methodist)
    portal.open("plan", plan.municipality.slug, plan.year)
    assert all(item.title in portal.text for item in plan.items())
    portal.click("Изменить пункт 1.1", role="link")
    portal.page.get_by_label("Наименование мероприятия").fill("Состав специалистов на год")
    portal.click("Сохранить")
    assert "Состав специалистов на год" in portal.text


@pytest.fixture
def outline(portal, methodist, plan):
    """The page of the plan."""
    portal.log_in(methodist)
    portal.open("plan", plan.municipality.slug, plan.year)
    return portal.page


def row_of(page, item):
    return page.locator(f"#row-{item.pk}")


def title_in(editor):
    return editor.get_by_label("Наименование мероприятия")


def open_editor(page, item):
    """Open an item for editing in its row."""
    page.get_by_role("link", name=f"Изменить пункт {item.number}", exact=True).click()
    return row_of(page, item)


def open_new(page, section):
    """Open the form of a new item of a section."""
    page.locator(f"#section-{section.pk}").get_by_role("link", name="Добавить пункт").click()
    return page.locator(f"#new-{section.pk}")


def saved_row(page, item):
    """The row of an item when it is a row again."""
    return row_of(page, item).filter(has=page.get_by_role("link", name=f"Изменить пункт {item.number}"))


def test_saving_an_item_leaves_the_others_open_with_what_was_typed(portal, outline, plan):
    first, second, third = plan.items()[:3]
    title_in(open_editor(outline, second)).fill(UNFINISHED)
    title_in(open_new(outline, first.section)).fill("Недописанный пункт")
    open_editor(outline, third).get_by_role("link", name="Отмена").click()
    expect(saved_row(outline, third)).to_contain_text(third.title)
    title_in(open_editor(outline, first)).fill("Сохранённые слова")
    row_of(outline, first).get_by_role("button", name="Сохранить").click()
    expect(saved_row(outline, first)).to_contain_text("Сохранённые слова")
    expect(outline.locator(":focus")).to_have_text("Сохранённые слова")
    expect(title_in(row_of(outline, second))).to_have_value(UNFINISHED)
    expect(title_in(outline.locator(f"#new-{first.section_id}"))).to_have_value("Недописанный пункт")
    assert not portal.complaints


def test_a_new_item_is_added_beside_open_ones(portal, outline, plan):
    first = plan.items()[0]
    title_in(open_editor(outline, first)).fill(UNFINISHED)
    new = open_new(outline, first.section)
    title_in(new).fill("Неделя открытых занятий")
    new.get_by_role("button", name="Сохранить").click()
    expect(outline.locator(f"#rows-{first.section_id} > tr").last).to_contain_text("Неделя открытых занятий")
    expect(new.locator("form")).to_have_count(0)
    expect(title_in(row_of(outline, first))).to_have_value(UNFINISHED)
    assert not portal.complaints


def test_a_refused_item_tells_why_in_its_row(portal, outline, plan):
    first, second = plan.items()[:2]
    editor = open_editor(outline, second)
    editor.get_by_label("Номер").fill(first.number)
    editor.get_by_role("button", name="Сохранить").click()
    expect(editor).to_contain_text("В этом разделе уже есть пункт с таким номером.")
    expect(row_of(outline, first)).to_contain_text(first.title)
    assert not portal.complaints


def test_moving_and_renumbering_leave_open_items_alone(portal, outline, plan):
    first, second, third = plan.items()[:3]
    title_in(open_editor(outline, second)).fill(UNFINISHED)
    new = open_new(outline, first.section)
    title_in(new).fill("Недописанный пункт")
    outline.get_by_role("button", name=f"Выше пункт {third.number}", exact=True).click()
    rows = outline.locator(f"#rows-{first.section_id} > tr:not(.no-rows)")
    expect(rows.nth(1)).to_have_id(f"row-{third.pk}")
    expect(outline.locator(":focus")).to_have_id(f"up-{third.pk}")
    outline.get_by_role("button", name="Перенумеровать по порядку").first.click()
    expect(rows.nth(1)).to_contain_text("1.2")
    expect(title_in(row_of(outline, second))).to_have_value(UNFINISHED)
    expect(title_in(new)).to_have_value("Недописанный пункт")
    assert not portal.complaints


@pytest.mark.parametrize(("width", "is_seen"), [(360, False), (1280, True)])
def test_the_filter_of_events_is_folded_on_a_phone(portal, methodist, plan, width, is_seen):
    portal.page.set_viewport_size({"width": width, "height": 900})
    portal.log_in(methodist)
    portal.open("event-list", plan.municipality.slug)
    expect(portal.page.get_by_label("Период")).to_be_visible(visible=is_seen)
    portal.page.set_viewport_size({"width": 1280, "height": 900})
    expect(portal.page.get_by_label("Период")).to_be_visible()
