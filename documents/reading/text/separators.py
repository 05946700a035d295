"""Cuts lines into cells where something stands between the cells: a tab or a semicolon."""

import csv
from collections.abc import Callable

from documents.reading.text.headings import is_heading_row
from documents.reading.text.rows import Line


def cut_at_tabs(lines: list[str]) -> list[Line] | None:
    """Cells between tabs; None where tabs only indent the text."""
    wide = sum(line.strip().count("\t") > 1 for line in lines)
    if wide < 2 and not any(is_heading_row(_cells(line, "\t")) for line in lines):
        return None
    return cut_lines(lines, lambda line: _cells(line, "\t"))


def cut_at_semicolons(lines: list[str]) -> list[Line] | None:
    """The rows of a CSV file from its headings on; a quoted cell may hold line breaks."""
    start = next((place for place, line in enumerate(lines) if is_heading_row(_cells(line, ";"))), None)
    if start is None:
        return None
    rows = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=";")
    above = cut_lines(lines[:start], lambda line: [line.strip()])
    return above + [Line([cell.strip() for cell in cells]) for cells in rows if any(cells)]


def cut_lines(lines: list[str], cut: Callable[[str], list[str]]) -> list[Line]:
    """The lines that are not blank, cut; each knows whether a blank one stood before it."""
    rows, gap = [], False
    for line in lines:
        if line.strip():
            rows.append(Line(cut(line), after_gap=gap))
        gap = not line.strip()
    return rows


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip() for cell in line.split(separator)]
