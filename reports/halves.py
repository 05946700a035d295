"""The report of a year beside the approved reports of its halves: their words, and where figures do not add up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.paper import Row, Table
from documents.prose import format_number
from plans.models import Event, ResultFigure
from plans.periods import ReportingPeriod
from records.models import Snapshot

from .figures import accumulate
from .models import Report, ReportFigure, ReportLine

Rule = ResultFigure.Accumulation
# A figure of one row is the same in several reports if it says the same of the same.
Meaning = tuple[str, str, str]  # the calculation, the label, the unit


@dataclass(frozen=True)
class Difference:
    """A figure of the year that its halves do not give; None stands for a figure that a report does not have."""

    line: ReportLine
    label: str
    unit: str
    year: Decimal | None
    halves: Sequence[tuple[ReportingPeriod, Decimal | None]]
    expected: Decimal | None  # what the halves give; None where they give only bounds

    @property
    def amounts(self) -> list[tuple[ReportingPeriod, str]]:
        return [(period, _amount(value)) for period, value in self.halves]

    @property
    def year_amount(self) -> str:
        return _amount(self.year)

    @property
    def expected_amount(self) -> str:
        return _amount(self.expected)


def is_yearly(report: Report) -> bool:
    return len(report.reporting_period.halves) > 1


def approved_halves(report: Report) -> dict[ReportingPeriod, Snapshot]:
    """The last approved edition of the report of each half of the year, in order, one query; none for a half-year."""
    if not is_yearly(report):
        return {}
    snapshots = Snapshot.objects.select_related("record").filter(
        record__municipality=report.municipality_id,
        record__kind=report.kind,
        record__variant=report.variant,
        record__period__in=[half.code for half in report.reporting_period.halves],
    )
    in_order = snapshots.order_by("record__period", "number")
    return {ReportingPeriod.from_code(snapshot.record.period): snapshot for snapshot in in_order}


def words_of(halves: dict[ReportingPeriod, Snapshot]) -> dict[str, list[tuple[ReportingPeriod, str]]]:
    """What each row, by its key, said in the approved reports of the halves."""
    words = defaultdict(list)
    for period, snapshot in halves.items():
        for table in (block for block in snapshot.paper().body if isinstance(block, Table)):
            keys = [column.key for column in table.columns]
            for row in table.rows:
                if isinstance(row, Row) and "result" in keys and row.cells[keys.index("result")]:
                    words[row.key].append((period, row.cells[keys.index("result")]))
    return dict(words)


def differences(lines: Iterable[ReportLine], halves: dict[ReportingPeriod, Snapshot]) -> list[Difference]:
    """Where the figures of the year's rows, loaded with them, are not what the approved halves give by their rules."""
    if len(halves) < 2:
        return []
    kept = {period: _by_row(snapshot.figures) for period, snapshot in halves.items()}
    found = (
        _compare(line, {period: rows.get(line.anchor, {}) for period, rows in kept.items()}) for line in lines
    )
    return [difference for in_row in found for difference in in_row]


@dataclass(frozen=True)
class EventsApart:
    """Events of the year that no approved half tells of, and the number of those told that are of the year no more."""

    late: list[Event]
    gone: int


def events_apart(events: Iterable[Event], halves: dict[ReportingPeriod, Snapshot]) -> EventsApart:
    """How the events of the year differ from those on which the approved halves were written."""
    if len(halves) < 2:
        return EventsApart([], 0)
    told = {key for snapshot in halves.values() for key in snapshot.sources.get("events", [])}
    by_key = {event.pk: event for event in events}
    return EventsApart([event for key, event in by_key.items() if key not in told], len(told - by_key.keys()))


def _compare(line, halves):
    own = {_meaning(figure): figure for figure in line.figures.all()}
    for meaning in dict.fromkeys([*own, *(meaning for figures in halves.values() for meaning in figures)]):
        # A single event is told without its number: events are compared one by one, by `events_apart`.
        if meaning[0] == "events_held":
            continue
        parts = [(period, figures.get(meaning)) for period, figures in halves.items()]
        known = [figure for _, figure in parts if figure]
        rule = (own.get(meaning) or known[-1]).accumulation
        year, values = getattr(own.get(meaning), "value", None), [figure.value for figure in known]
        if not _agrees(rule, year, values):
            told = [(period, figure and figure.value) for period, figure in parts]
            yield Difference(line, meaning[1], meaning[2], year, told, accumulate(rule, values))


def _agrees(rule, year, values):
    """Unique people of a year are at least those of its fullest half, and at most those of both together."""
    if year is None or not values:
        return False
    if rule == Rule.UNIQUE:
        return max(values) <= year <= sum(values)
    return year == accumulate(rule, values)


def _by_row(kept):
    rows: dict[int, dict[Meaning, ReportFigure]] = defaultdict(dict)
    for data in kept:
        figure = ReportFigure.restore(None, data)
        rows[data["row"]][_meaning(figure)] = figure
    return rows


def _meaning(figure) -> Meaning:
    return figure.calculation, figure.label, figure.unit


def _amount(value):
    return "нет" if value is None else format_number(value)
