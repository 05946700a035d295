"""What the portal knows of the items of a report, loaded in a fixed number of queries for any number of items."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from certificates.coverage import last_coverage
from certificates.models import CoverageMonth
from documents.paper import Row, Table
from plans.models import Event, ItemResult, MediaPlanEntry, Occurrence, Tally
from plans.models.deadlines import MET_BY_AN_EVENT
from records.models import Snapshot

from .coverage_wording import TOLD, CoverageToTell
from .drafting import Facts
from .figures import Scope, with_teller
from .halves import approved_halves, words_of
from .models import Phrase, Report, ReportLine
from .papers import kept_events
from .program_rows import ProgramScope
from .programs_wording import programs_to_tell
from .subjects import Subject, items_of, subjects_in


def load_facts(subjects: Mapping[int | str, Subject], report: Report) -> dict[int | str, Facts]:
    """All that rows may be drafted from, by the key of their subject: at most a dozen queries."""
    facts = load_own_facts(subjects, report)
    previous, halves = _previous_texts(subjects, report), words_of(approved_halves(report))
    phrases = _phrases(items_of(subjects.values()))
    for key, subject in subjects.items():
        facts[key].halves = [words for _, words in halves.get(str(key), ())]
        facts[key].previous = previous.get(key, "")
        facts[key].phrase = phrases.get(subject.item.template_id, "") if subject.item else ""
    return facts


def load_own_facts(subjects: Mapping[int | str, Subject], report: Report) -> dict[int | str, Facts]:
    """What was recorded for the subjects in the period: events by their end, tallies, results, what is planned yet."""
    scope = _scope(subjects, report)
    items, by_item = scope.items, _facts_of_items(scope)
    for item, coverage in _coverage(items, report):
        by_item[item].coverage = coverage
    for item, told in _programs(items, report):
        by_item[item].programs.append(told)
    for due in _planned(items, report):
        by_item[due.item_id].planned.append(due)
    _point_to_rows(subjects, by_item.values())
    return {key: merged([by_item[item.pk] for item in subject.items]) for key, subject in subjects.items()}


def _point_to_rows(subjects, facts):
    """An event told elsewhere is told in the row of its item, which may have a number other than the item's."""
    numbers = {item.pk: subject.number for subject in subjects.values() for item in subject.items}
    for event in (event for known in facts for event in known.elsewhere):
        event.told_in = numbers.get(event.told_by, event.told_in)


def _scope(subjects, report):
    return Scope(items_of(subjects.values()), report.reporting_period, report.form.sections)


def merged(parts: Sequence[Facts]) -> Facts:
    """What is known of several items together, whose events one row tells."""
    if len(parts) == 1:
        return parts[0]
    whole = Facts()
    for part in parts:
        for kind, number in part.tallies.items():
            whole.tallies[kind] = whole.tallies.get(kind, 0) + number
        whole.events += part.events
        whole.results += part.results
        whole.published += part.published
        whole.planned += part.planned
        whole.programs += part.programs
        whole.coverage = whole.coverage or part.coverage
    told = {event.pk for event in whole.events}
    whole.elsewhere = [event for part in parts for event in part.elsewhere if event.pk not in told]
    whole.events.sort(key=lambda event: (event.starts_on, event.pk))
    return whole


def _facts_of_items(scope):
    facts = {item.pk: Facts() for item in scope.items}
    for event in _events(scope):
        own = facts[event.item_id]
        (own.events if event.told_by == event.item_id else own.elsewhere).append(event)
    counted = Tally.objects.filter(item__in=scope.items).in_period(scope.period)
    for tally in counted.select_related("kind").order_by("kind"):
        tallies = facts[tally.item_id].tallies
        tallies[tally.kind] = tallies.get(tally.kind, 0) + tally.count
    published = MediaPlanEntry.objects.published_in(scope.period).filter(item__in=scope.items)
    for entry in published.order_by("published_on", "pk"):
        facts[entry.item_id].published.append(entry)
    for result in _results(scope):
        facts[result.item_id].results.append(result)
    return facts


def _planned(items, report):
    """What falls due between today and the end of the period, while the period still runs."""
    today = report.municipality.today()
    if today >= report.reporting_period.end:
        return []
    coming = Occurrence.objects.open().filter(due_on__gt=today, due_on__lte=report.reporting_period.end)
    # What goes on all the year is not planned for its last day.
    return coming.filter(item__in=items, item__deadline_kind__in=MET_BY_AN_EVENT).order_by("due_on")


def _events(scope):
    """Each event once for every item it belongs to."""
    events = Event.objects.kept().in_period(scope.period).filter(items__in=scope.items)
    events = with_teller(events.annotate(item_id=F("items")), scope.sections)
    return events.select_related("kind").prefetch_related("acts").order_by("starts_on", "pk")


def load_sources(report: Report) -> list[tuple[ReportLine, list[Event]]]:
    """The rows of the report that events of the period stand behind, each with all of its events."""
    lines = list(report.lines.select_related("item"))
    subjects = subjects_in(report, lines)
    by_item = defaultdict(list)
    for event in _events(_scope(subjects, report)):
        by_item[event.item_id].append(event)
    told = {
        key: [event for item in subject.items for event in by_item[item.pk]]
        for key, subject in subjects.items()
    }
    return [(line, told[line.subject]) for line in lines if told.get(line.subject)]


def events_in(sources: Sequence[tuple[ReportLine, list[Event]]]) -> list[Event]:
    """All events behind the rows, each once."""
    return list({event.pk: event for _, events in sources for event in events}.values())


@dataclass(frozen=True)
class ApprovedSources:
    """The events that an approved report was written from, by its rows, and how those of today differ from them.

    `late` were recorded when it had been approved: «не вошло в отчёт»; `gone` were deleted or moved away since.
    """

    by_row: list[tuple[ReportLine, list[Event]]]
    late: list[Event]
    gone: list[Event]


def approved_sources(report: Report) -> ApprovedSources:
    told, today = set(report.in_force.sources.get("events", [])), load_sources(report)
    kept = [(line, [event for event in events if event.pk in told]) for line, events in today]
    gone = Event.objects.filter(pk__in=told.difference(kept_events(report))).select_related("kind")
    return ApprovedSources(
        by_row=[(line, events) for line, events in kept if events],
        late=[event for event in events_in(today) if event.pk not in told],
        gone=list(gone),
    )


def _results(scope):
    """Of the half-year, or of both halves of a year; a quarter has none."""
    codes = [half.code for half in scope.period.halves]
    results = ItemResult.objects.filter(item__in=scope.items, period__in=codes)
    return results.prefetch_related("figures").order_by("period")


def _coverage(items, report):
    """The last month of the period for which children were counted, with each item whose row tells of it."""
    telling = {item.pk: item.template.code for item in items if item.template and item.template.code in TOLD}
    if not telling:
        return []
    period, rows = report.reporting_period, CoverageMonth.objects.filter(municipality=report.municipality_id)
    month = last_coverage(rows, period.start, period.end)
    return [(pk, CoverageToTell(month, code)) for pk, code in telling.items()] if month else []


def _programs(items, report):
    """The numbers of programmes and what goes with them, for each item whose row tells of them."""
    codes = {item.pk: item.template.code for item in items if item.template}
    told = programs_to_tell(ProgramScope(report.municipality, report.reporting_period), codes.values())
    return [(pk, told[code]) for pk, code in codes.items() if code in told]


def _previous_texts(subjects, report):
    """By subject the words of its row in the last earlier report: its own, that of the item it continues, of its kind."""
    by_subject, by_template = {}, {}
    for line in _earlier_lines(subjects, report):
        by_subject[line.subject] = line
        if line.item and line.item.template_id:
            by_template[line.item.template_id] = line
    chosen = {key: _earlier(subject, by_subject, by_template) for key, subject in subjects.items()}
    lines = {key: line for key, line in chosen.items() if line}
    approved = _approved_words({line.report_id for line in lines.values()})
    return {
        key: approved.get((line.report_id, str(line.anchor)), line.rendered) for key, line in lines.items()
    }


def _earlier(subject, by_subject, by_template):
    own, item = by_subject.get(subject.key), subject.item
    if own or item is None:
        return own
    return by_subject.get(item.predecessor_id) or by_template.get(item.template_id)


def _earlier_lines(subjects, report):
    """Rows with words in earlier reports, the latest last. The report of the same year is not earlier than its halves."""
    items = [subject.item for subject in subjects.values() if subject.item]
    known = [pk for item in items for pk in (item.pk, item.predecessor_id) if pk]
    templates = [item.template_id for item in items if item.template_id]
    rows = [key for key, subject in subjects.items() if not subject.item]
    lines = ReportLine.objects.filter(
        Q(item__in=known)
        | Q(item__template__in=templates)
        | Q(form_row__in=rows, report__variant=report.variant),
        report__municipality=report.municipality_id,
        report__period__lt=report.period,
    )
    lines = lines.exclude(text="").exclude(report__period=str(report.reporting_period.year))
    return lines.select_related("item").prefetch_related("figures").order_by("report__period", "pk")


def _approved_words(reports):
    """What the last approved edition of the reports says, by (report, key of the row)."""
    words: dict[tuple[int, str], str] = {}
    for snapshot in Snapshot.objects.filter(record__in=reports).order_by("number"):
        for table in (block for block in snapshot.paper().body if isinstance(block, Table)):
            keys = [column.key for column in table.columns]
            rows = [row for row in table.rows if isinstance(row, Row)] if "result" in keys else []
            words |= {(snapshot.record_id, row.key): row.cells[keys.index("result")] for row in rows}
    return words


def _phrases(items):
    """The first phrase of the library for each template."""
    templates = {item.template_id for item in items if item.template_id}
    phrases = Phrase.objects.filter(template__in=templates).order_by("-position")
    return {phrase.template_id: phrase.text for phrase in phrases}
