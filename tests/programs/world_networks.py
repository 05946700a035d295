"""Rows of networks, accessibility, new places, providers and moderators for the walks over all addresses."""

from datetime import date

from programs.models import AccessibilityModel, DeclaredPlaces, NewPlaces, Program


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
    return {
        "accessibility-model": model.pk,
        "visit-create": model.pk,
        "visit": visit.pk,
        "new-places": places.pk,
    }


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
    NewPlaces.objects.create(year=2026, organization=organization, focus_area="art", places=5)
    DeclaredPlaces.objects.create(municipality=model.municipality, year=2030 + number, places=10)
