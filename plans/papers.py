"""The yearly plan as an official paper."""

from django.utils.text import capfirst

from documents.paper import Column, Paper, Row, SectionRow, Signature, Stamp, Table
from documents.prose import date_in_words
from organizations.models import Role
from records.models import ApprovalRoute, RouteStep

COLUMNS = (
    Column("number", "№ п/п", share=2),
    Column("title", "Наименование мероприятия", share=7),
    Column("expected_result", "Результат", share=4),
    Column("deadline", "Сроки", share=3),
    Column("responsible", "Ответственные", share=4),
)


def plan_paper(plan, approval=None) -> Paper:
    """The plan drawn from its rows; `approval` is the snapshot just being stored, None for a draft."""
    municipality = plan.municipality
    return Paper(
        title=(
            "ПЛАН МЕРОПРИЯТИЙ",
            "муниципального опорного центра дополнительного образования детей",
            f"{municipality.name_genitive} на {plan.year_label}",
        ),
        draft=approval is None,
        approval=approval_stamp(plan, approval),
        body=(Table(COLUMNS, tuple(_rows(plan))),),
        signatures=(head_signature(plan),),
        revision=revision_mark(approval),
    )


def plan_problems(plan) -> list[str]:
    """What has to be mended before the plan may be sent for approval."""
    return [] if plan.items().in_force().exists() else ["В плане нет ни одного пункта."]


def approval_stamp(record, snapshot) -> Stamp:
    """УТВЕРЖДАЮ with the approver of the snapshot; in a draft with the post that the route names, to be signed."""
    if snapshot is None:
        approver = _holder(record, _approving_role(record))
        return Stamp("УТВЕРЖДАЮ", post=approver.post, name=approver.name)
    if snapshot.act:
        return Stamp("УТВЕРЖДЁН", act=snapshot.act)
    return Stamp(
        "УТВЕРЖДАЮ",
        post=capfirst(snapshot.approver_post),
        name=snapshot.approver_name,
        date=date_in_words(snapshot.approved_on),
    )


def head_signature(record) -> Signature:
    """The head of the centre by the post held today; empty places to sign when nobody holds it."""
    return _holder(record, Role.MOC_HEAD)


def _approving_role(record):
    route = ApprovalRoute.of(record)
    step = route.steps.filter(action=RouteStep.Action.APPROVE).last() if route else None
    return step.role if step else Role.AUTHORITY


def _holder(record, role) -> Signature:
    """The post and the name of who holds a role in the paper's municipality today."""
    in_force = record.municipality.appointments.on(record.municipality.today())
    appointment = in_force.filter(role=role).select_related("person").first()
    if appointment is None:
        return Signature(capfirst(Role(role).label), "")
    return Signature(capfirst(appointment.title), appointment.person.short_name)


def revision_mark(snapshot) -> str:
    return f"Редакция {snapshot.number}" if snapshot is not None and snapshot.number > 1 else ""


def _rows(plan):
    for section in plan.sections.prefetch_related("items"):
        in_force = [item for item in section.items.all() if item.withdrawn_on is None]
        if section.title and in_force:
            yield SectionRow(section.heading)
        for item in in_force:
            cells = (item.number, item.title, item.expected_result, item.deadline_text, item.responsible)
            yield Row(cells, key=str(item.pk))
