"""The year's report beside its approved halves; what was recorded after a report had been approved."""

from datetime import date
from decimal import Decimal

import pytest

from organizations.models import Municipality
from plans.models import ItemResult
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from reports.halves import Rule, approved_halves, differences, events_apart
from reports.models import ReportLine
from reports.refreshing import draft_report, start_report

from .pages import hold, page, url

pytestmark = pytest.mark.django_db
YEAR, FIRST, SECOND = ReportingPeriod(2026), ReportingPeriod(2026, 1), ReportingPeriod(2026, 2)


@pytest.fixture(autouse=True)
def _after_the_year(monkeypatch):
    monkeypatch.setattr(Municipality, "today", lambda self: date(2027, 1, 12))


@pytest.fixture
def approve(methodist, head, authority):
    def approve_report(report):
        draft_report(report)
        report.lines.filter(text="").update(text="Работа велась.", source="result")
        report.lines.exclude(source="events").update(is_checked=True)
        APPROVAL.perform("submit", report, methodist)
        APPROVAL.perform("pass", report, head)
        return APPROVAL.perform("pass", report, authority)

    return approve_report


def enter(item, period, value, rule=Rule.SUM):
    result, _ = ItemResult.objects.get_or_create(item=item, period=period.code)
    result.figures.create(label="Проведена экспертиза", value=value, unit="программа", accumulation=rule)


@pytest.fixture
def year(plan, item, seminar, approve):
    """The year's report, drafted after both halves were approved: an event and a figure in each."""
    hold(item, date(2026, 2, 4), seminar, participants=12)
    hold(item, date(2026, 9, 4), seminar, participants=20)
    enter(item, FIRST, 30)
    enter(item, SECOND, 7)
    for half in (FIRST, SECOND):
        approve(start_report(plan, half))
    return start_report(plan, YEAR)


def compare(year):
    return differences(year.lines.prefetch_related("figures"), approved_halves(year))


def test_a_year_whose_halves_add_up_shows_no_difference(year, item):
    line = year.lines.get(item=item)
    assert "37 программ" in line.rendered
    assert compare(year) == []
    events = item.events.all()
    assert events_apart(events, approved_halves(year)).late == []


def test_a_figure_changed_after_the_half_was_approved_is_found(year, item):
    item.results.get(period="2026H1").figures.update(value=31)
    draft_report(year)
    (difference,) = compare(year)
    assert (difference.year, difference.expected) == (38, 37)
    assert difference.amounts == [(FIRST, "30"), (SECOND, "7")]


def test_an_event_recorded_after_the_half_was_approved_is_found(year, item, seminar):
    late = hold(item, date(2026, 3, 3), seminar, participants=5)
    draft_report(year)
    assert events_apart(item.events.all(), approved_halves(year)).late == [late]
    assert [(found.year, found.expected) for found in compare(year)] == [(37, 32)]


def test_an_event_deleted_since_is_counted(year, item):
    first = item.events.order_by("starts_on").first()
    rest = item.events.exclude(pk=first.pk)
    assert events_apart(rest, approved_halves(year)).gone == 1


@pytest.mark.parametrize(("value", "found"), [(30, 0), (34, 0), (37, 0), (29, 1), (38, 1)])
def test_people_counted_without_repeats_lie_between_the_fullest_half_and_the_sum(year, item, value, found):
    line = year.lines.get(item=item)
    line.figures.filter(calculation="entered").update(accumulation=Rule.UNIQUE, value=value)
    for snapshot in approved_halves(year).values():
        for figure in snapshot.figures:
            figure["accumulation"] = "unique"
        snapshot.save()
    assert len(compare(year)) == found


def test_what_stands_on_a_date_is_that_of_the_later_half(year, item):
    line = year.lines.get(item=item)
    line.figures.filter(calculation="entered").update(accumulation=Rule.STATE, value=7)
    assert compare(year) == []
    line.figures.filter(calculation="entered").update(value=Decimal(37))
    assert len(compare(year)) == 1


def test_a_row_without_facts_of_its_own_says_what_the_halves_said(plan, item, approve):
    other = plan.items().exclude(pk=item.pk).first()
    for half, words in ((FIRST, "Состав утверждён."), (SECOND, "Состав уточнён.")):
        report = start_report(plan, half)
        ReportLine.objects.filter(report=report, item=other).update(text=words, is_manual=True)
        approve(report)
    line = start_report(plan, YEAR).lines.get(item=other)
    assert (line.rendered, line.source) == ("Состав утверждён.\nСостав уточнён.", "halves")


def test_the_page_tells_which_half_is_not_approved_yet(client, methodist, plan):
    client.force_login(methodist)
    start_report(plan, YEAR)
    html = page(client, url("report-halves", YEAR))
    assert "Отчёт за I полугодие 2026 года ещё не утверждён" in html
    start_report(plan, FIRST)
    assert client.get(url("report-halves", FIRST)).status_code == 404


def test_the_page_lists_what_differs(client, methodist, year, item, seminar):
    hold(item, date(2026, 3, 3), seminar, participants=5)
    draft_report(year)
    client.force_login(methodist)
    html = page(client, url("report-halves", YEAR))
    assert "Мероприятия, которых нет в отчётах за полугодия: 1" in html
    assert "Числа, которые не складываются: 1" in html
    first = page(client, url("report", FIRST))
    assert "Не вошло в отчёт: 1" in first
