"""Who may do what in a municipality, each rule in prose. Views, buttons and exports all ask here."""

from .models import Role


def has_role(user, municipality, *roles):
    return bool(user.roles_in(municipality) & {*roles, Role.ADMIN})


def may_read_office(user, municipality):
    """The office, the education authority and the regional centre read plans, events and reports."""
    return user.may_read_office(municipality)


def may_edit(user, municipality):
    """A methodist enters the plan, events and results, and drafts papers."""
    return user.may_edit(municipality)


def may_manage(user, municipality):
    """A methodist or the head sends papers on their way and recalls them."""
    return has_role(user, municipality, Role.METHODIST, Role.MOC_HEAD)


def may_accept(user, municipality):
    """The regional centre accepts or returns the reports of its municipalities."""
    return has_role(user, municipality, Role.RMC)
