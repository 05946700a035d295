from .deadlines import Occurrence
from .events import Event, Tally
from .library import EventKind, StandardSection, TemplateItem
from .media import MediaPlan, MediaPlanEntry
from .plan import ActivityPlan, PlanItem, PlanSection
from .results import ItemResult, ResultFigure

__all__ = [
    "ActivityPlan",
    "Event",
    "EventKind",
    "ItemResult",
    "MediaPlan",
    "MediaPlanEntry",
    "Occurrence",
    "PlanItem",
    "PlanSection",
    "ResultFigure",
    "StandardSection",
    "Tally",
    "TemplateItem",
]
