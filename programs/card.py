"""The card of a programme as people read it: for its page, for what a reviewer saw, for what changed since."""

from dataclasses import dataclass

from django.db import models

from documents.prose import format_date, format_number

# The fields that are the programme's own, in the order of its card; its state and its parent are not.
CARD_FIELDS = (
    *(
        "name",
        "short_name",
        "focus_area",
        "activity",
        "level",
        "is_multilevel",
        "kind",
        "register",
        "study_form",
    ),
    *("age_from", "age_to", "hours", "years", "is_modular", "module_count", "uses_distance_learning"),
    *("is_adapted", "for_hardship", "for_gifted", "is_seasonal", "is_network", "is_municipal"),
    *("is_new_generation", "year_developed", "capacity", "group_min", "group_max", "children"),
    *("price_per_hour", "annotation", "authors", "council_protocol", "approval_order"),
    *("external_id", "external_url", "file"),
)
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
    return [
        Change(name, str(model._meta.get_field(name).verbose_name), was, now)
        for name, was, now in pairs
        if was != now
    ]
