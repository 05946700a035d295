"""Two organisations to be merged, for the walks over all addresses."""

from organizations.models import Organization
from programs.models import CommunityMember, NetworkCommunity


def merging_rows(organization, marker):
    """Another organisation, into which the one that has everything may be merged; both are in one community and owe one answer."""
    municipality = organization.municipality
    kept = Organization.objects.create(
        municipality=municipality, name=f"Лицей {marker}", short_name=f"Лицей {marker}"
    )
    community = NetworkCommunity.objects.create(municipality=municipality, name=f"Содружество {marker}")
    for member in (organization, kept):
        CommunityMember.objects.create(community=community, organization=member, person=marker)
    clause = organization.executions.exclude(clause__meeting__state="approved").get().clause
    clause.executions.create(municipality=municipality, organization=kept)
    return {"merge": kept.pk}


def grow_merging(world, number):
    """More of what would be moved, more that both have, and more organisations that look alike."""
    municipality = world.municipality
    kept = world.rows["merge"]
    community = NetworkCommunity.objects.create(municipality=municipality, name=f"Содружество {number}")
    for member in (kept, world.keywords["other"]):
        CommunityMember.objects.create(community=community, organization_id=member)
    for name in ("СОШ", "Средняя школа"):
        alike = f"{name} № {100 + number}"
        Organization.objects.create(municipality=municipality, name=alike, short_name=alike)
    moved = {"counts": [["Программы", number]]}
    municipality.merges.create(model="organizations.organization", kept=kept, moved=moved)
