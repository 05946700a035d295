"""A row of a table of activities, its cells sorted by field."""

from dataclasses import dataclass, field
from itertools import pairwise

from documents.reading.lines import flowing
from documents.recognition.columns import Columns
from documents.recognition.numbers import depth, row_number, section_number, split_number
from documents.recognition.reading import Source
from documents.recognition.tables import Row
from documents.recognition.wording import listed


@dataclass
class Entry:
    """What a row says.

    `lone` is its text when there is no other, `lone_field` where it stands; `foreign` is a text in the place of the
    number that is none; `inherited` holds the texts of cells merged with those above, `goes_on` tells that the
    number's cell is such a one.
    """

    source: Source
    number: str = ""
    title: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    inherited: dict[str, str] = field(default_factory=dict)
    lone: str = ""
    lone_field: str | None = None
    foreign: str = ""
    goes_on: bool = False

    @property
    def section_number(self) -> str | None:
        """The number when it may be a section's: «4», «IV»."""
        return self.number if depth(self.number) == 1 else section_number(self.foreign)

    @property
    def says(self) -> str:
        """The row as one line, for a warning."""
        return " ".join(filter(None, (self.foreign, self.title, *self.texts.values())))


def read_row(row: Row, columns: Columns) -> Entry | None:
    """The entry of a row, None for an empty one and for a row that only counts the columns."""
    if not row.filled or _counts_columns(row):
        return None
    entry = Entry(row.source)
    if len({row.cells[place] for place in row.filled}) == 1:
        entry.lone, entry.lone_field = flowing(row.cells[row.filled[0]]), columns.fields.get(row.filled[0])
    for place, name in columns.fields.items():
        _add(entry.texts, name, row.cells[place] if place < len(row.cells) else "")
        _add(entry.inherited, name, row.covered.get(place, ""))
    _read_number(entry, columns)
    return entry


def _add(texts: dict[str, str], name: str, text: str) -> None:
    text = listed(text) if name == "responsible" else flowing(text)
    if text:
        texts[name] = f"{texts.get(name, '')} {text}".strip()


def _read_number(entry: Entry, columns: Columns) -> None:
    """The number from its own column or, where it has none, from the beginning of the title."""
    printed = entry.texts.pop("number", "")
    entry.title = entry.texts.pop("title", "")
    entry.goes_on = entry.inherited.pop("number", "") != ""
    entry.number = row_number(printed) or ""
    entry.foreign = "" if entry.number else printed
    if not printed and not entry.lone:
        number, title = split_number(entry.title)
        entry.number, entry.title = (number, title) if title else ("", entry.title)


def _counts_columns(row: Row) -> bool:
    """«1 | 2 | 3 | 4 | 5» below the headings."""
    texts = [row.cells[place] for place in row.filled]
    counted = len(texts) > 2 and all(text.isdecimal() and len(text) < 3 for text in texts)
    return counted and all(int(after) - int(before) == 1 for before, after in pairwise(texts))
