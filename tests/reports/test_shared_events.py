"""A report tells an event once, however many items it belongs to: in the row of the first; the others point there."""

from datetime import date

import pytest

from organizations.models import LegalAct
from plans.models import ActivityPlan, Event, EventKind, ItemResult
from plans.periods import ReportingPeriod
from plans.rollover import start_plan
from reports.drafting import Facts, draft_line
from reports.figures import CALCULATIONS, Scope
from reports.models import ReportFigure, ReportLine
from reports.refreshing import draft_report, is_stale, propose, start_report

from .pages import FIRST_HALF, hold

pytestmark = pytest.mark.django_db


def line_of(report, item):
    return ReportLine.objects.prefetch_related("figures").get(report=report, item=item)


def test_an_event_of_several_items_is_told_in_the_first_row_alone(plan, report, seminar):
    items = list(plan.items())
    first, second, third = items[1], items[4], items[12]
    act = LegalAct.objects.create(municipality=plan.municipality, number="7", date=date(2026, 1, 9))
    shared = hold(third, date(2026, 2, 4), seminar, participants=30)
    shared.items.add(first, second)
    shared.acts.add(act)
    hold(third, date(2026, 2, 5), seminar, participants=5)
    draft_report(report)
    told = [line_of(report, item) for item in (first, second, third)]
    assert [line.rendered for line in told] == [
        "04.02.2026 проведён семинар «Тема 4». Участников — 30.",
        f"Сведения приведены в п. {first.number}.",
        f"05.02.2026 проведён семинар «Тема 5». Участников — 5.\nТакже см. п. {first.number}.",
    ]
    assert [bool(line.note) for line in told] == [True, False, False]
    people = ReportFigure.objects.filter(line__report=report, calculation="participants")
    assert sum(figure.value for figure in people) == 35
    assert not any(is_stale(line, propose(line)) for line in told)


def test_a_row_left_without_its_event_points_to_the_row_that_took_it(plan, report, item, seminar):
    shared = hold(item, date(2026, 2, 4), seminar)
    draft_report(report)
    first = plan.items().first()
    shared.items.add(first)
    draft_report(report)
    assert line_of(report, item).rendered == f"Сведения приведены в п. {first.number}."


def people(item, kind):
    return CALCULATIONS["participants"](Scope([item], FIRST_HALF), part="held", kind=kind.pk).value


def test_its_people_count_in_the_row_of_the_first_item(plan, item, seminar):
    later = plan.items().filter(section__position__gt=item.section.position).first()
    earlier = plan.items().exclude(pk=item.pk).first()
    shared = hold(later, date(2026, 4, 1), seminar, participants=7)
    shared.items.add(item)
    assert (people(item, seminar), people(later, seminar)) == (7, None)
    shared.items.add(earlier)
    assert (people(item, seminar), people(earlier, seminar)) == (None, 7)


def test_an_item_of_another_plan_does_not_take_it_away(plan, item, seminar):
    other = start_plan(ActivityPlan(municipality=plan.municipality, year=2025), "library")
    other.sections.update(position=0)
    hold(item, date(2026, 4, 1), seminar, participants=7).items.add(other.items().first())
    assert people(item, seminar) == 7


def test_a_row_that_sums_up_a_section_points_to_rows_of_its_form(plan, seminar):
    first, second = plan.items()[:2]
    last = plan.items().last()
    hold(first, date(2026, 2, 4), seminar, participants=30).items.add(second)
    hold(first, date(2026, 3, 4), seminar, participants=5).items.add(last)
    report = start_report(plan, ReportingPeriod(2026), "target-model")
    told = {line.number: line.rendered for line in report.lines.all()}
    assert told["1"].startswith(
        "Проведено 2 семинара «Тема 4»: 04.02.2026, 04.03.2026. Всего участников — 35."
    )
    assert "Тема" not in told["6"]
    assert told["6"].endswith("п. 1.")
    assert not any(is_stale(line, propose(line)) for line in report.lines.all())


# The words of a row that points elsewhere


def draft(*events, **facts):
    return draft_line(Facts(events=list(events), **facts)).rendered


def event(told_in=None):
    kind = EventKind(pk=1, name="вебинар")
    day = date(2026, 1, 1)
    made = Event(pk=1, starts_on=day, ends_on=day, kind=kind, theme="Тема", part="held")
    made._prefetched_objects_cache = {"acts": []}
    made.told_in = told_in
    return made


def elsewhere(*numbers):
    return [event(told_in=number) for number in numbers]


def result(text="", state=""):
    made = ItemResult(pk=1, text=text, state=state)
    made._prefetched_objects_cache = {"figures": []}
    return made


def test_a_row_whose_events_are_told_in_other_rows_points_to_those():
    proposal = draft_line(Facts(elsewhere=elsewhere("1.2", "1.2"), phrase="Работа идёт."))
    assert (proposal.text, proposal.source) == ("Сведения приведены в п. 1.2.", ReportLine.Source.EVENTS)
    assert draft(elsewhere=elsewhere("1.10.", "1.2.")) == "Сведения приведены в пп. 1.2, 1.10."
    assert draft(elsewhere=elsewhere("", "")) == "Сведения приведены в других строках отчёта."


def test_what_is_told_elsewhere_follows_what_the_row_tells():
    told = draft(event(), elsewhere=elsewhere("1.2"), results=[result("Ведётся реестр.")])
    assert told == "01.01.2026 проведён вебинар «Тема».\nВедётся реестр.\nТакже см. п. 1.2."
    assert draft(elsewhere=elsewhere("1.2"), results=[result(state="done")]) == "Сведения приведены в п. 1.2."


@pytest.mark.parametrize(
    ("previous", "told"),
    [
        ("Сведения приведены в п. 1.2.", "Работа идёт."),
        ("Сведения приведены в других строках отчёта.", "Работа идёт."),
        ("Ведётся реестр.\nТакже см. пп. 1.2, 2.1.", "Ведётся реестр."),
        ("Сведения приведены в п. 2 приложения.", "Сведения приведены в п. [проверьте: 2] приложения."),
    ],
)
def test_what_an_earlier_report_pointed_to_is_not_taken_over(previous, told):
    assert draft(previous=previous, phrase="Работа идёт.") == told
