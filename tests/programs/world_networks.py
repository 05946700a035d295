"""Rows of networks, accessibility, new places, providers and moderators for the walks over all addresses."""

from datetime import date

from programs.models import (
    AccessibilityModel,
    Consultation,
    DeclaredPlaces,
    Moderator,
    NetworkAgreement,
    NetworkCommunity,
    NewPlaces,
    Program,
    Provider,
)

DAYS = ("signed_on", "starts_on")


def network_rows(organization, marker):
    """One row of each, and which of them the addresses name."""
    municipality = organization.municipality
    program = Program.objects.create(organization=organization, name=f"Программа сети {marker}")
    model = AccessibilityModel.objects.create(
        municipality=municipality, name=marker, description=marker, organization=organization
    )
    model.programs.add(program)
    visit = model.visits.create(
        day=date(2026, 2, 3), settlement=f"Хутор {marker}", children=12, program=program, note=marker
    )
    places = NewPlaces.objects.create(
        year=2026, organization=organization, focus_area="technical", places=30, money=100_000
    )
    DeclaredPlaces.objects.create(municipality=municipality, year=2026, places=40, source=marker)
    agreement = NetworkAgreement.objects.create(
        organization=organization, number="7", subject=marker, **dict.fromkeys(DAYS, date(2026, 2, 3))
    )
    agreement.programs.add(program)
    agreement.partners.create(name=marker)
    agreement.partners.create(organization=organization)
    community = NetworkCommunity.objects.create(municipality=municipality, name=marker, theme=marker)
    community.members.create(organization=organization, is_coordinator=True, person=marker)
    provider, moderator, asked = provider_rows(organization, program, marker)
    return {
        "provider": provider.pk,
        "moderator": moderator.pk,
        "consultation": asked.pk,
        "network-agreement": agreement.pk,
        "community": community.pk,
        "accessibility-model": model.pk,
        "visit-create": model.pk,
        "visit": visit.pk,
        "new-places": places.pk,
    }


def provider_rows(organization, program, marker):
    """A provider, a moderator, and what he asked."""
    since = date(2025, 9, 1)
    provider = Provider.objects.create(organization=organization, starts_on=since, act=marker)
    moderator = Moderator.objects.create(organization=organization, name=marker, starts_on=since)
    asked = Consultation.objects.create(
        organization=organization,
        moderator=moderator,
        program=program,
        asked_on=date(2026, 2, 3),
        question=f"Вопрос {marker}",
    )
    return provider, moderator, asked


def grow_networks(organization, rows, number):
    """One more of each, in the same places."""
    program = Program.objects.create(organization=organization, name=f"Программа сети {number}")
    model = AccessibilityModel.objects.get(pk=rows["accessibility-model"])
    another = AccessibilityModel.objects.create(
        municipality=model.municipality, name=f"Модель {number}", organization=organization
    )
    for one in (model, another):
        one.programs.add(program)
        one.visits.create(
            day=date(2026, 3, 1), settlement=f"Хутор {number}", children=number, program=program
        )
    first = NetworkAgreement.objects.get(pk=rows["network-agreement"])
    second = NetworkAgreement.objects.create(
        organization=organization, **dict.fromkeys(DAYS, date(2026, 2, 3))
    )
    Program.objects.create(organization=organization, name=f"Без договора {number}", is_network=True)
    for agreement in (first, second):
        agreement.programs.add(program)
        agreement.partners.create(organization=organization)
    community = NetworkCommunity.objects.get(pk=rows["community"])
    another_one = NetworkCommunity.objects.create(
        municipality=model.municipality, name=f"Сообщество {number}"
    )
    for one in (community, another_one):
        one.members.create(organization=organization, is_coordinator=number % 2)
    NewPlaces.objects.create(year=2026, organization=organization, focus_area="art", places=5)
    DeclaredPlaces.objects.create(municipality=model.municipality, year=2030 + number, places=10)
    _, _, asked = provider_rows(organization, program, str(number))
    asked.pk, asked.moderator_id = None, rows["moderator"]
    asked.save()
