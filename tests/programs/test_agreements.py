from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from organizations.models import Organization
from programs.agreement_forms import AgreementForm, CommunityForm
from programs.models import NetworkAgreement, NetworkCommunity, Partner, Program
from programs.network_registers import AGREEMENTS
from programs.networks import flags_to_mend

pytestmark = pytest.mark.django_db


def agree(organization, **given):
    days = {"signed_on": date(2026, 1, 12), "starts_on": date(2026, 1, 12)}
    return NetworkAgreement.objects.create(organization=organization, **days | given)


def sent(organization, partners, **given):
    """What the form of an agreement sends, with its rows of partners."""
    data = {
        **dict.fromkeys(("signed_on", "starts_on"), "2026-01-12"),
        "kind": "network",
        "organization": organization.pk,
        "partners-TOTAL_FORMS": len(partners),
        "partners-INITIAL_FORMS": 0,
    }
    for number, partner in enumerate(partners):
        data |= {f"partners-{number}-{name}": value for name, value in ({"kind": "other"} | partner).items()}
    return data | given


@pytest.fixture
def form(municipality, methodist):
    def make(data, agreement=None):
        instance = agreement or NetworkAgreement(municipality=municipality)
        return AgreementForm(data, {}, instance=instance, municipality=municipality, user=methodist)

    return make


@pytest.fixture
def centre(municipality):
    return municipality.organizations.get(is_moc=True)


def test_partners_are_saved_with_the_agreement_and_replaced_as_a_whole(form, school, centre):
    first = form(sent(school, [{"organization": centre.pk}, {"name": "Отдел полиции"}, {}]))
    assert first.is_valid(), first.errors
    agreement = first.save()
    known = [(str(partner), partner.kind) for partner in agreement.partners.all()]
    assert known == [(centre.short_name, "odo"), ("Отдел полиции", "other")]
    again = form(sent(school, [{"name": "Библиотека", "kind": "culture"}], version=1), agreement)
    assert again.is_valid(), again.errors
    assert [str(partner) for partner in again.save().partners.all()] == ["Библиотека"]


@pytest.mark.parametrize(
    ("partners", "told"),
    [
        ([{}], "хотя бы одного партнёра"),
        ([{"organization": "school"}], "партнёром самой себе"),
        ([{"name": "Отдел полиции"}, {"name": "отдел  полиции"}], "назван дважды"),
        ([{"organization": "school", "name": "Школа"}], "проверьте строки"),
        ([{"kind": "police"}], "проверьте строки"),
    ],
)
def test_what_partners_must_be(form, school, partners, told):
    rows = [{name: school.pk if value == "school" else value for name, value in p.items()} for p in partners]
    wrong = form(sent(school, rows))
    assert not wrong.is_valid()
    assert told in " ".join(wrong.non_field_errors())


def test_whoever_saves_second_sees_both_lists_of_partners(form, school):
    agreement = agree(school, version=2)
    agreement.partners.create(name="Библиотека")
    second = form(sent(school, [{"name": "Музей"}], version=1), agreement)
    assert not second.is_valid()
    assert ("Партнёры", "Библиотека", "Музей") in second.conflict


def test_dates_out_of_order_are_told_and_nothing_is_saved(form, school):
    wrong = form(sent(school, [{"name": "Музей"}], ends_on="2025-01-01"))
    assert "заканчивается раньше" in " ".join(wrong.non_field_errors())
    assert form({}).errors
    assert not NetworkAgreement.objects.exists()


def test_each_partner_is_counted_once(school, centre):
    for number in range(2):
        agreement = agree(school, number=number)
        agreement.partners.create(organization=centre)
        agreement.partners.create(name="Отдел полиции" if number else "отдел  ПОЛИЦИИ")
    assert Partner.objects.number() == 2


def test_flags_and_agreements_that_disagree_are_to_be_mended(municipality, school):
    def program(name, *, is_network):
        return Program.objects.create(organization=school, name=name, is_network=is_network)

    names = {True: ["Отмечена", "С договором", "Договор закончился"], False: ["Не отмечена", "Партнёрство"]}
    made = {name: program(name, is_network=flag) for flag, of_flag in names.items() for name in of_flag}
    agree(school).programs.add(made["С договором"], made["Не отмечена"])
    agree(school, kind="partnership").programs.add(made["Партнёрство"])
    agree(school, ends_on=date(2026, 1, 20)).programs.add(made["Договор закончился"])
    mend = flags_to_mend(Program.objects.all(), municipality)
    assert [str(one) for one in mend["flagged"]] == ["Договор закончился", "Отмечена"]
    assert [str(one) for one in mend["unflagged"]] == ["Не отмечена"]


def test_the_register_is_narrowed_by_standing_and_by_partner(municipality, methodist, school):
    today = municipality.today()
    ending = agree(school, ends_on=today + timedelta(days=30))
    ended = agree(school, ends_on=today - timedelta(days=1), subject="Кружок астрономии")
    lasting = agree(school)
    lasting.partners.create(name="Отдел полиции")

    def shown(query):
        return set(AGREEMENTS.read(methodist, municipality, QueryDict(query)).rows)

    assert shown("standing=ending") == {ending}
    assert shown("standing=current") == {ending, lasting}
    assert shown("standing=ended") == {ended}
    assert shown("q=ПОЛИЦИИ") == {lasting}
    assert shown("q=астрономии") == {ended}
    assert [one.standing(today).split()[0] for one in (ending, ended, lasting)] == [
        *("заканчивается", "закончился"),
        "действует",
    ]


def test_a_partner_reads_the_agreement_and_others_do_not(client, director, school, centre, municipality):
    other = Organization.objects.create(
        municipality=municipality, name="Школа № 2", short_name="Школа № 2", kind="school"
    )
    theirs, strange = agree(centre), agree(centre)
    theirs.partners.create(organization=school)
    strange.partners.create(organization=other)
    client.force_login(director)
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(strange.get_absolute_url()).status_code == 404
    page = client.get(reverse("network-agreement-list", args=["lugovoy"]))
    assert [row[0].url for row in page.context["table"]] == [theirs.get_absolute_url()]


def test_a_community_names_each_organisation_once(municipality, school):
    rows = {"members-TOTAL_FORMS": 2, "members-INITIAL_FORMS": 0, "name": "Музеи"}
    rows |= {f"members-{number}-organization": school.pk for number in range(2)}
    community = NetworkCommunity(municipality=municipality)
    form = CommunityForm(rows, instance=community, municipality=municipality)
    assert form.non_field_errors() == [f"«{school}» названа дважды."]
    form = CommunityForm(rows | {"members-1-DELETE": "on"}, instance=community, municipality=municipality)
    assert form.is_valid(), form.errors
    assert form.save().members.get().organization == school
