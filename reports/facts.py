"""What the portal knows of the items of a report, loaded in a fixed number of queries for any number of items."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F, Q

from certificates.coverage import last_coverage
from certificates.models import CoverageMonth
from documents.paper import Row, Table
from plans.models import ActivityPlan, Event, ItemResult, PlanItem, Tally
from plans.periods import ReportingPeriod
from records.models import Snapshot

from .coverage_wording import TOLD, CoverageToTell
from .drafting import Facts
from .figures import with_teller
from .models import Phrase, Report, ReportLine


def load_facts(items: Sequence[PlanItem], report: Report) -> dict[int, Facts]:
    """All that rows may be drafted from, by item: at most ten queries."""
    facts = load_own_facts(items, report.reporting_period)
    previous = _previous_texts(items, report)
    phrases = _phrases(items)
    for item in items:
        facts[item.pk].previous = previous.get(item.pk, "")
        facts[item.pk].phrase = phrases.get(item.template_id, "")
    return facts


def load_own_facts(items: Sequence[PlanItem], period: ReportingPeriod) -> dict[int, Facts]:
    """What was recorded for items, fetched with their templates, in the period: events by their end, tallies, results with figures."""
    facts = {item.pk: Facts() for item in items}
    for event in load_events(items, period):
        own = facts[event.item_id]
        (own.events if event.told_by == event.item_id else own.elsewhere).append(event)
    for tally in (
        Tally.objects.filter(item__in=items).in_period(period).select_related("kind").order_by("kind")
    ):
        tallies = facts[tally.item_id].tallies
        tallies[tally.kind] = tallies.get(tally.kind, 0) + tally.count
    for result in _results(items, period):
        facts[result.item_id].results.append(result)
    for item, coverage in _coverage(items, period):
        facts[item].coverage = coverage
    return facts


def load_events(items, period):
    """The events of the items in the period, each once for every item it belongs to."""
    events = Event.objects.kept().in_period(period).filter(items__in=items).annotate(item_id=F("items"))
    return with_teller(events).select_related("kind").prefetch_related("acts").order_by("starts_on", "pk")


def load_sources(report: Report) -> list[tuple[ReportLine, list[Event]]]:
    """The rows of the report that events of the period stand behind, each with all of its events."""
    lines = list(report.lines.select_related("item"))
    events = defaultdict(list)
    for event in load_events([line.item for line in lines], report.reporting_period):
        events[event.item_id].append(event)
    return [(line, events[line.item_id]) for line in lines if line.item_id in events]


def _results(items, period):
    """Of the half-year, or of both halves of a year."""
    halves = [period.half] if period.half else [1, 2]
    codes = [ReportingPeriod(period.year, half).code for half in halves]
    results = ItemResult.objects.filter(item__in=items, period__in=codes)
    return results.prefetch_related("figures").order_by("period")


def _coverage(items, period):
    """The last month of the period for which children were counted, with each item whose row tells of it."""
    telling = {item.pk: item.template.code for item in items if item.template and item.template.code in TOLD}
    if not telling:
        return []
    here = ActivityPlan.objects.filter(sections__items__in=telling).values("municipality")
    rows = CoverageMonth.objects.filter(municipality__in=here)
    month = last_coverage(rows, period.start, period.end)
    return [(pk, CoverageToTell(month, code)) for pk, code in telling.items()] if month else []


def _previous_texts(items, report):
    """By item the words of its row in the last earlier report: its own, that of the item it continues, or of its kind."""
    by_item, by_template = {}, {}
    for line in _earlier_lines(items, report):
        by_item[line.item_id] = by_template[line.item.template_id] = line
    by_template.pop(None, None)
    chosen = {
        item.pk: by_item.get(item.pk) or by_item.get(item.predecessor_id) or by_template.get(item.template_id)
        for item in items
    }
    lines = {pk: line for pk, line in chosen.items() if line}
    approved = _approved_words({line.report_id for line in lines.values()})
    return {
        pk: approved.get((line.report_id, str(line.item_id)), line.rendered) for pk, line in lines.items()
    }


def _earlier_lines(items, report):
    """Rows with words in earlier reports, the latest last. The report of the same year is not earlier than its halves."""
    known = [pk for item in items for pk in (item.pk, item.predecessor_id) if pk]
    templates = [item.template_id for item in items if item.template_id]
    lines = ReportLine.objects.filter(
        Q(item__in=known) | Q(item__template__in=templates),
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
            place = [column.key for column in table.columns].index("result")
            rows = [row for row in table.rows if isinstance(row, Row)]
            words |= {(snapshot.record_id, row.key): row.cells[place] for row in rows}
    return words


def _phrases(items):
    """The first phrase of the library for each template."""
    templates = {item.template_id for item in items if item.template_id}
    phrases = Phrase.objects.filter(template__in=templates).order_by("-position")
    return {phrase.template_id: phrase.text for phrase in phrases}
