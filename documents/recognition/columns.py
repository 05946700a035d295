"""Which field each column of a table holds, by its heading and never by its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from documents.reading.headings import (
    OTHER,
    OUTCOME,
    PERIOD,
    Meaning,
    looks_like_heading,
    meaning_of,
    named_fields,
)
from documents.reading.lines import flowing
from documents.recognition.numbers import row_number
from documents.recognition.wording import key

LONGEST_SUBHEADING = 60
CERTAIN = 9  # stronger than any wording: the user said so
NOT_CARRIED_OVER = "Столбец «{}» не распознан и не будет перенесён."
TAKEN_FOR_TITLE = "Столбец «{}» принят за наименование мероприятия."
SHIFTED = "Заголовки таблицы сдвинуты на один столбец: над номерами строк заголовка нет."

Cells = Sequence[str]


@dataclass
class Columns:
    """A table's columns: the field of each place, the headings as printed, the table's width, what was repaired."""

    fields: dict[int, str]
    headings: dict[int, str]
    width: int
    warnings: list[str] = field(default_factory=list)

    def place(self, name: str) -> int | None:
        return next((place for place, own in self.fields.items() if own == name), None)

    def has(self, *names: str) -> bool:
        return not set(names).isdisjoint(self.fields.values())

    def period(self, place: int) -> str:
        """The quarter or month that the heading of a column names."""
        found = PERIOD.search(self.headings.get(place, ""))
        return found[0] if found else ""

    def settle(self, kind: str, rows: Sequence[Cells]) -> None:
        """Decides what the kind of the paper decides: what a bare «Результат» is, and where the activity stands.

        In a report it is the result; in a plan the expected one, unless that has a column of its own.
        """
        meant = "expected_result" if kind == "plan" and not self.has("expected_result") else "result"
        self.fields = {place: meant if name == OUTCOME else name for place, name in self.fields.items()}
        self._guess_title(rows)

    def _guess_title(self, rows: Sequence[Cells]) -> None:
        """Where no heading means the activity, the wordiest of the unknown columns is taken for it."""
        unknown = [place for place in self.headings if place not in self.fields]
        if rows and unknown and not self.has("title"):
            place = max(
                unknown, key=lambda place: sum(len(cells[place]) for cells in rows if place < len(cells))
            )
            self.fields[place] = "title"
            self.warnings.append(TAKEN_FOR_TITLE.format(self.headings[place]))

    def repairs(self) -> list[str]:
        """What the user should know about the headings."""
        left_out = [heading for heading, name in self.by_heading().items() if name is None]
        return self.warnings + [NOT_CARRIED_OVER.format(heading) for heading in left_out]

    def by_heading(self) -> dict[str, str | None]:
        return {heading: self.fields.get(place) for place, heading in self.headings.items()}


def is_heading(cells: Cells, corrections: Mapping[str, str], known: Columns | None = None) -> bool:
    """Whether a row holds the headings of a table of activities; `corrections` as in `recognise`.

    Below the headings already `known` a row is taken for others only where each of its texts is a heading.
    """
    texts = [text for text in cells if text]
    if any(row_number(text) for text in texts):
        return False
    corrected = {corrections[key(text)] for text in texts if key(text) in corrections} - {OTHER}
    fields = corrected | named_fields(text for text in texts if key(text) not in corrections)
    if len(fields) < (2 if "title" in fields else 3) or len(fields) * 2 < len(texts):
        return False
    printed = {*corrections, *map(key, known.headings.values())} if known else set()
    return known is None or all(key(text) in printed or looks_like_heading(text) for text in texts)


def read_columns(rows: Sequence[Cells], corrections: Mapping[str, str]) -> tuple[Columns, int]:
    """The columns of a table whose first row holds the headings, and how many rows the headings take."""
    headings, height = _headings(rows)
    columns = Columns(_fields(headings, corrections), headings, len(rows[0]))
    _find_numbers(columns, rows[height:])
    return columns, height


def _meaning(heading: str, corrections: Mapping[str, str]) -> Meaning:
    corrected = corrections.get(key(heading))
    return meaning_of(heading) if corrected is None else Meaning(corrected, CERTAIN)


def _headings(rows: Sequence[Cells]) -> tuple[dict[int, str], int]:
    """The heading of each place; one over several columns is put before those of the row below it."""
    upper = _texts(rows[0])
    lower = _texts(rows[1]) if len(rows) > 1 else {}
    if not _are_subheadings(lower, upper):
        return upper, 1
    over = {place: upper[max(left for left in upper if left <= place)] for place in lower}
    joined = upper | {place: f"{over[place]} {text}" for place, text in lower.items()}
    return dict(sorted(joined.items())), 2


def _texts(cells: Cells) -> dict[int, str]:
    return {place: flowing(text) for place, text in enumerate(cells) if text}


def _are_subheadings(lower: dict[int, str], upper: dict[int, str]) -> bool:
    """They fill the gaps that a wide heading leaves in the row above, and stand not under «№» and «Мероприятие»."""
    if not lower.keys() - upper.keys() or min(lower) < min(upper):
        return False
    above = {meaning_of(upper[place]).field for place in lower if place in upper}
    short = all(len(text) <= LONGEST_SUBHEADING and not row_number(text) for text in lower.values())
    return short and above.isdisjoint(("number", "title"))


def _fields(headings: Mapping[int, str], corrections: Mapping[str, str]) -> dict[int, str]:
    """For each field the column that means it most; «Срок начала» and «Срок окончания» mean it alike and share it.

    All accounts of what was done are results.
    """
    meanings = {place: _meaning(heading, corrections) for place, heading in headings.items()}
    best: dict[str, int] = {}
    for place, meaning in meanings.items():
        if meaning.field not in best or meaning.strength > meanings[best[meaning.field]].strength:
            best[meaning.field] = place

    def shares(place: int) -> bool:
        first = best[meanings[place].field]
        alike = _kin(headings[place]) == _kin(headings[first]) or meanings[place].strength == CERTAIN
        return (
            place == first
            or meanings[place].field == "result"
            or (meanings[place] == meanings[first] and alike)
        )

    known = [place for place in sorted(meanings) if meanings[place].field != OTHER]
    return {place: meanings[place].field for place in known if shares(place)}


def _kin(heading: str) -> str:
    """What columns of one field have in common: their first word, or that each is a period."""
    return "period" if PERIOD.search(heading) else key(heading).partition(" ")[0]


def _find_numbers(columns: Columns, rows: Sequence[Cells]) -> None:
    """The column of numbers where its heading is missing: left blank, or lost so that the others moved to the left."""
    if columns.has("number"):
        return
    texts = [cells[0] for cells in rows if cells[0] and sum(map(bool, cells)) > 1]
    numbers = [text for text in texts if row_number(text)]
    if 0 not in columns.headings and len(numbers) * 2 >= len(texts):
        columns.fields[0] = "number"
    elif columns.fields.get(0) == "title" and len(numbers) * 2 > len(texts):
        columns.fields = {0: "number"} | {place + 1: name for place, name in columns.fields.items()}
        columns.headings = {place + 1: heading for place, heading in columns.headings.items()}
        columns.warnings.append(SHIFTED)
