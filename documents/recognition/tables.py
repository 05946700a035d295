"""The tables of activities in a document: where their headings stand and which tables go on with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from documents.reading.lines import flowing
from documents.reading.structure import Document, Paragraph, Table
from documents.recognition.columns import Columns, is_heading, read_columns
from documents.recognition.numbers import row_number
from documents.recognition.reading import Source


@dataclass
class Row:
    """A row of texts; `covered` holds, by column, the texts of cells that reach into it from above."""

    cells: list[str]
    source: Source
    covered: dict[int, str] = field(default_factory=dict)

    @property
    def filled(self) -> list[int]:
        return [place for place, text in enumerate(self.cells) if text]

    def text(self, place: int) -> str:
        """The text in a column, "" where the row is too short for it."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass
class Piece:
    """Rows below one heading, or those of a table that goes on without repeating it (`headed` is False)."""

    columns: Columns
    rows: list[Row]
    headed: bool = True


@dataclass
class Layout:
    """A document taken apart: the lines above the first table of activities, then its pieces and the lines between."""

    head: list[str] = field(default_factory=list)
    body: list[Piece | str] = field(default_factory=list)
    columns: Columns | None = None

    def add_lines(self, lines: list[str]) -> None:
        (self.head if self.columns is None else self.body).extend(lines)


def lay_out(document: Document, corrections: Mapping[str, str]) -> Layout:
    """Takes a document apart; `corrections` as in `recognise`."""
    layout = Layout()
    tables = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            layout.add_lines(_lines(block.text))
        else:
            _add_table(layout, _rows(block, tables), corrections)
            tables += 1
    return layout


def _rows(table: Table, index: int) -> list[Row]:
    rows = [Row([cell.strip() for cell in cells], Source(index, at)) for at, cells in enumerate(table.rows)]
    for (at, place), (origin_at, origin_place) in table.merged.items():
        rows[at].covered[place] = rows[origin_at].cells[origin_place]
    return rows


def _add_table(layout: Layout, rows: list[Row], corrections: Mapping[str, str]) -> None:
    """Cuts a table at its headings; what stands above the first one continues the table before or is mere lines."""
    starts = _headings(rows, layout.columns, corrections)
    lead = rows[: starts[0]] if starts else rows
    if layout.columns and _goes_on(lead, layout.columns):
        layout.body.append(Piece(layout.columns, lead, headed=False))
    else:
        layout.add_lines([line for row in lead for line in _lines_of_row(row)])
    for start, end in pairwise([*starts, len(rows)]):
        columns, height = read_columns([row.cells for row in rows[start:end]], corrections)
        layout.columns = layout.columns or columns
        layout.body.append(Piece(columns, rows[start + height : end]))


def _headings(rows: list[Row], known: Columns | None, corrections: Mapping[str, str]) -> list[int]:
    """The rows of headings; a table has its own first, and then perhaps the same anew."""
    starts: list[int] = []
    for at, row in enumerate(rows):
        if is_heading(row.cells, corrections, known):
            starts.append(at)
            known = known or read_columns([row.cells], corrections)[0]
    return starts


def _goes_on(rows: list[Row], columns: Columns) -> bool:
    """Whether rows without a heading have the shape of the table before: its width, or one column less, and numbers."""
    place = columns.place("number")
    if not rows or columns.width - len(rows[0].cells) not in (0, 1):
        return False
    if place is None:
        return len(rows[0].cells) == columns.width
    numbers = [row.text(place) for row in rows if len(row.filled) > 1]
    foreign = [text for text in numbers if text and not row_number(text)]
    return len(foreign) * 3 <= len(rows)


def _lines(text: str) -> list[str]:
    return [line for line in map(flowing, text.split("\n")) if line]


def _lines_of_row(row: Row) -> list[str]:
    """A row outside the tables of activities: «Территориальная зона | Северная» is one line, stamps are many."""
    texts = [row.cells[place] for place in row.filled]
    if len(texts) == 2 and "\n" not in "".join(texts):
        return [f"{texts[0].rstrip(':')}: {texts[1]}"]
    return [line for text in texts for line in _lines(text)]
