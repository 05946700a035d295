"""Tables whose columns ran together, as in the text layer of a PDF: rows are known by their numbers only."""

import re
from itertools import takewhile

from documents.reading.structure import Document
from documents.reading.text.columns import ColumnSplitter
from documents.reading.text.entries import Entry, find_entries, mark_pages
from documents.reading.text.headings import Heading, name_a_table, read_headings
from documents.reading.text.numbering import is_amendment, read_number
from documents.reading.text.prose import paragraphs
from documents.reading.text.repairs import Repair, Repairs
from documents.reading.text.unfolding import unfold
from documents.reading.words import WordMender

HEADING_LINES = 12
COLUMN_NUMBERS = re.compile(r"\s*1\s+2\s+3(\s+\d)*\s*")
SIGNATURE = re.compile(r"_{3,}|\s{3,}[А-ЯЁ]\.\s?[А-ЯЁ]\.|^\s*(?:Исп(?:олнитель)?\b|СОГЛАСОВАНО|УТВЕРЖДАЮ)")


def read_run_together(lines: list[str], mender: WordMender, repairs: Repairs) -> Document | None:
    """The table under a line of headings with no bounds between its columns; None where there is no such line."""
    lines = mark_pages(unfold(lines))
    found = _find_headings(lines, mender)
    if found is None:
        return None
    start, end, headings = found
    entries = find_entries(_rows_only(lines[end:], lines[start:end], repairs))
    if all(entry.is_section for entry in entries):
        return None
    after = _take_signature(entries[-1])
    table = ColumnSplitter(headings, mender, repairs).table(entries)
    return Document([*paragraphs(lines[:start], mender), table, *paragraphs(after, mender)])


def _find_headings(lines: list[str], mender: WordMender) -> tuple[int, int, list[Heading]] | None:
    """Where the headings stand, first line and the line after, and what they are."""
    for start, line in enumerate(lines):
        if not _may_begin_headings(line):
            continue
        text, best = "", None
        lines_above_rows = takewhile(lambda text: not read_number(text), lines[start : start + HEADING_LINES])
        for end, following in enumerate(lines_above_rows, start + 1):
            text, _ = mender.join(text, " ".join(following.split()))
            headings = read_headings(text)
            if following.strip() and name_a_table(headings):
                best = start, end, headings
        if best:
            return best
    return None


def _may_begin_headings(line: str) -> bool:
    return 0 < len(line.strip()) <= 300 and bool(read_headings(" ".join(line.split()[:2])))


def _rows_only(lines: list[str], heading_lines: list[str], repairs: Repairs) -> list[str]:
    """The lines without the headings repeated on each page, the numbers of the columns, and notes on amendments."""
    repeated = {line.strip() for line in heading_lines if line.strip()}
    kept = []
    for line in lines:
        if is_amendment(line):
            repairs.add("Таблица", Repair.AMENDMENT, f"«{line.strip()[:60]}»")
        elif line.strip() in repeated:
            repairs.add("Таблица", Repair.REPEATED_HEADING)
        elif not COLUMN_NUMBERS.fullmatch(line):
            kept.append(line)
    return kept


def _take_signature(last: Entry) -> list[str]:
    """Takes from the last row what stands below the table, from the line that somebody signs."""
    signed = (place for place, line in enumerate(last.lines) if place and SIGNATURE.search(line))
    place = next(signed, len(last.lines))
    below = last.lines[place:]
    del last.lines[place:]
    return below
