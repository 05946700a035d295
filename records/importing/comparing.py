"""The rows of a file beside the rows of a register: what each would do, and why it cannot.

All that the comparison needs of the database is looked up before the first row.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from documents.cells import as_text
from organizations.exchange import Column, RegisterResource

from ..models import ImportRow
from .tables import Table

Outcome = ImportRow.Outcome
LONGEST_CELL = 5000
LONGEST_REMEMBERED = 100


@dataclass
class Line:
    """A row of the file. `row` is the existing row, with its new values unless the line is rejected, or the new one."""

    number: int
    raw: list[Any]
    outcome: str = Outcome.REJECTED
    row: Any = None
    label: str = ""
    changes: list[list[str]] = field(default_factory=list)
    errors: list[list[str]] = field(default_factory=list)
    hints: list[list[str]] = field(default_factory=list)
    of_new: list[list[str]] = field(default_factory=list)  # wrong only if the row is new
    unknown: str = ""  # the name of an organisation that nobody goes by
    changed_fields: set[str] = field(default_factory=set)

    @property
    def cells(self) -> list[str]:
        """What stands in the file, as the sheet shows it."""
        return [as_text(cell)[:LONGEST_CELL] for cell in self.raw]

    @property
    def target(self) -> int | None:
        return None if self.row is None else self.row.pk

    def reject(self, heading: str, sentence: str) -> None:
        self.errors.append([heading, sentence])
        self.outcome = Outcome.REJECTED


class Comparison:
    """Every row of a table understood. With `is_reconciliation` also what a file cannot change is compared."""

    def __init__(self, resource: RegisterResource, table: Table, *, is_reconciliation: bool = False):
        self.resource, self.table, self.is_reconciliation = resource, table, is_reconciliation
        by_name = {column.attribute: column for column in resource.columns}
        self.columns: list[tuple[int, Column]] = [
            (taken.place, by_name[taken.field]) for taken in table.taken if taken.field in by_name
        ]
        self.existing = list(resource.existing())
        self.read: dict[tuple, Any] = {}
        self.taken: dict[tuple, Line] = {}
        self.keys = {key: row for row in self.existing for key in resource.unique_keys(row)}
        resource.learn(self.existing)
        self.lines = [self._understand(number, cells) for number, cells in table.rows]
        self._refuse_collisions()

    @property
    def digest(self) -> str:
        """The same as long as the file would do the same."""
        told = [
            [line.number, line.outcome, line.target, line.changes, line.errors, line.hints]
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    def _understand(self, number, cells) -> Line:
        line = Line(number, cells)
        values = self._read(line, cells)
        self.resource.complete(values)
        line.label = self._label(values)
        try:
            found = line.row = self.resource.find(values)
        except ValueError as unclear:
            line.reject("", str(unclear))
        if line.errors:
            return line
        if found is None:
            self._create(line, values)
        elif self._is_first(line, ("запись", found.pk)):
            self._compare(line, values, found)
        return line

    def _read(self, line, cells) -> dict[str, Any]:
        """The values by field; what cannot be read is said of the row."""
        row = {column.heading: cells[place] for place, column in self.columns}
        values = {}
        for _, column in self.columns:
            try:
                value = self._value(column, row)
            except ValueError as unreadable:
                if column.only_new:
                    line.of_new.append([column.heading, str(unreadable)])
                    continue
                line.unknown = line.unknown or getattr(unreadable, "name", "")
                line.reject(column.heading, str(unreadable))
                continue
            if not column.readonly:
                values[column.attribute] = value
            if told := column.widget.told(row[column.heading], value):
                line.hints.append([column.heading, told])
        return values

    def _value(self, column, row):
        """What a cell says; most cells of a column say the same, and the same is read once."""
        raw = row[column.heading]
        if column.widget.needs_row or (isinstance(raw, str) and len(raw) > LONGEST_REMEMBERED):
            return column.clean(row)
        key = (column, type(raw), raw)
        if key not in self.read:
            self.read[key] = column.clean(row)
        return self.read[key]

    def _label(self, values):
        """What the row is about, as far as it tells."""
        name = values.get("name") or values.get("short_name")
        whose = values.get("organization") or values.get("program")
        return ", ".join(str(part) for part in (name, whose) if part)[:500]

    def _create(self, line, values):
        for column in self.resource.required:
            if values.get(column.attribute) in (None, ""):
                line.reject(column.heading, "Не заполнено: без этого новую запись не внести.")
        for heading, sentence in line.of_new:
            line.reject(heading, sentence)
        for name, sentence in self.resource.new_problems(values):
            line.reject(self._heading(name), sentence)
        told = {heading for heading, _ in line.errors}
        for column in self._given(values):
            if column.heading not in told:
                self._check(line, column, values[column.attribute])
        if not line.errors:
            line.row = self.resource.make(values)
            line.outcome = Outcome.CREATED
            self._check_order(line)

    def _compare(self, line, values, found):
        """Only what differs is looked at: what stands in the register already is not this file's fault."""
        line.hints += line.of_new
        for column in self._given(values):
            before, after = getattr(found, column.attribute), values[column.attribute]
            if column.widget.same(before, after):
                continue
            words = [column.heading, column.widget.words(before), column.widget.words(after)]
            if column.only_new and not self.is_reconciliation:
                line.hints.append(
                    [column.heading, f"В портале — {words[1] or 'пусто'}; файл этого не меняет."]
                )
                continue
            if not self.is_reconciliation and (closed := self.resource.closed(found, column.attribute)):
                line.reject(column.heading, closed)
            self._check(line, column, after)
            line.changes.append(words)
            line.changed_fields.add(column.attribute)
        if line.errors:
            return
        for name in line.changed_fields:
            setattr(found, name, values[name])
        line.outcome = Outcome.CHANGED if line.changes else Outcome.UNCHANGED
        line.label = line.label or str(found)[:500]
        if line.changes:
            self._check_order(line)

    def _given(self, values):
        return [column for column in self.resource.columns if column.attribute in values]

    def _check(self, line, column, value):
        if problem := column.problem(value):
            line.reject(column.heading, problem)

    def _check_order(self, line):
        for lower, upper, sentence in self.resource.ordered:
            low, high = getattr(line.row, lower), getattr(line.row, upper)
            if low is not None and high is not None and low > high:
                line.reject(self._heading(upper), sentence)

    def _heading(self, name):
        return next((column.heading for column in self.resource.columns if column.attribute == name), "")

    def _is_first(self, line, key) -> bool:
        """Whether no row above is about the same."""
        if (above := self.taken.setdefault(key, line)) is line:
            return True
        line.reject("", f"Строки {above.number} и {line.number} — об одном и том же. Оставьте одну из них.")
        return False

    def _refuse_collisions(self):
        """No two rows of the register may have the same key once the file is applied."""
        moved = [line for line in self.lines if line.outcome in (Outcome.CREATED, Outcome.CHANGED)]
        for line in moved:
            self.resource.prepare(line.row)
        for line in moved:
            for key in self.resource.unique_keys(line.row):
                holder = self.keys.get(key, line.row)
                if not self._is_first(line, key):
                    break
                if holder is not line.row and key in self.resource.unique_keys(holder):
                    line.reject(key[0], f"Такое значение уже есть в реестре: {holder}.")
                    break
