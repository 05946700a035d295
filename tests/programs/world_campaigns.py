"""Rows of cards, campaigns and municipal programmes for the walks over all addresses."""

from datetime import timedelta

from programs.models import Campaign, Program


def campaign_rows(organization, marker):
    """A programme whose card lacks much, and a campaign in which it is; by their addresses."""
    program = Program.objects.create(
        organization=organization, name=f"Карточка {marker}", state="registered", focus_area="art"
    )
    today = organization.municipality.today()
    campaign = Campaign.objects.create(
        municipality=organization.municipality, name=f"Лето {marker}", year=today.year, note=marker
    )
    for kind in ("request", "writing", "enrolment"):
        campaign.stages.create(kind=kind, starts_on=today, ends_on=today + timedelta(5))
    participant = campaign.participants.create(organization=organization)
    Program.objects.create(organization=organization, name=f"Летняя {marker}", campaign=campaign)
    parent = Program.objects.create(
        organization=organization.municipality.centre,
        name=f"Единая {marker}",
        is_municipal=True,
        state="registered",
    )
    copy = Program.objects.create(
        organization=organization, name=f"Единая {marker}", parent=parent, parent_card={"hours": "36"}
    )
    return {
        "program-adopt": parent.pk,
        "program-take-over": copy.pk,
        "card-list": organization.pk,
        "card": program.pk,
        "campaign": campaign.pk,
        "participant": participant.pk,
    }


def multiply_campaigns(world, school, number):
    """One more card with the same gaps, and one more of another organisation."""
    Program.objects.create(
        organization_id=world.rows["card-list"], name=f"Ещё карточка {number}", state="registered"
    )
    Program.objects.create(organization=school, name=f"Карточка {number}", state="registered")
    campaign = Campaign.objects.get(pk=world.rows["campaign"])
    campaign.participants.create(organization=school, requested_on=campaign.municipality.today())
    for key in (school.pk, world.rows["card-list"]):
        Program.objects.create(organization_id=key, name=f"Летняя {number}", campaign=campaign)
    Campaign.objects.create(municipality=campaign.municipality, name=f"Лето {number}", year=2000 + number)
    parent = Program.objects.get(pk=world.rows["program-adopt"])
    Program.objects.create(organization=school, name=parent.name, parent=parent, parent_card={"hours": "36"})
    Program.objects.create(
        organization=school, name=f"Единая {number}", is_municipal=True, state="registered"
    )
