"""Registers as tables that go out and come back: the heading of each column, how else it is called, how it is read.

The resource of a model says which fields make its table, by which columns a row is known again, and what must hold.
The form of export is the form of import.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from import_export.fields import Field
from import_export.resources import ModelResource

from documents.cells import (
    AddressCell,
    ChoiceCell,
    DateCell,
    FlagCell,
    NumberCell,
    TextCell,
    WholeCell,
    is_empty,
    plain,
)
from documents.prose import normalise

CELLS: dict[type[models.Field], Any] = {
    models.BooleanField: FlagCell,
    models.DecimalField: NumberCell,
    models.IntegerField: WholeCell,
    models.DateField: DateCell,
}


def heading_key(heading: str) -> str:
    """By what headings are known as one: case, ё, full stops, spaces and the order of words do not matter."""
    return " ".join(sorted(re.findall(r"\w+", normalise(heading).replace("№", " номер "))))


def name_key(name: str) -> str:
    """«Школа №1» and «школа № 1» are one name."""
    return re.sub(r"№\s*", "№", normalise(name))


class Column(Field):
    """A field of a register as a column. One that is `only_new` is taken for rows that the register does not have yet."""

    def __init__(self, attribute, heading, cell, *, also=(), only_new=False, exported=True, **kwargs):
        super().__init__(attribute=attribute, column_name=heading, widget=cell, **kwargs)
        self.also, self.only_new, self.exported = also, only_new, exported
        self.model_field: Any = None
        self.empty: Any = None

    @classmethod
    def of(cls, model_field, also=(), cell=None, **kwargs):
        """The column of a model's field under its own name."""
        heading = capfirst(str(model_field.verbose_name))
        column = cls(model_field.name, heading, cell or cell_of(model_field), also=also, **kwargs)
        column.bind(model_field)
        return column

    def bind(self, model_field):
        self.model_field = model_field
        self.empty = model_field.get_default() if not model_field.null else None

    @property
    def heading(self) -> str:
        return self.column_name

    @property
    def is_required(self) -> bool:
        field = self.model_field
        return (
            self.exported
            and field is not None
            and not (field.blank or field.null or field.has_default() or self.readonly)
        )

    @property
    def keys(self) -> set[str]:
        return {heading_key(heading) for heading in (self.heading, *self.also)}

    def clean(self, row, **kwargs):
        """What stands in the column of a row; an empty cell empties the field."""
        raw = row[self.column_name]
        value = None if is_empty(plain(raw)) else self.widget.clean(raw, row=row, **kwargs)
        return self.empty if value is None else value

    def problem(self, value) -> str:
        """Why the register cannot take a value, as a sentence."""
        field = self.model_field
        if field is None:
            return ""
        if field.is_relation:
            return "" if value is not None or field.null else "Не заполнено."
        try:
            field.clean(value, None)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        return self.widget.problem(value)


def cell_of(model_field):
    if model_field.choices:
        return ChoiceCell(model_field.choices)
    if isinstance(model_field, models.URLField):
        return AddressCell()
    if isinstance(model_field, models.TextField):
        return TextCell(has_lines=True)
    return next((cell() for kind, cell in CELLS.items() if isinstance(model_field, kind)), TextCell())


class RegisterResource(ModelResource):
    """The table of a register in one municipality; its imports are named in `settings.REGISTER_RESOURCES`.

    `also` gives other headings of a field, `identified_by` the columns of which a table needs one set at least,
    `ordered` (lower, upper, sentence) fields whose values must be in order, `derived` what the model makes of the others.
    """

    title: ClassVar[str] = ""
    also: ClassVar[dict[str, tuple[str, ...]]] = {}
    identified_by: ClassVar[tuple[tuple[str, ...], ...]] = ()
    ordered: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    related: ClassVar[tuple[str, ...]] = ()
    derived: ClassVar[tuple[str, ...]] = ()

    def __init__(self, municipality=None, **kwargs):
        super().__init__(**kwargs)
        self.municipality = municipality
        fields = {field.name: field for field in self._meta.model._meta.get_fields()}
        for column in self.columns:
            if column.model_field is None and column.attribute in fields:
                column.bind(fields[column.attribute])
            if municipality is not None and hasattr(column.widget, "look_up"):
                column.widget.look_up(municipality)

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        return Column.of(django_field, cls.also.get(field_name, ()))

    @property
    def columns(self) -> list[Column]:
        return [self.fields[name] for name in self.get_import_order()]

    @property
    def required(self) -> list[Column]:
        """Without these no new row can be."""
        return [column for column in self.columns if column.is_required]

    def missing(self, fields: set[str]) -> list[str]:
        """The headings that a table with these fields lacks to tell which row is which."""
        lacking = min(
            ([name for name in names if name not in fields] for names in self.identified_by), key=len
        )
        return [f"«{column.heading}»" for column in self.columns if column.attribute in lacking]

    def get_export_fields(self, selected_fields=None):
        return [column for column in super().get_export_fields(selected_fields) if column.exported]

    # What the import of a register asks of its table

    def existing(self) -> models.QuerySet:
        """The rows with which a file is compared."""
        model: Any = self._meta.model
        path = model.objects.none().municipality_path
        rows = model.objects.filter(**{path: self.municipality})
        return rows.prefetch_related(*self.related)  # of an organisation one object, not one for each row

    def learn(self, rows: list) -> None:
        """Look through the existing rows, so that `find` need not ask the database."""
        raise NotImplementedError

    def complete(self, values: dict) -> None:
        """Fill in what follows from the other cells, and put in its fields what stood in one cell together."""

    def find(self, values: dict) -> Any:
        """The existing row that a row of the file is about, None for a new one; ValueError where that is not clear."""
        raise NotImplementedError

    def unique_keys(self, row) -> Iterable[tuple]:
        """By what no two rows of the register may be the same; each begins with a word for it."""
        raise NotImplementedError

    def make(self, values: dict) -> Any:
        """A new row of the register, not yet stored."""
        return self._meta.model(**values)

    def prepare(self, row) -> None:
        """What the model fills in by itself when a row is saved alone."""
        if hasattr(row, "prepare"):
            row.prepare()

    def new_problems(self, values: dict) -> Iterator[tuple[str, str]]:
        """What keeps a row from being new: (field, sentence)."""
        return iter(())

    def closed(self, row, name: str) -> str:
        """Why a field of an existing row is not changed by a file now, as a sentence; empty where it is."""
        return ""

    def applied(self, created: list, changed: list, user, source: str) -> None:
        """What is to be written beside the rows that came in."""


def export_rows(resource: type[RegisterResource], queryset) -> tuple[list[str], Iterator[list]]:
    """The headings, and the rows as cells; what looks like a formula is neutralised."""
    table = resource()
    rows = queryset.select_related(*resource.related)
    columns: Any = table.get_export_fields()
    return [column.heading for column in columns], (
        [column.export(row) for column in columns] for row in table.iter_queryset(rows)
    )
