"""The years and half-years by which the office looks at assessments: «2026», «2026H1» in addresses."""

import re
from dataclasses import dataclass
from datetime import date

CODE = re.compile(r"(20\d\d)(?:H([12]))?")


@dataclass(frozen=True)
class Term:
    """A year, or one of its halves."""

    year: int
    half: int | None = None

    @classmethod
    def from_code(cls, code: str) -> "Term | None":
        match = CODE.fullmatch(code)
        return cls(int(match[1]), int(match[2]) if match[2] else None) if match else None

    @property
    def code(self) -> str:
        return f"{self.year}H{self.half}" if self.half else str(self.year)

    @property
    def start(self) -> date:
        return date(self.year, 7 if self.half == 2 else 1, 1)

    @property
    def end(self) -> date:
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def __str__(self) -> str:
        return f"{'I' * self.half} полугодие {self.year} года" if self.half else f"{self.year} год"


def terms(first: int, last: int) -> list[Term]:
    """The years from one to another with their halves, the latest first."""
    return [Term(year, half) for year in range(last, first - 1, -1) for half in (None, 2, 1)]
