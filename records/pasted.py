"""A table pasted from Excel or Word, as rows of cells; what its columns mean is for the reader of each kind to say."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import zip_longest
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError

MAX_ROWS = 500
MAX_COLUMNS = 30
MAX_CELL = 2000
CELL = "cell-"


def cell_name(row: int, place: int) -> str:
    """What a cell is called in the form of the preview; rows are numbered as the user counts."""
    return f"{CELL}{row}-{place}"


@dataclass(frozen=True)
class ShownCell:
    """A cell of the preview; one with an error is typed anew under its name."""

    name: str
    text: str
    code: str
    label: str
    understood: str
    error: str


@dataclass
class PastedRow:
    """A row of the preview: what is wrong with it, by the meaning of the column."""

    labels: ClassVar[Mapping[str, str]]  # of the meanings

    number: int
    cells: list[str]
    meanings: list[str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> list[ShownCell]:
        return [
            ShownCell(
                name=cell_name(self.number, place),
                text=text,
                code=code,
                label=self.labels.get(code, ""),
                understood=self.understood(text, code),
                error=self.errors.get(code, ""),
            )
            for place, (text, code) in enumerate(zip(self.cells, self.meanings, strict=True))
        ]

    def understood(self, text: str, code: str) -> str:
        """What stands below a cell, where that says more than the cell."""
        raise NotImplementedError


@dataclass
class PastedRows:
    """The pasted rows and what each column means: a code of the reader, or "" for what is not taken."""

    rows: list[list[str]]
    meanings: list[str]
    headings: list[str] = field(default_factory=list)

    @property
    def first_number(self) -> int:
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

    def choose(self, typed: Mapping[str, str], labels: Mapping[str, str]) -> None:
        """What the user chose over a column stands above what was guessed."""
        for place, guessed in enumerate(self.meanings):
            chosen = typed.get(f"column-{place}", guessed)
            self.meanings[place] = chosen if chosen in labels else ""

    def doubled(self, labels: Mapping[str, str]) -> list[str]:
        """A sentence for each meaning that was given to two columns."""
        chosen = Counter(filter(None, self.meanings))
        return [f"Столбец «{labels[code]}» выбран дважды." for code, times in chosen.items() if times > 1]


Table = TypeVar("Table", bound=PastedRows)


class PasteForm(forms.Form):
    """The text of a pasted table; `labels` are the meanings that its columns may be given."""

    data: Any

    text = forms.CharField(
        label="строки таблицы", max_length=400_000, strip=False, widget=forms.Textarea({"rows": 8}),
        help_text=f"Выделите строки в Excel или Word, скопируйте и вставьте сюда. Не больше {MAX_ROWS} строк.",
    )  # fmt: skip

    def read(self, read_table: Callable[[str], Table], labels: Mapping[str, str]) -> Table | None:
        """The table of a valid form; None where its text is none, which is then told at the field.

        Where cells of the preview were typed anew, the text has them from now on.
        """
        try:
            table = read_table(self.cleaned_data["text"])
            if table.correct(self.data):
                self.data = self.data.copy()
                self.data["text"] = table.text
                table = read_table(table.text)
        except ValidationError as refusal:
            self.add_error("text", refusal)
            return None
        table.choose(self.data, labels)
        return table


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
