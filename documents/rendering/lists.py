"""A plain list as an Excel file: no paper, but rows to sort and count; dates and numbers stay what they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, (heading, width) of each column, the rows, and the lines above the headings."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[object]]
    head: Sequence[str] = ()


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
    top = len(sheet.head) + 1
    for number, line in enumerate(sheet.head, start=1):
        _put(cells.cell(number, 1), line)
    for place, (heading, width) in enumerate(sheet.columns, start=1):
        cells.column_dimensions[get_column_letter(place)].width = width
        cells.cell(top, place, heading).font = Font(bold=True)
    last = top
    for last, row in enumerate(sheet.rows, start=top + 1):
        for place, value in enumerate(row, start=1):
            _put(cells.cell(last, place), value, WRAPPED)
    cells.freeze_panes = f"A{top + 1}"
    cells.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.columns))}{last}"


def _put(cell, value, alignment=None):
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
    if alignment:
        cell.alignment = alignment
