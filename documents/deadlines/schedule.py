"""When a deadline falls due within a plan's year, and which periods it touches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .deadline import Deadline, Kind, Period, Recurrence
from .grammar import codes, values
from .parts import LAST, PlanYear, month_end, nth_weekday
from .reading import MAX_LENGTH
from .words import Token, tokens

WITHOUT_DUE_DAY = {Kind.FROM, Kind.EVENT_LINKED, Kind.UNPARSEABLE}
MONTHS_BETWEEN = {
    Recurrence.MONTHLY: 1,
    Recurrence.QUARTERLY: 3,
    Recurrence.HALF_YEARLY: 6,
}
FRIDAY = 4


def occurrences(deadline: Deadline, year: int, *, school_year: bool = False) -> tuple[date, ...]:
    """The days on which the deadline falls due, in order; a repetition is unfolded within the plan's year.

    A period is due on its last day, so is each month or quarter of a repetition. «до 5 числа каждого месяца» is
    due on the 5th, a week on its Friday or the weekday named. Daily work and work without an end are never due.
    """
    if deadline.kind in WITHOUT_DUE_DAY:
        return ()
    if deadline.kind is Kind.RECURRING and len(deadline.periods) <= 1:
        days = _repetitions(deadline, PlanYear(year, school_year))
    else:
        days = (period.end for period in deadline.periods if period.end)
    return tuple(sorted(set(days)))


def days_of_month(deadline: Deadline) -> list[int]:
    """The days of each month on which a monthly deadline falls due: «до 5 числа»; none where it is the last one."""
    if deadline.recurrence is not Recurrence.MONTHLY:
        return []
    named = _due_day(deadline)
    return named.numbers if named and named.weekday is None else []


def _due_day(deadline: Deadline) -> "_DueDay | None":
    if deadline.day and deadline.recurrence is Recurrence.MONTHLY:
        return _DueDay([deadline.day], None, 1)
    return _DueDay.named_in(tokens(deadline.text[:MAX_LENGTH]))


def _repetitions(deadline: Deadline, plan: PlanYear) -> Iterable[date]:
    period = deadline.periods[0] if deadline.periods else Period(None, None)
    first, last = _within_plan(period, plan)
    if first > last:
        return ()
    if deadline.recurrence is Recurrence.YEARLY:
        return [period.end if period.end and not period.start else last]
    if deadline.recurrence is Recurrence.WEEKLY:
        weekdays = values(tokens(deadline.text[:MAX_LENGTH]), "WH") or [FRIDAY]
        return (day for day in _days(first, last) if day.weekday() in weekdays)
    if deadline.recurrence not in MONTHS_BETWEEN:
        return ()
    step, due = MONTHS_BETWEEN[deadline.recurrence], _due_day(deadline)
    if due and step <= 3:
        return (day for day in due.days(first, last, step) if first <= day <= last)
    return (min(end, last) for end in _month_ends(first, last) if end.month % step == 0 or end >= last)


def _within_plan(period: Period, plan: PlanYear) -> tuple[date, date]:
    """What the period has in common with the plan's twelve months; where that is nothing, the end precedes the start."""
    first, last = plan.days
    start, end = period.start or first, period.end or last
    return max(start, first), min(end, month_end(plan.year, first.month + 11))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))


def _month_ends(first: date, last: date) -> Iterator[date]:
    months = range(12 * first.year + first.month, 12 * last.year + last.month + 1)
    return (month_end(0, number) for number in months)


@dataclass(frozen=True)
class _DueDay:
    """The days of a month that the words name: «до 5 числа», «последняя пятница»."""

    numbers: list[int]
    weekday: int | None
    month_of_quarter: int

    @classmethod
    def named_in(cls, words: list[Token]) -> "_DueDay | None":
        named = re.search(r"((?:[no][-,~])*[no])(W|j|Ex)", codes(words))
        if named is None:
            return None
        numbers = [
            words[place].value for place in range(*named.span(1), 2) if words[place + 1].code not in "-~"
        ]
        of_quarter = re.search(r"[no]xE?q", codes(words))
        month = words[of_quarter.start()].value if of_quarter else 1
        return cls(numbers, words[named.start(2)].value, 3 if month == LAST else month)

    def days(self, first: date, last: date, step: int) -> Iterator[date]:
        for end in _month_ends(first, last):
            if step == 1 or end.month % 3 == self.month_of_quarter % 3:
                yield from (self._day(number, end) for number in self.numbers)

    def _day(self, number: int, end: date) -> date:
        if self.weekday is None:
            return end.replace(day=min(max(number, 1), end.day))
        return nth_weekday(end.year, end.month, self.weekday, LAST if number > 4 else number)
