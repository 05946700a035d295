"""What every official paper bears: who approves and signs it, who prepared it, its edition."""

from typing import Any

from django.utils.text import capfirst

from documents.paper import Executor, Signature, Stamp
from documents.prose import date_in_words
from organizations.models import Appointment, Role

from .models import ApprovalRoute, OfficialPaper, RouteStep, Snapshot
from .models.papers import EDITABLE_STATES, PaperState


def official_marks(record: OfficialPaper, approval: Snapshot | None) -> dict[str, Any]:
    """Fields of a `Paper`; `approval` is the snapshot just being stored, None for a draft."""
    holders = _holders(record)
    return {
        "draft": approval is None,
        "approval": _stamp(approval) if approval else _stamp_to_sign(record, holders),
        "signatures": (_signature(Role.MOC_HEAD, holders),),
        "executor": _executor(record, holders),
        "revision": f"Редакция {approval.number}" if approval and approval.number > 1 else "",
    }


def _holders(record) -> dict[str, Appointment]:
    """Who holds each role in the paper's municipality today."""
    in_force = record.municipality.appointments.on(record.municipality.today()).select_related("person")
    return {appointment.role: appointment for appointment in reversed(in_force)}


def _stamp(approval) -> Stamp:
    if approval.act:
        return Stamp("УТВЕРЖДЁН", act=approval.act)
    return Stamp(
        "УТВЕРЖДАЮ",
        post=capfirst(approval.approver_post),
        name=approval.approver_name,
        date=date_in_words(approval.approved_on),
    )


def _stamp_to_sign(record, holders) -> Stamp:
    """The post that the route of a draft names, or the authority's."""
    route = ApprovalRoute.of(record)
    step = route.steps.filter(action=RouteStep.Action.APPROVE).last() if route else None
    approver = _signature(step.role if step else Role.AUTHORITY, holders)
    return Stamp("УТВЕРЖДАЮ", post=approver.post, name=approver.name)


def _signature(role, holders) -> Signature:
    """The post that gives the role, and its holder; empty places to sign when nobody holds it."""
    if role not in holders:
        return Signature(capfirst(Role(role).label), "")
    return Signature(capfirst(holders[role].title), holders[role].person.short_name)


def _executor(record, holders) -> Executor | None:
    """Who sent the paper off, before that the methodist; only with a phone, for the mark says whom to call."""
    sent = record.log.filter(from_state__in=EDITABLE_STATES, to_state=PaperState.IN_APPROVAL)
    last = sent.select_related("actor__person").first()
    methodist = holders[Role.METHODIST].person if Role.METHODIST in holders else None
    person = (last and last.actor and last.actor.person) or methodist
    return Executor(person.full_name, person.phone) if person and person.phone else None
