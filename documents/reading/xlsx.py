"""Excel and LibreOffice lists (.xlsx, .xls, .ods) as paragraphs and tables."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetVisibleEnum, load_workbook

from documents.reading.archive import Archive
from documents.reading.structure import Document, Paragraph, Table, UnreadableFile

MAX_ROWS = 2000
MAX_COLUMNS = 200
MAX_MERGES = 10_000
# A row with that many filled cells is no longer a line of the title above the table.
TABLE_CELLS = 3

DAMAGED = (
    "Книга Excel повреждена и не открывается. Откройте её в Excel, сохраните заново и загрузите ещё раз."
)
PROTECTED = "Книга Excel защищена паролем. Снимите пароль и загрузите её ещё раз."

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read_xlsx(path: Path) -> Document:
    """An .xlsx or .ods; raises UnreadableFile."""
    Archive(path)  # refuses what would burst when unpacked
    return read_xls(path)


def read_xls(path: Path) -> Document:
    """Every visible sheet: the lines above its table as paragraphs, the rest as one table."""
    document = Document()
    try:
        with load_workbook(path) as workbook:
            for index, sheet in enumerate(workbook.sheets_metadata):
                if sheet.visible is SheetVisibleEnum.Visible:
                    document.blocks += _blocks(workbook.get_sheet_by_index(index))
                else:
                    document.warnings.append(f"Скрытый лист «{sheet.name}» не прочитан.")
    except PasswordError as error:
        raise UnreadableFile(PROTECTED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error
    return document


def _blocks(sheet: CalamineSheet) -> Iterator[Paragraph | Table]:
    if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
        raise UnreadableFile(
            f"На листе «{sheet.name}» занято {sheet.height} строк и {sheet.width} столбцов, а портал читает "
            f"не более {MAX_ROWS} строк и {MAX_COLUMNS} столбцов. Удалите лишнее и загрузите файл ещё раз."
        )
    rows = {
        index: row
        for index, cells in enumerate(sheet.iter_rows())
        if any(row := [_text(cell) for cell in cells])
    }
    widest = max(map(_filled, rows.values()), default=0)
    enough = min(widest, TABLE_CELLS) if widest > 1 else TABLE_CELLS
    start = next((index for index, row in rows.items() if _filled(row) >= enough), sheet.height)
    for index, row in rows.items():
        if index < start:
            yield from (Paragraph(text) for text in row if text)
    kept = {index: place for place, index in enumerate(index for index in rows if index >= start)}
    if kept:
        yield Table([rows[index] for index in kept], _merged(sheet, kept))


def _merged(sheet: CalamineSheet, kept: dict[int, int]) -> dict[tuple[int, int], tuple[int, int]]:
    """The lower places of the cells merged over several rows; `kept` gives the place of a row in the table."""
    top, left = sheet.start or (0, 0)
    places = {}
    for (first, column), (last, _) in (sheet.merged_cell_ranges or [])[:MAX_MERGES]:
        if first - top in kept:
            for row in range(first - top + 1, min(last - top, sheet.height) + 1):
                if row in kept:
                    places[kept[row], column - left] = (kept[first - top], column - left)
    return places


def _filled(row: list[str]) -> int:
    return sum(bool(text) for text in row)


def _text(cell: Cell) -> str:
    """A cell as the sheet shows it, as far as its value tells."""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() != datetime.time.min:
        return f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, datetime.date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, datetime.time):
        return f"{cell:%H:%M}"
    return str(cell).strip()
