"""Finds the rows and the titles of sections in the lines under a table's headings, by their numbers."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from statistics import median_low

from documents.reading.text.numbering import RowNumber, begins_section, follows, read_number
from documents.reading.text.plausibility import opens_a_cell
from documents.reading.words import WORD, is_known

PAGE = "\f"
BREAKS_PAGE = 2  # blank lines beyond the usual number
LONGEST_TITLE = 12  # words
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
    """One PAGE line for each page break: a form feed, or many more blank lines than usually part two others."""
    runs = [(blank, list(run)) for blank, run in groupby(lines, key=lambda line: not line.strip())]
    usual = median_low([len(run) for blank, run in runs if blank] or [0])
    marked: list[str] = []
    for blank, run in runs:
        breaks_page = blank and (len(run) >= usual + BREAKS_PAGE or any(PAGE in line for line in run))
        marked.extend([PAGE] if breaks_page else run)
    return [line for place, line in enumerate(marked) if not _is_page_number(marked, place)]


def find_entries(lines: list[str]) -> list[Entry]:
    """The rows and sections; what stands before the first of them is left out."""
    entries = _entries(lines)
    depths = Counter(entry.number.depth for entry in entries if entry.number)
    usual = max(depths, key=depths.__getitem__, default=0)
    for entry, following in zip_longest(entries, entries[1:]):
        entry.is_section = entry.number is None or _is_title(entry.number, following, usual)
    return entries


def _entries(lines: list[str]) -> list[Entry]:
    entries: list[Entry] = []
    previous: RowNumber | None = None
    for line in lines:
        number, title = _number_of_row(line, previous, entries)
        if number:
            entries += [*title, Entry(number, [number.rest])]
            previous = number
        elif begins_section(line) or (not entries and _is_title_line(line)):
            entries.append(Entry(None, [line]))
        elif entries:
            entries[-1].lines.append(line)
    return entries


def _number_of_row(
    line: str, previous: RowNumber | None, entries: list[Entry]
) -> tuple[RowNumber | None, list[Entry]]:
    """The number, where the line begins a row, and the title of a section that stood right above it without one."""
    number = read_number(line)
    last = entries[-1] if entries else Entry(None)
    if number and _is_next(number, previous, restarts=last.number is None):
        return number, _take_title(last, in_capitals=True)
    if number and number.parts == (1,) and previous and number.closed == previous.closed:
        title = _take_title(last, in_capitals=False)
        return (number, title) if title else (None, [])
    return None, []


def _take_title(entry: Entry, in_capitals: bool) -> list[Entry]:
    """Takes the last line from a row when it is rather the title of the section that begins below."""
    filled = [place for place, line in enumerate(entry.lines) if line.strip()]
    if entry.number is None or len(filled) < 2:
        return []
    line = entry.lines[filled[-1]].strip()
    if not _is_title_line(line) or (in_capitals and not line.isupper()):
        return []
    del entry.lines[filled[-1] :]
    return [Entry(None, [line])]


def _is_title_line(line: str) -> bool:
    """A short line that begins large and says something, but neither a deadline nor a post."""
    words = line.split()
    if (
        not words
        or not words[0][0].isupper()
        or opens_a_cell(words[:3])
        or line.rstrip().endswith((".", ",", ";"))
    ):
        return False
    return len(words) <= LONGEST_TITLE and any(is_known(word) for word in WORD.findall(line) if len(word) > 3)


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
