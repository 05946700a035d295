"""Registers: tables of rows with filters, an order, files and, where it is allowed, an open page.

How to declare one: say what it is as data and name it in the `ready` of the app that it belongs to.

    PROVIDERS = Register(
        slug="providers",
        title="Реестр поставщиков",
        short_title="Поставщики",                # how a link calls it beside the others
        section="programs",                      # the item of the main menu
        nav="programs/nav.html",                 # the links of the section above the page, if it has any
        rows=Provider.objects.select_related("organization"),
        filterset=ProviderFilter,                # a RegisterFilter, see records/register_filters.py
        columns=(
            Column("name", "Организация", str, order="organization__sort_key", share=4, is_public=True),
            Column("starts_on", "Включена", attrgetter("starts_on"), order="starts_on", share=2, is_public=True),
        ),
        public_rows=lambda rows: rows,           # leave it out and the register cannot be published
        resource=ProviderResource,               # the table in which it comes from files and goes out, if it does
    )

    class ProgramsConfig(AppConfig):
        def ready(self):
            from records.registers import declare
            from .registers import PROVIDERS
            declare(PROVIDERS)

Everything else (the page at /<m>/registers/providers/, XLSX, PDF, DOCX, saved views, the open page) follows. The rows
are narrowed by `for_user` and by the municipality; the first column heads the row. Only columns marked `is_public` and
filters named in `public` of the filter set come to the open page: no names of people there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from django.db.models import Case, F, QuerySet, When
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.urls import reverse

from documents.prose import format_date, format_number
from moc_portal.scoping import TenantQuerySet
from organizations import perms
from organizations.exchange import RegisterResource

from .register_filters import RegisterFilter

SORT = "sort"  # the key of the column by which the rows stand in the query string, «-» before it for the other way


@dataclass(frozen=True)
class Column:
    """One column: what stands in it, by what it is sorted, and its share of the width on paper.

    `url` gives the address that the cell leads to, or nothing.
    """

    key: str
    title: str
    value: Callable[[Any], object]
    order: str | Combinable = ""
    share: int = 2
    align: Literal["left", "center", "right"] = "left"
    is_public: bool = False
    url: Callable[[Any], str] | None = None

    def text(self, row: Any) -> str:
        """The value as people read it."""
        value = self.value(row)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "да" if value else "нет"
        if isinstance(value, int | Decimal):
            return format_number(value)
        return format_date(value) if isinstance(value, date | datetime) else str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """What a register is. `public_rows` says which of its rows everybody may read; without it there is no open page.

    `page` is the name of its address, where that is not /<m>/registers/<slug>/; `may_read` a rule of perms; `resource`
    the table in which it is loaded from files, for then its own Excel file can be loaded back; `empty` tells the next
    step where there is no row yet.
    """

    slug: str
    title: str
    section: str
    rows: TenantQuerySet
    filterset: type[RegisterFilter]
    columns: tuple[Column, ...]
    short_title: str = ""
    nav: str = ""
    page: str = ""
    may_read: Callable[[Any, Any], bool] = perms.may_read_registers
    public_rows: Callable[[QuerySet], QuerySet] | None = None
    resource: type[RegisterResource] | None = None
    empty: str = "В этом реестре пока нет записей."
    keys: dict[str, Column] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "short_title", self.short_title or self.title)
        object.__setattr__(self, "keys", {column.key: column for column in self.columns})

    def is_open_to(self, user, municipality) -> bool:
        return self.may_read(user, municipality)

    @property
    def is_publishable(self) -> bool:
        return self.public_rows is not None

    def url(self, municipality) -> str:
        if self.page:
            return reverse(self.page, args=[municipality.slug])
        return reverse("register", args=[municipality.slug, self.slug])

    def read(self, user, municipality, query: QueryDict) -> "Selection":
        """What a user sees by a query string."""
        return Selection(self, self.rows.for_user(user), municipality, query, self.columns)

    def read_openly(self, municipality, query: QueryDict) -> "Selection":
        """What everybody sees of a published register."""
        public = tuple(column for column in self.columns if column.is_public)
        rows = self.public_rows(self.rows) if self.public_rows else self.rows.none()
        return Selection(self, rows, municipality, query, public, is_public=True)


REGISTERS: dict[str, Register] = {}


def declare(*registers: Register) -> None:
    """Adds registers to those of the portal; their order here is that of the links."""
    REGISTERS.update({register.slug: register for register in registers})


def registers_of(section: str, user, municipality) -> list[Register]:
    """The registers of a section of the menu that a user may read."""
    of_section = (register for register in REGISTERS.values() if register.section == section)
    return [register for register in of_section if register.is_open_to(user, municipality)]


def by_label(name: str, choices: Iterable[tuple[str, str]]) -> Case:
    """An order by the words of a choice and not by its codes."""
    labelled = sorted(choices, key=lambda choice: choice[1])
    places = [When(**{name: code}, then=place) for place, (code, _) in enumerate(labelled)]
    return Case(*places, default=None)


@dataclass(frozen=True)
class Heading:
    """The head of a column: how it is sorted now, and by which `sort` a click sorts it."""

    column: Column
    direction: Literal["ascending", "descending", ""]
    sort: str


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str
    url: str


class Selection:
    """The rows of a register that a query string asks for, in its order; page and files show the same."""

    def __init__(self, register, rows, municipality, query, columns, *, is_public=False):
        self.register, self.municipality, self.columns = register, municipality, columns
        self.query, self._leads = query, not is_public  # the pages of rows are not for everybody
        self._rows = rows.filter(**{rows.municipality_path: municipality})
        self.filter = register.filterset(query, self._rows, is_public=is_public, day=municipality.today())

    @cached_property
    def is_valid(self) -> bool:
        return self.filter.is_valid()

    @cached_property
    def rows(self) -> QuerySet:
        """None while something in the query is wrong: the form says what."""
        return self.filter.qs.order_by(*self._order()) if self.is_valid else self._rows.none()

    def _order(self) -> list[Any]:
        default: Any = self._rows.query.order_by or self._rows.model._meta.ordering
        if not self.sort:
            return list(default)
        order = self.sorted_by.order
        expression: Any = F(order) if isinstance(order, str) else order
        direction = expression.desc if self.sort.startswith("-") else expression.asc
        return [direction(nulls_last=True), *default]

    @cached_property
    def sort(self) -> str:
        """The asked order, empty for that of the register itself."""
        asked = self.query.get(SORT, "")
        column = next((column for column in self.columns if column.key == asked.removeprefix("-")), None)
        return asked if column and column.order else ""

    @property
    def sorted_by(self) -> Column:
        return self.register.keys[self.sort.removeprefix("-")]

    @cached_property
    def told(self) -> list[tuple[str, str]]:
        """The conditions and the order as (label, words)."""
        told = self.filter.told() or [("Отбор", self.filter.whole)]
        if self.sort:
            way = " (по убыванию)" if self.sort.startswith("-") else ""
            told = [*told, ("Порядок", f"по графе «{self.sorted_by.title}»{way}")]
        return told

    @property
    def meaning(self) -> str:
        """The query string with what this register understands, and nothing else."""
        kept = QueryDict(mutable=True)
        for name in self.filter.filters:
            if values := [value for value in self.query.getlist(name) if value]:
                kept.setlist(name, values)
        if self.sort:
            kept[SORT] = self.sort
        return kept.urlencode()

    @property
    def url(self) -> str:
        """The page without any condition."""
        return self.register.url(self.municipality)

    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column) -> Heading:
        if not column.order:
            return Heading(column, "", "")
        if self.sort == column.key:
            return Heading(column, "ascending", f"-{column.key}")
        return Heading(column, "descending" if self.sort == f"-{column.key}" else "", column.key)

    def cells(self, row) -> list[Cell]:
        return [Cell(column, column.text(row), self._url(column, row)) for column in self.columns]

    def _url(self, column, row) -> str:
        return column.url(row) if column.url and self._leads else ""
