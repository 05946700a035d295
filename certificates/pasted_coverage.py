"""A month's numbers pasted from Excel: an organisation and its three numbers in each row, and what is wrong in which."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from rapidfuzz import fuzz, process

from documents.prose import normalise
from organizations.models import Municipality, Organization
from records.pasted import PastedRow, PastedRows, counts_the_rows, read_rows

from .models import FIGURES, LABELS, MOST, CoverageMonth

# In the order in which a heading is tried: «Детей по договорам» are no mere children.
HEADINGS = {
    "certificates": r"сертификат",
    "contracts": r"договор|оферт|\bпф",
    "organization": r"организац|учрежден|наименован|назван|школ",
    "children": r"дет|обучающ|учащ|воспитан|охва|человек|чел\b",
}
MEANINGS = {"organization": "организация", **LABELS}
NUMBER = re.compile(r"(\d[\d ]*)(?:чел\w*|дет\w*)?\.?")
NOTHING = {"", "-", "нет", "нет данных"}
TOTAL = re.compile(r"(?:итого|всего|сумма)\b")
WHOLE = re.compile(r"без повтор")


@dataclass
class CoverageRow(PastedRow):
    """What was understood of a row.

    `entered` is what the month already has for the same organisation; a total is checked and not stored.
    """

    labels = MEANINGS

    entered: CoverageMonth | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    is_total: bool = False

    def understood(self, text, code):
        """What the cell replaces."""
        before = getattr(self.entered, code, None) if code in FIGURES else None
        return "" if before is None or before == self.numbers.get(code, before) else f"было {before}"

    @property
    def is_news(self) -> bool:
        """Whether anything would be stored that is not there yet."""
        entered = self.entered
        return entered is not None and any(
            getattr(entered, name) != value for name, value in self.numbers.items()
        )


class PastedMonth(PastedRows):
    """The pasted rows of a month, each column with a code of MEANINGS."""

    def problems(self) -> list[str]:
        problems = self.doubled(MEANINGS)
        if "organization" not in self.meanings:
            problems.append("Не найден столбец с организациями: укажите его над таблицей.")
        if not {*self.meanings} & {*FIGURES}:
            problems.append("Не найдено ни одного столбца с числами: укажите их над таблицей.")
        return problems


def read_table(text: str) -> PastedMonth:
    """The table in a pasted text, its columns recognised by heading or by what stands in them.

    ValidationError for a text without rows or with too many of them.
    """
    headings, rows = read_rows(text, _is_heading)
    meanings = _meanings_of_headings(headings) if headings else _meanings_of_cells(rows)
    return PastedMonth(rows, meanings, headings)


def understand_rows(table: PastedMonth, municipality: Municipality, month: date) -> list[CoverageRow]:
    """Every row of the table; while the table as a whole has problems, its rows are only counted."""
    numbered = enumerate(table.rows, start=table.first_number)
    rows = [CoverageRow(number, cells, table.meanings) for number, cells in numbered]
    if not table.problems():
        reader = _RowReader(municipality, month, table.meanings)
        for row in rows:
            reader.read(row)
        _check_totals(rows)
    return rows


def news(rows: list[CoverageRow]) -> list[tuple[CoverageMonth, dict[str, int]]]:
    """What would be stored, each with its new numbers."""
    return [(row.entered, row.numbers) for row in rows if row.entered and row.is_news]


def versions(rows: list[CoverageRow]) -> str:
    """Of what would be replaced: the same when it is saved as when it was shown."""
    entered = (row.entered for row in rows if row.entered and row.entered.pk)
    return " ".join(f"{row.pk}:{row.version}" for row in entered)


@transaction.atomic
def store(rows: list[CoverageRow], user) -> int:
    """Store what is new; how many organisations it concerned."""
    for entered, numbers in (new := news(rows)):
        if entered.pk:
            entered.version += 1
        for name, value in numbers.items():
            setattr(entered, name, value)
        entered.entered_by = user
        entered.save()
    return len(new)


def _is_heading(row):
    return len([meaning for meaning in _meanings_of_headings(row) if meaning]) >= 2 and not any(
        NUMBER.fullmatch(normalise(cell)) for cell in row
    )


def _meanings_of_headings(headings):
    meanings: list[str] = []
    for heading in map(normalise, headings):
        fitting = (
            code for code, words in HEADINGS.items() if re.search(words, heading) and code not in meanings
        )
        meanings.append(next(fitting, ""))
    return meanings


def _meanings_of_cells(rows):
    """The first column of words names the organisations; after it come children, certificates and contracts."""
    columns = [[cell for cell in column if cell] for column in zip(*rows, strict=True)]
    counts = iter(FIGURES)
    meanings: list[str] = []
    for cells in columns:
        if not cells or counts_the_rows(cells):
            meanings.append("")
        elif sum(bool(NUMBER.fullmatch(normalise(cell))) for cell in cells) <= len(cells) / 2:
            meanings.append("" if "organization" in meanings else "organization")
        else:
            meanings.append(next(counts, ""))
    return meanings


def _check_totals(rows):
    """A total that the table states itself has to be the sum of the rows above it."""
    for total in (row for row in rows if row.is_total):
        parts = [
            row for row in rows if row.number < total.number and row.entered and row.entered.organization
        ]
        for code, stated in total.numbers.items():
            told = sum(row.numbers.get(code, 0) for row in parts)
            if stated != told:
                total.errors[code] = f"в таблице всего {stated}, а сумма строк — {told}."


class _RowReader:
    """Reads rows whose columns have the given meanings; what all rows need is fetched once."""

    def __init__(self, municipality, month, meanings):
        self.municipality, self.month = municipality, month
        self.places = {meaning: place for place, meaning in enumerate(meanings) if meaning}
        self.names = _names(municipality)
        self.entered = {row.organization_id: row for row in municipality.coverage_months.filter(month=month)}
        self.met: set[int | None] = set()

    def read(self, row: CoverageRow):
        for code in FIGURES:
            self._take(row, code)
        name = row.cells[self.places["organization"]]
        row.is_total = bool(TOTAL.match(normalise(name))) and not WHOLE.search(normalise(name))
        if not row.is_total:
            self._place(row, name)
        if row.entered and not row.errors:
            self._check_contracts(row)

    def _take(self, row, code):
        text = row.cells[self.places[code]] if code in self.places else ""
        if normalise(text) in NOTHING:
            return
        match = NUMBER.fullmatch(normalise(text))
        if match is None:
            row.errors[code] = f"«{text}» — не целое число."
        elif len(digits := "".join(match[1].split())) > 7 or int(digits) > MOST:
            row.errors[code] = f"«{text}» — слишком большое число."
        else:
            row.numbers[code] = int(digits)

    def _place(self, row, name):
        """Find whose numbers the row tells, once in a table."""
        try:
            organization = None if WHOLE.search(normalise(name)) else self._named(name)
        except ValidationError as unknown:
            row.errors["organization"] = unknown.message
            return
        key = organization.pk if organization else None
        if key in self.met:
            row.errors["organization"] = f"«{name}» уже есть в строке выше."
        self.met.add(key)
        new = CoverageMonth(municipality=self.municipality, organization=organization, month=self.month)
        row.entered = self.entered.get(key, new)

    def _named(self, name) -> Organization:
        if not name:
            raise ValidationError("не заполнено.")
        found = self.names.get(_key(name), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            among = ", ".join(sorted(f"«{one}»" for one in found))
            raise ValidationError(f"«{name}» — это может быть {among}. Напишите точнее.")
        raise ValidationError(f"организации «{name}» нет.{self._offer(_key(name))}")

    def _offer(self, key) -> str:
        """The nearest name: of those nearly the same, else of those that have words in common."""
        for scorer, least in ((fuzz.ratio, 75), (fuzz.WRatio, 60)):
            if nearest := process.extractOne(key, list(self.names), scorer=scorer, score_cutoff=least):
                return f" Может быть, «{min(self.names[nearest[0]], key=str)}»?"
        return ""

    def _check_contracts(self, row):
        children = row.numbers.get("children", row.entered.children)
        contracts = row.numbers.get("contracts", row.entered.contracts)
        if children is not None and contracts is not None and contracts > children:
            row.errors["contracts"] = f"по договорам ПФ {contracts}, а всего детей {children}."


def _names(municipality) -> dict[str, set[Organization]]:
    """The organisations by every name they go by: short, full, and those met in papers."""
    names = defaultdict(set)
    for organization in municipality.organizations.prefetch_related("aliases"):
        aliases = (alias.name for alias in organization.aliases.all())
        for name in (organization.short_name, organization.name, *aliases):
            names[_key(name)].add(organization)
    return names


def _key(name):
    """«Школа №1» and «школа № 1» are one."""
    return re.sub(r"№\s*", "№", normalise(name))
