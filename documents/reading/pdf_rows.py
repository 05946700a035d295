"""Rows of a table without rules: which lines of a PDF belong together."""

import math
import re
from collections.abc import Iterator

from documents.reading.headings import meaning_of
from documents.reading.pdf_lines import Line

ROW_NUMBER = re.compile(r"\W{0,2}\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}\.?")
# Lines of one row stand no farther apart than the closest lines and this share of their height.
SAME_ROW = 0.2


def gathered(lines: list[Line], headings: list[str]) -> list[list[str]]:
    """The rows that the lines below some headings make up; lines of a cell are parted by newlines."""
    fields = [meaning_of(text).field for text in headings]
    table = _Table(lines, fields.index("title"), fields.index("number") if "number" in fields else None)
    return [_joined(row, len(headings)) for row in table.rows()]


def _joined(lines: list[Line], width: int) -> list[str]:
    cells = [line.cells or [line.text] + [""] * (width - 1) for line in lines]
    return ["\n".join(filter(None, column)) for column in zip(*cells, strict=True)]


class _Table:
    def __init__(self, lines: list[Line], title: int, number: int | None):
        self._lines = lines
        self._title = title
        self._number = number
        gaps = list(_gaps(lines))
        positive = sorted(gap for gap in gaps if 0 <= gap < math.inf)
        closest = positive[len(positive) // 10] if positive else 0.0
        self._wide = [gap > closest + SAME_ROW * line.height for gap, line in zip(gaps, lines, strict=True)]
        # Rows are set apart when some, but not all lines stand wider apart than the closest.
        self._set_apart = sum(self._wide) > len(lines) / 20

    def rows(self) -> list[list[Line]]:
        rows: list[list[Line]] = []
        for group in self._groups():
            for part in self._split(group):
                if rows and self._goes_on(rows[-1][-1], part):
                    rows[-1] += part
                else:
                    rows.append(part)
        return rows

    def _groups(self) -> Iterator[list[Line]]:
        """Lines of one kind that stand close together."""
        group: list[Line] = []
        for line, wide in zip(self._lines, self._wide, strict=True):
            if group and (wide or (group[-1].cells is None) != (line.cells is None)):
                yield group
                group = []
            group.append(line)
        if group:
            yield group

    def _split(self, group: list[Line]) -> Iterator[list[Line]]:
        """Cuts a group at each line that begins a row; what stands above the first one belongs to it."""
        begun = False
        part: list[Line] = []
        for line in group:
            if self._begins(line):
                if begun:
                    yield part
                    part = []
                begun = True
            part.append(line)
        yield part

    def _begins(self, line: Line) -> bool:
        if line.cells is None:
            return False
        if self._number is not None:
            return ROW_NUMBER.fullmatch(line.cells[self._number]) is not None
        return (
            not self._set_apart and line.cells[self._title][:1].isupper() and sum(map(bool, line.cells)) > 1
        )

    def _goes_on(self, before: Line, part: list[Line]) -> bool:
        """Whether lines set off from those above go on with their row: on the next page, or as its small letters tell."""
        first = part[0]
        if first.cells is None or before.cells is None:
            return first.cells is before.cells and first.text[:1].islower()
        if self._number is not None:
            return before.page != first.page and not any(map(self._begins, part))
        return not first.cells[self._title][:1].isupper()


def _gaps(lines: list[Line]) -> Iterator[float]:
    """How far each line stands below all above it on its page; the first of a page infinitely far."""
    floor, page = -math.inf, -1
    for line in lines:
        if line.page != page:
            floor, page = -math.inf, line.page
        yield line.top - floor
        floor = max(floor, line.bottom)
