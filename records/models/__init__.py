from .files import Attachment
from .journal import Agreement, Remark, TransitionLog
from .papers import OfficialPaper
from .routes import ApprovalRoute, RouteStep
from .snapshots import Dispatch, SignedCopy, Snapshot
from .states import PaperKind, PaperState
from .uploads import RememberedHeading, Upload

__all__ = [
    "Agreement",
    "ApprovalRoute",
    "Attachment",
    "Dispatch",
    "OfficialPaper",
    "PaperKind",
    "PaperState",
    "Remark",
    "RememberedHeading",
    "RouteStep",
    "SignedCopy",
    "Snapshot",
    "TransitionLog",
    "Upload",
]
