"""Cuts lines into cells at vertical bars: drawn tables, rows on one line, and cells one below another."""

import re
from collections.abc import Callable
from itertools import groupby, zip_longest

from documents.reading.text.numbering import is_bare_number, read_number
from documents.reading.text.rows import Line
from documents.reading.text.stream import BARS_AT_END, rows_of_cells

BARS = str.maketrans("│║┃¦", "||||")
RULE = r"[\s|+=_\u2500-\u257f‰/\\:-]*"
BORDER = re.compile(rf"{RULE}[-=_\u2500-\u257f]{{3}}{RULE}")
RULED = re.compile(r"[-=_\u2500-\u257f]{3,}")
ONLY_BARS = re.compile(r"\s*\|[\s|]*")
FEWEST_BARS = 3
DRAWN = 3  # borders: above, below and under the headings at the least


def cut_at_bars(lines: list[str]) -> list[Line] | None:
    """Cells between vertical bars; None where there are hardly any bars."""
    lines = [line.translate(BARS) for line in lines]
    if sum(line.count("|") for line in lines) < FEWEST_BARS:
        return None
    if sum(BORDER.fullmatch(line) is not None for line in lines) >= DRAWN:
        return _drawn(lines)
    barred = [(line.strip("| ").count("|"), BARS_AT_END.search(line)) for line in lines if "|" in line]
    inner = [
        bars for bars, closes_row in barred if bars or not closes_row
    ]  # without titles over the whole width
    wide = sum(bars > 1 for bars in inner)
    return _rows_on_lines(lines) if 3 * wide > len(inner) else list(rows_of_cells(lines))


def _rows_on_lines(lines: list[str]) -> list[Line]:
    """Each line is a row; one that was broken after a cell goes on with the next cell below."""
    cells_of = _cutter(lines)
    rows: list[Line] = []
    width, breaks, gap = 0, False, False
    for line in lines:
        if not line.strip() or BORDER.fullmatch(line) or ONLY_BARS.fullmatch(line):
            gap = not line.strip()
            continue
        cells = cells_of(line)
        if breaks and not gap and "|" in line and not _begins_row(cells[0]):
            rows[-1].cells += [cell for cell in cells if cell]
        else:
            rows.append(Line(cells, after_gap=gap))
        width = max(width, len(rows[-1].cells))
        breaks = len(rows[-1].filled) > 1 and len(rows[-1].cells) < width and line.rstrip().endswith("|")
        gap = False
    return rows


def _begins_row(cell: str) -> bool:
    number = read_number(cell)
    return number is not None and (number.closed or number.depth > 1)


def _drawn(lines: list[str]) -> list[Line]:
    """A row stands between two borders, over several lines; a cell drawn over the whole width is a title."""
    cells_of = _cutter(lines)
    rows: list[Line] = []
    for is_border, group in groupby(lines, key=lambda line: BORDER.fullmatch(line) is not None):
        if not is_border:
            rows += _merged([cells_of(line) for line in group if line.strip()])
    return rows


def _cutter(lines: list[str]) -> Callable[[str], list[str]]:
    """Cuts a line, leaving out the bars that most lines begin or end with."""
    barred = [line.strip() for line in lines if "|" in line]
    before = "|" if 2 * sum(line.startswith("|") for line in barred) > len(barred) else ""
    after = "|" if 2 * sum(line.endswith("|") for line in barred) > len(barred) else ""

    def cells(line: str) -> list[str]:
        if "|" not in line:
            return [line.strip()]
        found = [
            RULED.sub("", cell).strip()
            for cell in line.strip().removeprefix(before).removesuffix(after).split("|")
        ]
        return found if len(found) > 1 else [*found, ""]

    return cells


def _merged(lines: list[list[str]]) -> list[Line]:
    """The lines between two borders as one row, or as several where more than one begins with a number."""
    rows: list[Line] = []
    for cells in lines:
        if not rows or len(cells) == 1 or not rows[-1].is_separated or is_bare_number(cells[0]):
            rows.append(Line(cells, after_gap=len(cells) == 1))
        else:
            pairs = zip_longest(rows[-1].cells, cells, fillvalue="")
            rows[-1].cells = ["\n".join(filter(None, pair)) for pair in pairs]
    return rows
