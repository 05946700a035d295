"""Control of execution: the table of what may become of one addressee's clause, and who may do it."""

from django.db.models import Count, OuterRef, Q, Subquery

from moc_portal.workflow import Transition, Workflow
from organizations import perms
from organizations.models import Organization, Role

from .fan_out import renew
from .forms import AnswerForm, ExtensionForm, ReasonForm
from .models import Clause, Execution, ExecutionEntry, ExecutionState
from .models.executions import ENDED_STATES, OPEN_STATES

State = ExecutionState
# Who answers for an addressee that wrote a letter, and who controls where nobody is named.
RECORDERS = (Role.METHODIST, Role.MOC_HEAD, Role.AUTHORITY)
CONTROLLERS = (Role.AUTHORITY, Role.MOC_HEAD)


def speaks_for(user, execution):
    """The role by which the user answers as the addressee itself."""
    roles = user.roles_in(execution.municipality)
    if execution.organization_id in user.represented:
        return Role.ORGANIZATION
    if execution.person_id and execution.person_id == user.person_id:
        return next(iter(sorted(roles)), None)
    return next((role for role in _people_of(execution.organization) if role in roles), None)


def _people_of(organization):
    """The office speaks for those organisations that it is itself."""
    if organization is None:
        return ()
    if organization.is_moc:
        return perms.MANAGERS
    return (Role.AUTHORITY,) if organization.kind == Organization.Kind.AUTHORITY else ()


def may_answer(user, execution):
    """The addressee itself, or the office for one that answered by letter."""
    return speaks_for(user, execution) or perms.acting_role(user, execution.municipality, *RECORDERS)


def controls(user, clause):
    """The role of the official whom the clause names, else of the authority or the head."""
    municipality = clause.meeting.municipality
    role = perms.acting_role(user, municipality, *RECORDERS)
    if role and clause.controller_id:
        return role if clause.controller_id == user.person_id or role == Role.ADMIN else None
    return perms.acting_role(user, municipality, *CONTROLLERS)


def may_control(user, execution):
    """Nobody judges his own answer, or lets himself off."""
    is_own = _is_bound(user, execution) or _is_own_answer(user, execution)
    return None if is_own else controls(user, execution.clause)


def answers_to_check(user, municipality):
    """The answers that wait for the user: where he is named, or nobody is and he controls by his office."""
    if perms.acting_role(user, municipality, *RECORDERS) is None:
        return Execution.objects.none()
    mine = Q(clause__controller=user.person_id, clause__controller__isnull=False)
    if perms.has_role(user, municipality, *CONTROLLERS):
        mine |= Q(clause__controller=None)
    answers = ExecutionEntry.objects.filter(execution=OuterRef("pk"), to_state=State.ANSWERED)
    own = ExecutionEntry.objects.filter(user=user.pk, user__isnull=False, author="")
    given = Execution.objects.filter(mine, municipality=municipality, state=State.ANSWERED)
    given = given.exclude(person=user.person_id, person__isnull=False)
    last = answers.order_by("-at", "-pk").values("pk")[:1]
    return given.annotate(answer=Subquery(last)).exclude(answer__in=own.values("pk"))


def _is_own_answer(user, execution):
    """Whether the last answer is the user's; one that he only entered for its author is not."""
    if execution.state != State.ANSWERED:
        return False
    answer = _last_answer(execution)
    return answer is not None and answer.user_id == user.pk and not answer.author


def _is_bound(user, execution):
    return execution.person_id is not None and execution.person_id == user.person_id


def _last_answer(execution):
    return execution.entries.filter(to_state=State.ANSWERED).first()


def breached(municipality, today):
    """The orders that were not answered in time, with by how many (`late`); those that most owe first."""
    owed = Q(executions__state__in=OPEN_STATES, executions__due_on__lt=today)
    orders = Clause.objects.filter(owed, kind=Clause.Kind.ORDER, meeting__municipality=municipality)
    late = orders.annotate(late=Count("executions")).select_related("meeting__municipality")
    return late.order_by("-late", "pk")


def why_not_control(user, execution):
    if _is_own_answer(user, execution):
        return "Свой ответ не принимают: его проверит другой сотрудник."
    if _is_bound(user, execution):
        return "Исполнитель сам себя не контролирует: это сделает другой сотрудник."
    controller = execution.clause.controller
    return f"Исполнение этого пункта контролирует {controller}." if controller else ""


def _is_refused(execution):
    answer = _last_answer(execution)
    return answer is not None and answer.is_done is False


def not_done(execution) -> list[str]:
    """An order is not executed by a letter that says why it was not."""
    if execution.clause.kind == Clause.Kind.ORDER and _is_refused(execution):
        return ["Поручение не исполнено: верните ответ, продлите срок или снимите пункт с контроля."]
    return []


def accept(execution, user, data):
    """Done; a recommendation that was not taken up is declined. A standing clause is asked anew for the next half-year."""
    if _is_refused(execution):
        execution.state = State.DECLINED
    renew(execution)


def extend(execution, user, data):
    before, execution.due_on = execution.due_on, data["due_on"]
    was = f"{before:%d.%m.%Y}" if before else "без срока"
    return f"Срок {was} продлён до {execution.due_on:%d.%m.%Y}. {data['text']}"


def answer_again(execution):
    return "Изменить ответ" if execution.state == State.ANSWERED else ""


def leave(execution, user, data):
    """Nothing beside the new state and the words in the log."""


UNDER_CONTROL = frozenset({*OPEN_STATES, State.ANSWERED})


def _by_controller(name, label, sources, target, effect=leave, form=ReasonForm, **facts):
    """What the controller does, as a rule with a reason."""
    return Transition(
        name,
        label,
        frozenset(sources),
        target,
        may=may_control,
        why_not=why_not_control,
        effect=effect,
        form=form,
        **facts,
    )


EXECUTION = Workflow(
    [
        Transition(
            name="answer",
            label="Ответить",
            wording=answer_again,
            sources=UNDER_CONTROL,
            target=State.ANSWERED,
            may=may_answer,
            effect=leave,
            form=AnswerForm,
        ),
        _by_controller(
            "accept", "Принять", {State.ANSWERED}, State.DONE, check=not_done, effect=accept, form=None
        ),
        _by_controller("return", "Вернуть", {State.ANSWERED}, State.RETURNED, is_primary=False),
        _by_controller(
            "extend",
            "Продлить срок",
            UNDER_CONTROL,
            State.WAITING,
            effect=extend,
            form=ExtensionForm,
            is_primary=False,
        ),
        _by_controller("remove", "Снять с контроля", UNDER_CONTROL, State.REMOVED, is_primary=False),
        _by_controller("resume", "Вернуть на контроль", ENDED_STATES, State.WAITING, is_primary=False),
    ]
)
