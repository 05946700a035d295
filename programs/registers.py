"""The registers of programmes: of all, of those of one kind, of the assessed ones, and of groups."""

from operator import attrgetter, methodcaller
from typing import Any

from django.db.models import Prefetch

from documents.prose import format_date
from records.registers import Column, Register, by_label

from .models import (
    Assessment,
    FocusArea,
    Program,
    ProgramGroup,
    ProgramLevel,
    ProgramRegister,
    ProgramState,
    RoundResult,
)
from .models.classifiers import REGISTER_STATES
from .register_filters import AssessmentFilter, GroupFilter, OfOneRegisterFilter, ProgramFilter
from .resources import ProgramGroupResource, ProgramResource

SECTION: dict[str, Any] = {"section": "programs", "nav": "programs/nav.html"}


def conclusion_of(program) -> str:
    """What the last assessment said, and until when that holds."""
    rounds = program.assessments.all()
    if not rounds:
        return ""
    last = rounds[0]
    return f"{last.standing} до {last.valid_until:%d.%m.%Y}" if last.valid_until else last.standing


def level_of(program) -> str:
    return "разноуровневая" if program.is_multilevel else program.get_level_display()


def days_of(group) -> str:
    """From which day to which the group is taught."""
    days = [format_date(day) for day in (group.starts_on, group.ends_on) if day]
    return "–".join(days)


def in_register(rows):
    """Everybody reads of those that are recommended."""
    return rows.in_register()


NAME = Column(
    "name",
    "Программа",
    attrgetter("name"),
    order="sort_key",
    share=4,
    is_public=True,
    url=methodcaller("get_absolute_url"),
)
OWNER = Column(
    "organization",
    "Организация",
    attrgetter("organization.short_name"),
    order="organization__sort_key",
    share=3,
    is_public=True,
)
FOCUS_AREA = Column(
    "focus_area",
    "Направленность",
    methodcaller("get_focus_area_display"),
    order=by_label("focus_area", FocusArea.choices),
    share=2,
    is_public=True,
)
LEVEL = Column(
    "level", "Уровень", level_of, order=by_label("level", ProgramLevel.choices), share=2, is_public=True
)
AGES = Column(
    "age",
    "Возраст, лет",
    lambda program: program.ages.removesuffix(" лет"),
    order="age_from",
    share=1,
    is_public=True,
)
HOURS = Column("hours", "Часов", attrgetter("hours"), order="hours", share=1, align="right", is_public=True)
REGISTER = Column(
    "register",
    "Реестр",
    methodcaller("get_register_display"),
    order=by_label("register", ProgramRegister.choices),
    share=2,
    is_public=True,
)
STATE = Column(
    "state",
    "Состояние",
    methodcaller("get_state_display"),
    order=by_label("state", ProgramState.choices),
    share=2,
)
CONCLUSION = Column("conclusion", "Заключение НОК", conclusion_of, share=2)
CARD = Column(
    "completeness", "Карточка, %", attrgetter("completeness"), order="completeness", share=1, align="right"
)
PLACES = Column(
    "capacity", "Мест", attrgetter("capacity"), order="capacity", share=1, align="right", is_public=True
)
CHILDREN = Column("children", "Обучающихся", attrgetter("children"), order="children", share=2, align="right")
PRICE = Column(
    "price",
    "Час, руб.",
    attrgetter("price_per_hour"),
    order="price_per_hour",
    share=1,
    align="right",
    is_public=True,
)

PROGRAMS = Program.objects.select_related("organization", "municipality").prefetch_related(
    Prefetch("assessments", Assessment.objects.order_by("-number"))
)
COMMON = (NAME, OWNER, FOCUS_AREA, LEVEL, AGES, HOURS)

ALL_PROGRAMS = Register(
    **SECTION,
    slug="programs",
    title="Реестр программ",
    short_title="Все программы",
    page="program-list",
    rows=PROGRAMS,
    filterset=ProgramFilter,
    resource=ProgramResource,
    columns=(*COMMON, REGISTER, CONCLUSION, STATE, CARD),
    public_rows=in_register,
    empty="Программ пока нет: внесите первую или загрузите реестр из файла.",
)
SIGNIFICANT = Register(
    **SECTION,
    slug="significant",
    title="Реестр общественно значимых программ",
    short_title="Общественно значимые",
    rows=PROGRAMS.filter(register=ProgramRegister.SIGNIFICANT),
    filterset=OfOneRegisterFilter,
    resource=ProgramResource,
    columns=(*COMMON, PLACES, CONCLUSION, STATE),
    public_rows=in_register,
    empty="Общественно значимых программ нет: реестр указывается в карточке программы.",
)
CERTIFIED = Register(
    **SECTION,
    slug="certified",
    title="Реестр сертифицированных программ",
    short_title="Сертифицированные (ПФ)",
    rows=PROGRAMS.filter(register=ProgramRegister.CERTIFIED),
    filterset=OfOneRegisterFilter,
    resource=ProgramResource,
    columns=(*COMMON, PLACES, PRICE, CONCLUSION, STATE),
    public_rows=in_register,
    empty="Сертифицированных программ нет: реестр указывается в карточке программы.",
)
NETWORK = Register(
    **SECTION,
    slug="network",
    title="Реестр программ в сетевой форме",
    short_title="Сетевые",
    rows=PROGRAMS.filter(is_network=True),
    filterset=ProgramFilter,
    resource=ProgramResource,
    columns=(*COMMON, REGISTER, CHILDREN, STATE),
    public_rows=in_register,
    empty="Программ в сетевой форме нет: это отмечается в карточке программы.",
)
SEASONAL = Register(
    **SECTION,
    slug="holidays",
    title="База программ каникул",
    short_title="Каникулярные",
    rows=PROGRAMS.filter(is_seasonal=True),
    filterset=ProgramFilter,
    resource=ProgramResource,
    columns=(*COMMON, PLACES, REGISTER, STATE),
    public_rows=in_register,
    empty="Каникулярных программ нет: это отмечается в карточке программы.",
)


def of_program(column, order, share=2):
    """A column of a programme in a register of its rounds or groups."""
    url = column.url and (lambda row: column.url(row.program))
    return Column(
        column.key,
        column.title,
        lambda row: column.value(row.program),
        order,
        share,
        column.align,
        column.is_public,
        url,
    )


PROGRAM = of_program(NAME, "program__sort_key", 3)
PROGRAM_OWNER = of_program(OWNER, "program__organization__sort_key")

ASSESSED = Register(
    **SECTION,
    slug="assessed",
    title="Реестр программ, участвующих в независимой оценке качества",
    short_title="НОК",
    rows=Assessment.objects.last_rounds()
    .select_related("program__organization", "program__municipality", "act")
    .order_by("program__sort_key", "pk"),
    filterset=AssessmentFilter,
    columns=(
        PROGRAM,
        PROGRAM_OWNER,
        of_program(FOCUS_AREA, by_label("program__focus_area", FocusArea.choices)),
        Column(
            "level", "Уровень НОК", methodcaller("get_level_display"), order="level", share=2, is_public=True
        ),
        Column("number", "Кругов", attrgetter("number"), order="number", share=1, align="right"),
        Column("submitted_on", "Подана", attrgetter("submitted_on"), order="submitted_on"),
        Column(
            "result",
            "Результат",
            attrgetter("standing"),
            order=by_label("result", [*RoundResult.choices, ("", "в работе")]),
            share=2,
            is_public=True,
        ),
        Column("decided_on", "Дата", attrgetter("decided_on"), order="decided_on", is_public=True),
        Column("act", "Акт", lambda row: row.act and str(row.act), share=2, is_public=True),
        Column("valid_until", "Действует до", attrgetter("valid_until"), order="valid_until", is_public=True),
    ),
    public_rows=lambda rows: rows.filter(result=RoundResult.PASSED, program__state__in=REGISTER_STATES),
    empty="На экспертизу программ пока не подано: первая появится здесь, когда пройдёт рецензию МОЦ.",
)
# Not for the open page: the names and the schedules of groups are free words, and people stand in them.
GROUPS = Register(
    **SECTION,
    slug="groups",
    title="Реестр групп",
    short_title="Группы",
    rows=ProgramGroup.objects.select_related("program__organization", "program__municipality").order_by(
        "program__sort_key", "-school_year", "name_key", "pk"
    ),
    filterset=GroupFilter,
    resource=ProgramGroupResource,
    columns=(
        Column("group", "Группа", attrgetter("name"), order="name_key"),
        PROGRAM,
        PROGRAM_OWNER,
        Column("school_year", "Учебный год", attrgetter("school_year_words"), order="school_year"),
        Column("teacher", "Педагог", attrgetter("teacher"), order="teacher", share=2),
        Column("places", "Мест", attrgetter("places"), order="places", share=1, align="right"),
        Column("taken", "Занято", attrgetter("taken"), order="taken", share=1, align="right"),
        Column("starts_on", "Занятия", days_of, order="starts_on"),
        Column("funding", "Финансирование", methodcaller("get_funding_display"), order="funding", share=2),
        Column("schedule", "Расписание", attrgetter("schedule"), share=2),
    ),
    empty="Групп пока нет: они заводятся на странице программы или загружаются из файла.",
)

PROGRAM_REGISTERS = (ALL_PROGRAMS, ASSESSED, SIGNIFICANT, NETWORK, CERTIFIED, SEASONAL, GROUPS)
