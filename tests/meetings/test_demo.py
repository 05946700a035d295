"""The demo's decision has the shape of a real one, is under control, and every state of an answer occurs."""

import pytest
from django.db import transaction
from django.test import override_settings

from meetings.models import Clause, Execution, ExecutionEntry, ExecutionState, Meeting
from organizations.models import Organization
from reports.demo import build_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Built once for all tests, which take back what they change."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield build_demo()
        transaction.set_rollback(True)


@pytest.fixture
def clauses(demo):
    return Clause.objects.filter(meeting=demo.decision)


def test_it_has_nineteen_clauses_of_the_usual_kinds(clauses):
    assert clauses.count() == 19
    assert clauses.filter(kind=Clause.Kind.ASSESSMENT).count() == 4
    executable = list(clauses.executable())
    assert len(executable) == 15
    assert sum(clause.is_standing for clause in executable) == 3
    undated = [clause for clause in executable if not clause.deadline_text]
    assert [clause.warnings() for clause in undated] == [["Срок не указан: просрочку портал не увидит."]]
    assert not any(clause.warnings() for clause in executable if clause.deadline_text)


def test_it_is_signed_and_binds_the_fifty_organisations_of_the_office(demo, clauses):
    demo.decision.refresh_from_db()
    assert demo.decision.is_signed
    bound = Organization.objects.filter(executions__clause__in=clauses).distinct()
    assert bound.count() == 50
    assert not Organization.objects.filter(email="").exists()


def test_answers_are_in_every_state_and_none_without_its_log(demo):
    today = demo.municipality.today()
    assert set(Execution.objects.values_list("state", flat=True)) == set(ExecutionState.values)
    assert Execution.objects.overdue(today).count() > 10
    assert ExecutionEntry.objects.filter(action="Продлить срок").count() > 2
    moved = Execution.objects.exclude(state=ExecutionState.WAITING)
    assert not moved.filter(entries=None).exists()
    judged = ExecutionEntry.objects.exclude(action="Ответить")
    assert all(entry.user.person == entry.execution.clause.controller for entry in judged)


def test_the_school_of_the_demo_owes_an_answer(demo):
    director = demo.users["director"]
    assert Execution.objects.for_user(director).overdue(demo.municipality.today()).exists()


def test_a_clause_is_tied_to_an_item_with_an_event(clauses):
    (item,) = clauses.get(number="8.2").plan_items.all()
    assert item.events.filter(theme="Летние краткосрочные программы").exists()


def test_a_protocol_is_in_draft_and_a_meeting_is_to_come(demo):
    stages = Meeting.objects.order_by("starts_on").values_list("body__code", "is_held", "state")
    assert list(stages) == [
        ("collegium", True, "approved"),
        ("moc", True, "draft"),
        ("working-group", False, "draft"),
    ]
