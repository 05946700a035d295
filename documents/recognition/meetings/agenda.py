"""The questions of an agenda and who reports on each of them."""

import re

from documents.recognition.meetings.lines import Line, Row
from documents.recognition.meetings.numbered import BULLET, ENDED, Listed, read_listed, unfold
from documents.recognition.meetings.paper import AgendaEntry
from documents.recognition.meetings.people import find_name, read_person

SPEAKER_LABEL = re.compile(
    r"\b(?:(?:со)?докладчик|докл|выступающ|отв|ответственн|информаци|сообщени|доклад|выступлени|спикер)\w*\.?\s*(?:[:–—-]|(?=\s[А-ЯЁ]))(?P<person>.*)",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*[(/]\s*(?P<person>[^()/]*(?:\([^()]*\)[^()/]*)*)\s*[)/]\W*$")
AFTER_DASH = re.compile(r"(?:\s[–—-]\s+|(?<=[.»)])\s+)(?P<person>[^–—]*)$")
REPORTS = re.compile(r"(?:со)?докладчик|докладывает|докл\.", re.IGNORECASE)


LONGEST_QUESTION = 2000


def read_agenda(lines: list[Line]) -> list[AgendaEntry]:
    """The questions in their order; those without a number are counted."""
    entries = [_of_row(line) if isinstance(line, Row) else line for line in _gathered(lines)]
    agenda = [entry if isinstance(entry, AgendaEntry) else _entry(entry) for entry in entries]
    for place, entry in enumerate(agenda, 1):
        entry.number = entry.number or str(place)
    return agenda


def _gathered(lines: list[Line]) -> list[Listed | Row]:
    """Lines put together by question: a number or bullet begins one, as does a whole new sentence."""
    found: list[Listed | Row] = []
    for line in lines:
        for part in unfold(line) if isinstance(line, str) else [line]:
            last = found[-1] if found and isinstance(found[-1], Listed) else None
            if isinstance(part, Row):
                found.append(part)
            elif (begun := _begun(part, last)) is not None:
                found.append(begun)
            elif last:
                last.lines.append(part)
    return found


def _begun(line: str, last: Listed | None) -> Listed | None:
    listed = read_listed(line)
    if listed and (last is None or not last.number or listed.places > last.places):
        return listed
    if bullet := BULLET.match(line):
        return Listed(lines=[line[bullet.end() :]])
    whole = (
        last is not None
        and not last.number
        and ENDED.search(last.lines[-1])
        and not SPEAKER_LABEL.match(line)
    )
    return Listed(lines=[line]) if last is None or whole else None


def _of_row(row: Row) -> AgendaEntry:
    fields = row.fields
    name, position = read_person(fields.get("speaker", ""))
    listed = read_listed(fields["question"])
    return AgendaEntry(
        number=row.number or (listed.number if listed else ""),
        question=_tidy(listed.text if listed else fields["question"]),
        speaker=name or fields.get("speaker", ""),
        position=fields.get("position", "") or position,
    )


def _entry(listed: Listed) -> AgendaEntry:
    text = listed.text
    if len(text) > LONGEST_QUESTION:
        return AgendaEntry(listed.number, _tidy(text))
    for pattern in (SPEAKER_LABEL, IN_BRACKETS, AFTER_DASH):
        match = pattern.search(text)
        name = find_name(text)
        if match and match.start() and name and name.start() >= match.start("person"):
            speaker, position = read_person(match["person"].strip(" )/"))
            return AgendaEntry(listed.number, _tidy(text[: match.start()]), speaker, position)
    return AgendaEntry(listed.number, _tidy(text))


def _tidy(question: str) -> str:
    """Without the dot that ends it, unless it ends an abbreviation or a bracket follows a sentence."""
    return question.strip(" –—-(/").removesuffix(";").removesuffix(".").strip()
