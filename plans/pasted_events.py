"""What the rows of a pasted table say: events to be recorded, or what is wrong in which row and column."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import fields_for_model
from django.utils.text import Truncator
from rapidfuzz import fuzz, process

from documents.prose import date_range, normalise
from organizations.forms import ActsField
from records.pasted import PastedRow

from .models import Event, EventKind, PlanItem
from .models.events import check_day
from .pasted_days import days_in
from .pasted_table import LABELS, NUMBER, REQUIRED, PastedTable, named_kind
from .recording import settle
from .suggesting import items_on

ITEM = re.compile(r"\d+(?:\.\d+)*")
PARTS = {"соорганиз": Event.Part.CO_ORGANIZED, "участ": Event.Part.TOOK_PART, "пров": Event.Part.HELD}
TEXTS = fields_for_model(Event, fields=["theme", "place", "organizer", "audience"])
# How the page tells what was understood of a column: the fact and its words.
TOLD: dict[str, tuple[str, Callable[[Any], str]]] = {
    "starts_on": ("days", lambda days: date_range(*days)),
    "kind": ("kind", str),
    "part": ("part", lambda part: part.label),
    "items": ("items", lambda items: "; ".join(Truncator(item.title).chars(60) for item in items)),
}


@dataclass
class PastedEvent(PastedRow):
    """A row with what was understood of each column, by the column's code."""

    labels = LABELS

    facts: dict[str, Any] = field(default_factory=dict)
    is_known: bool = False

    def understood(self, text, code):
        fact, words = TOLD.get(code, ("", str))
        understood = words(self.facts[fact]) if fact in self.facts else ""
        return understood if normalise(understood) != normalise(text) else ""

    @property
    def identity(self):
        """Two rows that agree in it are one event."""
        return *self.facts["days"], self.facts["kind"].pk, normalise(self.facts["theme"])


def read_events(table: PastedTable, municipality, kinds: list[EventKind]) -> list[PastedEvent]:
    """Every row of the table; those already recorded, or standing in it twice, are marked as known.

    While the table as a whole has problems its rows are only counted.
    """
    numbered = enumerate(table.rows, start=table.first_number)
    rows = [PastedEvent(number, cells, table.meanings) for number, cells in numbered]
    if not table.problems():
        reader = RowReader(table.meanings, municipality, kinds)
        for row in rows:
            reader.read(row)
        _mark_known([row for row in rows if not row.errors], municipality)
    return rows


@transaction.atomic
def record_events(rows: list[PastedEvent], municipality) -> int:
    """Record the rows that are not known yet; how many there were."""
    new = [row for row in rows if not row.is_known]
    for row in new:
        facts = dict(row.facts)
        items, acts, (starts_on, ends_on) = facts.pop("items", []), facts.pop("acts", []), facts.pop("days")
        event = Event.objects.create(municipality=municipality, starts_on=starts_on, ends_on=ends_on, **facts)
        event.acts.add(*ActsField.get_or_create(acts, municipality))
        if items:
            event.items.set(items)
            settle(event)
    return len(new)


def _mark_known(rows, municipality):
    days = [row.facts["days"][0] for row in rows]
    recorded = Event.objects.kept().filter(municipality=municipality, starts_on__in=days)
    known = {(e.starts_on, e.ends_on, e.kind_id, normalise(e.theme)) for e in recorded}
    for row in rows:
        row.is_known = row.identity in known
        known.add(row.identity)


class RowReader:
    """Reads rows whose columns have the given meanings; what all rows need is fetched once."""

    def __init__(self, meanings: list[str], municipality, kinds: list[EventKind]):
        self.places = {meaning: place for place, meaning in enumerate(meanings) if meaning}
        self.municipality = municipality
        self.kinds = kinds
        self.today = municipality.today()
        self.items_of = cache(self._items_by_number)

    def read(self, row: PastedEvent) -> None:
        self._take(row, "starts_on", self._days, "days")
        self._take(row, "kind", self._kind)
        self._take(row, "part", self._part)
        self._take(row, "participants", self._people)
        self._take(row, "acts", ActsField().clean)
        for code, text_field in TEXTS.items():
            self._take(row, code, text_field.clean)
        if "days" in row.facts:
            self._take(row, "items", lambda text: self._items(text, row.facts["days"][0]))

    def _take(self, row, code, read, fact=""):
        """One cell into the facts, or what is wrong with it into the errors."""
        text = row.cells[self.places[code]] if code in self.places else ""
        try:
            if text:
                row.facts[fact or code] = read(text)
            elif code in REQUIRED:
                row.errors[code] = "не заполнено."
        except ValidationError as wrong:
            row.errors[code] = " ".join(wrong.messages)

    def _days(self, text):
        starts_on, ends_on = days_in(text)
        if refusal := check_day(ends_on, self.today) or check_day(starts_on, self.today):
            raise ValidationError(refusal)
        return starts_on, ends_on

    def _kind(self, text):
        if kind := named_kind(text, self.kinds):
            return kind
        names = [kind.name for kind in self.kinds]
        nearest = process.extractOne(normalise(text), names, scorer=fuzz.WRatio, score_cutoff=60)
        raise ValidationError(f"вида «{text}» нет." + (f" Может быть, «{nearest[0]}»?" if nearest else ""))

    def _part(self, text):
        part = next((part for words, part in PARTS.items() if words in normalise(text)), None)
        if part is None:
            raise ValidationError(
                f"«{text}» непонятно. Напишите: провёл, был соорганизатором или принял участие."
            )
        return part

    def _people(self, text):
        match = NUMBER.fullmatch(normalise(text))
        if match is None or len(match[1]) > 8:
            raise ValidationError(f"«{text}» — не число участников.")
        return int("".join(match[1].split()))

    def _items(self, text, day):
        by_number = self.items_of(day.year, day.month >= 9)
        found = {number: by_number.get(number, []) for number in ITEM.findall(text)}
        for number, items in found.items():
            if len(items) != 1:
                many = "несколько пунктов с номером" if items else "нет пункта"
                raise ValidationError(f"в плане на {day.year} год {many} {number}.")
        return [item for items in found.values() for item in items]

    def _items_by_number(self, year, is_autumn) -> dict[str, list[PlanItem]]:
        """A school year changes in September; within either part of a year the plan is the same."""
        items = defaultdict(list)
        for item in items_on(self.municipality, date(year, 9 if is_autumn else 1, 1)):
            items[item.number].append(item)
        return items
