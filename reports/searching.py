"""Search over a municipality's years: events, acts, programmes, items of plans, materials, papers, rows of reports.

Events, acts and programmes are found by their search keys in the database. All else of one municipality is some
hundreds of rows: their words are compared here, for not every database knows Russian capitals.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from documents.prose import normalise
from organizations.models import LegalAct, Municipality
from organizations.searching import words_of
from plans.models import Event, MediaPlanEntry, PlanItem
from programs.models import Program
from records.models import OfficialPaper

from .models import ReportLine

MOST = 20  # hits of a group that are shown


@dataclass(frozen=True)
class Hit:
    """What was found and where it stands; `detail` is the passage, or what it belongs to."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `more` is the page that lists all of them, where there is one."""

    title: str
    hits: list[Hit]
    has_more: bool
    more: str = ""


def search(municipality: Municipality, scoped: Callable[[Any], QuerySet], text: str) -> list[Group]:
    """What holds every word of the text; groups without hits are left out.

    `scoped` narrows a queryset to the rows of the municipality that the user may see.
    """
    words = words_of(text)
    if not words:
        return []
    all_acts, all_events, all_programs = (
        f"{reverse(name, args=[municipality.slug])}?{urlencode({'q': text})}"
        for name in ("act-list", "event-list", "program-list")
    )
    groups = [
        _group("Приказы и другие акты", _acts(scoped(LegalAct.objects), text), all_acts),
        _group("Мероприятия", _events(scoped(Event.objects.kept()), text), all_events),
        _group("Программы", _programs(scoped(Program.objects), text), all_programs),
        _group("Пункты планов", _items(scoped(PlanItem.objects), words)),
        _group("Медиаплан", _media(scoped(MediaPlanEntry.objects), words)),
        _group("Документы", _papers(scoped(OfficialPaper.objects), words)),
        _group("Строки отчётов", _lines(scoped(ReportLine.objects), words)),
    ]
    return [group for group in groups if group.hits]


def _group(title: str, hits: Iterator[Hit], more: str = "") -> Group:
    first = list(islice(hits, MOST + 1))
    return Group(title, first[:MOST], len(first) > MOST, more)


def _acts(acts, text):
    for act in acts.with_words(text).select_related("municipality")[: MOST + 1]:
        yield Hit(str(act), act.get_absolute_url(), act.title)


def _events(events, text):
    found = events.with_words(text).select_related("kind", "municipality").prefetch_related("acts")
    for event in found[: MOST + 1]:
        yield Hit(str(event), event.get_absolute_url(), "; ".join(map(str, event.acts.all())))


def _programs(programs, text):
    found = programs.with_words(text).select_related("organization", "municipality")
    for program in found[: MOST + 1]:
        where = f"{program.organization}, {program.get_state_display()}"
        yield Hit(str(program), program.get_absolute_url(), where)


def _items(items, words):
    items = items.select_related("section__plan__municipality").order_by("-section__plan__year", "position")
    for item in _holding(
        words, items, lambda item: [item.number, item.title, item.expected_result, item.responsible]
    ):
        yield Hit(str(item), item.get_absolute_url(), item.plan.title)


def _media(entries, words):
    entries = entries.select_related("plan__municipality").order_by("-day", "pk")
    for entry in _holding(
        words, entries, lambda entry: [str(entry), entry.topic, entry.responsible, entry.link]
    ):
        yield Hit(str(entry), f"{entry.plan.get_absolute_url()}#row-{entry.pk}", entry.plan.title)


def _papers(papers, words):
    kinds = ("activityplan__municipality", "mediaplan__municipality", "report__municipality")
    for paper in _holding(words, papers.select_related(*kinds), lambda paper: [paper.title]):
        yield Hit(paper.title, paper.itself.get_absolute_url(), paper.get_state_display())


def _lines(lines, words):
    lines = lines.select_related("report__municipality").prefetch_related("figures")
    lines = lines.order_by(
        "-report__period", "report", "position", "item__section__position", "item__position"
    )
    for line in _holding(words, lines, _said):
        url = f"{line.report.get_absolute_url()}#row-{line.anchor}"
        yield Hit(f"{line.report}, строка {line.number}", url, _passage(_said(line), words[0]))


def _said(line: ReportLine) -> list[str]:
    return [line.title, *line.rendered.splitlines(), *line.note.splitlines(), *map(str, line.cells.values())]


def _holding(words: list[str], rows: Iterable, texts: Callable[..., list[str]]) -> Iterator:
    """The rows in whose texts stands every word."""
    for row in rows:
        key = normalise(" ".join(texts(row)))
        if all(word in key for word in words):
            yield row


def _passage(texts: list[str], word: str) -> str:
    return next((text for text in texts if word in normalise(text)), "")
