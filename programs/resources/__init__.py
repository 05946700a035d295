"""The registers of programmes and of what goes with them as tables that come in and go out."""

from .groups import ProgramGroupResource
from .networks import AgreementResource, MemberResource, VisitResource
from .programs import ProgramResource
from .providers import ConsultationResource, ModeratorResource, ProviderResource

__all__ = [
    "AgreementResource",
    "ConsultationResource",
    "MemberResource",
    "ModeratorResource",
    "ProgramGroupResource",
    "ProgramResource",
    "ProviderResource",
    "VisitResource",
]
