"""Where the flag of a programme and the agreements say different things."""

from .models import NetworkAgreement

LISTED = 20


def flags_to_mend(programs, municipality) -> dict:
    """Programmes whose flag «в сетевой форме» and agreements disagree today, the first of each with their number."""
    bound = NetworkAgreement.objects.filter(municipality=municipality).network_programs(municipality.today())
    kept = programs.kept().select_related("organization", "municipality")
    flagged = kept.filter(is_network=True).exclude(pk__in=bound)
    unflagged = kept.filter(is_network=False, pk__in=bound)
    return {
        "flagged": list(flagged[:LISTED]),
        "flagged_count": flagged.count(),
        "unflagged": list(unflagged[:LISTED]),
        "unflagged_count": unflagged.count(),
    }
