"""Puts together tables from lines already cut into cells: rows torn by pages, sections, repeated headings."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from documents.reading.structure import Paragraph, Table
from documents.reading.text.fitting import fit_short_rows
from documents.reading.text.headings import Role, is_heading_row, role_of
from documents.reading.text.numbering import begins_section, is_amendment, is_bare_number, read_number
from documents.reading.text.plausibility import begins_a_person
from documents.reading.text.prose import paragraphs
from documents.reading.text.repairs import Repair, Repairs
from documents.reading.words import WordMender

RULE = re.compile(r"[\s\-–—_=.*]*")
PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
NUMBER_SIGN = re.compile(r"(?:№|n)\W*(?:п\W{0,2}п\W*)?", re.IGNORECASE)


@dataclass
class Line:
    """A line of the text cut into cells; a line without separators is a single cell."""

    cells: list[str]
    after_gap: bool = False

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]

    @property
    def text(self) -> str:
        return " ".join(self.filled)

    @property
    def is_separated(self) -> bool:
        return len(self.cells) > 1


def assemble(lines: list[Line], mender: WordMender, repairs: Repairs) -> list[Paragraph | Table] | None:
    """The paragraphs and tables of a text; None where it holds no table."""
    start = _first_row(lines)
    if start is None:
        return None
    builder = TableBuilder(mender, repairs)
    builder.add_paragraphs(line.text for line in lines[:start] if not NUMBER_SIGN.fullmatch(line.text))
    for line in lines[start:]:
        builder.add(line)
    return builder.finish()


def _first_row(lines: list[Line]) -> int | None:
    """The headings, else the first of two rows of three or more cells, between which a title may stand."""
    for place, line in enumerate(lines):
        if is_heading_row(line.cells):
            return place
    wide = [len(line.cells) > 2 for line in lines]
    return next(
        (place for place in range(len(wide)) if wide[place] and any(wide[place + 1 : place + 3])), None
    )


class TableBuilder:
    """Takes the lines of a text one by one; keeps the table under construction and what follows its last row."""

    def __init__(self, mender: WordMender, repairs: Repairs):
        self.mender, self.repairs = mender, repairs
        self.blocks: list[Paragraph | Table] = []
        self.heading: list[str] = []
        self.rows: list[list[str]] = []
        self.pending: list[str] = []  # the title of a section when a row follows, else a paragraph

    def add(self, line: Line) -> None:
        line = Line([self._folded(cell, line) for cell in line.cells], line.after_gap)
        if RULE.fullmatch(line.text) or NUMBER_SIGN.fullmatch(line.text) or self._is_dropped(line):
            return
        if is_heading_row(line.cells):
            self._add_heading(line.cells)
        elif not line.is_separated or self._ends_table(line):
            self._add_text(line)
        elif self._completes_row(line):
            self._extend_cell(line.cells)
        elif not line.cells[0] and self.heading and not self.rows:
            self.heading = _widened(self.heading, line.cells)
        elif not line.cells[0] and self.rows and not self.pending:
            self._merge_into_last(line.cells)
        else:
            self._flush_pending()
            self.rows.append(list(line.cells))

    def _folded(self, cell: str, line: Line) -> str:
        """A cell's lines as one, torn words mended; in a list of people and posts each begins a line."""
        lines = [" ".join(part.split()) for part in cell.split("\n") if part.strip()]
        pieces = lines[:1]
        for following in lines[1:]:
            joined, mended = self.mender.join(pieces[-1], following)
            if mended:
                self.repairs.add(_place(line.cells), Repair.HYPHENS, mended)
            if joined != f"{pieces[-1]} {following}":
                pieces[-1] = joined
            else:
                pieces += ["\n" if begins_a_person(pieces[-1], following) else " ", following]
        return "".join(pieces)

    def add_paragraphs(self, texts: Iterable[str]) -> None:
        self.blocks += paragraphs(texts, self.mender)

    def finish(self) -> list[Paragraph | Table]:
        self._close_table()
        return self.blocks

    def _is_dropped(self, line: Line) -> bool:
        if is_amendment(line.text) and len(line.filled) == 1:
            self.repairs.add("Таблица", Repair.AMENDMENT, f"«{line.text[:60]}»")
            return True
        is_page_number = line.after_gap and not line.is_separated and PAGE_NUMBER.fullmatch(line.text)
        numbers_columns = line.is_separated and line.filled == [
            str(place + 1) for place in range(len(line.filled))
        ]
        return bool(is_page_number) or (numbers_columns and len(line.filled) > 2)

    def _add_heading(self, cells: list[str]) -> None:
        if cells == self.heading:
            self.repairs.add("Таблица", Repair.REPEATED_HEADING)
            return
        self._close_table()
        self.heading = list(cells)

    def _ends_table(self, line: Line) -> bool:
        """A signature below the table: its first cell is neither a number nor the title of a section."""
        if not line.after_gap or not line.cells[0] or len(line.filled) == 1 or not self.rows:
            return False
        return self._is_numbered() and read_number(line.cells[0]) is None

    def _is_numbered(self) -> bool:
        items = [row for row in self.rows if len([cell for cell in row if cell]) > 1]
        return 2 * sum(is_bare_number(row[0]) for row in items) > len(items)

    def _add_text(self, line: Line) -> None:
        text = line.text
        is_title = begins_section(text) or read_number(text) is not None
        if self.pending and not line.after_gap and not is_title:
            self.pending[-1] = self._join(self.pending[-1], text, place="Таблица")
        elif line.after_gap or is_title or not self.rows:
            self.pending.append(text)
        else:
            self._extend_cell([text])

    def _completes_row(self, line: Line) -> bool:
        """A row broken inside a cell goes on with the rest of that cell and the cells after it."""
        if (
            line.after_gap
            or self.pending
            or not self.rows
            or not self.heading
            or is_bare_number(line.cells[0])
        ):
            return False
        return len(self.rows[-1]) > 1 and len(self.rows[-1]) + len(line.cells) - 1 <= len(self.heading)

    def _extend_cell(self, cells: list[str]) -> None:
        row = self.rows[-1]
        is_whole = len(cells) == 1 and len(row) >= len(self.heading)
        last = max((place for place, cell in enumerate(row) if cell), default=0) if is_whole else len(row) - 1
        row[last] = self._join(row[last], cells[0], place=_place(row))
        row.extend(cells[1:])

    def _merge_into_last(self, cells: list[str]) -> None:
        row = self.rows[-1]
        row.extend("" for _ in range(len(cells) - len(row)))
        for place, cell in enumerate(cells):
            row[place] = self._join(row[place], cell, place=_place(row))
        self.repairs.add(_place(row), Repair.TORN)

    def _join(self, before: str, after: str, place: str) -> str:
        joined, mended = self.mender.join(before, after)
        if mended:
            self.repairs.add(place, Repair.HYPHENS, mended)
        return joined

    def _flush_pending(self) -> None:
        self.rows += [[text] for text in self.pending]
        self.pending = []

    def _close_table(self) -> None:
        if self.heading or self.rows:
            self.blocks.append(self._table())
        self.add_paragraphs(self.pending)
        self.heading, self.rows, self.pending = [], [], []

    def _table(self) -> Table:
        heading, rows = self._aligned_heading()
        width = len(heading) or max(map(len, rows))
        fitted = self._fitted([self._narrowed(row, width) for row in rows], heading, width)
        return Table([heading, *fitted] if heading else fitted)

    def _aligned_heading(self) -> tuple[list[str], list[list[str]]]:
        """The headings as wide as the rows; a column of numbers that has no heading gets one."""
        rows = [row if len([cell for cell in row if cell]) > 1 else row[:1] for row in self.rows]
        heading = list(self.heading)
        while heading and not heading[-1]:
            heading.pop()
        usual = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
        unnumbered = heading and role_of(heading[0]) is not Role.NUMBER and heading[0] and self._is_numbered()
        if unnumbered and usual and usual[0][0] > len(heading):
            self.repairs.add("Таблица", Repair.SHIFTED_HEADING)
            heading.insert(0, "№")
        return heading, rows

    def _narrowed(self, row: list[str], width: int) -> list[str]:
        """A row with more cells than columns: empty ones at its end are dropped, others join the last column."""
        while len(row) > width and not row[-1]:
            row = row[:-1]
        if len(row) <= width:
            return row
        self.repairs.add(_place(row), Repair.MORE_CELLS)
        return [*row[: width - 1], " ".join(filter(None, row[width - 1 :]))]

    def _fitted(self, rows: list[list[str]], heading: list[str], width: int) -> list[list[str]]:
        for row in rows:
            if 1 < len(row) < width:
                self.repairs.add(_place(row), Repair.CUT_OFF if row is rows[-1] else Repair.FEWER_CELLS)
        roles = [role_of(cell) or Role.OTHER for cell in heading] or [Role.OTHER] * width
        return fit_short_rows(rows, roles)


def _place(row: list[str]) -> str:
    """How a warning names a row: by its number, else by its first words."""
    if is_bare_number(row[0]):
        return f"Строка {row[0].rstrip('.)')}"
    beginning = " ".join(" ".join(cell[:40] for cell in row[:3]).split())
    return f"Строка «{beginning[:40].strip()}»"


def _widened(heading: list[str], lower: list[str]) -> list[str]:
    """Headings in two lines as one: those below a common heading take its place, each with its text before."""
    common = next(place for place, cell in enumerate(lower) if cell)
    if len(lower) <= len(heading) or common >= len(heading):
        return [" ".join(filter(None, pair)) for pair in zip_longest(heading, lower, fillvalue="")]
    after = heading[common + 1 :]
    below = lower[common : len(lower) - len(after)]
    return [*heading[:common], *(f"{heading[common]} {cell}".strip() for cell in below), *after]
