from .acts import LegalAct
from .organizations import Organization, OrganizationAlias
from .people import Appointment, Person, Post, Role, User
from .places import ChildPopulation, Municipality, Region, TerritorialZone

__all__ = [
    "Appointment",
    "ChildPopulation",
    "LegalAct",
    "Municipality",
    "Organization",
    "OrganizationAlias",
    "Person",
    "Post",
    "Region",
    "Role",
    "TerritorialZone",
    "User",
]
