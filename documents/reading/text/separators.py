"""Cuts lines into cells where something stands between the cells: a tab, a semicolon or several spaces."""

import csv
import re
from collections.abc import Callable
from itertools import pairwise

from documents.reading.text.headings import is_heading_row
from documents.reading.text.numbering import is_bare_number
from documents.reading.text.rows import Line

WIDE_GAP = re.compile(r"\s{2,}")


def cut_at_tabs(lines: list[str]) -> list[Line] | None:
    """Cells between tabs; None where tabs only indent the text."""
    wide = sum(line.strip().count("\t") > 1 for line in lines)
    if wide < 2 and not any(is_heading_row(_cells(line, "\t")) for line in lines):
        return None
    return _lines(lines, lambda line: _cells(line, "\t"))


def cut_at_semicolons(lines: list[str]) -> list[Line] | None:
    """The rows of a CSV file from its headings on; a quoted cell may hold line breaks."""
    start = next((place for place, line in enumerate(lines) if is_heading_row(_cells(line, ";"))), None)
    if start is None:
        return None
    rows = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=";")
    above = _lines(lines[:start], lambda line: [line.strip()])
    return above + [Line([cell.strip() for cell in cells]) for cells in rows if any(cells)]


def cut_by_position(lines: list[str]) -> list[Line] | None:
    """Columns kept apart by spaces: a cell belongs to the heading that it stands under."""
    start = next(
        (place for place, line in enumerate(lines) if is_heading_row(WIDE_GAP.split(line.strip()))), None
    )
    if start is None:
        return None
    body = lines[start:]
    edges = _edges(body)
    above = _lines(lines[:start], lambda line: [line.strip()])
    return above + _wrapped(_lines(body, lambda line: _under(line, edges)))


def _lines(lines: list[str], cut: Callable[[str], list[str]]) -> list[Line]:
    """The lines that are not blank, cut; each knows whether a blank one stood before it."""
    cut_lines, gap = [], False
    for line in lines:
        if line.strip():
            cut_lines.append(Line(cut(line), after_gap=gap))
        gap = not line.strip()
    return cut_lines


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip() for cell in line.split(separator)]


def _edges(body: list[str]) -> list[int]:
    """Where the columns begin: between two headings, the rightmost place that the fewest lines write across."""
    starts = [match.start() for match in re.finditer(r"(?:^\s*|(?<=\s\s))\S", body[0])]
    tabled = [line for line in body if WIDE_GAP.search(line.strip())]
    edges = [0]
    for left, right in pairwise(starts):
        edges.append(min(range(right, left, -1), key=lambda place: _crossed(tabled, place)))
    return edges


def _crossed(lines: list[str], place: int) -> int:
    return sum(_writes_across(line, place) for line in lines)


def _writes_across(line: str, edge: int) -> bool:
    return len(line) > edge and not any(letter.isspace() for letter in line[edge - 1 : edge + 1])


def _under(line: str, edges: list[int]) -> list[str]:
    """The cells of a line; a text that runs across the columns is not cut."""
    texts = [text for text in WIDE_GAP.split(line.strip()) if not is_bare_number(text)]
    is_single = len(texts) == 1 and any(line.find(texts[0]) < edge < len(line.rstrip()) for edge in edges)
    if is_single or any(_writes_across(line, edge) for edge in edges[1:]):
        return [" ".join(line.split())]
    return [line[left:right].strip() for left, right in zip(edges, [*edges[1:], len(line)], strict=True)]


def _wrapped(lines: list[Line]) -> list[Line]:
    """Lines of one row put together: a row begins with a number, or where no row has one, with a whole new text."""
    is_numbered = any(is_bare_number(line.cells[0]) for line in lines if line.is_separated)
    rows: list[Line] = []
    for line in lines:
        first = line.cells[0]
        begins = is_bare_number(first) if is_numbered else first[:1].isupper() and len(line.filled) > 1
        if not rows or begins or not line.is_separated or not rows[-1].is_separated:
            rows.append(line)
        else:
            rows[-1].cells = [
                "\n".join(filter(None, pair)) for pair in zip(rows[-1].cells, line.cells, strict=True)
            ]
    return rows
