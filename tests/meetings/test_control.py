"""From a signed paper to the executions of its clauses, and who may move them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from meetings.control import EXECUTION
from meetings.fan_out import fan_out
from meetings.models import Clause, Execution, ExecutionState, Meeting
from meetings.models.executions import with_control
from organizations.models import Municipality
from records.approval import APPROVAL

from .conftest import DAY, make_clause

pytestmark = pytest.mark.django_db

ANSWER = {"text": "Расписание обновлено.", "is_done": True, "channel": "portal", "day": DAY}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(Municipality, "today", lambda self: DAY)


@pytest.fixture
def execution(signed, director):
    """The clause as it binds the director's school."""
    fan_out(signed.clauses.all(), DAY)
    return Execution.objects.get(organization=director.person.appointments.get().organization)


def test_signing_binds_every_organisation_of_the_group_once(signed, clause, schools):
    bound = clause.executions.all()
    assert {execution.organization for execution in bound} == set(schools[:3])
    assert {execution.due_on for execution in bound} == {date(2026, 9, 1)}
    assert fan_out([clause], DAY) == 0


def test_a_condition_and_names_narrow_and_widen_the_group(meeting, schools):
    clause = make_clause(meeting, group_kinds=["school"], condition="growth_point", is_addressed=True)
    clause.organizations.add(schools[3])
    assert fan_out([clause], DAY) == 2
    assert {execution.organization for execution in clause.executions.all()} == {schools[1], schools[3]}


def test_what_nobody_confirmed_binds_nobody(meeting, schools):
    clause = make_clause(meeting, group_kinds=["school"])
    assert fan_out([clause], DAY) == 0
    assert "Адресаты не подтверждены: никто не получит этот пункт." in clause.warnings()


def test_an_assessment_is_never_executed(meeting, schools, methodist, head, authority):
    make_clause(meeting, kind=Clause.Kind.ASSESSMENT, group_kinds=["school"], is_addressed=True)
    assert not meeting.clauses.executable().exists()


def test_a_standing_clause_is_confirmed_each_half_year(meeting, schools, authority, methodist):
    clause = make_clause(meeting, deadline_text="постоянно", group_kinds=["school"], is_addressed=True)
    fan_out([clause], DAY)
    execution = clause.executions.first()
    assert (execution.period, execution.due_on) == ("2026H1", date(2026, 6, 30))
    EXECUTION.perform("answer", execution, methodist, ANSWER | {"author": "Директор"})
    EXECUTION.perform("accept", execution, authority)
    following = clause.executions.get(organization=execution.organization, period="2026H2")
    assert (following.state, following.due_on) == (ExecutionState.WAITING, date(2026, 12, 31))


def test_an_organisation_answers_and_the_controller_accepts(execution, director, authority):
    answered = EXECUTION.perform("answer", execution, director, ANSWER)
    assert answered.state == ExecutionState.ANSWERED
    returned = EXECUTION.perform("return", answered, authority, {"text": "Приложите приказ"})
    assert returned.is_open
    again = EXECUTION.perform("answer", returned, director, ANSWER)
    assert EXECUTION.perform("accept", again, authority).state == ExecutionState.DONE
    assert [entry.action for entry in execution.entries.all()] == [
        "Принять",
        "Ответить",
        "Вернуть",
        "Ответить",
    ]


def test_nobody_accepts_his_own_answer(execution, authority, head):
    EXECUTION.perform("answer", execution, authority, ANSWER)
    with pytest.raises(PermissionDenied, match="Свой ответ не принимают"):
        EXECUTION.perform("accept", execution, authority)
    assert EXECUTION.perform("accept", execution, head).state == ExecutionState.DONE


def test_only_the_named_official_controls(execution, clause, director, authority, head):
    Clause.objects.update(controller=head.person)
    EXECUTION.perform("answer", execution, director, ANSWER)
    with pytest.raises(PermissionDenied):
        EXECUTION.perform("accept", execution, authority)
    assert EXECUTION.perform("accept", execution, head).state == ExecutionState.DONE


def test_a_recommendation_may_be_declined_and_is_never_overdue(execution, clause, director, authority):
    Clause.objects.update(kind=Clause.Kind.RECOMMENDATION)
    late = date(2026, 12, 1)
    assert execution in Execution.objects.late(late)
    assert not Execution.objects.overdue(late)
    EXECUTION.perform("answer", execution, director, ANSWER | {"is_done": False, "text": "Нет помещения"})
    assert EXECUTION.perform("accept", execution, authority).state == ExecutionState.DECLINED


def test_an_order_that_was_not_done_is_not_accepted_as_done(execution, director, authority):
    refusal = ANSWER | {"is_done": False, "text": "Нет педагога"}
    answered = EXECUTION.perform("answer", execution, director, refusal)
    with pytest.raises(ValidationError, match="Поручение не исполнено"):
        EXECUTION.perform("accept", answered, authority)
    later = {"due_on": date(2026, 10, 1), "text": "Педагог придёт в сентябре"}
    extended = EXECUTION.perform("extend", answered, authority, later)
    assert (extended.state, extended.due_on) == (ExecutionState.WAITING, date(2026, 10, 1))


@pytest.mark.parametrize("step", ["extend", "remove"])
def test_nobody_lets_himself_off(meeting, authority, head, step):
    clause = make_clause(meeting, person=authority.person, is_addressed=True)
    fan_out([clause], DAY)
    data = {"due_on": date(2026, 10, 1), "text": "Не успеваю"}
    with pytest.raises(PermissionDenied, match="сам"):
        EXECUTION.perform(step, clause.executions.get(), authority, data)
    assert EXECUTION.perform(step, clause.executions.get(), head, data)


def test_a_stranger_neither_sees_nor_answers(execution, stranger, director, schools):
    assert execution not in Execution.objects.for_user(stranger)
    assert list(Execution.objects.for_user(director)) == [execution]
    with pytest.raises(PermissionDenied):
        EXECUTION.perform("answer", execution, stranger, ANSWER)


def test_a_signed_paper_is_signed_for_ever(signed, methodist, head):
    assert signed.stage == "подписан"
    assert _stage_of(signed) == "на контроле"
    signed.clauses.first().executions.update(state=ExecutionState.DONE)
    assert _stage_of(signed) == "закрыт"
    open_to = {step.name for user in (methodist, head) for step in APPROVAL.available(signed, user)}
    assert open_to == {"sign"}


def _stage_of(meeting):
    return with_control(Meeting.objects.filter(pk=meeting.pk)).get().stage


def test_a_number_is_unique_in_a_body_and_a_year(meeting):
    same = Meeting(municipality=meeting.municipality, body=meeting.body, number="2", starts_on=DAY)
    with pytest.raises(ValidationError, match="уже занят"):
        same.clean()
    with pytest.raises(IntegrityError):
        same.save()


def test_a_deadline_before_the_meeting_is_refused(meeting):
    clause = make_clause(meeting, deadline_text="до 01.03.2026")
    with pytest.raises(ValidationError, match="Срок раньше заседания"):
        clause.full_clean()
