"""From a document's paragraphs and tables to what it says: the reading of a plan, a report or another paper."""

import re
from collections.abc import Mapping
from itertools import chain

from documents.reading.lines import flowing
from documents.reading.structure import Document
from documents.recognition.checks import check_columns, check_items
from documents.recognition.heads import Head, read_head, year_of_deadlines
from documents.recognition.kinds import kind_of
from documents.recognition.meetings import read_meeting
from documents.recognition.outline import Outline
from documents.recognition.reading import Item, Reading, Section, Source
from documents.recognition.sections import title_of_lines
from documents.recognition.tables import Layout, Piece, lay_out
from documents.recognition.wording import key

__all__ = ["Item", "Reading", "Section", "Source", "recognise"]

ROADMAP = re.compile(r"дорожн\w+ карт", re.IGNORECASE)
PROGRAMME = re.compile(r"концепци|стратеги|программ|проект|этап", re.IGNORECASE)

NO_TABLE = "В документе нет таблицы, в которой узнаются столбцы «Наименование мероприятия», «Сроки», «Ответственные»."
NOT_OF_A_MEETING = (
    "Это не протокол заседания и не решение коллегии, а документ другого вида: портал его не загружает."
)
YEAR_OF_DEADLINES = "Год {} взят из сроков мероприятий: в заголовке он не указан."
NO_YEAR = "Год не указан ни в заголовке, ни в сроках."


def recognise(document: Document, columns: Mapping[str, str] | None = None) -> Reading:
    """What a paper says; `columns` gives fields of headings remembered or corrected by the user.

    In `columns` a heading as printed stands for one of number, title, deadline, responsible, expected_result,
    result, note, or "" for a column to be left out. Never raises: what is not understood is a warning.
    """
    layout = lay_out(document, {key(heading): name for heading, name in (columns or {}).items()})
    kind = kind_of(layout.head, layout.columns)
    if kind.name == "unknown":
        return Reading("unknown", warnings=[*document.warnings, kind.reason])
    section_title = _take_section_title(layout.head, kind.title_at)
    head = read_head(layout.head, kind.title_at)
    reading = Reading(_refined(kind.name, head, layout), head.title, warnings=list(document.warnings))
    if reading.kind in ("plan", "report"):
        layout.body[:0] = section_title
        _fill_head(reading, head)
        _fill_rows(reading, layout, document)
        reading.year = _year(head, reading)
        if reading.year is None:
            reading.warnings.append(NO_YEAR)
    elif reading.kind != "roadmap":
        title_line = layout.head[kind.title_at] if kind.title_at is not None else ""
        meeting = read_meeting(document, reading.kind, head.title, title_line)
        if not meeting.is_meeting(head.title):
            return Reading("unknown", warnings=[*document.warnings, NOT_OF_A_MEETING])
        reading.meeting = meeting
        reading.warnings += meeting.warnings
    return reading


def _refined(kind: str, head: Head, layout: Layout) -> str:
    """A roadmap calls itself one or carries out a programme over several years; a report on one has no table."""
    is_roadmap = ROADMAP.search(head.title) is not None
    long_programme = head.last_year != head.year and PROGRAMME.search(head.title) is not None
    if kind == "plan" and (is_roadmap or long_programme):
        return "roadmap"
    return "roadmap" if kind == "report" and is_roadmap and layout.columns is None else kind


def _take_section_title(head: list[str], title_at: int | None) -> list[str]:
    """Takes from the end of the head the lines that are the title of the first section: «1. Создание …»."""
    first = -1 if title_at is None else title_at
    found = title_of_lines(head[first + 1 :])
    start = first + 1 + found[0] if found else len(head)
    taken = head[start:]
    del head[start:]
    return taken


def _fill_head(reading: Reading, head: Head) -> None:
    for name in ("school_year", "half", "zone", "municipality", "organization"):
        setattr(reading, name, getattr(head, name))


def _fill_rows(reading: Reading, layout: Layout, document: Document) -> None:
    pieces = [part for part in layout.body if isinstance(part, Piece)]
    if not pieces:
        reading.columns = dict.fromkeys(_headings_to_choose_from(document))
        reading.warnings.append(NO_TABLE)
        return
    for piece in pieces:
        piece.columns.settle(reading.kind, [row.cells for row in piece.rows])
        reading.columns = piece.columns.by_heading() | reading.columns
    outline = Outline(layout)
    reading.sections = outline.sections
    _number_sections(reading.sections)
    repairs = dict.fromkeys(chain.from_iterable(piece.columns.repairs() for piece in pieces))
    reading.warnings += [
        *repairs,
        *check_columns(reading.kind, pieces),
        *outline.warnings,
        *check_items(reading),
    ]


def _headings_to_choose_from(document: Document) -> list[str]:
    """The first row of the longest table, for the user to tell what its columns are."""
    longest = max(document.tables, key=lambda table: len(table.rows), default=None)
    return [flowing(text) for text in longest.rows[0] if text] if longest and longest.rows else []


def _number_sections(sections: list[Section]) -> None:
    """A section printed without its number has the one with which all its rows begin."""
    for section in sections:
        numbers = {item.number.partition(".")[0] for item in section.items if "." in item.number}
        if not section.number and section.title and len(numbers) == 1:
            section.number = numbers.pop()


def _year(head: Head, reading: Reading) -> int | None:
    """The year of the title, else of the deadlines or of the approval."""
    of_deadlines = year_of_deadlines(item.deadline for item in reading.items)
    if head.year or of_deadlines in (None, head.approval_year):
        return head.year or head.approval_year
    reading.warnings.append(YEAR_OF_DEADLINES.format(of_deadlines))
    return of_deadlines
