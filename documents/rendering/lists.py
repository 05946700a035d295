"""A plain list as an Excel file: no paper, but rows to sort and count; dates and numbers stay what they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, (heading, width) of each column, and the rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[object]]


def lists_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with a sheet for each list; text is stored as text, even where it looks like a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cells, sheet):
    for place, (heading, width) in enumerate(sheet.columns, start=1):
        cells.column_dimensions[get_column_letter(place)].width = width
        cells.cell(1, place, heading).font = Font(bold=True)
    for number, row in enumerate(sheet.rows, start=2):
        for place, value in enumerate(row, start=1):
            _fill(cells.cell(number, place), value)
    cells.freeze_panes = "A2"
    cells.auto_filter.ref = cells.dimensions


def _fill(cell, value):
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
