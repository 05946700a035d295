"""What is proposed for merging, and that a large register is not compared row by row."""

import pytest
from rapidfuzz import fuzz

from organizations.models import Organization
from programs.duplicates import similar_organizations, similar_programs
from programs.models import Program

pytestmark = pytest.mark.django_db


def add(organization, *names, **facts):
    return [Program.objects.create(organization=organization, name=name, **facts) for name in names]


def names(pairs):
    return [(pair.first.name, pair.second.name) for pair in pairs]


@pytest.mark.parametrize(
    ("one", "other", "is_proposed"),
    [
        ("Юный шахматист", "Программа «Юный шахматист»", True),
        ("Юный шахматист", "Юный шахматисст", True),
        ("Мир танца", "Танца мир", True),
        ("Шахматы 1", "Шахматы 2", False),
        ("Робототехника (базовый уровень)", "Робототехника (продвинутый уровень)", False),
        ("Юный шахматист", "Юный турист", False),
    ],
)
def test_programmes_of_one_organisation(school, municipality, one, other, is_proposed):
    add(school, one, other)
    assert bool(similar_programs(municipality)) is is_proposed


def test_programmes_of_two_organisations_are_one_only_by_their_card_in_the_navigator(school, municipality):
    other = Organization.objects.create(municipality=municipality, name="Лицей № 2", short_name="Лицей № 2")
    add(school, "Шахматы")
    add(other, "Шахматы")
    assert similar_programs(municipality) == []
    Program.objects.update(external_url="https://example.org/program/7")
    assert names(similar_programs(municipality)) == [("Шахматы", "Шахматы")]


def test_the_most_alike_stand_first(municipality):
    for name in ("СОШ № 5", "МБОУ СОШ №5", "ООШ № 5", "СОШ № 6"):
        Organization.objects.create(municipality=municipality, name=name, short_name=name)
    scores = [pair.score for pair in similar_organizations(municipality)]
    assert scores == [100, 80, 80]


def test_only_names_that_share_something_are_compared(school, municipality, monkeypatch):
    themes = [f"Тема{chr(1072 + n % 30)}{chr(1072 + n // 30)}" for n in range(600)]
    rows = [Program(organization=school, name=f"{theme} кружок") for theme in themes]
    for row in rows:
        row.prepare()
    Program.objects.bulk_create(rows)
    compared = []
    ratio = fuzz.ratio
    monkeypatch.setattr("programs.duplicates.fuzz.ratio", lambda *words: compared.append(1) or ratio(*words))
    similar_programs(municipality)
    assert len(compared) < 10 * len(rows)
