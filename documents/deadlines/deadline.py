"""What a verbal deadline of an office paper comes to: its kind, its periods, its repetition."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    DATE = "date"
    MONTH = "month"
    MONTH_RANGE = "month_range"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    LIST = "list"
    FROM = "from"
    UNTIL = "until"
    CONTINUOUS = "continuous"
    RECURRING = "recurring"
    EVENT_LINKED = "event_linked"
    UNPARSEABLE = "unparseable"


class Recurrence(StrEnum):
    """The most frequent first."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included; an open end is None."""

    start: date | None
    end: date | None


@dataclass(frozen=True)
class Deadline:
    """A deadline as understood, beside its words. Kinds without dates have no periods, a list has several.

    `day` is the day of each month that a person named; else the words name it, or none.
    """

    text: str
    kind: Kind
    periods: tuple[Period, ...] = ()
    recurrence: Recurrence = Recurrence.NONE
    day: int | None = None

    @property
    def start(self) -> date | None:
        starts = [period.start for period in self.periods]
        return min((day for day in starts if day), default=None) if all(starts) else None

    @property
    def end(self) -> date | None:
        ends = [period.end for period in self.periods]
        return max((day for day in ends if day), default=None) if all(ends) else None
