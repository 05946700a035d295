"""A table pasted from Excel or Word: its rows, and which column is what."""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import zip_longest

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz, process

from documents.prose import normalise

from .models import EventKind
from .pasted_days import ANY_DAY, BEGINS_WITH_A_DAY

MAX_ROWS = 500
MAX_COLUMNS = 30
MAX_CELL = 2000
CELL = "cell-"
NUMBER = re.compile(r"(\d[\d\s]*)(?:чел\w*|участ\w*)?\.?")


@dataclass(frozen=True)
class Column:
    """What a column may hold, the words of its heading, and how to tell it by its cells."""

    code: str
    label: str
    heading: str
    cell: str = ""


# In the order in which a heading is tried: «Пункт плана мероприятий» is not a theme.
COLUMNS = (
    Column("items", "пункт плана", r"пункт", r"\d+\.\d+\.?(\s*[,;]\s*\d+\.\d+\.?)*"),
    Column("acts", "приказ", r"приказ|распоряж|основани", r"[^№]*\bот\b[^№]*№.*"),
    Column("starts_on", "дата", r"дата|даты|когда|число", BEGINS_WITH_A_DAY),
    Column(
        "part",
        "участие МОЦ",
        r"участие|роль",
        r"пров[её]л|(был )?соорганизатор(ом)?|принял[аи]? участие|участие",
    ),
    Column("participants", "участников", r"участник|количеств|человек|чел\b|охват", NUMBER.pattern),
    Column("kind", "вид", r"вид|форма|тип"),
    Column("place", "место", r"мест|где"),
    Column("audience", "для кого", r"для кого|категори|аудитори"),
    Column("organizer", "кто проводил", r"кто|организатор|ответствен|проводи"),
    Column("theme", "тема", r"тем[аы]|названи|наименовани|мероприят|содержани"),
)
LABELS = {column.code: column.label for column in COLUMNS}
REQUIRED = ("starts_on", "kind", "theme")


def cell_name(row: int, place: int) -> str:
    """What a cell is called in the form of the preview; rows are numbered as the user counts."""
    return f"{CELL}{row}-{place}"


@dataclass
class PastedTable:
    """The pasted rows and what each column means: a code of COLUMNS or "" for what is not taken."""

    rows: list[list[str]]
    meanings: list[str]
    headings: list[str] = field(default_factory=list)

    @property
    def first_number(self):
        """The number of the first row as the user counts: the heading is a row too."""
        return 2 if self.headings else 1

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The meaning and the heading of each column."""
        return list(zip_longest(self.meanings, self.headings, fillvalue=""))

    @property
    def text(self) -> str:
        """The table as Excel would give it, to be read anew."""
        lines = StringIO()
        csv.writer(lines, dialect="excel-tab").writerows(
            [self.headings, *self.rows] if self.headings else self.rows
        )
        return lines.getvalue()

    def correct(self, typed: Mapping[str, str]) -> bool:
        """Put what was typed under the names of cells into these cells; whether there was anything."""
        for number, row in enumerate(self.rows, start=self.first_number):
            row[:] = [typed.get(cell_name(number, place), cell) for place, cell in enumerate(row)]
        return any(name.startswith(CELL) for name in typed)

    def problems(self) -> list[str]:
        chosen = Counter(filter(None, self.meanings))
        twice = [f"Столбец «{LABELS[code]}» выбран дважды." for code, times in chosen.items() if times > 1]
        missing = [
            f"Не найден столбец «{LABELS[code]}»: укажите его над таблицей."
            for code in REQUIRED
            if code not in chosen
        ]
        return twice + missing


def read_table(text: str, kinds: list[EventKind]) -> PastedTable:
    """The table in a pasted text, its columns recognised by heading or by what stands in them.

    ValidationError for a text without rows or with too many of them.
    """
    rows = [row for row in _split(text) if any(row)]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    headings = rows.pop(0) if rows and _is_heading(rows[0]) else []
    if not rows:
        raise ValidationError("Вставьте хотя бы одну строку таблицы.")
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS:
        raise ValidationError(
            f"За один раз можно вставить не больше {MAX_ROWS} строк и {MAX_COLUMNS} столбцов."
        )
    if any(len(cell) > MAX_CELL for row in (headings, *rows) for cell in row):
        raise ValidationError(f"В одной ячейке больше {MAX_CELL} знаков. Вставьте таблицу, а не текст.")
    meanings = _meanings_of_headings(headings) if headings else _meanings_of_cells(rows, kinds)
    return PastedTable(rows, meanings, headings)


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


def _is_heading(row):
    named = [meaning for meaning in _meanings_of_headings(row) if meaning]
    return len(named) >= 2 and not any(ANY_DAY.search(cell) for cell in row)


def _meanings_of_headings(headings):
    meanings: list[str] = []
    for heading in map(normalise, headings):
        fitting = (
            c.code for c in COLUMNS if re.search(rf"\b(?:{c.heading})", heading) and c.code not in meanings
        )
        meanings.append(next(fitting, ""))
    return meanings


def _meanings_of_cells(rows, kinds):
    columns = [[cell for cell in column if cell] for column in zip(*rows, strict=True)]
    meanings: list[str] = []
    for cells in columns:
        meaning = "" if _counts_the_rows(cells) else _meaning_of(cells, kinds)
        meanings.append("" if meaning in meanings else meaning)
    _call_the_longest_a_theme(columns, meanings)
    return meanings


def _counts_the_rows(cells):
    return [cell.rstrip(".") for cell in cells] == [
        str(number) for number in range(1, len(cells) + 1)
    ] and len(cells) > 1


def _meaning_of(cells, kinds):
    for column in COLUMNS:
        if column.cell and _most(cells, lambda cell: re.fullmatch(column.cell, normalise(cell))):  # noqa: B023
            return column.code
    return "kind" if _most(cells, lambda cell: named_kind(cell, kinds)) else ""


def _most(cells, test):
    return bool(cells) and sum(bool(test(cell)) for cell in cells) > len(cells) / 2


def _call_the_longest_a_theme(columns, meanings):
    free = [place for place, meaning in enumerate(meanings) if not meaning and columns[place]]
    if free:
        longest = max(free, key=lambda place: sum(map(len, columns[place])) / len(columns[place]))
        meanings[longest] = "theme"


def named_kind(text, kinds):
    """The kind of that name, small slips apart, or None."""
    names = {kind: normalise(kind.name) for kind in kinds}
    found = process.extractOne(normalise(text), names, scorer=fuzz.ratio, score_cutoff=85)
    return found[2] if found else None
