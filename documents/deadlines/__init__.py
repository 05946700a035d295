"""Verbal deadlines of Russian office papers: «до 10 декабря», «июнь-август», «ежеквартально», «по плану РМЦ»."""

from .deadline import Deadline, Kind, Period, Recurrence
from .reading import read_deadline
from .schedule import occurrences, periods_touch
from .wording import describe

__all__ = [
    "Deadline",
    "Kind",
    "Period",
    "Recurrence",
    "describe",
    "occurrences",
    "periods_touch",
    "read_deadline",
]
