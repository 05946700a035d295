from .bodies import Body
from .clauses import Clause
from .executions import Execution, ExecutionEntry, ExecutionState
from .meetings import AgendaItem, Attendance, Meeting, Speech

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Clause",
    "Execution",
    "ExecutionEntry",
    "ExecutionState",
    "Meeting",
    "Speech",
]
