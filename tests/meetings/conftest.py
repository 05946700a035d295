from datetime import date

import pytest

from meetings.models import AgendaItem, Body, Clause, Meeting, Speech
from organizations.models import Organization
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
