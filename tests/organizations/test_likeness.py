"""Spellings of organisations as registers and papers have them."""

import pytest

from organizations.likeness import LIKELY, SURE, best_match, likeness
from organizations.models import Organization, OrganizationAlias

SAME = [
    ("СОШ №5", "МБОУ СОШ № 5"),
    ("МБОУ «СОШ № 5»", "Средняя школа № 5"),
    (
        "СОШ 5",
        "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 5»",
    ),
    ("МБОУ СОШ № 5 Лугового района", "Школа № 5"),
    ("Школа №05", "школа № 5"),
    ("МБДОУ № 12", "Детский сад № 12"),
    ("д/с №12 «Ромашка»", "МАДОУ детский сад № 12"),
    ("МБУ ДО ЦДТ «Радуга»", "Центр детского творчества «Радуга»"),
    (
        "МБУДО «ДДТ»",
        "Муниципальное бюджетное учреждение дополнительного образования «Дом детского творчества»",
    ),
    ("МАУ ДО ДЮСШ № 2", "Спортивная школа № 2"),
    ("МБУ ДО СШ № 2", "Спортивная школа № 2"),
    ("МКОУ «Берёзовская СОШ»", "Березовская средняя школа"),
    ("ГБПОУ «Луговской политехнический колледж»", "Луговской политехнический колледж"),
    ("МБУ ДО ДШИ", "Детская школа искусств"),
    ("ДШИ Лугового муниципального округа Озёрной области", "Детская школа искусств"),
]
DIFFERENT = [
    ("СОШ № 5", "СОШ № 15"),
    ("СОШ № 5", "СОШ"),
    ("СОШ № 5", "Детский сад № 5"),
    ("СОШ № 5", "ДШИ № 5"),
    ("СШ № 5", "ДЮСШ № 5"),
    ("Дом детского творчества", "Центр детского творчества"),
    ("Берёзовская СОШ", "Ольховская СОШ"),
    ("Начальная школа с. Берёзовка", "Начальная школа с. Ольховка"),
    ("Школа", "Школа искусств"),
    ("ЦДТ «Радуга»", "ЦДТ «Восход»"),
    ("Станция юных техников Лугового района", "Детский технопарк Лугового района"),
    ("Спортивная школа «Старт» Лугового района", "Спортивная школа «Олимп» Лугового района"),
    ("Лицей № 1", "Гимназия № 1"),
    ("", "МБОУ"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_organisation(one, other):
    assert likeness(one, other) >= SURE


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_two_organisations(one, other):
    assert likeness(one, other) < LIKELY


def test_schools_of_another_level_are_shown_but_not_taken_for_one():
    assert LIKELY <= likeness("ООШ № 5", "СОШ № 5") < SURE


@pytest.fixture
def organizations(school, municipality):
    other = Organization.objects.create(municipality=municipality, name="Лицей № 2", short_name="Лицей № 2")
    OrganizationAlias.objects.create(organization=other, name="Бывшая школа на горе")
    return list(municipality.organizations.prefetch_related("aliases"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("МБОУ СОШ №1", "Школа № 1"),
        ("МБОУ Лицей №2", "Лицей № 2"),
        ("бывшая школа «На горе»", "Лицей № 2"),
        ("Школа № 3", None),
        ("", None),
    ],
)
def test_a_name_in_a_file_finds_its_organisation(organizations, name, found):
    match = best_match(name, organizations)
    assert (match and match.short_name) == found


def test_a_name_that_two_answer_to_finds_neither_unless_it_is_spelled_so(organizations, municipality):
    Organization.objects.create(municipality=municipality, name="СОШ № 1", short_name="МБОУ СОШ № 1")
    everybody = list(municipality.organizations.prefetch_related("aliases"))
    assert best_match("МАОУ СОШ № 1", everybody) is None
    assert best_match("МБОУ СОШ № 1", everybody).short_name == "МБОУ СОШ № 1"
