"""Where the numbers of a report come from: a figure names its calculation, which can be run again and opens its rows.

A calculation takes what the row tells of and the params kept with the figure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from certificates.coverage import Coverage, coverage_of
from documents.prose import format_number
from plans.models import Event, MediaPlanEntry, PlanItem, ResultFigure, Tally
from plans.periods import ReportingPeriod

from .program_figures import calculated
from .program_rows import ProgramScope
from .subjects import subject_of

Rule = ResultFigure.Accumulation


@dataclass(frozen=True)
class Calculated:
    """A value with its unit, how it adds up over periods, and the rows it was counted from.

    The value is None where nothing was recorded: empty is not zero.
    """

    value: Decimal | None
    unit: str
    accumulation: str
    rows: QuerySet

    @property
    def amount(self) -> str:
        return "«нет сведений»" if self.value is None else format_number(self.value)


@dataclass(frozen=True)
class Scope:
    """What a row counts: its items in the period; `sections` are the numbers of those that the report tells of, all if empty."""

    items: Sequence[PlanItem]
    period: ReportingPeriod
    sections: Sequence[int] = ()


def events_held(scope: Scope, *, part: str, kind: int) -> Calculated:
    """Events of a kind in which the centre had a part."""
    events = _events(scope, part, kind)
    return Calculated(Decimal(events.count()), "мероприятие", Rule.SUM, events)


def participants(scope: Scope, *, part: str, kind: int) -> Calculated:
    """Participants of those events for which their number was recorded."""
    return _summed(_events(scope, part, kind), "participants", "участник")


def connections(scope: Scope, *, part: str, kind: int) -> Calculated:
    """Connections to remote events; never added to participants, for several people may sit at one screen."""
    return _summed(_events(scope, part, kind), "connections", "подключение")


def tally(scope: Scope, *, kind: int) -> Calculated:
    """Short events counted by «+1»."""
    tallies = Tally.objects.filter(item__in=scope.items, kind=kind).in_period(scope.period)
    return _summed(tallies.select_related("kind"), "count", "мероприятие")


def entered(scope: Scope, *, figures: list[int]) -> Calculated:
    """Figures that a person entered for the item; those of two half-years become one by their rule."""
    rows = ResultFigure.objects.filter(pk__in=figures, result__item__in=scope.items)
    rows = rows.select_related("result__item__section__plan__municipality").order_by("result__period", "pk")
    found = list(rows)
    if not found:
        return Calculated(None, "", Rule.LATEST, rows)
    rule = found[-1].accumulation
    return Calculated(accumulate(rule, [figure.value for figure in found]), found[-1].unit, rule, rows)


def publications(scope: Scope, *, channel: str = "") -> Calculated:
    """Materials published by the media plan, in all channels or in one."""
    entries = MediaPlanEntry.objects.published_in(scope.period).filter(item__in=scope.items)
    if channel:
        entries = entries.filter(channel=channel)
    entries = entries.select_related("plan__municipality").order_by("published_on", "pk")
    return Calculated(Decimal(entries.count()), "материал", Rule.SUM, entries)


# The numbers that a month of coverage gives: what each is called and how it is found.
COVERAGE_NUMBERS: dict[str, tuple[str, Callable[[Coverage], Decimal | int | None]]] = {
    "children": ("охвачено дополнительным образованием", lambda month: month.number("children")),
    "contracts": ("занимались по сертификатам ПФ", lambda month: month.number("contracts")),
    "population": ("детей в муниципалитете", lambda month: month.covered.population),
    "covered": ("доля охваченных детей", lambda month: month.covered.percent),
    "financed": ("доля детей, занимавшихся по сертификатам ПФ", lambda month: month.financed.percent),
    "covered_gap": ("недостаёт до целевого значения охвата", lambda month: month.covered.gap),
    "financed_gap": ("недостаёт до целевого значения по ПФ", lambda month: month.financed.gap),
}


def coverage(scope: Scope, *, month: str, number: str, organization: int | None = None) -> Calculated:
    """A number of children in a month, as organisations told it; of one organisation its own."""
    rows = scope.items[0].plan.municipality.coverage_months.filter(month=date.fromisoformat(month))
    rows = rows.select_related("organization")
    if organization is None:
        told = coverage_of(rows)
        value = COVERAGE_NUMBERS[number][1](told) if told else None
    else:
        rows = rows.filter(organization=organization)
        value = rows.values_list(number, flat=True).first()
    return Calculated(None if value is None else Decimal(value), "", Rule.STATE, rows)


def programs(scope: Scope, *, number: str) -> Calculated:
    """A number of programmes, of their assessment or of what goes with them."""
    value, rule, rows = calculated(ProgramScope(scope.items[0].plan.municipality, scope.period), number)
    return Calculated(None if value is None else Decimal(value), "", rule, rows)


CALCULATIONS: dict[str, Callable[..., Calculated]] = {
    calculation.__name__: calculation
    for calculation in (
        *(events_held, participants, connections, tally, entered, publications, coverage),
        programs,
    )
}


def with_teller(events: QuerySet, sections: Sequence[int] = ()) -> QuerySet:
    """Events of an item, each with the key and the number of the item that tells it: its first in the same plan.

    A report tells an event once, however many items it belongs to, so that nothing is counted twice. Where it tells
    of some sections alone, their items come in question alone.
    """
    items = PlanItem.objects.filter(events=OuterRef("pk"), section__plan=OuterRef("items__section__plan"))
    if sections:
        items = items.filter(section__standard__number__in=sections)
    first = items.order_by("section__position", "section_id", "position", "pk")
    return events.annotate(
        told_by=Subquery(first.values("pk")[:1]), told_in=Subquery(first.values("number")[:1])
    )


def open_figure(figure) -> Calculated:
    """The calculation of a ReportFigure run again today; a figure that was entered in the row stands for itself."""
    if not figure.calculation:
        rows = ResultFigure.objects.none()
        return Calculated(figure.value, figure.unit, figure.accumulation, rows)
    return CALCULATIONS[figure.calculation](scope_of(figure.line), **figure.params)


def scope_of(line) -> Scope:
    subject, report = subject_of(line), line.report
    return Scope(subject.items if subject else (), report.reporting_period, report.form.sections)


def accumulate(rule: str, values: Sequence[Decimal]) -> Decimal | None:
    """The value of a longer period from those of its parts in order of time; None where it cannot be known.

    What was counted without repeats does not add up: a child of both half-years would be counted twice.
    """
    if not values or (rule == Rule.UNIQUE and len(values) > 1):
        return None
    return sum(values, Decimal(0)) if rule == Rule.SUM else values[-1]


def _events(scope, part, kind):
    """Those told in the row itself: what an earlier row tells is counted there."""
    events = Event.objects.kept().in_period(scope.period).filter(items__in=scope.items, part=part, kind=kind)
    told_here = with_teller(events, scope.sections).filter(told_by__in=[item.pk for item in scope.items])
    return told_here.distinct().select_related("kind").order_by("starts_on", "pk")


def _summed(rows, field, unit):
    total = rows.aggregate(total=Sum(field))["total"]
    return Calculated(None if total is None else Decimal(total), unit, Rule.SUM, rows)
