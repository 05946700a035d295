from .batches import ImportBatch, ImportRow, RememberedColumn
from .files import Attachment
from .jobs import Job
from .journal import Agreement, Remark, TransitionLog
from .merges import DistinctPair, Merge
from .papers import OfficialPaper
from .registers import PublishedRegister, SavedView
from .routes import ApprovalRoute, RouteStep
from .snapshots import Dispatch, SignedCopy, Snapshot
from .states import PaperKind, PaperState
from .uploads import RememberedHeading, Upload

__all__ = [
    "Agreement",
    "ApprovalRoute",
    "Attachment",
    "Dispatch",
    "DistinctPair",
    "ImportBatch",
    "ImportRow",
    "Job",
    "Merge",
    "OfficialPaper",
    "PaperKind",
    "PaperState",
    "PublishedRegister",
    "Remark",
    "RememberedColumn",
    "RememberedHeading",
    "RouteStep",
    "SavedView",
    "SignedCopy",
    "Snapshot",
    "TransitionLog",
    "Upload",
]
