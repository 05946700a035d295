"""The way of a plan or a report to approval: the table of its transitions."""

from django.core.exceptions import ValidationError
from django.db.models import Max

from moc_portal.workflow import Transition, Workflow
from organizations import perms
from organizations.models import Role

from .forms import DecisionForm, RemarksForm
from .models import ApprovalRoute, PaperKind, PaperState, Remark, RouteStep, Snapshot

STEP_WORDING = {
    RouteStep.Action.CHECK: "Проверено",
    RouteStep.Action.AGREE: "Согласовать",
    RouteStep.Action.APPROVE: "Утвердить",
}


def may_send_off(user, record):
    """The methodist or the head sends a paper for approval and takes it back."""
    return perms.acting_role(user, record.municipality, *perms.MANAGERS)


def may_decide(user, record):
    """The role that the current step of the route names."""
    return record.step and perms.acting_role(user, record.municipality, record.step.role)


def may_release(user, record):
    """A report leaves for the regional centre by the hand of the office."""
    return record.kind == PaperKind.REPORT and may_send_off(user, record)


def may_receive(user, record):
    """The regional centre accepts or returns a report."""
    return record.kind == PaperKind.REPORT and perms.acting_role(user, record.municipality, Role.RMC)


def ready_for_approval(record):
    problems = record.problems()
    if unresolved := record.open_remarks().count():
        problems.append(f"Не устранены замечания: {unresolved}. Отметьте каждое, когда исправите.")
    if _first_step(record) is None:
        problems.append(
            "Для этого вида документов не настроен маршрут согласования. Обратитесь к администратору."
        )
    return problems


def begin_route(record, user, data):
    record.step = _first_step(record)


def pass_step(record, user, data):
    """On to the next step; after the last one the paper is approved and its snapshot stored."""
    post = record.post_of(user, may_decide(user, record))
    record.step = record.step.next()
    if record.step is None:
        record.state = PaperState.APPROVED
        _store_snapshot(record, user, post, data.get("act", ""))


def leave_route(record, user, data):
    record.step = None


def send_back(record, user, data):
    """Return with remarks: data["remarks"] is a list of (row or None, text)."""
    remarks = [(row, text.strip()) for row, text in data.get("remarks", ()) if text.strip()]
    if not remarks:
        raise ValidationError("Напишите хотя бы одно замечание: без него непонятно, что исправлять.")
    record.step = None
    Remark.objects.bulk_create(
        [Remark(record_id=record.pk, author=user, row=row, text=text) for row, text in remarks]
    )


def keep(record, user, data):
    """Nothing changes beside the state."""


def _first_step(record):
    route = ApprovalRoute.of(record)
    return route.steps.order_by("order").first() if route else None


def _store_snapshot(record, user, post, act):
    number = (record.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1
    approved_on = record.municipality.today()
    snapshot = Snapshot(
        record_id=record.pk,
        number=number,
        approver=user,
        approver_name=str(user),
        approver_post=post,
        approved_on=approved_on,
        act=act,
        figures=record.figures_to_keep(),
    )
    snapshot.content = record.draw(approval=snapshot).to_json()
    snapshot.save()


APPROVAL = Workflow(
    [
        Transition(
            name="submit",
            label="Отправить на согласование",
            sources=frozenset({PaperState.DRAFT, PaperState.RETURNED}),
            target=PaperState.IN_APPROVAL,
            may=may_send_off,
            check=ready_for_approval,
            effect=begin_route,
            consequence="Пока документ на согласовании, менять его нельзя; его можно отозвать.",
        ),
        Transition(
            name="pass",
            label="Согласовать",
            wording=lambda record: STEP_WORDING[record.step.action] if record.step else "",
            sources=frozenset({PaperState.IN_APPROVAL}),
            target=PaperState.IN_APPROVAL,
            may=may_decide,
            effect=pass_step,
            form=DecisionForm,
        ),
        Transition(
            name="return",
            label="Вернуть с замечаниями",
            sources=frozenset({PaperState.IN_APPROVAL}),
            target=PaperState.DRAFT,
            may=may_decide,
            effect=send_back,
            form=RemarksForm,
            is_primary=False,
        ),
        Transition(
            name="recall",
            label="Отозвать",
            sources=frozenset({PaperState.IN_APPROVAL}),
            target=PaperState.DRAFT,
            may=may_send_off,
            effect=leave_route,
            consequence="Документ вернётся в черновики; согласование придётся начать заново.",
            is_primary=False,
        ),
        Transition(
            name="send",
            label="Отправлен в региональный центр",
            sources=frozenset({PaperState.APPROVED}),
            target=PaperState.SENT,
            may=may_release,
            effect=keep,
        ),
        Transition(
            name="accept",
            label="Принять отчёт",
            sources=frozenset({PaperState.SENT}),
            target=PaperState.ACCEPTED,
            may=may_receive,
            effect=keep,
        ),
        Transition(
            name="send_back",
            label="Вернуть отчёт",
            sources=frozenset({PaperState.SENT}),
            target=PaperState.RETURNED,
            may=may_receive,
            effect=send_back,
            form=RemarksForm,
            is_primary=False,
        ),
        Transition(
            name="reopen",
            label="Внести исправления",
            sources=frozenset({PaperState.APPROVED}),
            target=PaperState.DRAFT,
            may=may_send_off,
            effect=keep,
            consequence="Утверждённая редакция сохранится; следующая будет утверждаться заново.",
            is_primary=False,
        ),
    ]
)
