"""The draft of a report row: from what was recorded for the item, else from an earlier report, else a ready phrase.

Nothing here asks the database: `reports.facts` loads what is known.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from documents.prose import date_in_words, find_dates, find_figures, format_number, sentence
from plans.models import Event, EventKind, ItemResult, MediaPlanEntry, Occurrence, ResultFigure

from .coverage_wording import CoverageToTell
from .figures import accumulate
from .media_wording import media_sentence
from .models import ReportLine
from .papers import TO_CHECK
from .programs_wording import ProgramsToTell
from .slots import fill, plain, put_slot
from .wording import (
    Figures,
    Group,
    event_sentence,
    figure_sentence,
    group_events,
    planned_sentence,
    pointer_sentence,
    tally_sentence,
    without_pointers,
)

Source = ReportLine.Source
State = ItemResult.State
# What was recorded for the item itself, unlike an earlier report and a phrase.
OWN_SOURCES = frozenset({Source.EVENTS, Source.RESULT, Source.FIGURES, Source.PLANNED})

MARKED = re.compile(rf"{re.escape(TO_CHECK)}\s*(.*?)\]", re.DOTALL)
PREVIEWED = ("part", "starts_on", "theme", "format", "organizer", "level", "audience", "participants")


@dataclass
class Facts:
    """What is known of one item in a period: recorded for it, or to fall back on.

    An event of several items is among the `events` of the first; for the others it is told `elsewhere`,
    in the row with the number `told_in`.
    """

    events: list[Event] = field(default_factory=list)
    elsewhere: list[Event] = field(default_factory=list)
    tallies: dict[EventKind, int] = field(default_factory=dict)
    results: list[ItemResult] = field(default_factory=list)
    published: list[MediaPlanEntry] = field(default_factory=list)
    coverage: CoverageToTell | None = None
    programs: list[ProgramsToTell] = field(default_factory=list)
    planned: list[Occurrence] = field(default_factory=list)  # what falls due before the period ends
    halves: list[str] = field(default_factory=list)  # what the approved reports of a year's halves say
    previous: str = ""
    phrase: str = ""

    @property
    def tells_programs(self) -> bool:
        return any(known.source for known in self.programs)


@dataclass(frozen=True)
class Proposal:
    """What a row may say. `text` is a template with slots; its `figures` are not saved yet."""

    text: str
    source: str
    note: str = ""
    figures: Figures = field(default_factory=Figures)

    @property
    def numbers(self) -> dict[str, str]:
        return {figure.slot: figure.formatted for figure in self.figures}

    @cached_property
    def rendered(self) -> str:
        return fill(self.text, self.numbers)


def draft_line(facts: Facts) -> Proposal:
    """The best that can be said; a proposal without text where nothing is known."""
    if own := draft_own(facts):
        return own
    if halves := list(dict.fromkeys(filter(None, map(without_pointers, facts.halves)))):
        return Proposal(plain("\n".join(halves)), Source.HALVES)
    if previous := without_pointers(facts.previous):
        return Proposal(mark_old_facts(plain(previous)), Source.PREVIOUS)
    return Proposal(plain(facts.phrase), Source.PHRASE if facts.phrase else Source.NOTHING)


def draft_own(facts: Facts) -> Proposal | None:
    """What was recorded for the item: events, then the methodist's words and figures, then the state; else None."""
    figures = Figures()
    held = _tell_events(facts, figures)
    if facts.published:
        held.append(media_sentence(facts.published, figures))
    words, numbers = _tell_results(facts.results, figures)
    numbers += facts.coverage.sentences(figures) if facts.coverage else []
    numbers += [told for known in facts.programs for told in known.sentences(figures)]
    state = _tell_state(facts.results, alone=not (held or words or numbers or facts.elsewhere))
    told = [*held, *words, *numbers, *state]
    if facts.elsewhere:
        told.append(pointer_sentence(_told_in(facts.elsewhere), further=bool(told)))
    if facts.planned:
        told.append(planned_sentence([due.due_on for due in facts.planned]))
    if not told:
        return None
    return Proposal("\n".join(told), _source(facts, words, numbers), _orders(facts.events), figures)


def preview_sentence(event) -> str:
    """What the report will say of an event while it is being entered; `event.kind` is the name of its kind."""
    told = {name: value for name in PREVIEWED if (value := getattr(event, name)) not in (None, "")}
    entered = Event(ends_on=event.ends_on or event.starts_on, **told)
    figures = Figures()
    text = event_sentence(Group(entered.part, EventKind(name=str(event.kind)), [entered]), figures)
    return Proposal(text, Source.EVENTS, figures=figures).rendered


def mark_old_facts(text: str) -> str:
    """The text with each date and figure put into «[проверьте: 12.04.2025]»."""
    text = confirm_old_facts(text)
    marked, end = [], 0
    for span in sorted([*find_dates(text), *find_figures(text)], key=lambda span: span.start):
        marked += [text[end : span.start], f"{TO_CHECK} {span.text}]"]
        end = span.end
    return "".join([*marked, text[end:]])


def confirm_old_facts(text: str) -> str:
    """The text without those marks, once a person has looked at what stands in them."""
    return MARKED.sub(r"\1", text)


def _source(facts, words, numbers):
    if facts.events or facts.elsewhere or facts.published or any(facts.tallies.values()):
        return Source.EVENTS
    if facts.planned and not facts.results:
        return Source.PLANNED
    return Source.FIGURES if numbers and not words else Source.RESULT


def _tell_events(facts, figures):
    groups = group_events(facts.events)
    told = {group.kind for group in groups if group.part == Event.Part.HELD}
    return [event_sentence(group, figures) for group in groups] + [
        tally_sentence(kind, number, figures, further=kind in told)
        for kind, number in facts.tallies.items()
        if number
    ]


def _tell_results(results, figures):
    """The methodist's words with slots where they tell his figures, and a sentence for each figure they do not tell."""
    words = list(dict.fromkeys(plain(result.text).strip() for result in results if result.text.strip()))
    sentences = []
    for (label, unit), parts in _entered_figures(results).items():
        value = accumulate(parts[-1].accumulation, [figure.value for figure in parts])
        slot = _add_entered(figures, label, unit, value, parts)
        if value is None or not _put_into(words, format_number(value), slot):
            sentences.append(figure_sentence(label, unit, value, slot))
    return words, sentences


def _entered_figures(results: Iterable[ItemResult]) -> dict[tuple[str, str], list[ResultFigure]]:
    """The figures by what they say; those of two half-years come together."""
    entered: dict[tuple[str, str], list[ResultFigure]] = {}
    for figure in (figure for result in results for figure in result.figures.all()):
        entered.setdefault((figure.label, figure.unit), []).append(figure)
    return entered


def _add_entered(figures, label, unit, value, parts):
    last = parts[-1]
    return figures.add(
        value,
        label=label,
        unit=unit,
        accumulation=last.accumulation,
        calculation="entered",
        params={"figures": [figure.pk for figure in parts]},
        as_of=last.as_of,
        entered_by_id=last.entered_by_id,
        entered_at=last.entered_at,
    )


def _put_into(words, number, slot):
    for place, text in enumerate(words):
        if with_slot := put_slot(text, number, slot):
            words[place] = with_slot
            return True
    return False


def _tell_state(results, *, alone):
    """The state entered last. That work is done or goes on is said only where nothing else is."""
    for result in reversed([result for result in results if result.state]):
        if result.state == State.POSTPONED:
            return [_because(f"Перенесено на {date_in_words(result.postponed_to)}", result.reason)]
        if result.state == State.NOT_HELD:
            return [_because("Не проводилось", result.reason)]
        return (
            ["Работа выполнена." if result.state == State.DONE else "Работа продолжается."] if alone else []
        )
    return []


def _because(words, reason):
    return sentence(f"{words}: {plain(reason)}")


def _told_in(events):
    """The numbers of the rows that tell the events, in their order; those of rows that have one."""
    numbers = {event.told_in.rstrip(".") for event in events if event.told_in}
    return sorted(numbers, key=lambda number: [int(part) for part in re.findall(r"\d+", number)])


def _orders(events):
    """The orders of the events, by date, each once."""
    acts = {act.pk: act for event in events for act in event.acts.all()}
    return "\n".join(str(act) for act in sorted(acts.values(), key=lambda act: (act.date, act.number)))
