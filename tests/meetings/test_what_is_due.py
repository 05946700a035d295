"""What the first page and the daily letter tell of clauses: the addressee, the controller, the office."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from meetings.control import EXECUTION
from meetings.models import Clause, Execution
from organizations.models import Municipality, Person

from .conftest import DAY

pytestmark = pytest.mark.django_db

GIVEN = {"text": "Сделано.", "is_done": True, "channel": "portal", "day": DAY}
AFTER = date(2026, 9, 2)  # the deadline is 1 September


@pytest.fixture(autouse=True)
def today(monkeypatch, settings):
    monkeypatch.setattr(Municipality, "today", lambda self: DAY)
    settings.SITE_URL = "https://moc.example/"


@pytest.fixture
def owed(director, signed, clause):
    """What the director's school owes on an order to all schools."""
    return clause.executions.get(organization__in=director.represented)


@pytest.fixture
def first_page(client, municipality):
    def first_page(user):
        client.force_login(user)
        return client.get(reverse("today", args=[municipality.slug]))

    return first_page


@pytest.fixture
def letters():
    """The letters of a day, each by the address that the test gave to a user."""

    def letters(day, *users):
        mail.outbox.clear()
        for user in users:
            Person.objects.filter(pk=user.person_id).update(email=f"{user.username}@example.org")
        call_command("send_digest", "--date", str(day), stdout=StringIO(), stderr=StringIO())
        return {letter.to[0].split("@")[0]: letter for letter in mail.outbox}

    return letters


def test_a_director_is_shown_what_he_owes_until_he_has_answered(first_page, owed, director):
    assert first_page(director).context["asked"] == [owed]
    Execution.objects.update(state="answered")
    page = first_page(director)
    assert page.context["asked"] == []
    assert "ничего не требуется" in page.content.decode()


def test_the_controller_is_shown_answers_and_nobody_his_own(
    first_page, owed, authority, head, methodist, director
):
    def shown_to(*users):
        return [first_page(user).context["answers"] for user in users]

    EXECUTION.perform("answer", owed, director, GIVEN)
    assert shown_to(authority, head, methodist) == [[owed], [owed], []]
    EXECUTION.perform("answer", owed, authority, GIVEN)
    assert shown_to(authority, head) == [[], [owed]]
    Clause.objects.update(controller=methodist.person)
    assert shown_to(methodist, head) == [[owed], []]


def test_nobody_is_shown_an_answer_to_what_binds_himself(first_page, owed, authority, head, methodist):
    mine = owed.clause.executions.create(municipality=owed.municipality, person=head.person)
    EXECUTION.perform("answer", mine, methodist, GIVEN | {"author": "А.П. Верхова"})
    assert [first_page(user).context["answers"] for user in (authority, head)] == [[mine], []]


def test_the_office_is_shown_orders_that_are_late_and_no_recommendation(
    first_page, owed, methodist, monkeypatch
):
    assert first_page(methodist).context["orders"] == []
    monkeypatch.setattr(Municipality, "today", lambda self: AFTER)
    (late,) = first_page(methodist).context["orders"]
    assert (late, late.late) == (owed.clause, 4)
    Clause.objects.update(kind=Clause.Kind.RECOMMENDATION)
    assert first_page(methodist).context["orders"] == []


def test_the_overview_counts_them(client, owed, municipality, head, director, monkeypatch):
    EXECUTION.perform("answer", owed, director, GIVEN)
    monkeypatch.setattr(Municipality, "today", lambda self: AFTER)
    client.force_login(head)
    page = client.get(reverse("dashboard", args=[municipality.slug]))
    assert (page.context["orders"], page.context["to_check"]) == (1, 1)
    assert "просрочено 1" in page.content.decode()


def test_letters_go_to_the_addressee_the_controller_and_the_office(
    letters, owed, clause, director, authority, methodist, schools
):
    answered = clause.executions.get(organization=schools[0])
    EXECUTION.perform("answer", answered, methodist, GIVEN | {"author": "Директор"})
    told = letters(AFTER, director, authority, methodist)
    link = f"https://moc.example{owed.get_absolute_url()}"
    assert f"Просрочено:\n— 01.09.2026: {clause}\n  {link}" in told["director"].body
    checked = f"Ответы по поручениям, которые вы проверяете:\n— Школа № 2: {clause}"
    assert checked in told["authority"].body
    assert checked not in told["methodist"].body
    late = f"Поручения, на которые не ответили в срок:\n— {clause}: не ответили 3"
    assert late in told["methodist"].body
    assert late not in told["director"].body
    assert "просроченных поручений: 1" in told["methodist"].subject
    html = told["authority"].alternatives[0][0]
    assert f'href="https://moc.example{answered.get_absolute_url()}"' in html


def test_a_recommendation_is_asked_for_in_time_and_never_called_overdue(letters, owed, director):
    Clause.objects.update(kind=Clause.Kind.RECOMMENDATION)
    told = letters(date(2026, 8, 30), director)
    assert "Срок в ближайшие семь дней:\n— 01.09.2026" in told["director"].body
    assert letters(AFTER, director) == {}
