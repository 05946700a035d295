"""Verbal deadlines of Russian office papers: «до 10 декабря», «июнь-август», «ежеквартально», «по плану РМЦ»."""

from .deadline import Deadline, Kind, Period, Recurrence
from .reading import read_deadline
from .schedule import days_of_month, occurrences
from .wording import describe

__all__ = [
    "Deadline",
    "Kind",
    "Period",
    "Recurrence",
    "days_of_month",
    "describe",
    "occurrences",
    "read_deadline",
]
