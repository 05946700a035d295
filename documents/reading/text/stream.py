"""Cells one below another, each closed by a vertical bar: the rows are found by their length and their numbers."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from documents.reading.text.headings import role_of
from documents.reading.text.numbering import RowNumber, follows, is_bare_number, read_number
from documents.reading.text.rows import Line

BARS_AT_END = re.compile(r"\|(?:\s*\|)+\s*$")
ROW_END = "\0"  # stands among the cells where a line of several bars closes a row
HEADING_LINES = 4


def rows_of_cells(lines: list[str]) -> Iterator[Line]:
    """The rows of the cells, with the lines of text above and below them."""
    above, cells, rest = _cells(lines)
    yield from map(_text, above)
    rows = list(_rows(cells, _width(cells)))
    if rest and rows and len(rows[-1]) < len(rows[0]):
        rows[-1].append("\n".join(rest))
        rest = []
    yield from (Line(row if len(row) > 1 else [*row, ""]) for row in rows)
    yield from map(_text, rest)


def _cells(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The lines above the first cell, the cells with their line breaks, the lines below the last one."""
    above: list[str] = []
    cells: list[str] = []
    open_lines: list[str] = []
    for line in lines:
        if not cells and line.strip() == "|":
            above, open_lines = open_lines, []
        *closed, rest = BARS_AT_END.sub("|", line).split("|")
        closes_row = BARS_AT_END.search(line) is not None
        for piece in closed:
            if not cells:
                split = _heading_start([*open_lines, piece.strip()])
                above, open_lines = above + open_lines[:split], open_lines[split:]
            cells.append("\n".join(filter(None, [*open_lines, piece.strip()])))
            open_lines = []
        if closes_row:
            cells[-1:] = [ROW_END, cells[-1], ROW_END] if cells[-1] else [ROW_END]
        open_lines += filter(None, [rest.strip()])
    return above, cells, open_lines


def _heading_start(lines: list[str]) -> int:
    """Which of the lines above the first bar begins the first heading: of the last ones, as many as name a column."""
    for start in range(max(len(lines) - HEADING_LINES, 0), len(lines)):
        if role_of(" ".join(filter(None, lines[start:]))):
            return start
    return len(lines) - 1


def _width(cells: list[str]) -> int:
    """How many cells a row has: as many as there are headings, unless the numbers stand at other distances."""
    ends = [place for place, cell in enumerate(cells) if cell == ROW_END]
    texts = [cell for cell in cells if cell != ROW_END]
    numbered = [
        place for place, cell in enumerate(texts) if is_bare_number(cell) and _begins_row(texts, place)
    ]
    headings = min([*numbered[:1], *ends[:1], len(texts)])
    steps = Counter(right - left for left, right in pairwise(numbered) if right - left > 1)
    usual, times = steps.most_common(1)[0] if steps else (headings, 0)
    return max(usual if times > 1 and headings not in steps else headings, 2)


def _begins_row(cells: list[str], place: int) -> bool:
    """A number followed by a text, not by another figure as in a line that numbers the columns."""
    following = cells[place + 1 : place + 2]
    return bool(following) and len(following[0]) > 3 and not following[0][0].isdigit()


def _rows(cells: list[str], width: int) -> Iterator[list[str]]:
    row: list[str] = []
    previous: RowNumber | None = None
    for cell in cells:
        number = _next_number(cell, previous)
        certain = number is not None and (number.closed or number.depth > 1 or _is_title(row))
        if row and (cell == ROW_END or certain or len(row) == width):
            yield row
            row = []
        if cell != ROW_END:
            previous = number if number and not row else previous
            row.append(cell)
    if row:
        yield row


def _next_number(cell: str, previous: RowNumber | None) -> RowNumber | None:
    number = read_number(cell)
    if number is None or number.rest:
        return None
    return number if previous is None or follows(number.parts, previous.parts) else None


def _is_title(row: list[str]) -> bool:
    return len(row) == 1 and not is_bare_number(row[0])


def _text(line: str) -> Line:
    return Line([line], after_gap=True)
