"""Rows of cards, campaigns and municipal programmes for the walks over all addresses."""

from programs.models import Program


def campaign_rows(organization, marker):
    """A programme whose card lacks much, by its addresses."""
    program = Program.objects.create(
        organization=organization, name=f"Карточка {marker}", state="registered", focus_area="art"
    )
    return {"card-list": organization.pk, "card": program.pk}


def multiply_campaigns(world, school, number):
    """One more card with the same gaps, and one more of another organisation."""
    Program.objects.create(
        organization_id=world.rows["card-list"], name=f"Ещё карточка {number}", state="registered"
    )
    Program.objects.create(organization=school, name=f"Карточка {number}", state="registered")
