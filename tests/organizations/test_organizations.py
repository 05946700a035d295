"""The list of organisations: entered by the methodist, sorted as people count, found by any spelling."""

import pytest
from django.urls import reverse

from organizations.models import Organization

pytestmark = pytest.mark.django_db


def fields(**changes):
    return {
        "short_name": "Школа № 3",
        "name": "Средняя школа № 3",
        "kind": "school",
        "ownership": "municipal",
        "is_active": "on",
    } | changes


def test_schools_stand_in_the_order_of_their_numbers(municipality):
    for number in (10, 2, 1):
        Organization.objects.create(municipality=municipality, name="Школа", short_name=f"Школа № {number}")
    schools = Organization.objects.filter(name="Школа")
    assert [school.short_name for school in schools] == ["Школа № 1", "Школа № 2", "Школа № 10"]


def test_methodist_adds_an_organisation_to_his_own_municipality(client, methodist, municipality):
    client.force_login(methodist)
    client.post(reverse("organization-create", args=[municipality.slug]), fields())
    assert Organization.objects.get(short_name="Школа № 3").municipality == municipality


def test_second_organisation_of_a_name_is_refused_with_a_sentence(client, methodist, municipality, school):
    client.force_login(methodist)
    url = reverse("organization-create", args=[municipality.slug])
    page = client.post(url, fields(short_name=school.short_name)).content.decode()
    assert "уже есть" in page or "уже существует" in page
    assert Organization.objects.filter(short_name=school.short_name).count() == 1


def test_search_does_not_mind_case_and_yo(client, methodist, municipality):
    Organization.objects.create(municipality=municipality, name="Берёзовская школа", short_name="Берёзка")
    client.force_login(methodist)
    page = client.get(
        reverse("organization-list", args=[municipality.slug]), {"q": "БЕРЕЗКА"}
    ).content.decode()
    assert "Берёзовская школа" in page
    assert "Дом детства" not in page


def test_search_survives_whatever_is_typed(client, methodist, municipality, school):
    client.force_login(methodist)
    page = client.get(
        reverse("organization-list", args=[municipality.slug]), {"q": "шко\0ла"}
    ).content.decode()
    assert school.short_name in page
