"""Pieces of the calendar that deadlines are made of: days, months, quarters, years, and spans from one to another."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .deadline import Kind, Period

# The number of «последний».
LAST = -1
Days = tuple[date, date]


@dataclass(frozen=True)
class Part:
    """A day, a month, a quarter … of a year that may be left unsaid.

    `days_in` gives its first and last day in a calendar year; ValueError where there are none, as for 31 February.
    `sibling` makes the same of another number: the 5th of «5, 12 октября», the first of «I, III квартал».
    """

    kind: Kind
    days_in: Callable[[int], Days]
    first_month: int
    last_month: int
    year: int | None = None
    year_is_written: bool = False
    number: int = 0
    sibling: Callable[[int], "Part"] | None = None
    # «до 1 мая» and «до конца мая» mean its last day, «до мая» its first.
    ends_a_term: bool = False

    def of(self, year: int | None, *, written: bool = True) -> "Part":
        return replace(self, year=year, year_is_written=written and year is not None)


@dataclass(frozen=True)
class PlanYear:
    """The year of the plan that the deadline stands in."""

    year: int
    is_school_year: bool

    def days_of(self, part: Part) -> Days:
        """In a plan of a school year what ends by August lies in the second calendar year."""
        if part.year is not None:
            return part.days_in(part.year)
        return part.days_in(self.year + (self.is_school_year and part.last_month <= 8))

    @property
    def days(self) -> Days:
        return self.days_of(school_year(self.year) if self.is_school_year else whole_year(self.year))


def day(number: int, in_month: int) -> Part:
    return days(in_month, number, number, number=number, sibling=lambda other: day(other, in_month))


def days(in_month: int, first: int, last: int, **more) -> Part:
    """Days of a month; a last day of 0 stands for its end."""
    return _in_month(
        in_month,
        lambda year: (
            date(year, in_month, first),
            date(year, in_month, last) if last else month_end(year, in_month),
        ),
        **more,
    )


def _in_month(in_month: int, days_in: Callable[[int], Days], **more) -> Part:
    return Part(Kind.DATE, days_in, in_month, in_month, ends_a_term=True, **more)


def months(kind: Kind, first: int, last: int, **more) -> Part:
    """Whole months, counted on into the next year: 9 to 17 is September to May."""
    if not 1 <= first <= 12:
        raise ValueError(f"Нет месяца с номером {first}.")
    return Part(kind, lambda year: (date(year, first, 1), month_end(year, last)), first, last, **more)


def month_end(year: int, number: int) -> date:
    """The last day of a month; the thirteenth is the next January."""
    year, index = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, index, calendar.monthrange(year, index)[1])


def month(number: int) -> Part:
    return months(Kind.MONTH, number, number)


def quarter(number: int) -> Part:
    return months(Kind.QUARTER, 3 * number - 2, 3 * number, number=number, sibling=quarter)


def half_year(number: int) -> Part:
    return months(Kind.HALF_YEAR, 6 * number - 5, 6 * number, number=number, sibling=half_year)


def school_half_year(number: int) -> Part:
    """September to December, January to May."""
    first, last = _choose(number, (9, 12), (1, 5))
    return months(Kind.HALF_YEAR, first, last, number=number, sibling=school_half_year)


def seasons(first: int, last: int) -> Part:
    """From the season 0 (winter) … 3 (autumn) to another; a winter begins in the December of its year."""
    begins, ends = (3 * season or 12 for season in (first, last))
    return months(Kind.MONTH_RANGE, begins, ends + 2 + 12 * (ends < begins))


def whole_year(number: int) -> Part:
    return months(Kind.YEAR, 1, 12, ends_a_term=True).of(number)


def school_year(first: int, last: int | None = None) -> Part:
    """Offices mean September to May, whatever the law says."""
    years = 1 if last is None else last - first
    if years < 1:
        raise ValueError(f"Нет учебного года {first}/{last}.")
    return months(Kind.SCHOOL_YEAR, 9, 5 + 12 * years).of(first)


def third_of_month(number: int, in_month: int) -> Part:
    """A декада: ten days, the last one to the month's end."""
    first, last = _choose(number, (1, 10), (11, 20), (21, 0))
    return days(in_month, first, last, number=number, sibling=lambda other: third_of_month(other, in_month))


def half_of_month(number: int, in_month: int) -> Part:
    return days(in_month, *_choose(number, (1, 15), (16, 0)))


def _choose(number: int, *choices: tuple[int, int]) -> tuple[int, int]:
    if number != LAST and not 1 <= number <= len(choices):
        raise ValueError(f"Нет части с номером {number}.")
    return choices[number if number == LAST else number - 1]


def week_of_month(number: int, in_month: int) -> Part:
    """Seven days counted from the first of the month, or the last seven of it."""

    def days_in(year: int) -> Days:
        end = month_end(year, in_month)
        if number == LAST:
            return end - timedelta(6), end
        return date(year, in_month, 7 * number - 6), min(
            date(year, in_month, 7 * number - 6) + timedelta(6), end
        )

    return _in_month(in_month, days_in, number=number, sibling=lambda other: week_of_month(other, in_month))


def weekday_of_month(number: int, weekday: int, in_month: int) -> Part:
    """«вторая пятница мая», «последняя пятница мая»."""
    return _in_month(in_month, lambda year: (nth_weekday(year, in_month, weekday, number),) * 2)


def nth_weekday(year: int, in_month: int, weekday: int, number: int) -> date:
    found = [week[weekday] for week in calendar.monthcalendar(year, in_month) if week[weekday]]
    if number != LAST and not 1 <= number <= len(found):
        raise ValueError(f"В месяце нет такого дня недели с номером {number}.")
    return date(year, in_month, found[number if number == LAST else number - 1])


@dataclass(frozen=True)
class Span:
    """From one part to another, or one part; `opening` makes it a beginning («<»), a term («>») or one with its end («!»)."""

    first: Part
    last: Part
    opening: str = ""

    @property
    def kind(self) -> Kind:
        if self.opening:
            return Kind.FROM if self.opening == "<" else Kind.UNTIL
        if self.first is self.last:
            return self.first.kind
        kinds = {self.first.kind, self.last.kind}
        if Kind.DATE in kinds:
            return Kind.DATE
        return Kind.MONTH_RANGE if len(kinds) > 1 or Kind.MONTH in kinds else self.first.kind

    def period(self, plan: PlanYear) -> Period:
        start, end = self._days(plan)
        if self.opening == "<":
            return Period(start, None)
        if self.opening:
            return Period(None, end if self.opening == "!" or self.last.ends_a_term else start)
        return Period(start, end)

    def _days(self, plan: PlanYear) -> Days:
        """A year written at one end holds for the other too, unless the span crosses New Year."""
        first, last = self.first, self.last
        if not first.year_is_written and last.year_is_written:
            first = first.of(last.year, written=False)
        if not last.year_is_written and first.year_is_written:
            last = last.of(first.year, written=False)
        start, end = plan.days_of(first)[0], plan.days_of(last)[1]
        if start <= end:
            return start, end
        if not last.year_is_written:
            return start, plan.days_of(last.of(end.year + 1))[1]
        if not first.year_is_written:
            return plan.days_of(first.of(start.year - 1))[0], end
        raise ValueError("Срок кончается раньше, чем начинается.")
