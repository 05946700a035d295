"""Finds the rows and the titles of sections in the lines under a table's headings, by their numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from statistics import median_low

from documents.reading.text.numbering import RowNumber, begins_section, follows, read_number

PAGE = "\f"
PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")


@dataclass
class Entry:
    """A row or a section's title: its number, if it has one, and its lines without the number."""

    number: RowNumber | None
    lines: list[str] = field(default_factory=list)
    is_section: bool = False

    @property
    def label(self) -> str:
        return self.number.text.rstrip(".") if self.number else " ".join(self.lines)[:40].strip()

    @property
    def place(self) -> str:
        return f"{'Раздел' if self.is_section else 'Строка'} {self.label}"


def mark_pages(lines: Iterable[str]) -> list[str]:
    """One PAGE line for each page break: a form feed, or more blank lines than usually stand between two lines."""
    runs = [(blank, list(run)) for blank, run in groupby(lines, key=lambda line: not line.strip())]
    usual = median_low([len(run) for blank, run in runs if blank] or [0])
    marked: list[str] = []
    for blank, run in runs:
        breaks_page = blank and (len(run) > usual or any(PAGE in line for line in run))
        marked.extend([PAGE] if breaks_page else run)
    return [line for place, line in enumerate(marked) if not _is_page_number(marked, place)]


def find_entries(lines: list[str]) -> list[Entry]:
    """The rows and sections; what stands before the first of them is left out."""
    entries = list(_entries(lines))
    depths = Counter(entry.number.depth for entry in entries if entry.number)
    usual = max(depths, key=depths.__getitem__, default=0)
    for entry, following in zip_longest(entries, entries[1:]):
        entry.is_section = entry.number is None or _is_title(entry.number, following, usual)
    return entries


def _entries(lines: list[str]) -> Iterator[Entry]:
    entry: Entry | None = None
    previous: RowNumber | None = None
    for line in lines:
        number = read_number(line)
        if number and _is_next(number, previous, restarts=entry is not None and entry.number is None):
            if entry:
                yield entry
            entry, previous = Entry(number, [number.rest]), number
        elif begins_section(line):
            if entry:
                yield entry
            entry = Entry(None, [line])
        elif entry:
            entry.lines.append(line)
    if entry:
        yield entry


def _is_next(number: RowNumber, previous: RowNumber | None, restarts: bool) -> bool:
    """Whether the line's number is that of the next row, and not a figure that happens to begin a line."""
    if previous is None or (restarts and number.parts[-1] == 1):
        return True
    alike = number.depth > 1 or number.closed == previous.closed or (previous.depth > 1 and number.closed)
    return alike and follows(number.parts, previous.parts)


def _is_title(number: RowNumber, following: Entry | None, usual_depth: int) -> bool:
    """A numbered title has rows of its own below it, or stands higher than the rows do."""
    child = following.number.parts if following and following.number else ()
    return child[:-1] == number.parts or number.depth < usual_depth


def _is_page_number(lines: list[str], place: int) -> bool:
    around = lines[max(place - 1, 0) : place] + lines[place + 1 : place + 2]
    return PAGE in around and PAGE_NUMBER.fullmatch(lines[place]) is not None
