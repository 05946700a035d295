"""The report on its way to being written: each row beside what it was drafted from, and what is left to do."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from plans.models import Event
from records.models import Remark

from .drafting import OWN_SOURCES, Facts, draft_own
from .facts import load_own_facts
from .models import Report, ReportColumn, ReportLine
from .papers import line_problems
from .refreshing import is_stale
from .subjects import subjects_in
from .wording import uncounted

Source = ReportLine.Source


@dataclass
class Row:
    """A line with what was recorded for its item in the period and the remarks it was returned with."""

    line: ReportLine
    facts: Facts
    remarks: list[Remark]
    is_stale: bool
    has_result: bool  # whether the form has a column for it
    problems: list[str] = field(default_factory=list)

    @cached_property
    def uncounted(self) -> dict[str, list[Event]]:
        """The events that are missing from the numbers of people in the row."""
        return uncounted(self.facts.events)

    def comes_from(self, *sources: str) -> bool:
        return self.line.source in sources and not self.line.is_manual and bool(self.line.text)


@dataclass(frozen=True)
class Filter:
    code: str
    label: str
    shows: Callable[[Row], bool]


FILTERS = (
    Filter("remarks", "с замечаниями", lambda row: bool(row.remarks)),
    Filter("check", "проверить", lambda row: row.line.needs_check),
    Filter("changed", "сведения изменились", lambda row: row.is_stale),
    Filter("uncounted", "люди посчитаны не везде", lambda row: bool(row.uncounted)),
    Filter("nothing", "без сведений", lambda row: row.has_result and not row.line.text),
    Filter("events", "из мероприятий", lambda row: row.comes_from(Source.EVENTS)),
    Filter(
        "entered", "из результатов и показателей", lambda row: row.comes_from(Source.RESULT, Source.FIGURES)
    ),
    Filter("previous", "из прошлого отчёта", lambda row: row.comes_from(Source.PREVIOUS)),
    Filter("phrase", "типовые фразы", lambda row: row.comes_from(Source.PHRASE)),
    Filter("upload", "из загруженного файла", lambda row: row.comes_from(Source.UPLOAD)),
    Filter("manual", "написано вручную", lambda row: row.line.is_manual),
)


@dataclass(frozen=True)
class Summary:
    """How many rows each filter shows, those that show none left out; what stands in the way of sending."""

    total: int
    counts: list[tuple[Filter, int]]
    first_to_check: Row | None
    problems: list[str]


def load_rows(report: Report, remarks: Iterable[Remark]) -> list[Row]:
    """All rows of the report in their order, in a fixed number of queries."""
    lines = list(
        report.lines.select_related("item__section__standard", "item__template").prefetch_related("figures")
    )
    subjects = subjects_in(report, lines)
    facts = load_own_facts(subjects, report)
    remarks_to = defaultdict(list)
    for remark in remarks:
        remarks_to[remark.row].append(remark)
    return [
        _row(line, facts.get(line.subject, Facts()), remarks_to[line.anchor], report.form) for line in lines
    ]


def load_remarks(report: Report) -> list[Remark]:
    """Those not resolved yet, with their authors."""
    return list(report.open_remarks().select_related("author__person"))


def summarise(rows: list[Row]) -> Summary:
    counts = [(entry, sum(map(entry.shows, rows))) for entry in FILTERS]
    return Summary(
        total=len(rows),
        counts=[(entry, number) for entry, number in counts if number],
        first_to_check=next((row for row in rows if row.line.needs_check), None),
        problems=[problem for row in rows for problem in row.problems],
    )


def shown(rows: list[Row], code: str) -> list[Row]:
    """The rows that a filter shows; all of them for an unknown one."""
    chosen = next((entry for entry in FILTERS if entry.code == code), None)
    return [row for row in rows if chosen.shows(row)] if chosen else rows


def _row(line, facts, remarks, form):
    own = draft_own(facts)
    has_changed = is_stale(line, own) if own else line.source in OWN_SOURCES
    has_result = form.has(ReportColumn.Content.RESULT)
    return Row(
        line, facts, remarks, has_changed and has_result, has_result, problems=line_problems(line, form)
    )
