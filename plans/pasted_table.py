"""A table of events pasted from Excel or Word: which column is what."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from documents.prose import normalise
from records.pasted import PastedRows, counts_the_rows, read_rows

from .models import EventKind
from .pasted_days import ANY_DAY, BEGINS_WITH_A_DAY

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


class PastedTable(PastedRows):
    """The pasted rows, each column with a code of COLUMNS."""

    def problems(self) -> list[str]:
        missing = [code for code in REQUIRED if code not in self.meanings]
        return self.doubled(LABELS) + [
            f"Не найден столбец «{LABELS[code]}»: укажите его над таблицей." for code in missing
        ]


def read_table(text: str, kinds: list[EventKind]) -> PastedTable:
    """The table in a pasted text, its columns recognised by heading or by what stands in them.

    ValidationError for a text without rows or with too many of them.
    """
    headings, rows = read_rows(text, _is_heading)
    meanings = _meanings_of_headings(headings) if headings else _meanings_of_cells(rows, kinds)
    return PastedTable(rows, meanings, headings)


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
        meaning = "" if counts_the_rows(cells) else _meaning_of(cells, kinds)
        meanings.append("" if meaning in meanings else meaning)
    _call_the_longest_a_theme(columns, meanings)
    return meanings


def _meaning_of(cells, kinds):
    normalised = [normalise(cell) for cell in cells]
    for column in COLUMNS:
        if column.cell and _most(normalised, re.compile(column.cell).fullmatch):
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
