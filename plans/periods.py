"""Reporting periods: «2026H1», «2026H2» and «2026» in code and addresses, «I полугодие 2026 года» on pages."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls.converters import IntConverter

CODE = re.compile(r"(?P<year>20\d\d)(?:H(?P<half>[12]))?")


@dataclass(frozen=True)
class ReportingPeriod:
    year: int
    half: int | None = None

    @classmethod
    def from_code(cls, code: str) -> "ReportingPeriod":
        """«2026H1» or «2026»; ValueError for anything else."""
        match = CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"Не период: {code}")
        return cls(int(match["year"]), int(match["half"]) if match["half"] else None)

    @classmethod
    def containing(cls, day: date) -> "ReportingPeriod":
        """The half-year in which the day lies."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def code(self) -> str:
        return f"{self.year}H{self.half}" if self.half else str(self.year)

    @cached_property
    def start(self) -> date:
        return date(self.year, 7 if self.half == 2 else 1, 1)

    @cached_property
    def end(self) -> date:
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def previous(self) -> "ReportingPeriod":
        """The period of the same length just before this one."""
        if self.half == 2:
            return ReportingPeriod(self.year, 1)
        return ReportingPeriod(self.year - 1, 2 if self.half else None)

    def __str__(self) -> str:
        return f"{'I' * self.half} полугодие {self.year} года" if self.half else f"{self.year} год"


class YearConverter(IntConverter):
    """`<year:year>` in a URL: four digits."""

    regex = r"20\d\d"


class PeriodConverter:
    """`<period:period>` in a URL."""

    regex = r"20\d\d(?:H[12])?"

    def to_python(self, value: str) -> ReportingPeriod:
        return ReportingPeriod.from_code(value)

    def to_url(self, value) -> str:
        return getattr(value, "code", value)
