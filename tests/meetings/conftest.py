from datetime import date

import pytest
from django.urls import reverse

from meetings.models import AgendaItem, Body, Clause, Meeting, Speech
from organizations.models import Municipality, Organization
from tests.walking import approve

DAY = date(2026, 4, 21)


@pytest.fixture
def body(municipality):
    return Body.objects.standard(municipality).get(code="collegium")


@pytest.fixture
def meeting(body):
    """A held meeting with a question on which somebody was heard."""
    meeting = Meeting.objects.create(
        municipality=body.municipality,
        body=body,
        number="2",
        starts_on=DAY,
        topic="Сеть кружков района",
        chair="А.П. Отделова",
        secretary="А.П. Лугова",
        is_held=True,
    )
    item = AgendaItem.objects.create(meeting=meeting, position=1, question="О сети кружков")
    Speech.objects.create(item=item, kind=Speech.Kind.HEARD, name="И.И. Верхова", post="руководитель МОЦ")
    return meeting


@pytest.fixture
def schools(municipality):
    """Three schools and a kindergarten; one school has a centre «Точка роста»."""
    kinds = {"Школа № 2": "school", "Школа № 3": "school", "Школа № 4": "school", "Сад № 1": "kindergarten"}
    return [
        Organization.objects.create(
            municipality=municipality,
            name=f"{name} Лугового района",
            short_name=name,
            kind=kind,
            is_growth_point=name == "Школа № 3",
        )
        for name, kind in kinds.items()
    ]


@pytest.fixture
def clause(meeting, schools):
    """An order to all schools."""
    return make_clause(meeting, group_kinds=["school"], is_addressed=True)


def make_clause(meeting, **facts):
    position = meeting.clauses.count() + 1
    given = {
        "number": f"1.{position}",
        "kind": Clause.Kind.ORDER,
        "text": "Обновить расписание кружков.",
        "addressee_text": "Руководителям школ",
        "deadline_text": "до 01.09.2026",
    }
    return Clause.objects.create(meeting=meeting, position=position, **given | facts)


@pytest.fixture
def signed(meeting, clause, methodist, head, authority):
    return approve(meeting, methodist, head, authority)


# Its pages


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(Municipality, "today", lambda self: DAY)


@pytest.fixture
def url(municipality):
    return lambda name, *args: reverse(name, args=[municipality.slug, *args])


@pytest.fixture
def shown(client, methodist):
    """A page as the methodist sees it, in words."""
    client.force_login(methodist)
    return lambda address, **data: client.get(address, data).content.decode()


@pytest.fixture
def send(client, methodist, url):
    """A form posted by the methodist; the page that it leads to, or the form with its sentences."""
    client.force_login(methodist)

    def post(name, /, *args, **fields):
        answer = client.post(url(name, *args), fields, follow=True)
        assert answer.status_code in (200, 403, 422)
        return answer.content.decode()

    return post


@pytest.fixture
def head_of(body):
    """The fields of the form of a meeting, others where they are given."""
    fields = {"body": body.pk, "starts_on": "2026-04-21", "format": "offline", "openness": "organizations"}
    return lambda **other: fields | other
