"""What was understood of a deadline, in plain Russian."""

from datetime import date

from documents.prose import MONTHS, date_in_words, date_range, join_and

from .deadline import Deadline, Kind, Period, Recurrence
from .parts import month_end
from .schedule import days_of_month

EACH = {
    Recurrence.NONE: "",
    Recurrence.DAILY: "каждый день",
    Recurrence.WEEKLY: "каждую неделю",
    Recurrence.MONTHLY: "каждый месяц",
    Recurrence.QUARTERLY: "каждый квартал",
    Recurrence.HALF_YEARLY: "каждое полугодие",
    Recurrence.YEARLY: "каждый год",
}


def describe(deadline: Deadline) -> str:
    """«с 1 июня по 31 августа 2024 г.», «весь 2024 год, каждый квартал»; how it will be treated if it has no days."""
    if deadline.kind is Kind.UNPARSEABLE:
        return "срок не понят: будет напечатан как написан"
    if deadline.kind is Kind.EVENT_LINKED:
        return "зависит от события, дата не вычисляется"
    when = join_and([_in_words(period) for period in deadline.periods])
    each = EACH[deadline.recurrence]
    if days := days_of_month(deadline):
        each += f" до {join_and([str(day) for day in days])} числа"
    return ", ".join(part for part in (when, each) if part) or "постоянно"


def _in_words(period: Period) -> str:
    start, end = period.start, period.end
    if start and end:
        return _whole_years(start, end) or _whole_month(start, end) or date_range(start, end, in_words=True)
    if end:
        return f"до {date_in_words(end)}"
    return f"с {date_in_words(start)}" if start else ""


def _whole_years(start: date, end: date) -> str:
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return ""
    return f"весь {start.year} год" if start.year == end.year else f"с {start.year} по {end.year} год"


def _whole_month(start: date, end: date) -> str:
    if start.day != 1 or end != month_end(start.year, start.month):
        return ""
    return f"{MONTHS[start.month - 1]} {start.year} г."
