"""Control of execution: the table of what may become of one addressee's clause, and who may do it."""

from moc_portal.workflow import Transition, Workflow
from organizations import perms
from organizations.models import Role

from .fan_out import renew
from .forms import AnswerForm, ExtensionForm, ReasonForm
from .models import Clause, ExecutionState

State = ExecutionState
# Who answers for an addressee that wrote a letter, and who controls where nobody is named.
RECORDERS = (Role.METHODIST, Role.MOC_HEAD, Role.AUTHORITY)
CONTROLLERS = (Role.AUTHORITY, Role.MOC_HEAD)


def may_answer(user, execution):
    """The addressee itself, or the office for one that answered by letter."""
    if execution.organization_id in user.represented:
        return Role.ORGANIZATION
    if execution.person_id and execution.person_id == user.person_id:
        roles = user.roles_in(execution.municipality)
        return next(iter(sorted(roles)), None)
    return perms.acting_role(user, execution.municipality, *RECORDERS)


def may_control(user, execution):
    """The official whom the clause names, else the authority or the head; nobody judges his own answer."""
    role = perms.acting_role(user, execution.municipality, *RECORDERS)
    if role is None or _is_own_answer(user, execution):
        return None
    if execution.clause.controller_id:
        is_named = execution.clause.controller_id == user.person_id
        return role if is_named or role == Role.ADMIN else None
    return perms.acting_role(user, execution.municipality, *CONTROLLERS)


def _is_own_answer(user, execution):
    """Whether the last answer is the user's; one that he only entered for its author is not."""
    if execution.state != State.ANSWERED:
        return False
    answer = execution.entries.filter(to_state=State.ANSWERED).first()
    return answer is not None and answer.user_id == user.pk and not answer.author


def why_not_control(user, execution):
    if _is_own_answer(user, execution):
        return "Свой ответ не принимают: его проверит другой сотрудник."
    controller = execution.clause.controller
    return f"Исполнение этого пункта контролирует {controller}." if controller else ""


def accept(execution, user, data):
    """Done; a recommendation that was not taken up is declined. A standing clause is asked anew for the next half-year."""
    answer = execution.entries.filter(to_state=State.ANSWERED).first()
    if answer and answer.is_done is False and execution.clause.kind == Clause.Kind.RECOMMENDATION:
        execution.state = State.DECLINED
    renew(execution)


def extend(execution, user, data):
    before, execution.due_on = execution.due_on, data["due_on"]
    was = f"{before:%d.%m.%Y}" if before else "без срока"
    return f"Срок {was} продлён до {execution.due_on:%d.%m.%Y}. {data['text']}"


def leave(execution, user, data):
    """Nothing beside the new state and the words in the log."""


EXECUTION = Workflow(
    [
        Transition(
            name="answer",
            label="Ответить",
            sources=frozenset({State.WAITING, State.RETURNED, State.ANSWERED}),
            target=State.ANSWERED,
            may=may_answer,
            effect=leave,
            form=AnswerForm,
        ),
        Transition(
            name="accept",
            label="Принять",
            sources=frozenset({State.ANSWERED}),
            target=State.DONE,
            may=may_control,
            why_not=why_not_control,
            effect=accept,
        ),
        Transition(
            name="return",
            label="Вернуть",
            sources=frozenset({State.ANSWERED}),
            target=State.RETURNED,
            may=may_control,
            why_not=why_not_control,
            effect=leave,
            form=ReasonForm,
            is_primary=False,
        ),
        Transition(
            name="extend",
            label="Продлить срок",
            sources=frozenset({State.WAITING, State.RETURNED}),
            target=State.WAITING,
            may=may_control,
            why_not=why_not_control,
            effect=extend,
            form=ExtensionForm,
            is_primary=False,
        ),
        Transition(
            name="remove",
            label="Снять с контроля",
            sources=frozenset({State.WAITING, State.RETURNED, State.ANSWERED}),
            target=State.REMOVED,
            may=may_control,
            why_not=why_not_control,
            effect=leave,
            form=ReasonForm,
            is_primary=False,
        ),
        Transition(
            name="resume",
            label="Вернуть на контроль",
            sources=frozenset({State.DONE, State.DECLINED, State.REMOVED}),
            target=State.WAITING,
            may=may_control,
            effect=leave,
            form=ReasonForm,
            is_primary=False,
        ),
    ]
)
