from .files import Attachment
from .papers import (
    ApprovalRoute,
    OfficialPaper,
    PaperKind,
    PaperState,
    Remark,
    RouteStep,
    Snapshot,
    TransitionLog,
)
from .uploads import RememberedHeading, Upload

__all__ = [
    "ApprovalRoute",
    "Attachment",
    "OfficialPaper",
    "PaperKind",
    "PaperState",
    "Remark",
    "RememberedHeading",
    "RouteStep",
    "Snapshot",
    "TransitionLog",
    "Upload",
]
