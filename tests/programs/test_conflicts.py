import pytest

from organizations.models import Appointment, Organization, Role
from programs.conflicts import conflict_of
from programs.models import Program

pytestmark = pytest.mark.django_db


def test_who_serves_where_it_is_taught_may_not_assess(program, expert_person, municipality, school):
    today = municipality.today()
    assert conflict_of(expert_person, program, today) == ""
    service = Appointment.objects.create(
        person=expert_person,
        role=Role.ORGANIZATION,
        title="заместитель директора",
        municipality=municipality,
        organization=school,
        starts_on="2020-01-01",
    )
    assert conflict_of(expert_person, program, today) == (
        "А.П. Оценкина работает в организации «Школа № 1»: это конфликт интересов."
    )
    service.ends_on = "2021-01-01"
    service.save()
    assert conflict_of(expert_person, program, today) == ""


def test_who_serves_where_the_municipal_programme_comes_from_may_not_assess_its_copies(
    program, expert_person, municipality, school
):
    other = Organization.objects.create(municipality=municipality, name="Школа № 2", short_name="Школа № 2")
    copy = Program.objects.create(organization=other, name=program.name, parent=program)
    today = municipality.today()
    assert conflict_of(expert_person, copy, today) == ""
    Appointment.objects.create(
        person=expert_person,
        role=Role.ORGANIZATION,
        title="педагог",
        municipality=municipality,
        organization=school,
        starts_on="2020-01-01",
    )
    assert "«Школа № 1»" in conflict_of(expert_person, copy, today)


@pytest.mark.parametrize(
    ("authors", "is_refused"),
    [
        ("Оценкина Анна Петровна, педагог", True),
        ("А. П. Оценкина", True),
        ("Оценкина А.П.; Лугова В.И.", True),
        ("Оценкина", True),
        ("Лугов И. С., Оценкина", True),
        ("Лугов Иван и Оценкина", True),
        ("Оценкина, Лугов Иван", True),
        ("Оценкина Вера Ильинична", False),
        ("Оценкин Пётр", False),
        ("", False),
    ],
)
def test_an_author_may_not_assess(program, expert_person, authors, is_refused):
    program.authors = authors
    assert bool(conflict_of(expert_person, program, program.municipality.today())) == is_refused
