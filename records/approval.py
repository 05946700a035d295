"""The way of a plan or a report to approval and after it: the table of its transitions."""

from dataclasses import replace

from moc_portal.workflow import Transition, Workflow

from .dispatching import (
    accept,
    attach_signed_copy,
    begin_correction,
    has_signed_copy,
    may_amend,
    may_receive,
    may_release,
    reopen,
    return_sent,
    send,
)
from .forms import (
    AnswerForm,
    CorrectionForm,
    RemarksForm,
    ReturnAnswerForm,
    SendForm,
    SignedCopyForm,
    decision_form,
)
from .models import PaperState, RouteStep
from .models.states import EDITABLE_STATES, SENT_STATES
from .passage import (
    begin_route,
    leave_route,
    may_decide,
    may_send_off,
    pass_step,
    ready_for_approval,
    remarks_are_mended,
    send_back,
    why_not_decide,
)

STEP_WORDING = {
    RouteStep.Action.CHECK: "Проверено",
    RouteStep.Action.AGREE: "Согласовать",
    RouteStep.Action.APPROVE: "Утвердить",
}
OUTSIDE_WORDING = {
    RouteStep.Action.CHECK: "Отметить проверку",
    RouteStep.Action.AGREE: "Отметить согласование",
    RouteStep.Action.APPROVE: "Отметить утверждение",
}
IN_FORCE = "Утверждённая редакция действует и сохранится; следующая будет утверждаться заново."


def step_wording(record):
    """What the button of the present step says."""
    if record.step is None:
        return ""
    return (OUTSIDE_WORDING if record.step.is_outside else STEP_WORDING)[record.step.action]


def sending_wording(record):
    """A paper without УТВЕРЖДАЮ is not agreed to, it is signed."""
    return "" if record.is_approved_by_stamp else "Отправить на подпись"


ON_THE_ROUTE = [
    Transition(
        name="submit",
        label="Отправить на согласование",
        wording=sending_wording,
        sources=frozenset(EDITABLE_STATES),
        target=PaperState.IN_APPROVAL,
        may=may_send_off,
        check=ready_for_approval,
        effect=begin_route,
        consequence="Пока документ на согласовании, менять его нельзя; его можно отозвать.",
    ),
    Transition(
        name="pass",
        label="Согласовать",
        wording=step_wording,
        sources=frozenset({PaperState.IN_APPROVAL}),
        target=PaperState.IN_APPROVAL,
        may=may_decide,
        why_not=why_not_decide,
        check=remarks_are_mended,
        effect=pass_step,
        form=decision_form,
    ),
    Transition(
        name="return",
        label="Вернуть с замечаниями",
        sources=frozenset({PaperState.IN_APPROVAL}),
        target=PaperState.REWORK,
        may=may_decide,
        why_not=why_not_decide,
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
]
ACCEPT = Transition(
    name="accept",
    label="Принять",
    sources=frozenset({PaperState.SENT}),
    target=PaperState.ACCEPTED,
    may=may_receive,
    effect=accept,
    form=AnswerForm,
)
SEND_BACK = Transition(
    name="send_back",
    label="Вернуть отправителю",
    sources=frozenset({PaperState.SENT}),
    target=PaperState.RETURNED,
    may=may_receive,
    effect=return_sent,
    form=ReturnAnswerForm,
    is_primary=False,
)
TO_THE_REGION = [
    Transition(
        name="sign",
        label="Приложить скан подписанного",
        sources=frozenset({PaperState.APPROVED}),
        target=PaperState.APPROVED,
        may=may_send_off,
        effect=attach_signed_copy,
        form=SignedCopyForm,
        done="скан подписанного приложен",
        consequence="До отправки скан можно заменить; прежний останется в «Редакциях».",
    ),
    Transition(
        name="send",
        label="Отправить",
        sources=frozenset({PaperState.APPROVED}),
        target=PaperState.SENT,
        may=may_release,
        check=has_signed_copy,
        effect=send,
        form=SendForm,
    ),
    ACCEPT,
    SEND_BACK,
    # What the region answered by letter the office records.
    replace(ACCEPT, name="record_acceptance", label="Отметить, что принят", may=may_release),
    replace(SEND_BACK, name="record_return", label="Отметить, что возвращён", may=may_release),
]
CORRECTIONS = [
    Transition(
        name="reopen",
        label="Внести исправления",
        sources=frozenset({PaperState.APPROVED}),
        target=PaperState.DRAFT,
        may=may_release,
        effect=reopen,
        consequence=IN_FORCE,
        is_primary=False,
    ),
    Transition(
        name="correct",
        label="Подготовить уточнённый отчёт",
        sources=frozenset(SENT_STATES),
        target=PaperState.DRAFT,
        may=may_release,
        effect=begin_correction,
        form=CorrectionForm,
        consequence=IN_FORCE,
        done="уточнённый отчёт начат, внесите изменения",
        is_primary=False,
    ),
    Transition(
        name="amend",
        label="Подготовить корректировку",
        sources=frozenset({PaperState.APPROVED}),
        target=PaperState.DRAFT,
        may=may_amend,
        effect=begin_correction,
        form=CorrectionForm,
        consequence=IN_FORCE,
        done="корректировка начата, внесите изменения",
        is_primary=False,
    ),
]

APPROVAL = Workflow([*ON_THE_ROUTE, *TO_THE_REGION, *CORRECTIONS])
