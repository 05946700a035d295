"""The table in a file of a register: its sheet, the row of its headings, and what each column was taken for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from documents.cells import as_text
from documents.prose import join_and
from documents.reading.isolation import read_isolated
from documents.reading.sheets import SECONDS, Sheet, read_sheets
from organizations.exchange import RegisterResource, heading_key

LOOKED_THROUGH = 30
# That many headings, or half of a narrow table, tell which row they are in.
ENOUGH = 2


@dataclass(frozen=True)
class TakenColumn:
    """A column of the file: where it stands, what is above it, and for which field it was taken ("" for none)."""

    place: int
    heading: str
    field: str

    @property
    def letter(self) -> str:
        first, last = divmod(self.place, 26)
        return (chr(64 + first) if first else "") + chr(65 + last)


@dataclass
class Table:
    """The rows below the headings, each with its number in the file."""

    columns: list[TakenColumn]
    rows: list[tuple[int, list[Any]]]
    problems: list[str] = field(default_factory=list)

    @property
    def taken(self) -> list[TakenColumn]:
        return [column for column in self.columns if column.field]


def sheets_of(content: bytes) -> list[Sheet]:
    """What stands in a file, read in a process of its own; UnreadableFile with a sentence."""
    with NamedTemporaryFile() as copy:
        copy.write(content)
        copy.flush()
        reader: Any = read_sheets
        sheets: Any = read_isolated(reader, Path(copy.name), SECONDS, SECONDS)
        return sheets


def which_sheet(sheets: Sequence[Sheet], name: str) -> Sheet | None:
    """The chosen sheet, or the only one; None where somebody has to choose."""
    if len(sheets) == 1:
        return sheets[0]
    return next((sheet for sheet in sheets if sheet.name == name), None)


def sheets_question(sheets: Sequence[Sheet]) -> str:
    return f"Данные есть на нескольких листах: {join_and([f'«{sheet.name}»' for sheet in sheets])}. Выберите лист."


def read_table(
    sheet: Sheet,
    resource: RegisterResource,
    remembered: Mapping[str, str],
    chosen: Mapping[int, str] | None = None,
) -> Table:
    """The table of a sheet as the resource understands it.

    What is `remembered` of headings stands above what the resource knows, what was `chosen` for a place above both.
    """
    known = {key: column.attribute for column in resource.columns for key in column.keys} | dict(remembered)
    header = _header(sheet.rows, known)
    headings = [
        " ".join(as_text(cell).split())[:200] if cell is not None else "" for cell in sheet.rows[header]
    ]
    columns = [
        TakenColumn(place, heading, (chosen or {}).get(place, _field(heading, known)))
        for place, heading in enumerate(headings)
        if heading
        or any(len(row) > place and row[place] not in ("", None) for row in sheet.rows[header + 1 :])
    ]
    rows = [
        (number, row)
        for number, row in enumerate(sheet.rows[header + 1 :], header + 2)
        if any(cell not in ("", None) for cell in row)
    ]
    return Table(columns, rows, _problems(columns, rows, resource))


def _field(heading, known):
    """By the whole heading, else by what stands before a bracket."""
    for words in (heading, heading.partition("(")[0]):
        if words and (key := heading_key(words)) in known:
            return known[key]
    return ""


def _header(rows, known) -> int:
    """The row in which most headings are known; where none is, the first that is as wide as a table."""
    top = rows[:LOOKED_THROUGH]
    scores = [_score(row, known) for row in top]
    if (best := max(scores)) >= ENOUGH or (best and len(rows[0]) < ENOUGH * 2):
        return scores.index(best)
    widths = [sum(cell not in ("", None) for cell in row) for row in top]
    return next(number for number, width in enumerate(widths) if width >= max(widths) / 2)


def _score(row, known):
    return len(
        {_field(" ".join(as_text(cell).split()), known) for cell in row if isinstance(cell, str)} - {""}
    )


def _problems(columns, rows, resource):
    """Why nothing can be read of the rows as yet, as sentences."""
    problems = []
    labels = {column.attribute: column.heading for column in resource.columns}
    for name, times in Counter(column.field for column in columns if column.field).items():
        if times > 1:
            letters = join_and([column.letter for column in columns if column.field == name])
            problems.append(f"Столбцы {letters} поняты одинаково: «{labels[name]}». Оставьте один из них.")
    if not any(column.field for column in columns):
        problems.append("Ни один заголовок не узнан. Укажите, что в каком столбце.")
    elif missing := resource.missing({column.field for column in columns}):
        problems.append(f"Не найдено столбцов: {join_and(missing)}. Укажите их или добавьте в файл.")
    if not rows:
        problems.append("Под заголовками нет ни одной строки.")
    return problems
