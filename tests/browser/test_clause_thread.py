"""The thread, by clicking: a clause, an item of the plan, an event, a row of the half-year report, and back to the clause."""

import pytest
from playwright.sync_api import expect

from meetings.models import AgendaItem, Body, Clause, Meeting
from plans.models import ActivityPlan
from plans.rollover import start_plan
from tests.walking import approve

from .office import open_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clause(municipality, methodist, head, authority):
    """An order of a signed decision to the support centre."""
    body = Body.objects.standard(municipality).get(code="collegium")
    day = municipality.today()
    people = {"chair": "А.П. Отделова", "secretary": "А.П. Лугова"}
    meeting = Meeting.objects.create(
        municipality=municipality, body=body, number="2", starts_on=day, is_held=True, **people
    )
    AgendaItem.objects.create(meeting=meeting, position=1, question="О наборе в кружки")
    clause = Clause.objects.create(
        meeting=meeting,
        position=1,
        number="1.1",
        kind=Clause.Kind.ORDER,
        text="Провести семинар о наборе в кружки.",
        addressee_text="Муниципальному опорному центру",
        deadline_text=f"до 31.12.{day.year}",
        is_addressed=True,
    )
    clause.organizations.add(municipality.centre)
    approve(meeting, methodist, head, authority)
    return clause


def test_from_a_clause_to_the_report_and_back(portal, reference_data, municipality, methodist, head, clause):
    today = municipality.today()
    start_plan(ActivityPlan(municipality=municipality, year=today.year), "library")
    main = portal.page.locator("main")

    # The clause becomes an item of the plan.
    portal.log_in(methodist)
    portal.click("Поручения", role="link")
    portal.click("1.1 Провести семинар", role="link")
    portal.click("В план", role="link")
    portal.click("Внести в план")
    item = clause.plan_items.get()
    expect(main).to_contain_text("п. 1.1: Решение № 2 коллегии управления образования")

    # The item gets an event.
    portal.click("Записать мероприятие", role="link")
    portal.page.locator("[name=kind]").select_option(label="семинар")
    portal.page.get_by_label("Тема").fill("Как набирать в кружки")
    portal.click("Сохранить")

    # The event stands in the row of the half-year report; from the row back to the item and the clause.
    half = "I" if today.month <= 6 else "II"
    portal.open("report-list", municipality.slug)
    portal.click(f"Отчёт опорного центра за {half} полугодие {today.year} года")
    row = portal.page.locator(f"#row-{item.pk}")
    expect(row).to_contain_text("Как набирать в кружки")
    row.get_by_role("link", name="Пункт плана").click()
    main.get_by_role("link", name="п. 1.1: Решение").click()
    expect(main).to_contain_text("Строка отчёта")

    # What was held answers for the centre; the clause leads to the row of the report again.
    portal.page.once("dialog", lambda dialog: dialog.accept())
    portal.click("Отметить исполненным")
    expect(main).to_contain_text("ответ на проверке")
    expect(main).to_contain_text("Как набирать в кружки")
    open_paper(portal, clause.executions.get(), head)
    portal.click("Принять")
    expect(main).to_contain_text("исполнено")
    portal.page.goto(portal.address + clause.get_absolute_url())
    main.get_by_role("link", name=f"за {half} полугодие").click()
    expect(portal.page.locator(f"#row-{item.pk}")).to_contain_text("Как набирать в кружки")
    assert not portal.complaints
