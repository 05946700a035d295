"""A paper on its route: who may take the present step, what passing it and returning the paper leave behind."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from documents.prose import format_date
from organizations import perms
from organizations.models import Appointment

from .models import Agreement, ApprovalRoute, PaperState, Remark, Snapshot


def may_send_off(user, record):
    """The methodist or the head sends a paper for approval and takes it back."""
    return perms.acting_role(user, record.municipality, *perms.MANAGERS)


def may_decide(user, record):
    """The role that the step names, by the post where it names one; a step outside the portal is recorded by the office."""
    step = record.step
    if step is None:
        return None
    if step.is_outside:
        return may_send_off(user, record)
    if step.post:
        return step.role if user.appointment_in(record.municipality, step.role, step.post) else None
    return perms.acting_role(user, record.municipality, step.role)


def why_not_decide(user, record):
    """Why the step is not the user's, as a sentence."""
    step = record.step
    if step is None or step.is_outside:
        return ""
    lapsed = _appointments(record, step).filter(
        person=user.person_id, ends_on__lt=record.municipality.today()
    )
    if former := lapsed.order_by("-ends_on").first():
        return (
            f"Ваше назначение «{former.title}» закончилось {format_date(former.ends_on)}: "
            "решение теперь принимает тот, кто назначен сегодня."
        )
    holders = _appointments(record, step).on(record.municipality.today()).select_related("person")
    names = ", ".join(str(appointment.person) for appointment in holders) or "сейчас никто не назначен"
    return f"Сейчас документ на другом шаге: {step.get_action_display()}, {step.who} ({names})."


def _appointments(record, step):
    given = Appointment.objects.reaching(record.municipality).filter(role=step.role)
    return given.filter(post=step.post) if step.post else given


def may_resolve(user, record):
    """Whoever has the paper to which remarks belong marks them as mended: the methodist, or who stands at the step."""
    if record.step:
        return bool(may_decide(user, record))
    return perms.may_edit(user, record.municipality)


# What stands in the way


def ready_for_approval(record):
    problems = record.problems() + remarks_are_mended(record)
    if _first_step(record) is None:
        problems.append(
            "Для этого вида документов не настроен маршрут согласования. Обратитесь к администратору."
        )
    return problems


def remarks_are_mended(record):
    if unresolved := record.open_remarks().count():
        return [f"Не устранены замечания: {unresolved}. Отметьте каждое, когда исправите."]
    return []


# What the steps leave behind


def begin_route(record, user, data):
    record.step = _first_step(record)


def pass_step(record, user, data):
    """On to the next step; after the last one the paper is approved and its snapshot stored."""
    agreement = _agreement_outside(record, data) if record.step.is_outside else _own_agreement(record, user)
    agreement.recorded_by = user
    agreement.save()
    record.step = record.step.next()
    if record.step is None:
        record.state = PaperState.APPROVED
        _store_snapshot(record, agreement, data.get("act", ""))
        record.on_approval()
    return _letter(agreement, data)


def leave_route(record, user, data):
    supersede(record)
    record.step = None


def send_back(record, user, data):
    """Return with remarks, as (row or None, text), to the methodist or to an earlier step: data["to"]."""
    keep_remarks(record, user, data)
    step, to = record.step, data.get("to")
    if to is None:
        supersede(record)
        record.step = None
    elif to.route_id == step.route_id and to.order < step.order:
        supersede(record, to.order)
        record.step, record.state = to, PaperState.IN_APPROVAL
    else:
        raise ValidationError("Вернуть можно методисту или на один из прежних шагов.")
    where = f"На шаг: {to}. " if to else ""
    by_letter = (
        f"{step.party}, письмо от {format_date(data['day'])} № {data['number']}. "
        if data.get("number")
        else ""
    )
    return f"{where}{by_letter}{data.get('comment', '')}".strip()


def keep_remarks(record, user, data):
    remarks = [(row, text.strip()) for row, text in data.get("remarks", ()) if text.strip()]
    if not remarks:
        raise ValidationError("Напишите хотя бы одно замечание: без него непонятно, что исправлять.")
    Remark.objects.bulk_create(
        [Remark(record_id=record.pk, author=user, row=row, text=text) for row, text in remarks]
    )


def supersede(record, order=0):
    """The agreements of a step and of those behind it hold no longer."""
    later = record.agreements.in_force().filter(step__order__gte=order)
    later.update(superseded_at=timezone.now())


def _first_step(record):
    route = ApprovalRoute.of(record)
    return route.steps.order_by("order").first() if route else None


def _own_agreement(record, user):
    return Agreement(
        record_id=record.pk,
        step=record.step,
        action=record.step.action,
        post=record.post_of(user, may_decide(user, record)),
        name=str(user),
        signed_on=record.municipality.today(),
    )


def _agreement_outside(record, data):
    if not data.get("number"):
        raise ValidationError(
            f"Шаг «{record.step}» проходит вне портала: отметьте его на странице документа, с датой и номером письма."
        )
    return Agreement(
        record_id=record.pk,
        step=record.step,
        action=record.step.action,
        post=data["post"],
        name=data["name"],
        signed_on=data["day"],
        party=record.step.party,
        letter_number=data["number"],
        attachment=data.get("scan"),
    )


def _letter(agreement, data):
    """The words of a passed step for the log."""
    comment = data.get("comment", "")
    if not agreement.party:
        return comment
    letter = f"письмо от {format_date(agreement.signed_on)} № {agreement.letter_number}"
    return f"{agreement.party}, {letter}, {agreement.post} {agreement.name}. {comment}".strip()


def _store_snapshot(record, approval, act):
    """The paper as it is approved, by the agreement that was the last."""
    number = (record.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1
    snapshot = Snapshot(
        record_id=record.pk,
        number=number,
        approver=None if approval.party else approval.recorded_by,
        approver_name=approval.name,
        approver_post=approval.post,
        approved_on=approval.signed_on,
        act=act,
        figures=record.figures_to_keep(),
        sources=record.sources_to_keep(),
        correction_number=record.correction_number,
        correction_reason=record.correction_reason,
    )
    snapshot.content = record.draw(approval=snapshot).to_json()
    snapshot.save()
    record.in_force = snapshot
