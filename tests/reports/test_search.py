"""Search: the number of an order or some words, across years and kinds of records."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.models import LegalAct
from plans.models import Event, MediaPlan
from plans.periods import ReportingPeriod
from programs.models import Program
from reports.refreshing import start_report
from reports.searching import MOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def find(client, methodist, municipality):
    """The groups of a search: titles and addresses of what was found, by the title of the group."""
    client.force_login(methodist)

    def find(words):
        answer = client.get(reverse("search", args=[municipality.slug]), {"q": words})
        return {group.title: {hit.title: hit.url for hit in group.hits} for group in answer.context["groups"]}

    return find


@pytest.fixture
def event(municipality, item, seminar):
    event = Event.objects.create(
        municipality=municipality, starts_on=date(2026, 3, 10), kind=seminar, theme="Школа вожатых"
    )
    event.items.add(item)
    event.acts.add(LegalAct.objects.create(municipality=municipality, number="13/1", date=date(2026, 2, 3)))
    return event


@pytest.mark.parametrize("words", ["13/1", "№13/1", "приказ 03.02.2026"])
def test_an_order_is_found_with_the_events_and_rows_behind_it(find, plan, item, event, words):
    report = start_report(plan, ReportingPeriod(2026, 1))
    found = find(words)
    assert list(found["Приказы и другие акты"]) == ["Приказ от 03.02.2026 № 13/1"]
    assert list(found["Мероприятия"].values()) == [event.get_absolute_url()]
    assert list(found["Строки отчётов"].values()) == [f"{report.get_absolute_url()}#row-{item.pk}"]


def test_words_are_found_in_items_and_papers_of_every_year_whatever_their_case(find, plan, item):
    report = start_report(plan, ReportingPeriod(2026, 1))
    plan.items().filter(pk=item.pk).update(title="Слёт ЮНЫХ техников")
    assert find("слет юных")["Пункты планов"] == {"1.6 Слёт ЮНЫХ техников": item.get_absolute_url()}
    assert "Пункты планов" not in find("слет моряков")
    assert find("отчёт i полугодие 2026")["Документы"] == {report.title: report.get_absolute_url()}


def test_materials_of_the_media_plan_are_found(find, municipality):
    plan = MediaPlan.objects.create(municipality=municipality, year=2026)
    entry = plan.entries.create(day=date(2026, 5, 5), channel="chat", topic="Набор в ансамбль")
    assert list(find("ансамбль")["Медиаплан"].values()) == [f"{plan.get_absolute_url()}#row-{entry.pk}"]


def test_programmes_are_found_by_words_and_by_the_number_of_their_card(find, school, other_municipality):
    facts = {"name": "Юный РОБОТОТЕХНИК", "external_id": "70417"}
    program = Program.objects.create(organization=school, **facts)
    Program.objects.create(organization=other_municipality.centre, **facts)
    for words in ("робототехник юный", "70417"):
        assert find(words)["Программы"] == {program.name: program.get_absolute_url()}
    assert "Программы" not in find("робототехник взрослый")


def test_rows_are_found_by_their_numbers_filled_in(find, plan, item, event):
    Event.objects.filter(pk=event.pk).update(participants=4117)
    start_report(plan, ReportingPeriod(2026, 1))
    assert "Строки отчётов" in find("4117")


def test_every_word_has_to_be_there(find, event):
    assert "Мероприятия" in find("вожатых школа")
    assert find("вожатых техников") == {}


def test_many_hits_lead_to_the_list_of_all(client, find, municipality, seminar):
    for number in range(MOST + 1):
        Event.objects.create(
            municipality=municipality, starts_on=date(2020, 3, 1), kind=seminar, theme=f"Слёт {number}"
        )
    assert len(find("слёт")["Мероприятия"]) == MOST
    page = client.get(reverse("search", args=[municipality.slug]), {"q": "слёт"}).content.decode()
    assert f"/{municipality.slug}/events/?q=%D1%81" in page


@pytest.mark.parametrize("words", ["№", " ", "\0", "ы" * 500])
def test_nothing_found_is_told_with_advice(client, methodist, municipality, words):
    client.force_login(methodist)
    page = client.get(reverse("search", args=[municipality.slug]), {"q": words}).content.decode()
    assert "13/1" in page


def test_a_search_asks_the_database_fifteen_times_at_most(
    client, methodist, municipality, plan, event, django_assert_max_num_queries
):
    start_report(plan, ReportingPeriod(2026, 1))
    client.force_login(methodist)
    with django_assert_max_num_queries(15):
        client.get(reverse("search", args=[municipality.slug]), {"q": "1"})


def test_another_municipality_is_not_searched(find, other_municipality, seminar):
    Event.objects.create(
        municipality=other_municipality, starts_on=date(2026, 3, 10), kind=seminar, theme="Чужой слёт"
    )
    assert find("слёт") == {}
