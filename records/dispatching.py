"""After the approval: the copy signed on paper, its way to the region, the answer, and the correction of what is in force."""

from django.core.exceptions import ValidationError

from organizations import perms
from organizations.models import Role

from .models import Dispatch
from .passage import keep_remarks, may_send_off, supersede


def may_release(user, record):
    """What goes to the regional centre leaves by the hand of the office."""
    return record.goes_to_region and may_send_off(user, record)


def may_receive(user, record):
    """The regional centre accepts or returns what was sent to it."""
    return record.goes_to_region and perms.acting_role(user, record.municipality, Role.RMC)


def may_amend(user, record):
    """What stays in the municipality is corrected from the day of its approval."""
    return record.is_ever_corrected and not record.goes_to_region and may_send_off(user, record)


def has_signed_copy(record):
    if record.in_force.signed_copy:
        return []
    return ["Сначала приложите скан подписанного документа: в портале должно остаться то, что отправлено."]


def attach_signed_copy(record, user, data):
    record.in_force.signed_copies.create(attachment=data["scan"], attached_by=user)


def send(record, user, data):
    dispatch = Dispatch(
        snapshot=record.in_force,
        municipality=record.municipality,
        number=data["number"],
        sent_on=data["day"],
        channel=data["channel"],
        addressee=data["addressee"],
        sent_by=user,
    )
    dispatch.refuse_taken_number()
    dispatch.save()
    return f"{dispatch.told}. Кому: {dispatch.addressee}."


def accept(record, user, data):
    return _answer(record, user, data, Dispatch.Outcome.ACCEPTED)


def return_sent(record, user, data):
    keep_remarks(record, user, data)
    return _answer(record, user, data, Dispatch.Outcome.RETURNED)


def _answer(record, user, data, outcome):
    dispatch = record.in_force.dispatch
    dispatch.outcome, dispatch.received_by = outcome, user
    dispatch.incoming_number, dispatch.received_on = data["number"], data["day"]
    dispatch.letter = data.get("scan")
    dispatch.save()
    return f"{dispatch.answer_told}. {data.get('comment', '')}".strip()


def reopen(record, user, data):
    """Nothing but the wording: the next revision of the same paper."""
    supersede(record)


def begin_correction(record, user, data):
    """The next correction, with its number and its reason; the version in force stays in force meanwhile."""
    reason = data.get("reason", "").strip()
    if not reason:
        raise ValidationError("Укажите причину: она печатается в документе.")
    supersede(record)
    record.correction_number += 1
    record.correction_reason = reason
    return f"Причина: {reason}"
