"""The marks that papers of every kind bear."""

import pytest

from records.approval import APPROVAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(methodist):
    methodist.person.phone = "2-14-36"
    methodist.person.save()
    return methodist


def test_a_draft_names_the_methodist_and_his_phone(plan, reachable):
    assert plan.draw().executor.lines == ["Исп. Лугова Анна Петровна", "тел. 2-14-36"]


def test_without_a_phone_nobody_is_named(plan, methodist):
    assert plan.draw().executor is None


def test_whoever_sent_the_paper_off_is_named_and_stays_so(plan, reachable, head, authority):
    head.person.phone = "2-00-01"
    head.person.save()
    for name, user in (("submit", head), ("pass", head), ("pass", authority)):
        APPROVAL.perform(name, plan, user)
    plan.refresh_from_db()
    head.person.delete()
    assert plan.paper().executor.lines == ["Исп. Верхова Анна Петровна", "тел. 2-00-01"]
