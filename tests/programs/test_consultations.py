from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from organizations.models import Organization
from programs.models import Consultation, Moderator, Program
from programs.provider_registers import CONSULTATIONS, MODERATORS

pytestmark = pytest.mark.django_db
LIST = "/lugovoy/consultations/"


@pytest.fixture
def other(municipality):
    return Organization.objects.create(
        municipality=municipality, name="Школа № 2", short_name="Школа № 2", kind="school"
    )


@pytest.fixture
def question(school):
    return Consultation.objects.create(
        organization=school, asked_on=date(2026, 2, 3), question="Как исправить возраст?"
    )


def test_an_organisation_asks_through_the_portal_and_reads_the_answer(
    client, director, methodist, school, other
):
    client.force_login(director)
    sent = {"organization": school.pk, "kind": "card_error", "question": "В карточке не тот адрес."}
    asked = client.post(f"{LIST}new/", sent, follow=True).context["consultation"]
    assert (asked.organization, asked.asked_on, asked.answered_on) == (
        *(school, school.municipality.today()),
        None,
    )
    refused = client.post(f"{LIST}new/", sent | {"organization": other.pk}).context["form"]
    assert "organization" in refused.errors
    client.force_login(methodist)
    client.post(reverse("consultation-answer", args=["lugovoy", asked.pk]), {"answer": "Да.", "version": 1})
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_on, asked.answered_by) == (
        *("Да.", school.municipality.today()),
        methodist,
    )
    client.force_login(director)
    assert "Да." in client.get(asked.get_absolute_url()).content.decode()


def test_an_organisation_does_not_read_what_another_asked(client, director, question, other):
    strange = Consultation.objects.create(
        organization=other, asked_on=date(2026, 2, 3), question="Чужой вопрос"
    )
    client.force_login(director)
    assert client.get(strange.get_absolute_url()).status_code == 404
    page = client.get(LIST).content.decode()
    assert question.question in page
    assert "Чужой вопрос" not in page


def test_the_office_writes_down_what_came_by_phone_answered_or_not(client, methodist, school, other):
    client.force_login(methodist)
    sent = {
        "organization": school.pk,
        "kind": "question",
        "asked_on": "2026-02-03",
        "question": "Как?",
        "answer": "Так.",
        "answered_on": "2026-02-02",
    }
    program = Program.objects.create(organization=other, name="Чужая")
    wrong = client.post(f"{LIST}new/", sent | {"program": program.pk}).context["form"]
    assert wrong.errors == {
        "answered_on": ["Обращение было 03.02.2026: ответ не может быть раньше."],
        "program": ["Эта программа другой организации: «Школа № 2»."],
    }
    client.post(f"{LIST}new/", sent | {"answer": ""})
    client.post(f"{LIST}new/", sent | {"answered_on": "2026-02-05"})
    assert [row.answered_on for row in Consultation.objects.order_by("pk")] == [None, date(2026, 2, 5)]


def test_the_list_counts_by_kind_within_a_period(client, methodist, question, school):
    Consultation.objects.create(
        organization=school,
        asked_on=date(2026, 3, 3),
        kind="card_error",
        question="Адрес",
        answer="Исправлено",
        answered_on=date(2026, 3, 4),
    )
    client.force_login(methodist)
    assert sorted(client.get(LIST).context["counts"]) == [
        ("консультация", 1, 1),
        ("ошибка в карточке", 1, 0),
    ]
    of_march = client.get(LIST, {"since": "2026-03-01", "until": "2026-03-31"}).context["counts"]
    assert of_march == [("ошибка в карточке", 1, 0)]
    waiting = CONSULTATIONS.read(methodist, school.municipality, QueryDict("answered=no"))
    assert list(waiting.rows) == [question]


def test_who_has_no_moderator_is_told_and_former_ones_are_kept(
    client, methodist, municipality, school, other
):
    today = municipality.today()
    former = {"starts_on": date(2024, 9, 1), "ends_on": today - timedelta(days=1)}
    Moderator.objects.create(organization=other, name="Прежняя Анна", **former)
    Moderator.objects.create(organization=school, name="Нынешняя Ольга", starts_on=date(2024, 9, 1))
    client.force_login(methodist)
    page = client.get(reverse("moderator-list", args=["lugovoy"]))
    assert other in page.context["without"]
    assert school not in page.context["without"]

    def names(query):
        rows = MODERATORS.read(methodist, municipality, QueryDict(query)).rows
        return [str(row) for row in rows]

    assert names("") == ["Нынешняя Ольга"]
    assert names("standing=former") == ["Прежняя Анна"]
    assert len(names("standing=all")) == 2


def test_people_and_their_questions_do_not_come_to_open_pages():
    assert not MODERATORS.is_publishable
    assert not CONSULTATIONS.is_publishable
