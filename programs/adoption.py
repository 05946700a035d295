"""A municipal programme («единая для всех школ») and its copies: adopting it, and following what changes in it.

A copy of a programme that stands in the register stands there, too: it is the same text, and it was assessed once. A copy
of one that is still being written is written along with it, and goes its own way through review and assessment.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from documents.prose import format_date, join_and
from organizations import perms
from organizations.models import Organization, Role

from .card import CARD_FIELDS, OWN_FIELDS, card_of, label_of, words_of
from .editing import closed_because
from .life import may_write
from .models import Program, ProgramState
from .models.classifiers import REGISTER_STATES, WRITING_STATES

TAKEN_FIELDS = tuple(name for name in CARD_FIELDS if name not in OWN_FIELDS)
FOLLOWING_STATES = {*REGISTER_STATES, *WRITING_STATES, ProgramState.REVIEW, ProgramState.ASSESSMENT}


@dataclass(frozen=True)
class Lag:
    """A field in which the municipal programme has changed since its copy last took it over."""

    name: str
    label: str
    before: str
    after: str
    mine: str


def to_adopt():
    """The municipal programmes themselves, those given up apart."""
    return Program.objects.filter(is_municipal=True, parent=None, state__in=FOLLOWING_STATES)


def adopters(user, parent) -> QuerySet[Organization]:
    """The organisations that the user may let adopt it: those that have no copy yet; of an organisation itself alone."""
    taken = parent.copies.kept().values("organization")
    free = parent.municipality.organizations.teaching().exclude(pk=parent.organization_id)
    free = free.exclude(pk__in=taken)
    return free if perms.may_manage(user, parent.municipality) else free.filter(pk__in=user.represented)


@transaction.atomic
def adopt(parent: Program, organizations: Iterable[Organization], user) -> list[Program]:
    """A copy for each; ValidationError where one has such a programme already."""
    parent = Program.objects.locked(parent.pk)
    taken = set(parent.copies.kept().values_list("organization_id", flat=True))
    return [_copy(parent, one, user) for one in organizations if one.pk not in taken]


def _copy(parent, organization, user):
    copy = Program(organization=organization, parent=parent, parent_card=card_of(parent))
    for name in TAKEN_FIELDS:
        setattr(copy, name, getattr(parent, name))
    copy.state = ProgramState.REGISTERED if parent.state in REGISTER_STATES else ProgramState.DEVELOPMENT
    copy.prepare()
    try:
        copy.validate_constraints()
    except ValidationError as broken:
        raise ValidationError(f"{organization}: {' '.join(broken.messages)}") from broken
    copy.save()
    words = f"Единая программа: {parent.organization}. {_assessed(parent)}".strip()
    _log(copy, user, "Принять единую муниципальную программу", ProgramState.DEVELOPMENT, words)
    return copy


def _assessed(parent):
    """Why a copy stands in the register without an assessment of its own."""
    passed = parent.assessments.filter(result="passed").select_related("act").first()
    if parent.state not in REGISTER_STATES or passed is None:
        return ""
    act = f", {passed.act}" if passed.act else ""
    return f"Текст прошёл экспертизу {format_date(passed.decided_on)}{act}."


def _log(copy, user, action, from_state, words):
    role = may_write(user, copy) or perms.acting_role(user, copy.municipality, Role.MOC_HEAD)
    copy.log_transition(action, from_state, user, copy.post_of(user, role) if role else "", {}, words)


# What changed since


def lags(copy: Program) -> list[Lag]:
    """What a copy has not taken over yet. One in the register waits until the change is approved, one that is being
    written follows the draft."""
    parent = copy.parent
    if parent is None or (parent.state not in REGISTER_STATES and copy.state not in WRITING_STATES):
        return []
    pairs = ((name, copy.parent_card.get(name, ""), words_of(parent, name)) for name in TAKEN_FIELDS)
    return [
        Lag(name, label_of(Program, name), before, after, words_of(copy, name))
        for name, before, after in pairs
        if before != after
    ]


@transaction.atomic
def take_over(copy: Program, names: Iterable[str], user, seen_version: int | None) -> None:
    copy, chosen = _locked(copy, names, seen_version)
    for lag in chosen:
        setattr(copy, lag.name, getattr(copy.parent, lag.name))
    copy.validate_constraints()
    _settle(copy, chosen)
    _log(copy, user, "Принять изменения единой программы", copy.state, f"Принято: {_labels(chosen)}.")


@transaction.atomic
def leave(copy: Program, names: Iterable[str], user, seen_version: int | None, why: str) -> None:
    copy, chosen = _locked(copy, names, seen_version)
    _settle(copy, chosen)
    words = f"Оставлено своё: {_labels(chosen)}. {why}"
    _log(copy, user, "Оставить своё вместо единой программы", copy.state, words)


def _locked(copy, names, seen_version):
    """The copy and its parent as they are now, with those of the changes that were chosen."""
    copy = Program.objects.locked(copy.pk)
    copy.parent = Program.objects.locked(copy.parent_id)
    if copy.parent.version != seen_version:
        raise ValidationError("Единая программа только что изменилась: посмотрите изменения ещё раз.")
    if sentence := closed_because(copy.state):
        raise ValidationError(sentence)
    return copy, [lag for lag in lags(copy) if lag.name in set(names)]


def _settle(copy, chosen):
    copy.parent_card |= {lag.name: lag.after for lag in chosen}
    copy.version += 1
    copy.save()


def _labels(chosen):
    return join_and([lag.label for lag in chosen])


# What the pages show


def municipal_facts(program: Program, user) -> dict:
    """For the page of a programme: the copies of a municipal one, or what a copy has not taken over."""
    if program.parent_id:
        is_open = not closed_because(program.state)
        return {"lags": lags(program), "may_take_over": is_open and bool(may_write(user, program))}
    if not program.is_municipal:
        return {}
    copies = list(program.copies.kept().for_user(user).select_related("organization", "municipality"))
    for copy in copies:
        copy.parent = program
    return {"copies": [(copy, lags(copy)) for copy in copies], "may_hand_out": may_hand_out(user, program)}


def may_hand_out(user, program) -> bool:
    return perms.may_manage(user, program.municipality) and program.state in FOLLOWING_STATES


def behind(programs) -> list[tuple[Program, list[Lag]]]:
    """Those of the programmes that are copies and have something to take over."""
    copies = programs.kept().exclude(parent=None).select_related("parent", "organization", "municipality")
    return [(copy, found) for copy in copies if (found := lags(copy))]
