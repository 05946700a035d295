"""State changes of official papers: rows of one table, from which both the server's check and the buttons are drawn."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form

CHANGED = "Документ изменился, посмотрите его ещё раз."


def _nothing_to_check(record) -> list[str]:
    return []


def _same_label(record) -> str:
    return ""


def _no_reason(user, record) -> str:
    return ""


@dataclass(frozen=True)
class Transition:
    """One way from some states to the next.

    `may(user, record)` says by which role, nothing for a stranger, whom `why_not(user, record)` tells in a sentence;
    `check(record)` lists what stands in the way, as sentences; `effect(record, user, data)` does what the change means
    beside the new state, may itself choose another one, and may return words for the log.
    """

    name: str
    label: str
    sources: frozenset
    target: str
    may: Callable[[Any, Any], Any]
    effect: Callable[[Any, Any, dict], str | None]
    why_not: Callable[[Any, Any], str] = _no_reason
    check: Callable[[Any], list[str]] = _nothing_to_check
    wording: Callable[[Any], str] = field(default=_same_label)
    form: Callable[..., Form] | None = None  # asks what the change needs: form(record, data, files)
    consequence: str = ""  # what the user is told before he does it
    done: str = ""  # what he is told afterwards, where the new state does not say it
    is_primary: bool = True

    @property
    def asks(self) -> bool:
        """Whether there is more to it than a button."""
        return self.form is not None

    def label_for(self, record) -> str:
        return self.wording(record) or self.label

    def is_open(self, record, user) -> bool:
        return record.state in self.sources and bool(self.may(user, record))


class Workflow:
    """A table of transitions over models with `state`, `version`, `post_of` and `log_transition`.

    `objects.locked(pk)` of the model gives the record as it is now, locked until the transaction ends.
    """

    def __init__(self, transitions: Iterable[Transition]):
        self.transitions = {transition.name: transition for transition in transitions}

    def available(self, record, user) -> list[Transition]:
        """The transitions for which the user gets a button now."""
        return [transition for transition in self.transitions.values() if transition.is_open(record, user)]

    def require(self, transition: Transition, record, user):
        """The role by which the user may; a sentence if the state forbids it, PermissionDenied for a stranger."""
        if record.state not in transition.sources:
            raise ValidationError(
                f"Документ сейчас в состоянии «{record.get_state_display()}»: "
                f"действие «{transition.label}» в нём невозможно. Обновите страницу."
            )
        if not (role := transition.may(user, record)):
            raise PermissionDenied(transition.why_not(user, record))
        return role

    def require_ready(self, transition: Transition, record) -> None:
        """ValidationError with all that stands in the way at once."""
        if problems := transition.check(record):
            raise ValidationError(problems)

    @transaction.atomic
    def perform(self, name: str, record, user, data: dict | None = None, seen_version: str | None = None):
        """Lock, check, change, log. ValidationError with all sentences at once, PermissionDenied for strangers.

        `seen_version`, as a page sent it back, is the version on which the user decided: another one is refused.
        """
        transition = self.transitions[name]
        locked = type(record).objects.locked(record.pk)
        role = self.require(transition, locked, user)
        if seen_version not in (None, str(locked.version)):
            raise ValidationError(CHANGED)
        self.require_ready(transition, locked)
        from_state, label = locked.state, transition.label_for(locked)
        title = locked.post_of(user, role)
        locked.state = transition.target
        locked.version += 1
        words = transition.effect(locked, user, data or {})
        locked.save()
        locked.log_transition(label, from_state, user, title, data or {}, words)
        return locked
