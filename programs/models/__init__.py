from .agreements import NetworkAgreement, Partner
from .aliases import ProgramAlias
from .assessments import Assessment, Assignment, Score
from .campaigns import Campaign, CampaignParticipant, CampaignStage
from .classifiers import (
    FocusArea,
    ProgramKind,
    ProgramLevel,
    ProgramRegister,
    ProgramState,
    RoundResult,
    StudyForm,
)
from .networks import (
    AccessibilityModel,
    CommunityMember,
    DeclaredPlaces,
    NetworkCommunity,
    NewPlaces,
    Visit,
)
from .programs import Program
from .proofreading import FoundRight
from .providers import Consultation, Moderator, Provider
from .regulations import Criterion, Regulation
from .reviews import Mark, ProgramRemark, Review
from .teaching import Edition, ProgramEntry, ProgramGroup

__all__ = [
    "AccessibilityModel",
    "Assessment",
    "Assignment",
    "Campaign",
    "CampaignParticipant",
    "CampaignStage",
    "CommunityMember",
    "Consultation",
    "Criterion",
    "DeclaredPlaces",
    "Edition",
    "FocusArea",
    "FoundRight",
    "Mark",
    "Moderator",
    "NetworkAgreement",
    "NetworkCommunity",
    "NewPlaces",
    "Partner",
    "Program",
    "ProgramAlias",
    "ProgramEntry",
    "ProgramGroup",
    "ProgramKind",
    "ProgramLevel",
    "ProgramRegister",
    "ProgramRemark",
    "ProgramState",
    "Provider",
    "Regulation",
    "Review",
    "RoundResult",
    "Score",
    "StudyForm",
    "Visit",
]
