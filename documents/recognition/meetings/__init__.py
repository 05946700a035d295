"""Protocols of meetings and decisions of a collegium: from the lines of the paper to what was heard and decided."""

from documents.reading.structure import Document
from documents.recognition.meetings.agenda import read_agenda
from documents.recognition.meetings.clauses import read_clauses
from documents.recognition.meetings.discussion import discuss
from documents.recognition.meetings.head import read_attendance, read_officials, texts_of
from documents.recognition.meetings.lines import first_of, lines_of
from documents.recognition.meetings.paper import AgendaEntry, Clause, MeetingPaper
from documents.recognition.meetings.parts import Part, cut
from documents.recognition.meetings.titles import KIND, deciding_body, read_title, topic_below

__all__ = ["AgendaEntry", "Clause", "MeetingPaper", "read_meeting"]

NO_DECISIONS = "В документе не найдено ни одного пункта решения: нет слова «Решили» или «Постановили»."
MOST_LINES = 5000  # some two hundred pages; minutes have ten
TOO_LONG = f"В документе больше {MOST_LINES} строк: прочитаны только первые."
LONGEST_TITLE, LONGEST_PREAMBLE = 1000, 3000
NO_AGENDA = "В протоколе не найдена повестка дня."


def read_meeting(document: Document, kind: str, title: str, title_line: str) -> MeetingPaper:
    """What a protocol or decision says; `title_line` is the line with which its title begins."""
    lines = lines_of(document)
    read = first_of(lines, MOST_LINES)
    parts = cut(read)
    head = texts_of(parts[0].lines)
    at = _title_at(head, title_line)
    paper = MeetingPaper()
    plain = read_attendance(paper, head[at + 1 :])
    read_title(paper, title or "".join(head[at : at + 1])[:LONGEST_TITLE], head[:at], head[at + 1 :], plain)
    if kind == "decision" and not paper.topic:
        paper.topic = topic_below(plain)
    signatures = [line for part in parts if part.name == "end" for line in texts_of(part.lines)]
    read_officials(paper, [*head[at + 1 :], *signatures])
    paper.body = paper.body or deciding_body(" ".join(head)[-LONGEST_PREAMBLE:])
    paper.agenda = read_agenda([line for part in parts if part.name == "agenda" for line in part.lines])
    discuss(paper, parts)
    paper.decisions = [clause for part in parts if part.name == "decided" for clause in _clauses(part)]
    paper.warnings = [*([] if len(read) == len(lines) else [TOO_LONG]), *_missing(paper, kind)]
    return paper


def _title_at(head: list[str], title_line: str) -> int:
    named = (at for at, line in enumerate(head) if title_line and line.startswith(title_line))
    called = (at for at, line in enumerate(head) if KIND.match(line))
    return next(named, next(called, 0))


def _clauses(part: Part) -> list[Clause]:
    return read_clauses(part.lines, part.number)


def _missing(paper: MeetingPaper, kind: str) -> list[str]:
    """What the user should know about a paper of which a part is missing."""
    missing = [] if paper.decisions else [NO_DECISIONS]
    return missing + ([NO_AGENDA] if kind == "protocol" and not paper.agenda else [])
