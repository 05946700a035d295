"""Gives what was heard, said and decided to the question of the agenda that it belongs to."""

import re

from documents.recognition.meetings.cases import speaker_in_nominative
from documents.recognition.meetings.numbered import read_listed
from documents.recognition.meetings.paper import AgendaEntry, MeetingPaper
from documents.recognition.meetings.parts import Part
from documents.recognition.meetings.people import read_person

ABOUT = re.compile(r"(?:^|[\s,–—-])((?:по вопросу|об?|обо)\s+[^.]{3,300})", re.IGNORECASE)


def discuss(paper: MeetingPaper, parts: list[Part]) -> None:
    """Fills `heard`, `spoke` and the missing speakers; numbers each part of decisions by its question."""
    _number(parts, paper.agenda)
    known = {entry.number: entry for entry in paper.agenda}
    for part in parts:
        if part.name not in ("heard", "spoke", "question") or not part.number:
            continue
        entry = known.get(part.number)
        if entry is None:
            entry = known[part.number] = AgendaEntry(part.number)
            paper.agenda.append(entry)
        _add(entry, part)


def _add(entry: AgendaEntry, part: Part) -> None:
    body = " ".join(line for line in part.lines if isinstance(line, str))
    if part.name == "question" and not body:
        entry.question = entry.question or part.heading
        return
    name = "spoke" if part.name == "spoke" and entry.heard else "heard"
    setattr(entry, name, " ".join(filter(None, [getattr(entry, name), part.text])))
    if name == "heard" and not entry.speaker:
        entry.speaker, entry.position = speaker_in_nominative(*read_person(body))
    if not entry.question and (about := ABOUT.search(body)):
        entry.question = about[1].strip(" ,:")


def _number(parts: list[Part], agenda: list[AgendaEntry]) -> None:
    """Each part after the agenda gets the number of its question: its own, or by the order of what was heard."""
    parts[:] = [piece for part in parts for piece in _shared_out(part, agenda)]
    current, was_heard = 0, False
    numbers = [entry.number for entry in agenda]
    for part in parts:
        if part.name not in ("question", "heard", "spoke", "decided"):
            continue
        if part.number:
            current = numbers.index(part.number) + 1 if part.number in numbers else _figure(part.number)
            was_heard = part.name == "heard"
        elif part.name == "heard":
            current, was_heard = _next(current, was_heard, numbers), True
        elif part.name == "spoke" and not current:
            current = 1
        part.number = part.number or (
            numbers[current - 1] if 0 < current <= len(numbers) else str(current or "")
        )
    decided = [part for part in parts if part.name == "decided"]
    if len(decided) == 1 and len(numbers) > 1:
        decided[0].number = ""


def _figure(number: str) -> int:
    """«2», «2.1», «2-а» → 2."""
    figure = re.match(r"\d+", number)
    return int(figure[0]) if figure else 0


def _next(current: int, was_heard: bool, numbers: list[str]) -> int:
    """The question that an unnumbered «Слушали» opens; speakers beyond the last question belong to it."""
    if current and not was_heard:
        return current
    return min(current + 1, len(numbers)) if numbers else current + 1


def _shared_out(part: Part, agenda: list[AgendaEntry]) -> list[Part]:
    """One «Слушали» over a list with an entry for each question is as many parts."""
    if part.name != "heard" or part.number or len(agenda) < 2:
        return [part]
    starts = {
        listed.number: at
        for at, line in enumerate(part.lines)
        if isinstance(line, str) and (listed := read_listed(line)) and listed.close
    }
    numbers = [entry.number for entry in agenda]
    if list(starts) != numbers or starts[numbers[0]] != 0:
        return [part]
    edges = [*starts.values(), len(part.lines)]
    return [
        Part("heard", part.heading if not at else "", number, part.lines[edges[at] : edges[at + 1]])
        for at, number in enumerate(numbers)
    ]
