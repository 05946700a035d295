"""The head's first page: where we are, what burns, what is expected of me; and each number opens its rows."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from certificates.models import CoverageMonth, CoverageTarget
from organizations.models import ChildPopulation, Municipality
from plans.models import ActivityPlan, Event, ItemResult, Occurrence
from plans.rollover import start_plan
from programs.models import Assessment, Assignment, Consultation, Program, Review
from records.models import ApprovalRoute, Remark
from reports.execution import item_states, latest_first, plan_in_force, tallies

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is 20 April 2026 in every municipality."""
    monkeypatch.setattr(Municipality, "today", lambda self: TODAY)


@pytest.fixture
def show(client, municipality):
    """The page as a user sees it."""

    def see(user, name="dashboard", **query):
        client.force_login(user)
        return client.get(reverse(name, args=[municipality.slug]), query)

    return see


@pytest.fixture
def items(plan):
    """The items of the first two sections, with no due days but those that a test gives them."""
    Occurrence.objects.all().delete()
    return list(plan.items())


def due(item, day, **facts):
    return Occurrence.objects.create(item=item, due_on=day, **facts)


def states(plan):
    return {state.item: state for state in item_states(plan, TODAY)}


# How far the plan is carried out


def test_item_is_due_from_the_beginning_of_its_time(plan, items):
    begun, past, ahead, never = items[:4]
    due(begun, date(2026, 12, 31), starts_on=date(2026, 1, 1))
    due(past, date(2026, 4, 20))
    due(ahead, date(2026, 5, 31), starts_on=date(2026, 5, 1))
    found = states(plan)
    assert [found[item].is_due for item in (begun, past, ahead, never)] == [True, True, False, False]


def test_item_is_done_by_an_event_a_result_or_a_closed_day(plan, items, seminar):
    held, told, closed, postponed, dropped, deleted = items[:6]
    event = {"municipality": plan.municipality, "starts_on": TODAY, "kind": seminar, "theme": "Тема"}
    Event.objects.create(**event).items.add(held)
    Event.objects.create(**event, deleted_at="2026-04-01T00:00Z").items.add(deleted)
    ItemResult.objects.create(item=told, period="2026H1", state="in_progress")
    due(closed, date(2026, 3, 31), closed_on=date(2026, 3, 30))
    ItemResult.objects.create(item=postponed, period="2026H1", state="postponed", postponed_to=TODAY)
    ItemResult.objects.create(item=dropped, period="2026H1", state="not_held", reason="нет заявок")
    found = states(plan)
    done = [found[item].is_done for item in (held, told, closed, postponed, dropped, deleted)]
    assert done == [True, True, True, False, False, False]
    assert found[held].is_due  # although no day was set for it


def test_item_is_late_since_its_first_open_day_that_is_over(plan, items):
    late, today, closed = items[:3]
    for day in (date(2026, 3, 31), date(2026, 2, 28), date(2026, 5, 31)):
        due(late, day)
    due(today, TODAY)
    due(closed, date(2026, 3, 31), closed_on=date(2026, 4, 1))
    found = states(plan)
    assert [found[item].late_since for item in (late, today, closed)] == [date(2026, 2, 28), None, None]
    assert found[late].words == "просрочено с 28.02.2026"
    assert found[today].words == "ничего не записано"
    assert found[closed].words == "есть результат"


def test_withdrawn_items_do_not_count(plan, items):
    due(items[0], date(2026, 3, 31))
    plan.items().filter(pk=items[0].pk).update(withdrawn_on=date(2026, 4, 1))
    assert items[0] not in states(plan)


def test_sections_add_up_to_the_plan(plan, items, seminar):
    first, second = items[0], next(item for item in items if item.section_id != items[0].section_id)
    for item in (first, second):
        due(item, date(2026, 3, 31))
    Event.objects.create(
        municipality=plan.municipality, starts_on=TODAY, kind=seminar, theme="Тема"
    ).items.add(first)
    whole, *sections = tallies(item_states(plan, TODAY))
    assert whole.section is None
    assert [tally.section.number for tally in sections] == ["1", "2", "3", "4", "5", "6"]
    assert (whole.due, whole.done, whole.idle, whole.late, whole.percent) == (2, 1, 1, 2, 50)
    assert [(tally.due, tally.done, tally.late) for tally in sections[:3]] == [
        (1, 1, 1),
        (1, 0, 1),
        (0, 0, 0),
    ]


def test_late_items_stand_by_how_long_they_are_late(plan, items):
    for item, day in zip(items, (date(2026, 3, 31), date(2026, 1, 31), date(2026, 3, 31)), strict=False):
        due(item, day)
    assert [state.item for state in latest_first(item_states(plan, TODAY))] == [items[1], items[0], items[2]]


def test_plan_of_this_half_year_goes_before_a_later_one(plan, municipality):
    start_plan(ActivityPlan(municipality=municipality, year=2027), "library")
    assert plan_in_force(municipality, TODAY) == plan
    assert plan_in_force(municipality, date(2029, 1, 1)).year == 2027


# The page


def test_every_number_opens_as_many_rows(show, head, plan, items, seminar):
    for number, item in enumerate(items):
        due(item, date(2026, 3, 1 + number))
    event = Event.objects.create(municipality=plan.municipality, starts_on=TODAY, kind=seminar, theme="Тема")
    event.items.set(items[::2])
    page = show(head).content.decode()
    links = re.findall(r'href="([^"]*/dashboard/items/)\?section=(\d*)&amp;show=(\w+)">(\d+)</a>', page)
    assert len(links) == 7 * 3
    for _, section, code, number in links:
        rows = show(head, "dashboard-items", section=section, show=code).context["states"]
        assert len(rows) == int(number), (section, code)


def test_three_longest_late_are_listed_with_a_link_to_all(show, head, items):
    for number, item in enumerate(items[:5]):
        due(item, date(2026, 3, 20 - number))
    context = show(head).context
    assert [state.item for state in context["late"]] == [items[4], items[3], items[2]]
    assert context["late_count"] == 5
    assert len(show(head, "dashboard-items", show="late").context["states"]) == 5


def test_papers_at_my_step_and_returned_ones_can_be_opened(show, head, authority, plan):
    Remark.objects.create(record=plan, text="Уточните срок", author=authority)
    page = show(head).content.decode()
    assert "Ждут от меня: 1" in page
    assert "Замечаний: 1" in page
    plan.remarks.all().delete()
    plan.step = ApprovalRoute.of(plan).steps.get(order=1)
    plan.state = "in_approval"
    plan.save()
    page = show(head).content.decode()
    assert "Ждут от меня: 1" in page
    assert f'class="btn btn-sm btn-primary" href="{plan.get_absolute_url()}"' in page
    assert "Ждут от меня: 0" in show(authority).content.decode()


def test_coverage_is_told_with_target_and_gap(show, head, municipality, school, plan):
    ChildPopulation.objects.create(municipality=municipality, year=2026, children=200)
    CoverageTarget.objects.create(municipality=municipality, year=2026, measure="coverage", percent=80)
    for month, children in ((3, 150), (2, 140)):
        CoverageMonth.objects.create(
            municipality=municipality, organization=school, month=date(2026, month, 1), children=children
        )
    answer = show(head)
    assert answer.context["coverage"].covered.percent == Decimal("75.0")
    page = " ".join(answer.content.decode().split())
    assert "75,0 %" in page
    assert f'href="{reverse("coverage", args=[municipality.slug])}?month=2026-03">150</a> из 200' in page
    assert "до 80 % нужно ещё ≈10 детей" in page
    assert "Внесено по 1 из 2 организаций" in page


def test_contradictory_numbers_are_marked(show, head, municipality, school, plan):
    for organization, children in ((school, 150), (None, 149)):
        CoverageMonth.objects.create(
            municipality=municipality, organization=organization, month=date(2026, 3, 1), children=children
        )
    assert "Числа противоречат друг другу" in show(head).content.decode()


def test_empty_municipality_is_told_the_next_steps(show, head):
    page = show(head).content.decode()
    assert "Плана ещё нет" in page
    assert "Сведений ещё нет" in page
    assert show(head, "dashboard-items").status_code == 200


@pytest.mark.parametrize("query", [{"section": "0"}, {"section": "x" * 99}, {"show": "secret"}])
def test_nonsense_in_the_filter_shows_all_items(show, head, plan, query):
    assert len(show(head, "dashboard-items", **query).context["states"]) == plan.items().count()


@pytest.mark.parametrize(
    ("role", "page"),
    [("head", "dashboard"), ("authority", "dashboard"), ("methodist", "today"), ("director", "today")],
)
def test_each_begins_with_the_page_of_his_work(client, request, municipality, role, page):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse("home")).url == reverse(page, args=[municipality.slug])


def test_nothing_of_another_municipality_is_told(client, stranger, other_municipality, items, school):
    due(items[0], date(2026, 3, 31))
    CoverageMonth.objects.create(
        municipality=school.municipality, organization=school, month=date(2026, 3, 1), children=9
    )
    client.force_login(stranger)
    context = client.get(reverse("dashboard", args=[other_municipality.slug])).context
    assert (context["plan"], context["late_count"], context["coverage"]) == (None, 0, None)


# Where the programmes stand


def test_programmes_stand_by_state_and_each_number_opens_its_list(show, head, school, municipality):
    for place, state in enumerate(("published", "published", "registered", "review", "archived")):
        program = Program.objects.create(organization=school, name=f"Программа {place}", state=state)
    Program.objects.filter(name="Программа 1").update(completeness=100)
    assess = {"level": "municipal", "submitted_on": date(2026, 2, 3)}
    for number, result in enumerate(("rework", ""), 1):
        decided = date(2026, 3, 3) if result else None
        Assessment.objects.create(program=program, number=number, result=result, decided_on=decided, **assess)
    page = show(head).content.decode()
    register, assessments = (
        reverse(name, args=[municipality.slug]) for name in ("program-list", "assessment-list")
    )
    assert "Программы: в реестре 3" in page
    assert f'на рецензии МОЦ <a href="{register}?state=review">1</a>' in page
    assert "state=archived" not in page
    assert f'подано <a href="{assessments}?period=2026H1">1</a>' in page
    assert f'в работе <a href="{assessments}?period=2026H1&amp;result=work">1</a>.' in page
    assert "на доработке <a" not in page
    assert f'<a href="{register}?state=published&amp;card=full">1</a> из' in page
    assert "(50 %)" in page


def test_what_of_programmes_is_late_is_told(show, head, school, expert):
    program = Program.objects.create(organization=school, name="Программа", state="review")
    assert "Просрочено:" not in show(head).content.decode()
    Review.objects.create(program=program, submitted_on=date(2026, 4, 5))
    assessment = Assessment.objects.create(program=program, level="municipal", submitted_on=date(2026, 4, 1))
    facts = {"assigned_on": date(2026, 4, 1), "due_on": date(2026, 4, 19)}
    Assignment.objects.create(assessment=assessment, expert=expert.person, **facts)
    Consultation.objects.create(organization=school, asked_on=date(2026, 4, 12), question="Как?")
    page = show(head).content.decode()
    for told in ("листы экспертов 1", "рецензии дольше двух недель 1", "обращения без ответа 1"):
        assert told in page


def test_without_programmes_the_next_step_is_told(show, head):
    assert "Программ ещё нет" in show(head).content.decode()
