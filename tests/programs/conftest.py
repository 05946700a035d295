from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from organizations.models import LegalAct, Person, Role
from programs.life import LIFE, open_assessment
from programs.models import Program
from records.attachments import keep_file
from tests.conftest import make_user

CARD = {
    "focus_area": "technical",
    "level": "basic",
    "register": "budget",
    "age_from": 7,
    "age_to": 11,
    "hours": 72,
    "years": 1,
}


@pytest.fixture
def text_file(municipality, methodist):
    return keep_file(ContentFile(b"%PDF-1.4 text", "program.pdf"), "application/pdf", municipality, methodist)


@pytest.fixture
def program(reference_data, school, text_file):
    """One that its organisation may send to be reviewed."""
    return Program.objects.create(organization=school, name="Юный робототехник", file=text_file, **CARD)


@pytest.fixture
def submitted(program, director):
    return LIFE.perform("submit", program, director)


@pytest.fixture
def on_assessment(submitted, methodist):
    return LIFE.perform("pass", submitted, methodist, {"level": "municipal"})


@pytest.fixture
def expert_person(expert) -> Person:
    return expert.person


@pytest.fixture
def second_expert(municipality):
    return make_user("expert2", "Критикова", Role.EXPERT, "эксперт", municipality=municipality)


@pytest.fixture
def act(municipality):
    return LegalAct.objects.create(municipality=municipality, number="7", date=date(2026, 3, 2))


@pytest.fixture
def assessment(on_assessment):
    return open_assessment(on_assessment)


@pytest.fixture
def sheet(assessment, expert):
    return assessment.assignments.create(
        expert=expert.person, assigned_on=assessment.program.municipality.today()
    )


@pytest.fixture
def ask(client, municipality):
    """What the portal answers to a user."""

    def ask(user, name, *args, sent=None):
        client.force_login(type(user).objects.get(pk=user.pk))
        url = reverse(name, args=[municipality.slug, *args])
        return client.get(url) if sent is None else client.post(url, sent)

    return ask
