"""A row of a table of activities, its cells sorted by field."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from documents.reading.lines import flowing
from documents.recognition.columns import Columns
from documents.recognition.numbers import depth, leading_number, printed_number, section_number
from documents.recognition.reading import Source
from documents.recognition.tables import Row
from documents.recognition.wording import listed

MARK = re.compile(r"[+*xхvV✓✔]")
END = re.compile(r"оконч|заверш", re.IGNORECASE)


@dataclass
class Lone:
    """The only text of a row: the field it stands under and whether it stands in the first column."""

    text: str
    field: str | None
    leads: bool


@dataclass
class Entry:
    """What a row says: `printed` is the text in the number's cell, `number` the number understood.

    `sole` is the only text beside the number. `inherited` holds the texts of cells merged with those above;
    `goes_on` tells that the number's cell is one.
    """

    source: Source
    printed: str = ""
    number: str = ""
    title: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    inherited: dict[str, str] = field(default_factory=dict)
    lone: Lone | None = None
    sole: str = ""
    goes_on: bool = False

    @property
    def foreign(self) -> str:
        """What stands in the number's cell and is none."""
        return "" if self.number else self.printed

    @property
    def section_number(self) -> str | None:
        """The number when it may be a section's: «4», «IV»."""
        return self.number if depth(self.number) == 1 else section_number(self.foreign)

    @property
    def says(self) -> str:
        """The row as one line, for a warning."""
        return " ".join(filter(None, (self.printed, self.title, *self.texts.values())))


def read_row(row: Row, columns: Columns) -> Entry | None:
    """The entry of a row, None for an empty one and for a row that only counts the columns."""
    if not row.filled or _counts_columns(row):
        return None
    entry = Entry(row.source)
    if len({row.cells[place] for place in row.filled}) == 1:
        place = row.filled[0]
        entry.lone = Lone(flowing(row.cells[place]), columns.fields.get(place), place == 0)
    for place, name in columns.fields.items():
        text = columns.period(place) if MARK.fullmatch(row.text(place)) else row.text(place)
        _add(entry.texts, name, text, columns.headings.get(place, ""))
        _add(entry.inherited, name, row.covered.get(place, ""))
    beside = [place for place in row.filled if columns.fields.get(place) != "number"]
    if len(beside) == 1 and not row.covered:
        entry.sole = flowing(row.cells[beside[0]])
    _read_number(entry)
    return entry


def _add(texts: dict[str, str], name: str, text: str, heading: str = "") -> None:
    """Adds a text to its field, which several columns may share: «Срок начала» and «Срок окончания»."""
    text = listed(text) if name == "responsible" else flowing(text)
    if text:
        before = texts.get(name)
        between = " " if name != "deadline" else " – " if END.search(heading) else ", "
        texts[name] = f"{before}{between}{text}" if before else text


def _read_number(entry: Entry) -> None:
    """The number from its own column or, where it has none, from the beginning of the title."""
    entry.printed, entry.title = entry.texts.pop("number", ""), entry.texts.pop("title", "")
    entry.goes_on = entry.inherited.pop("number", "") != ""
    entry.number = printed_number(entry.printed) or ""
    if not entry.printed and not entry.lone:
        entry.number, entry.title = leading_number(entry.title)


def _counts_columns(row: Row) -> bool:
    """«1 | 2 | 3 | 4 | 5» below the headings."""
    texts = [row.cells[place] for place in row.filled]
    counted = len(texts) > 2 and all(text.isdecimal() and len(text) < 3 for text in texts)
    return counted and all(int(after) - int(before) == 1 for before, after in pairwise(texts))
