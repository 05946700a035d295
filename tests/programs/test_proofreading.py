"""The yearly proof-reading: what is told of which card, and mending it in the list."""

from collections import namedtuple
from datetime import date

import pytest
from django.urls import reverse

from programs.models import FoundRight, Program
from programs.proofreading import by_organization, proof_cards
from programs.set_suspicions import is_slip, set_suspicions

Row = namedtuple("Row", "pk name name_key organization_id state external_url")
TODAY = date(2026, 11, 20)


def row(pk, name="Юный робототехник", organization=1, state="development", url=""):
    return Row(pk, name, name.lower(), organization, state, url)


def found(*rows, with_groups=(), ends=None):
    return [(one.program, one.code) for one in set_suspicions(rows, with_groups, ends or {}, TODAY)]


def test_a_name_is_told_that_one_organisation_has_twice():
    assert found(row(1), row(2), row(3, organization=2)) == [(1, "same_name"), (2, "same_name")]


def test_names_that_differ_by_a_slip_are_told_and_steps_of_a_series_are_not():
    assert found(row(1), row(2, "Юный роботехник")) == [(1, "slip"), (2, "slip")]
    for one, other in [
        ("шахматы для всех 1", "шахматы для всех 2"),
        ("ступень мастерства i", "ступень мастерства ii"),
    ]:
        assert not is_slip(one, other)
    assert is_slip("фото студия", "фотостудия")


def test_one_link_in_two_cards_is_told_however_it_is_spelled():
    same = row(1, url="https://www.example.org/7/"), row(2, "Театр", 2, url="http://example.org/7")
    assert found(*same) == [(1, "same_link"), (2, "same_link")]


def test_a_placed_programme_needs_groups_this_school_year_and_a_conclusion_in_force():
    placed, written = row(1, state="published"), row(2, "Театр", state="development")
    assert found(placed, written) == [(1, "no_groups")]
    assert found(placed, with_groups={1}, ends={1: date(2026, 11, 19)}) == [(1, "expired")]
    assert found(placed, with_groups={1}, ends={1: TODAY}) == []


def codes(program):
    return {
        mend.code
        for card in proof_cards(program.municipality, TODAY)
        if card.pk == program.pk
        for mend in card.mends
    }


@pytest.mark.django_db
def test_what_was_found_right_is_told_again_once_the_field_changes(program, client, methodist):
    program.age_from, program.age_to = 4, 18
    program.save()
    assert "wide_ages" in codes(program)
    client.force_login(methodist)
    client.post(reverse("card-right", args=[program.municipality.slug, program.pk]), {"code": "wide_ages"})
    assert "wide_ages" not in codes(program)
    program.age_from = 3
    program.save()
    assert "wide_ages" in codes(program)


@pytest.mark.django_db
def test_only_the_centre_finds_a_gap_right(program, client, director):
    client.force_login(director)
    url = reverse("card-right", args=[program.municipality.slug, program.pk])
    assert client.post(url, {"code": "empty:activity"}).status_code == 403
    assert not FoundRight.objects.exists()


@pytest.mark.django_db
def test_the_organisations_that_lack_most_come_first(program, municipality, reference_data):
    emptier = municipality.organizations.get(is_moc=True)
    Program.objects.create(organization=emptier, name="Театр")
    first, second = by_organization(proof_cards(municipality, TODAY))
    assert (first.organization_id, second.organization_id) == (emptier.pk, program.organization_id)
    assert first.completeness < second.completeness


def post_card(client, program, **fields):
    data = {f"card-{program.pk}-{name}": value for name, value in fields.items()}
    url = reverse("card", args=[program.municipality.slug, program.pk])
    return client.post(url, {f"card-{program.pk}-version": program.version} | data)


@pytest.mark.django_db
def test_an_organisation_fills_in_what_its_card_lacks(program, client, director):
    client.force_login(director)
    assert post_card(client, program, activity="робототехника", capacity="15").status_code == 302
    program.refresh_from_db()
    assert (program.activity, program.capacity) == ("робототехника", 15)
    assert "empty:activity" not in program.gaps


@pytest.mark.django_db
def test_what_breaks_the_card_as_a_whole_is_refused_at_the_field(program, client, methodist):
    program.age_to = None
    program.save()
    client.force_login(methodist)
    answer = post_card(client, program, age_to="5")
    assert answer.status_code == 422
    assert "Возраст «до» меньше возраста «от»." in answer.content.decode()
    program.refresh_from_db()
    assert program.age_to is None


@pytest.fixture
def lacking(program, school):
    return [program, *(Program.objects.create(organization=school, name=name) for name in ("Театр", "Хор"))]


def fill(client, program, **data):
    url = reverse("card-fill", args=[program.municipality.slug, "study_form"])
    return client.post(f"{url}?scope=all", data)


@pytest.mark.django_db
def test_one_field_is_filled_in_many_cards(lacking, client, methodist):
    client.force_login(methodist)
    each = {f"value-{program.pk}": "" for program in lacking}
    fill(client, lacking[0], **each, common="in_person", chosen=[lacking[0].pk, lacking[1].pk], do="common")
    fill(client, lacking[0], **each | {f"value-{lacking[2].pk}": "mixed"}, do="each")
    forms = Program.objects.order_by("pk").values_list("study_form", flat=True)
    assert list(forms) == ["in_person", "in_person", "mixed"]


@pytest.mark.django_db
def test_what_a_colleague_filled_in_meanwhile_stays(lacking, client, methodist):
    client.force_login(methodist)
    first, second, _ = lacking
    Program.objects.filter(pk=first.pk).update(study_form="mixed", gaps=[])
    fill(client, first, **{f"value-{first.pk}": "in_person", f"value-{second.pk}": "in_person"}, do="each")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.study_form, second.study_form) == ("mixed", "in_person")


@pytest.mark.django_db
def test_an_organisation_gets_its_own_letter_alone(program, client, director, municipality):
    client.force_login(director)
    centre = municipality.organizations.get(is_moc=True)
    addresses = [
        reverse("card-list-file", args=[municipality.slug, organization.pk, "docx"]) + "?scope=all"
        for organization in (program.organization, centre)
    ]
    assert [client.get(address).status_code for address in addresses] == [200, 404]
