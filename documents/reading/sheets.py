"""The sheets of a register (.xlsx, .xls, .ods, .csv) as rows of values: dates stay dates and numbers stay numbers."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, PasswordError, SheetVisibleEnum, load_workbook

from documents.file_types import OLE_SIGNATURE, FileType, file_type_of, holds_member
from documents.reading.archive import Archive
from documents.reading.structure import UnreadableFile
from documents.reading.xlsx import DAMAGED, PROTECTED

MAX_ROWS = 100_000
MAX_COLUMNS = 80
SECONDS = 20
NO_TABLE = "Это не таблица. Портал принимает реестры в файлах .xlsx, .xls, .ods и .csv."
EMPTY = "В файле нет ни одной заполненной строки."
TABLES = (FileType.XLSX, FileType.ODS, FileType.XLS)
DELIMITERS = ";\t,"


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet, from the first: a row is found again by its number in the file."""

    name: str
    rows: list[list[Any]]


def read_sheets(path: Path) -> list[Sheet]:
    """The visible sheets in which something stands; raises UnreadableFile with a sentence."""
    data = path.read_bytes()
    if data.startswith(OLE_SIGNATURE) and holds_member(data, "EncryptedPackage"):
        raise UnreadableFile(PROTECTED)
    kind = file_type_of(data)
    if kind in TABLES:
        sheets = _sheets_of_workbook(path, kind)
    elif kind is None and not data.startswith((b"PK", OLE_SIGNATURE)) and b"\0" not in data:
        sheets = [Sheet("", _rows_of_text(data))]
    else:
        raise UnreadableFile(NO_TABLE)
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise UnreadableFile(EMPTY)
    return filled


def _sheets_of_workbook(path, kind):
    if kind != FileType.XLS:
        Archive(path)  # refuses what would burst when unpacked
    try:
        with load_workbook(path) as workbook:
            visible = [
                workbook.get_sheet_by_index(index)
                for index, sheet in enumerate(workbook.sheets_metadata)
                if sheet.visible is SheetVisibleEnum.Visible
            ]
            return [Sheet(sheet.name, _rows_of_sheet(sheet)) for sheet in visible]
    except PasswordError as error:
        raise UnreadableFile(PROTECTED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error


def _rows_of_sheet(sheet):
    """With the empty rows above the first cell and the columns left of it, so that both keep their places."""
    height, width = (last + 1 for last in sheet.end or (-1, -1))
    where = f"На листе «{sheet.name}»"
    _refuse_size(where, height, width)
    left = [""] * (sheet.start[1] if sheet.start else 0)
    return _trimmed(where, [[*left, *row] for row in sheet.iter_rows()])


def _refuse_size(where, height, width):
    if height > MAX_ROWS:
        raise UnreadableFile(f"{where} больше {MAX_ROWS} строк. Разделите файл на части.")
    if width > MAX_COLUMNS:
        raise UnreadableFile(
            f"{where} столбцов: {width}, а портал принимает не больше {MAX_COLUMNS}. Удалите лишние."
        )


def _rows_of_text(data):
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableFile(NO_TABLE)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFile(NO_TABLE) from error
    if text.strip() and not any(len(row) > 1 for row in rows):
        raise UnreadableFile(NO_TABLE)
    return _trimmed("В файле", rows)


def _trimmed(where, rows):
    """Without what is empty to the right of the last filled column and below the last filled row."""
    filled = [_last_filled(row) for row in rows]
    width = max(filled, default=0)
    height = max((number for number, last in enumerate(filled, 1) if last), default=0)
    _refuse_size(where, height, width)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows[:height]]


def _last_filled(row):
    return next((place for place in range(len(row), 0, -1) if row[place - 1] not in ("", None)), 0)
