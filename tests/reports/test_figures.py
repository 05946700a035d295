from datetime import date
from decimal import Decimal

import pytest

from plans.models import Event, EventKind, ItemResult, ResultFigure, Tally
from plans.periods import ReportingPeriod
from reports.drafting import draft_line
from reports.facts import load_own_facts
from reports.figures import CALCULATIONS, Scope, accumulate, open_figure
from reports.models import ReportFigure
from reports.refreshing import start_report
from reports.subjects import of_item

pytestmark = pytest.mark.django_db
FIRST_HALF = ReportingPeriod(2026, 1)


def hold(item, day, kind, **facts):
    event = Event.objects.create(
        municipality=item.plan.municipality, starts_on=day, kind=kind, theme=f"Тема {day}", **facts
    )
    event.items.add(item)
    return event


@pytest.fixture
def consultation(reference_data):
    return EventKind.objects.get(name="консультация")


@pytest.fixture
def busy_item(item, seminar, consultation, methodist):
    """Two seminars, one of them without participants; one webinar attended; consultations counted; a figure entered."""
    hold(item, date(2026, 2, 3), seminar, participants=20, connections=3)
    hold(item, date(2026, 3, 3), seminar)
    hold(item, date(2026, 3, 4), seminar, part="took_part", participants=2)
    hold(item, date(2026, 3, 5), seminar, part="took_part", participants=3)
    hold(item, date(2026, 7, 3), seminar, participants=100)
    hold(item, date(2026, 3, 3), seminar, deleted_at="2026-03-04T00:00Z", participants=100)
    Tally.objects.create(item=item, kind=consultation, day=date(2026, 2, 1), count=3)
    Tally.objects.create(item=item, kind=consultation, day=date(2026, 6, 30), count=2)
    Tally.objects.create(item=item, kind=consultation, day=date(2026, 7, 1), count=50)
    result = ItemResult.objects.create(item=item, period="2026H1")
    ResultFigure.objects.create(
        result=result, label="Проведена экспертиза", value=76, unit="программа", entered_by=methodist
    )
    return item


def known_of(item):
    return load_own_facts({item.pk: of_item(item)}, start_report(item.plan, FIRST_HALF))[item.pk]


def calculate(name, item, **params):
    return CALCULATIONS[name](Scope([item], FIRST_HALF), **params)


def test_events_are_counted_by_part_and_kind_within_the_period(busy_item, seminar):
    counted = calculate("events_held", busy_item, part="held", kind=seminar.pk)
    assert counted.value == 2
    assert [event.starts_on for event in counted.rows] == [date(2026, 2, 3), date(2026, 3, 3)]
    assert calculate("events_held", busy_item, part="co_organized", kind=seminar.pk).value == 0


def test_participants_and_connections_are_different_numbers(busy_item, seminar):
    assert calculate("participants", busy_item, part="held", kind=seminar.pk).value == 20
    assert calculate("connections", busy_item, part="held", kind=seminar.pk).value == 3


def test_what_nobody_recorded_is_no_zero(busy_item, seminar):
    assert calculate("connections", busy_item, part="took_part", kind=seminar.pk).value is None
    assert calculate("entered", busy_item, figures=[]).value is None


def test_tallies_are_summed_by_their_day(busy_item, consultation):
    counted = calculate("tally", busy_item, kind=consultation.pk)
    assert (counted.value, len(counted.rows)) == (5, 2)


def test_an_entered_figure_opens_what_was_entered(busy_item, methodist):
    pk = ResultFigure.objects.get().pk
    opened = calculate("entered", busy_item, figures=[pk])
    assert (opened.value, opened.unit, opened.accumulation) == (76, "программа", "sum")
    assert opened.rows.get().entered_by == methodist


def test_a_figure_of_another_item_is_not_opened(busy_item, plan):
    other = plan.items().exclude(pk=busy_item.pk).first()
    assert calculate("entered", other, figures=[ResultFigure.objects.get().pk]).value is None


def test_an_event_across_the_end_of_june_belongs_to_the_half_in_which_it_ended(item, seminar):
    hold(item, date(2026, 6, 29), seminar, ends_on=date(2026, 7, 2))
    params = {"part": "held", "kind": seminar.pk}
    assert CALCULATIONS["events_held"](Scope([item], FIRST_HALF), **params).value == 0
    assert CALCULATIONS["events_held"](Scope([item], ReportingPeriod(2026, 2)), **params).value == 1
    assert known_of(item).events == []


def test_what_is_drafted_is_what_the_calculation_finds(busy_item):
    proposal = draft_line(known_of(busy_item))
    assert len(proposal.figures) == 7
    for figure in proposal.figures:
        calculated = calculate(figure.calculation, busy_item, **figure.params)
        assert (figure.value, figure.accumulation) == (calculated.value, calculated.accumulation)


def test_a_stored_figure_opens_its_rows(busy_item, plan):
    start_report(plan, FIRST_HALF)
    figure = ReportFigure.objects.get(calculation="participants", value=20)
    assert open_figure(figure).value == 20
    assert [event.starts_on for event in open_figure(figure).rows] == [date(2026, 2, 3), date(2026, 3, 3)]


def test_a_figure_entered_in_the_row_stands_for_itself(busy_item, plan):
    start_report(plan, FIRST_HALF)
    figure = ReportFigure.objects.get(calculation="participants", value=20)
    figure.calculation = ""
    assert (open_figure(figure).value, list(open_figure(figure).rows)) == (20, [])


@pytest.mark.parametrize(
    ("rule", "values", "accumulated"),
    [
        ("sum", [5, 7], 12),
        ("sum", [], None),
        ("sum", [0], 0),
        ("state", [5, 7], 7),
        ("latest", [7, 5], 5),
        ("unique", [5, 7], None),
        ("unique", [5], 5),
    ],
)
def test_values_of_half_years_become_one_by_their_rule(rule, values, accumulated):
    assert accumulate(rule, [Decimal(value) for value in values]) == accumulated
