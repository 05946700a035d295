"""Who may do what in a municipality, each rule in prose. Views, buttons and exports all ask here."""

from .models import Role
from .models.people import EDITOR_ROLES, OFFICE_ROLES

MANAGERS = (Role.METHODIST, Role.MOC_HEAD)
# The roles above which each one stands: it may name who acts in their place.
BELOW = {Role.MOC_HEAD: {Role.METHODIST}, Role.AUTHORITY: {Role.METHODIST, Role.MOC_HEAD}}


def acting_role(user, municipality, *roles):
    """By which of the roles, the first before the others, the user acts in a municipality; None for a stranger."""
    held = user.roles_in(municipality)
    return next((role for role in (*roles, Role.ADMIN) if role in held), None)


def has_role(user, municipality, *roles):
    return acting_role(user, municipality, *roles) is not None


def may_read_office(user, municipality):
    """The office, the education authority and the regional centre read plans, events and reports."""
    return has_role(user, municipality, *OFFICE_ROLES)


def may_edit(user, municipality):
    """A methodist enters the plan, events and results, and drafts papers."""
    return has_role(user, municipality, *EDITOR_ROLES)


def may_manage(user, municipality):
    """A methodist or the head sends papers on their way and recalls them."""
    return has_role(user, municipality, *MANAGERS)


def may_keep_minutes(user, municipality):
    """A methodist, the head or the education authority enters meetings and what was decided."""
    return has_role(user, municipality, *MANAGERS, Role.AUTHORITY)


def may_read_assessments(user, municipality):
    """The office reads all assessments of programmes, an expert his own sheets."""
    return may_read_office(user, municipality) or may_assess(user, municipality)


def may_assess(user, municipality):
    """An expert assesses what he is assigned."""
    return Role.EXPERT in user.roles_in(municipality)


def may_lead_assessment(user, municipality):
    """The centre or the education authority names the experts of a programme and gives a sheet back to one of them."""
    return has_role(user, municipality, *MANAGERS, Role.AUTHORITY)


def may_regulate(user, municipality):
    """The head and the education authority say by which points programmes are reviewed and assessed."""
    return has_role(user, municipality, Role.MOC_HEAD, Role.AUTHORITY)


def may_accept(user, municipality):
    """The regional centre accepts or returns the reports of its municipalities."""
    return has_role(user, municipality, Role.RMC)


def may_shape_forms(user, municipality):
    """The centre of a whole region shapes its forms; that of a zone or of a single municipality only receives reports."""
    held = [a for a in user.appointments_in(municipality) if a.role == Role.RMC]
    is_regional = any(a.zone_id is None and a.municipality_id is None for a in held)
    return is_regional or has_role(user, municipality, Role.ADMIN)


def may_read_coverage(user, municipality):
    """Who reads the office's papers reads the coverage of all organisations; an organisation reads its own."""
    return has_role(user, municipality, *OFFICE_ROLES, Role.ORGANIZATION)


def may_publish(user, municipality):
    """A methodist or the head puts a register on the open page and takes it off again."""
    return has_role(user, municipality, *MANAGERS)


def may_read_cards(user, municipality):
    """Who reads the office's papers reads the cards of all programmes; an organisation reads those of its own."""
    return has_role(user, municipality, *OFFICE_ROLES, Role.ORGANIZATION)


def may_mend_cards(user, municipality):
    """A methodist fills in the cards of all programmes, an organisation those of its own."""
    return has_role(user, municipality, *EDITOR_ROLES, Role.ORGANIZATION)


def may_ask(user, municipality):
    """An organisation asks the office about the navigator; a methodist writes down who asked by phone or letter."""
    return has_role(user, municipality, *EDITOR_ROLES, Role.ORGANIZATION)


def may_read_registers(user, municipality):
    """The office reads registers whole, an organisation what is its own of them; an expert reads his sheets alone."""
    return has_role(user, municipality, *OFFICE_ROLES, Role.ORGANIZATION)


def may_adopt(user, municipality):
    """The centre lets organisations adopt a municipal programme, an organisation adopts it for itself."""
    return has_role(user, municipality, *MANAGERS, Role.ORGANIZATION)


def leads(user, municipality):
    """The head and the education authority look over the work before they look at single days."""
    return has_role(user, municipality, Role.MOC_HEAD, Role.AUTHORITY)


def may_set_routes(user, municipality):
    """The head and the education authority say by which steps papers are approved."""
    return has_role(user, municipality, Role.MOC_HEAD, Role.AUTHORITY)


def may_appoint(user, municipality):
    """The head and the education authority name who acts in whose place."""
    return has_role(user, municipality, *BELOW)


def power_to_substitute(user, municipality, appointment):
    """The user's appointments by which he may name who acts in the place of another: his own, or of a role above it.

    Nobody gives away what was only lent to him, so a substitute has no substitute.
    """
    if appointment.substitutes_id:
        return []
    mine = [a for a in user.appointments_in(municipality) if a.role in BELOW]
    return [a for a in mine if a.pk == appointment.pk or appointment.role in BELOW[a.role]]


def may_substitute(user, municipality, appointment):
    may = user.is_administrator and not appointment.substitutes_id
    return may or bool(power_to_substitute(user, municipality, appointment))


def may_end_substitution(user, municipality, appointment):
    """Whoever may name a substitute may also end what he does."""
    original = appointment.substitutes
    return original is not None and may_substitute(user, municipality, original)


def place(request):
    """Context of every page: the municipality it is about, and what the user may do there."""
    municipality = getattr(request, "municipality", None)
    rules = (may_edit, may_keep_minutes, may_read_office, may_read_coverage, may_assess, may_mend_cards)
    may = {rule.__name__: municipality is not None and rule(request.user, municipality) for rule in rules}
    return {"municipality": municipality, **may}
