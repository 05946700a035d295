"""Reporting periods: «2026H1», «2026Q3» and «2026» in code and addresses, «I полугодие 2026 года» on pages."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls.converters import IntConverter

CODE = re.compile(r"(?P<year>20\d\d)(?:H(?P<half>[12])|Q(?P<quarter>[1-4]))?")
ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True)
class ReportingPeriod:
    """A year, a half of it or a quarter of it."""

    year: int
    half: int | None = None
    quarter: int | None = None

    @classmethod
    def from_code(cls, code: str) -> "ReportingPeriod":
        """«2026H1», «2026Q3» or «2026»; ValueError for anything else."""
        match = CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"Не период: {code}")
        year, *part = match.groups()
        return cls(int(year), *(int(number) if number else None for number in part))

    @classmethod
    def containing(cls, day: date) -> "ReportingPeriod":
        """The half-year in which the day lies."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def code(self) -> str:
        return (
            f"{self.year}H{self.half}"
            if self.half
            else f"{self.year}Q{self.quarter}"
            if self.quarter
            else str(self.year)
        )

    @property
    def months(self) -> int:
        """How many months it lasts."""
        return 6 if self.half else 3 if self.quarter else 12

    @cached_property
    def start(self) -> date:
        return date(self.year, self._last_month - self.months + 1, 1)

    @cached_property
    def end(self) -> date:
        return date(self.year, self._last_month, calendar.monthrange(self.year, self._last_month)[1])

    @property
    def halves(self) -> list["ReportingPeriod"]:
        """The half-years that lie in it: itself, both of a year, none in a quarter."""
        return [
            half
            for half in (ReportingPeriod(self.year, 1), ReportingPeriod(self.year, 2))
            if self.covers(half)
        ]

    @property
    def previous(self) -> "ReportingPeriod":
        """The period of the same length just before this one."""
        place = self._place - 1 or 12 // self.months
        year = self.year - (self._place == 1)
        return ReportingPeriod(year, place if self.half else None, place if self.quarter else None)

    @property
    def next(self) -> "ReportingPeriod":
        """The period of the same length just after this one."""
        place = self._place % (12 // self.months) + 1
        year = self.year + (place == 1)
        return ReportingPeriod(year, place if self.half else None, place if self.quarter else None)

    def covers(self, other: "ReportingPeriod") -> bool:
        return self.start <= other.start and other.end <= self.end

    @property
    def _place(self) -> int:
        """Which of its kind it is in the year, from 1."""
        return self.half or self.quarter or 1

    @property
    def _last_month(self) -> int:
        return self._place * self.months

    def __str__(self) -> str:
        if self.half:
            return f"{ROMAN[self.half]} полугодие {self.year} года"
        return f"{ROMAN[self.quarter]} квартал {self.year} года" if self.quarter else f"{self.year} год"


class YearConverter(IntConverter):
    """`<year:year>` in a URL: four digits."""

    regex = r"20\d\d"


class PeriodConverter:
    """`<period:period>` in a URL."""

    regex = r"20\d\d(?:H[12]|Q[1-4])?"

    def to_python(self, value: str) -> ReportingPeriod:
        return ReportingPeriod.from_code(value)

    def to_url(self, value) -> str:
        return getattr(value, "code", value)
