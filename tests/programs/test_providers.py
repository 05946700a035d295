from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from organizations.forms import OrganizationForm
from organizations.models import Organization
from programs.models import Program, Provider
from programs.provider_forms import ProviderEntryForm, ProviderExitForm, ProviderForm
from programs.provider_registers import PROVIDERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def private(municipality):
    return Organization.objects.create(
        municipality=municipality, name="Студия", short_name="Студия", kind="ngo", ownership="private"
    )


def entry(municipality, organization, starts_on, **given):
    data = {"organization": organization.pk, "starts_on": starts_on} | given
    return ProviderEntryForm(data, municipality=municipality)


def test_an_organisation_is_in_the_register_once_at_a_time(municipality, school):
    Provider.objects.create(organization=school, starts_on="2024-09-01", ends_on="2025-05-31")
    Provider.objects.create(organization=school, starts_on="2025-09-01")
    assert entry(municipality, school, "2025-06-01").errors["starts_on"] == [
        "«Школа № 1» уже в реестре с 01.09.2025: сроки пересекаются."
    ]
    data = {"organization": school.pk, "starts_on": "2023-01-01", "ends_on": "2024-12-31"}
    (told,) = ProviderForm(data, municipality=municipality).errors["starts_on"]
    assert "с 01.09.2024 по 31.05.2025" in told
    assert ProviderForm(data | {"ends_on": "2023-12-31"}, municipality=municipality).is_valid()


def test_nobody_leaves_before_he_has_entered_or_in_days_to_come(municipality, school):
    provider = Provider.objects.create(organization=school, starts_on=date(2025, 9, 1))

    def leave(day):
        data = {"ends_on": day, "version": provider.version}
        return ProviderExitForm(data, instance=provider, municipality=municipality)

    assert "включена 01.09.2025" in leave("2025-08-31").errors["ends_on"][0]
    tomorrow = municipality.today() + timedelta(days=1)
    assert leave(tomorrow).errors["ends_on"] == ["Эта дата ещё не наступила."]
    assert leave("").errors["ends_on"]


def test_the_register_stands_as_on_a_day_and_tells_who_came_and_went(
    client, municipality, methodist, school, private
):
    gone = Provider.objects.create(organization=private, starts_on="2024-09-01", ends_on="2026-03-01")
    there = Provider.objects.create(organization=school, starts_on="2026-02-01")

    def shown(query):
        return set(PROVIDERS.read(methodist, municipality, QueryDict(query)).rows)

    assert shown("") == {there}
    assert shown("on=2025-01-01") == {gone}
    assert shown("on=2026-03-01") == {gone, there}
    assert shown("show=entered&since=2026-01-01&until=2026-12-31") == {there}
    assert shown("show=left&since=2026-01-01&until=2026-02-28") == set()
    assert shown("show=all&ownership=private") == {gone}
    client.force_login(methodist)
    page = client.get(
        reverse("provider-list", args=["lugovoy"]),
        {"on": "2026-02-15", "since": "2026-01-01", "until": "2026-04-01"},
    )
    told = {name: page.context[name] for name in ("there", "entered", "left", "growth")}
    assert told == {"there": 2, "entered": 1, "left": 1, "growth": "0"}
    assert ("частная", 1) in page.context["owned"]


def test_programmes_and_enrolments_are_those_of_the_register(municipality, methodist, school):
    Provider.objects.create(organization=school, starts_on="2026-02-01")
    for number, (state, register, children) in enumerate(
        [
            ("published", "certified", 20),
            ("registered", "budget", 15),
            ("registered", "budget", None),
            ("development", "certified", 99),
        ]
    ):
        Program.objects.create(
            organization=school, name=f"Программа {number}", state=state, register=register, children=children
        )
    row = PROVIDERS.read(methodist, municipality, QueryDict()).rows.get()
    assert (row.programs, row.certified, row.enrolments) == (3, 1, 35)


def test_the_open_page_shows_who_is_in_the_register_today(municipality, school, private):
    Provider.objects.create(organization=private, starts_on="2024-09-01", ends_on="2025-03-01")
    there = Provider.objects.create(organization=school, starts_on="2026-02-01")
    selection = PROVIDERS.read_openly(municipality, QueryDict("on=2024-10-01"))
    assert list(selection.rows) == [there]


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        ("inn", "7707083893", ""),
        ("inn", "7707083894", "контрольная цифра"),
        ("inn", "500100732259", ""),
        ("inn", "500100732258", "контрольная цифра"),
        ("inn", "123", "10 цифр"),
        ("inn", "٧٧٠٧٠٨٣٨٩٣", "10 цифр"),
        ("ogrn", "1027700132195", ""),
        ("ogrn", "1027700132196", "контрольная цифра"),
        ("ogrn", "304500116000157", ""),
        ("ogrn", "304500116000158", "контрольная цифра"),
        ("ogrn", "10277001321", "13 цифр"),
        ("kpp", "773601001", ""),
        ("kpp", "7736AB001", ""),
        ("kpp", "77360100", "9 знаков"),
    ],
)
def test_numbers_of_an_organisation_are_checked_by_their_control_digits(municipality, name, number, told):
    form = OrganizationForm({name: number}, instance=Organization(municipality=municipality))
    errors = " ".join(form.errors.get(name, []))
    assert told in errors
    assert bool(told) == bool(errors)
