"""The card of a programme as people read it: for its page, for what a reviewer saw, for what changed since."""

from dataclasses import dataclass
from itertools import zip_longest

from django.db import models

from documents.prose import format_date, format_number

# The fields that are the programme's own, as its card and its form are divided; its state and its parent are not.
SECTIONS = {
    "Что это за программа": (
        *("name", "short_name", "focus_area", "activity", "kind", "level", "is_multilevel", "register"),
        *("study_form", "year_developed", "is_new_generation", "is_municipal", "annotation", "authors"),
    ),
    "Для кого": ("age_from", "age_to", "is_adapted", "for_hardship", "for_gifted"),
    "Сколько и как": (
        *("hours", "years", "capacity", "group_min", "group_max", "children", "price_per_hour"),
        *("is_modular", "module_count", "uses_distance_learning", "is_seasonal", "is_network"),
    ),
    "Утверждение": ("council_protocol", "approval_order", "file"),
    "Навигатор": ("external_url", "external_id"),
}
# What a page shows elsewhere than among the facts: as its heading, as one span of ages, as links.
SHOWN_APART = ("name", "age_from", "age_to", "file", "external_url")
CARD_FIELDS = tuple(name for names in SECTIONS.values() for name in names)
# What an organisation that adopts a municipal programme fills in for itself.
OWN_FIELDS = frozenset(
    {"capacity", "group_min", "group_max", "children", "council_protocol", "approval_order"}
    | {"external_id", "external_url", "price_per_hour", "register", "is_municipal", "file"}
)


@dataclass(frozen=True)
class Change:
    """A field whose words are not the same in two cards."""

    name: str
    label: str
    before: str
    after: str


def card_of(program) -> dict[str, str]:
    """The words of each field by its name; empty for what is not filled in. Fit for JSON."""
    return {name: words_of(program, name) for name in CARD_FIELDS}


def words_of(program, name: str) -> str:
    """A field as people read it: «да», «7», «естественно-научная», the name of the file."""
    value = getattr(program, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if program._meta.get_field(name).choices:
        return getattr(program, f"get_{name}_display")()
    if isinstance(value, models.Model):
        return str(value)
    if hasattr(value, "year"):
        return format_date(value)
    return value if isinstance(value, str) else format_number(value)


def changes(model, before: dict[str, str], after: dict[str, str]) -> list[Change]:
    """What differs between two cards, in the order of the card; a field that one of them lacks counts as empty."""
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in CARD_FIELDS)
    return [Change(name, label_of(model, name), was, now) for name, was, now in pairs if was != now]


def facts_of(program) -> list[tuple[str, list[tuple[str, str]]]]:
    """The card for reading: of each section what is filled in, its ages as one, its features in one line."""
    return [(title, facts) for title, names in SECTIONS.items() if (facts := _facts(program, names))]


def _facts(program, names):
    features = [name for name in names if getattr(program, name) is True]
    rows = [("возраст", program.ages)] if "age_from" in names and program.ages else []
    for name in names:
        is_told = name not in SHOWN_APART and not isinstance(getattr(program, name), bool)
        if is_told and (words := words_of(program, name)):
            rows.append((label_of(program, name), words))
    if features:
        rows.append(("особенности", ", ".join(label_of(program, name) for name in features)))
    return rows


def label_of(model, name) -> str:
    return str(model._meta.get_field(name).verbose_name)


def with_changes(model, versions):
    """Each of the versions of a card, newest first, with what changed in it since the older one."""
    return [
        (
            version,
            changes(model, before.card, version.card) if before and before.card and version.card else [],
        )
        for version, before in zip_longest(versions, versions[1:])
    ]
