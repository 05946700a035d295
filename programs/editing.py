"""What of a card may be changed in which state of its programme, and why the rest may not."""

from organizations import perms
from organizations.models import Role

from .card import CARD_FIELDS
from .models import ProgramState
from .models.classifiers import REGISTER_STATES, WRITING_STATES

State = ProgramState
# What does not change the text that was assessed: in the register it is kept up without a new edition.
LIGHT_FIELDS = (
    *("short_name", "annotation", "capacity", "group_min", "group_max", "children", "price_per_hour"),
    *("council_protocol", "approval_order", "external_url", "external_id"),
)
CLOSED = {
    State.REVIEW: "Программа на рецензии: карточка закрыта, чтобы рецензент и автор видели один и тот же текст. "
    "Если нужно исправить, попросите рецензента вернуть программу на доработку.",
    State.ASSESSMENT: "Программа на экспертизе: карточка закрыта, чтобы эксперты оценивали один и тот же текст. "
    "Исправить её можно после заключения.",
    State.REJECTED: "Программа не рекомендована. Чтобы переработать её, начните новую редакцию.",
    State.ARCHIVED: "Программа в архиве. Чтобы изменить карточку, верните её из архива.",
}


def may_enter(user, municipality):
    """An organisation enters its own programmes, a methodist those of all."""
    return perms.has_role(user, municipality, Role.METHODIST, Role.ORGANIZATION)


def open_fields(state) -> tuple[str, ...]:
    """The fields of the card that may be changed in a state."""
    if state in WRITING_STATES:
        return CARD_FIELDS
    return LIGHT_FIELDS if state in REGISTER_STATES else ()


def fields_to_fill(program) -> set[str]:
    """The open fields of one card. In the register those, too, that are empty: to tell what was never told does not
    change the text that was assessed."""
    fields = set(open_fields(program.state))
    if program.state in REGISTER_STATES:
        told = {
            name
            for name in CARD_FIELDS
            if getattr(program, program._meta.get_field(name).attname) not in (None, "")
        }
        fields |= set(CARD_FIELDS) - told
    return fields


def closed_because(state) -> str:
    """Why the card is closed and what to do, as sentences; empty where it is open."""
    return CLOSED.get(state, "")
