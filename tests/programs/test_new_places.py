from decimal import Decimal

import pytest
from django.urls import reverse

from organizations.models import Organization
from programs.models import DeclaredPlaces, NewPlaces
from programs.network_forms import NewPlacesForm
from programs.new_places import standings, year_table


def row(organization, year, places, money=None, area="technical"):
    return NewPlaces(organization=organization, year=year, places=places, money=money, focus_area=area)


@pytest.fixture
def centre():
    return Organization(pk=1, short_name="Дом детства", sort_key="дом детства")


def test_the_year_adds_up_by_organisation_and_focus_area(centre):
    school = Organization(pk=2, short_name="Школа № 1", sort_key="школа")
    rows = [
        row(school, 2026, 20, Decimal("150.5"), "art"),
        row(centre, 2026, 30, Decimal(100)),
        row(centre, 2026, 10, None, "art"),
    ]
    table = year_table(2026, rows)
    assert [(str(line.organization), line.whole.places) for line in table.lines] == [
        ("Дом детства", 40),
        ("Школа № 1", 20),
    ]
    assert [area.places if area else None for area in table.by_focus] == [30, None, None, 30, None, None]
    assert (table.whole.places, table.whole.money, table.untold) == (60, Decimal("250.5"), 1)


def test_the_difference_from_the_paper_is_said_in_words_and_grows_over_the_years(centre):
    rows = [row(centre, 2025, 800, Decimal(1000)), row(centre, 2026, 250)]
    papers = [
        DeclaredPlaces(year=2025, places=800, money=Decimal(900)),
        DeclaredPlaces(year=2026, places=10),
    ]
    first, second = standings(rows, papers)
    assert [(check.words, check.agrees) for check in first.comparisons] == [
        ("Мест по строкам 800, в документе 800: сходится", True),
        ("Средства по строкам 1000 руб., в документе 900 руб.: расхождение 100 руб.", False),
    ]
    assert [check.words for check in second.comparisons] == [
        "Мест по строкам 250, в документе 10: расхождение 240"
    ]
    assert second.grown.places == 1050
    assert [check.words for check in second.grown_comparisons] == [
        "Мест по строкам 1050, в документе 810: расхождение 240"
    ], "the second paper tells no money"


def test_years_without_a_paper_are_not_compared(centre):
    first, second = standings([row(centre, 2025, 5)], [DeclaredPlaces(year=2026, places=10)])
    assert not first.comparisons
    assert not second.grown_comparisons
    assert second.comparisons[0].words == "Мест по строкам 0, в документе 10: расхождение 10"


@pytest.mark.django_db
def test_the_same_places_are_entered_once(municipality, school):
    NewPlaces.objects.create(year=2026, organization=school, focus_area="art", places=5)
    data = {"year": 2026, "organization": school.pk, "focus_area": "art", "places": 7}
    form = NewPlacesForm(data, municipality=municipality)
    (error,) = form.non_field_errors()
    assert "уже внесены" in error


@pytest.mark.django_db
def test_a_year_has_one_paper_and_whoever_begins_it_second_sees_it(municipality, client, methodist):
    DeclaredPlaces.objects.create(municipality=municipality, year=2026, places=810)
    client.force_login(methodist)
    answer = client.post(reverse("declared-places", args=["lugovoy", 2026]), {"places": 900, "version": 0})
    assert "Сохранил другой сотрудник" in answer.content.decode()
    assert DeclaredPlaces.objects.get().places == 810


@pytest.mark.django_db
def test_the_file_says_what_the_page_says(client, methodist, municipality, school):
    NewPlaces.objects.create(year=2026, organization=school, focus_area="art", places=1050)
    DeclaredPlaces.objects.create(municipality=municipality, year=2026, places=810)
    client.force_login(methodist)
    page = client.get(reverse("new-places", args=["lugovoy"])).content.decode()
    assert "расхождение 240" in page
    assert client.get(reverse("new-places-file", args=["lugovoy", "pdf"])).content.startswith(b"%PDF")
