"""The rows behind a number of programmes as a table: each leads to its page, or to the list in which it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from documents.prose import format_date
from organizations.models import Organization, Person
from programs.models import (
    AccessibilityModel,
    Assessment,
    Assignment,
    Consultation,
    Moderator,
    NetworkAgreement,
    Program,
    ProgramRemark,
    Provider,
    Review,
    Visit,
)


@dataclass(frozen=True)
class Row:
    """The link, its words, and the other cells, each with its heading."""

    url: str
    name: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    title: str
    headings: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Shape:
    """How rows of a model stand in a table: the words of the link and where it leads, then the other columns."""

    title: str
    first: str
    name: Callable
    url: Callable[..., str]
    columns: dict[str, Callable]


def _own_page(row):
    return row.get_absolute_url()


def _page_of_program(row):
    return row.program.get_absolute_url()


def _listed_in(name):
    """The list of the municipality, for rows without a page of their own."""
    return lambda row: reverse(name, args=[row.organization.municipality.slug])


PLACE = {"Организация": lambda row: row.organization}
OF_PROGRAM = {"Организация": lambda row: row.program.organization}
ROUND = {
    **OF_PROGRAM,
    "Круг": lambda row: row.number,
    "Подана": lambda row: row.submitted_on,
    "Результат": lambda row: row.standing,
    "Решение": lambda row: row.decided_on,
}
TERM = {"С": lambda row: row.starts_on, "По": lambda row: row.ends_on}
SHAPES: dict[type, Shape] = {
    Program: Shape(
        "Программы", "Программа", str, _own_page, {**PLACE, "Состояние сегодня": lambda row: row.standing}
    ),
    Assessment: Shape("Экспертизы", "Программа", lambda row: row.program, _own_page, ROUND),
    Review: Shape("Рецензии", "Программа", lambda row: row.program, _own_page, ROUND),
    ProgramRemark: Shape(
        "Замечания",
        "Замечание",
        lambda row: row.text,
        _page_of_program,
        {"Программа": lambda row: row.program, **OF_PROGRAM},
    ),
    Assignment: Shape(
        "Листы экспертов",
        "Эксперт",
        lambda row: row.expert,
        _own_page,
        {
            "Программа": lambda row: row.assessment.program,
            "Закончен": lambda row: row.finished_on,
            "Рекомендация": lambda row: row.get_recommendation_display(),
        },
    ),
    Person: Shape("Люди", "Эксперт", str, lambda row: "", {}),
    Organization: Shape(
        "Организации",
        "Организация",
        str,
        lambda row: f"{reverse('program-list', args=[row.municipality.slug])}?organization={row.pk}",
        {"Населённый пункт": lambda row: row.settlement},
    ),
    Provider: Shape(
        "Поставщики", "Организация", lambda row: row.organization, _listed_in("provider-list"), TERM
    ),
    Moderator: Shape("Модераторы", "Модератор", str, _listed_in("moderator-list"), {**PLACE, **TERM}),
    Consultation: Shape(
        "Обращения",
        "Обращение",
        lambda row: row.question,
        _listed_in("consultation-list"),
        {**PLACE, "Поступило": lambda row: row.asked_on, "Ответ": lambda row: row.answered_on},
    ),
    NetworkAgreement: Shape(
        "Договоры", "Договор", str, _own_page, {**PLACE, "Предмет": lambda row: row.subject, **TERM}
    ),
    AccessibilityModel: Shape("Модели доступности", "Модель", str, _own_page, PLACE),
    Visit: Shape(
        "Выезды",
        "Населённый пункт",
        lambda row: row.settlement,
        lambda row: row.model.get_absolute_url(),
        {"Дата": lambda row: row.day, "Детей": lambda row: row.children, "Модель": lambda row: row.model},
    ),
}


def table_of(rows: QuerySet) -> Table:
    shape = SHAPES[rows.model]
    return Table(shape.title, [shape.first, *shape.columns], [_row(shape, row) for row in rows])


def _row(shape, row):
    cells = [(heading, _words(told(row))) for heading, told in shape.columns.items()]
    return Row(shape.url(row), str(shape.name(row)), cells)


def _words(value):
    if value is None or value == "":
        return "—"
    return format_date(value) if isinstance(value, date) else str(value)
