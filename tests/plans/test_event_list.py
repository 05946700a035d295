"""The list of events: its filters, its totals, its export."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from plans.models import EventKind

pytestmark = pytest.mark.django_db


def test_empty_list_says_the_next_step(show, reference_data):
    assert "Запишите первое" in show("event-list")


@pytest.fixture
def three_events(item, make_event):
    webinar = EventKind.objects.get(name="вебинар")
    make_event(item, theme="Ёлочные мастерские", participants=12, link="https://example.org/1")
    make_event(
        theme="Летняя кампания", kind=webinar, part="took_part", starts_on=date(2025, 11, 5), participants=30
    )
    make_event(theme="Большой сбор", starts_on=date(2025, 12, 30), ends_on=date(2026, 1, 2))


@pytest.mark.parametrize(
    ("query", "themes"),
    [
        ({}, {"Ёлочные мастерские", "Летняя кампания", "Большой сбор"}),
        ({"period": "2026H1"}, {"Ёлочные мастерские", "Большой сбор"}),
        ({"period": "2025"}, {"Летняя кампания"}),
        ({"part": "took_part"}, {"Летняя кампания"}),
        ({"q": "елочные МАСТЕРСКИЕ"}, {"Ёлочные мастерские"}),
        ({"q": "мастерские кампания"}, set()),
        ({"lacks": "any"}, {"Летняя кампания", "Большой сбор"}),
        ({"period": "1999H9"}, set()),
        ({"kind": "999999999999999999999"}, set()),
    ],
)
def test_list_shows_what_the_query_string_asks_for(show, three_events, query, themes):
    shown = show("event-list", **query)
    assert {
        theme for theme in ("Ёлочные мастерские", "Летняя кампания", "Большой сбор") if theme in shown
    } == themes


def test_list_is_filtered_by_item_and_kind(show, three_events, item, seminar):
    assert "Летняя кампания" not in show("event-list", item=item.pk)
    assert "Ёлочные мастерские" in show("event-list", item=item.pk, kind=seminar.pk)


def test_foot_counts_the_events_and_participants_of_all_pages(show, make_event):
    for number in range(51):
        make_event(theme=f"Тема {number}", participants=2)
    assert "Всего мероприятий: 51" in show("event-list")
    assert "<strong>102</strong>" in show("event-list", page=2)


def test_foot_counts_each_event_once_whatever_hangs_on_it(show, item, plan, make_event):
    event = make_event(item, plan.items().first(), participants=7)
    event.acts.create(municipality=plan.municipality, number="1", date=date(2026, 3, 1))
    event.acts.create(municipality=plan.municipality, number="2", date=date(2026, 3, 1))
    make_event(theme="Вторая", participants=None)
    assert "<strong>7</strong>" in show("event-list")
    assert "Всего мероприятий: 1<" in show("event-list", lacks="any")


def test_list_needs_as_many_queries_for_thirty_rows_as_for_one(
    client, methodist, url, item, make_event, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(methodist)
    make_event(item, participants=1)
    with django_assert_max_num_queries(15) as one:
        client.get(url("event-list"))
    for number in range(29):
        make_event(item, theme=f"Тема {number}", participants=1)
    with django_assert_num_queries(len(one)):
        client.get(url("event-list"))


def test_export_holds_exactly_what_is_filtered(client, methodist, url, three_events):
    client.force_login(methodist)
    response = client.get(url("event-export"), {"period": "2025", "page": 2})
    head, *rows = load_workbook(io.BytesIO(response.content)).active.values
    assert head[:4] == ("Дата", "По какое число", "Вид", "Тема")
    assert [row[3] for row in rows] == ["Летняя кампания"]
    assert (rows[0][0].date(), rows[0][6]) == (date(2025, 11, 5), 30)


def test_export_turns_no_text_into_a_formula(client, methodist, url, make_event):
    make_event(theme='=HYPERLINK("http://example.org")', place="a\x0bb")
    client.force_login(methodist)
    sheet = load_workbook(io.BytesIO(client.get(url("event-export")).content)).active
    assert (sheet["D2"].value, sheet["D2"].data_type) == ('=HYPERLINK("http://example.org")', "s")
    assert sheet["H2"].value == "ab"
