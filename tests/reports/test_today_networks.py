from datetime import date, timedelta

import pytest
from django.urls import reverse

from programs.models import Consultation, NetworkAgreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(school):
    return Consultation.objects.create(
        organization=school, asked_on=date(2026, 2, 3), question="Как исправить возраст?"
    )


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("today", args=["lugovoy"]))


def test_open_questions_wait_on_the_first_page(client, methodist, director, question):
    assert "ждут ответа: 1" in page_of(client, methodist).content.decode()
    assert "question_count" not in page_of(client, director).context
    question.answer, question.answered_on = "Так.", date(2026, 2, 4)
    question.save()
    assert not page_of(client, methodist).context["question_count"]


def test_agreements_that_end_within_sixty_days_are_told(client, head, school, municipality):
    today = municipality.today()
    begun = {"organization": school, "signed_on": date(2025, 1, 9), "starts_on": date(2025, 1, 9)}
    for days in (-1, 0, 60, 61):
        NetworkAgreement.objects.create(**begun, ends_on=today + timedelta(days=days))
    NetworkAgreement.objects.create(**begun)
    assert page_of(client, head).context["ending_count"] == 2
