"""What the card of a programme lacks, and what in it looks wrong: so that the yearly proof-reading is a list of mends.

Pure functions over one programme; nothing here asks the database.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst

from documents.prose import normalise

# What a card in the navigator has to have, in the order of the form.
REQUIRED = (
    *("short_name", "focus_area", "activity", "level", "register", "study_form"),
    *("age_from", "age_to", "hours", "years", "year_developed", "capacity", "annotation"),
    *("authors", "approval_order", "external_url", "file"),
)
SHORTEST_ANNOTATION = 100
OLDEST_CHILD = 18
WIDEST_AGES = 11
MOST_HOURS_A_YEAR = 972  # 27 hours a week × 36 weeks
EMPTY = "empty:"


@dataclass(frozen=True)
class Suspicion:
    """Something that is filled in and yet looks wrong: a sentence, the field to look at, and those it is held against."""

    field: str
    sentence: str
    holds: Callable[..., bool]
    beside: tuple[str, ...] = ()


def _both(program, *names):
    return all(getattr(program, name) is not None for name in names)


SUSPICIONS = {
    "capitals": Suspicion(
        "name",
        "Название набрано прописными буквами.",
        lambda program: len(program.name) > 5 and program.name.isupper(),
    ),
    "quotes": Suspicion(
        "name",
        "В названии непарные кавычки.",
        lambda program: (
            program.name.count("«") != program.name.count("»") or program.name.count('"') % 2 == 1
        ),
    ),
    "grown_up": Suspicion(
        "age_to",
        f"Возраст «до» больше {OLDEST_CHILD} лет.",
        lambda program: program.age_to is not None and program.age_to > OLDEST_CHILD,
    ),
    "infants": Suspicion(
        "age_from",
        "Возраст «от» меньше 3 лет.",
        lambda program: program.age_from is not None and program.age_from < 3,
    ),
    "wide_ages": Suspicion(
        "age_to",
        f"Разброс возраста больше {WIDEST_AGES} лет.",
        lambda program: (
            _both(program, "age_from", "age_to") and program.age_to - program.age_from > WIDEST_AGES
        ),
        ("age_from",),
    ),
    "many_hours": Suspicion(
        "hours",
        f"Больше {MOST_HOURS_A_YEAR} часов в год: проверьте часы и срок реализации.",
        lambda program: (
            _both(program, "hours", "years") and program.hours > MOST_HOURS_A_YEAR * max(program.years, 1)
        ),
        ("years",),
    ),
    "few_hours": Suspicion(
        "hours",
        "Меньше 4 часов на всю программу.",
        lambda program: program.hours is not None and program.hours < 4,
    ),
    "short_annotation": Suspicion(
        "annotation",
        f"Аннотация короче {SHORTEST_ANNOTATION} знаков или повторяет название.",
        lambda program: (
            bool(program.annotation)
            and (
                len(program.annotation) < SHORTEST_ANNOTATION
                or normalise(program.annotation) == normalise(program.name)
            )
        ),
        ("name",),
    ),
    "price_of_free": Suspicion(
        "price_per_hour",
        "У бюджетной программы указана стоимость часа.",
        lambda program: program.register == "budget" and bool(program.price_per_hour),
        ("register",),
    ),
    "no_price": Suspicion(
        "price_per_hour",
        "У платной или сертифицированной программы нет стоимости часа.",
        lambda program: program.register in ("paid", "certified") and not program.price_per_hour,
        ("register",),
    ),
    "no_places": Suspicion("capacity", "В программе ноль мест.", lambda program: program.capacity == 0),
    "overcrowded": Suspicion(
        "children",
        "Обучающихся больше, чем мест.",
        lambda program: _both(program, "children", "capacity") and program.children > program.capacity > 0,
        ("capacity",),
    ),
    "modules": Suspicion(
        "module_count",
        "Программа модульная, а число модулей не указано.",
        lambda program: program.is_modular and not program.module_count,
        ("is_modular",),
    ),
    "no_id": Suspicion(
        "external_id",
        "Карточка размещена, а её ID не указан.",
        lambda program: bool(program.external_url) and not program.external_id,
        ("external_url",),
    ),
}


def gaps_of(program) -> list[str]:
    """Codes of all that is to be mended: «empty:FIELD», then the names of the suspicions."""
    empty = [EMPTY + name for name in REQUIRED if _is_empty(program, name)]
    return empty + [code for code, suspicion in SUSPICIONS.items() if suspicion.holds(program)]


def completeness_of(program) -> int:
    """Percent of the required fields that are filled in; only what is whole counts as 100."""
    empty = sum(_is_empty(program, name) for name in REQUIRED)
    return (len(REQUIRED) - empty) * 100 // len(REQUIRED)


def gap_words(program, code: str) -> str:
    """What is wrong, as a sentence: «Не заполнено поле «Аннотация».»"""
    if code.startswith(EMPTY):
        field = program._meta.get_field(code.removeprefix(EMPTY))
        return f"Не заполнено поле «{capfirst(field.verbose_name)}»."
    return SUSPICIONS[code].sentence


def field_of(code: str) -> str:
    """The field that a gap is about, for a link to its place in the form."""
    return code.removeprefix(EMPTY) if code.startswith(EMPTY) else SUSPICIONS[code].field


def value_of(program, code: str) -> str:
    """What stands in the fields that a gap is about: whoever found it right found it so for this value."""
    beside = SUSPICIONS[code].beside if code in SUSPICIONS else ()
    fields = map(program._meta.get_field, (field_of(code), *beside))
    values = (getattr(program, field.attname) for field in fields)
    return "; ".join("" if value is None else str(value) for value in values)


def _is_empty(program, name):
    value = program.file_id if name == "file" else getattr(program, name)
    return value is None or value == ""
