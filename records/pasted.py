"""A table pasted from Excel or Word, as rows of cells; what its columns mean is for the reader of each kind to say."""

import csv
import re
from collections.abc import Callable

from django.core.exceptions import ValidationError

MAX_ROWS = 500
MAX_COLUMNS = 30
MAX_CELL = 2000


def read_rows(text: str, is_heading: Callable[[list[str]], bool]) -> tuple[list[str], list[list[str]]]:
    """The headings, empty where the first row is none, and the rows, all of one width.

    ValidationError for a text without rows or with too many of them.
    """
    rows = [row for row in _split(text) if any(row)]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    headings = rows.pop(0) if rows and is_heading(rows[0]) else []
    if not rows:
        raise ValidationError("Вставьте хотя бы одну строку таблицы.")
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS:
        raise ValidationError(
            f"За один раз можно вставить не больше {MAX_ROWS} строк и {MAX_COLUMNS} столбцов."
        )
    if any(len(cell) > MAX_CELL for row in (headings, *rows) for cell in row):
        raise ValidationError(f"В одной ячейке больше {MAX_CELL} знаков. Вставьте таблицу, а не текст.")
    return headings, rows


def counts_the_rows(cells: list[str]) -> bool:
    """A column that only numbers the rows: 1, 2, 3 …"""
    numbers = [str(number) for number in range(1, len(cells) + 1)]
    return [cell.rstrip(".") for cell in cells] == numbers and len(cells) > 1


def _split(text):
    lines = text.splitlines(keepends=True)
    if "\t" in text:
        cells = _split_by_tabs(text, lines)
    elif all(";" in line for line in lines if line.strip()):
        cells = [line.split(";") for line in lines]
    else:
        cells = [re.split(r"\s{2,}", line.strip()) for line in lines]
    return [[" ".join(cell.split()) for cell in row] for row in cells]


def _split_by_tabs(text, lines):
    """Excel quotes a cell with a line break in it; a lone quotation mark is only a quotation mark."""
    if text.count('"') % 2:
        return [line.split("\t") for line in lines]
    try:
        return list(csv.reader(lines, dialect="excel-tab"))
    except csv.Error as unreadable:
        raise ValidationError("В тексте есть слишком длинная ячейка. Проверьте кавычки.") from unreadable
