"""A year of coverage: organisations down, months across, sums below."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from organizations.models import Organization

from .models import CoverageMonth

Cells = list[int | None]


@dataclass(frozen=True)
class YearTable:
    """One number of every organisation in twelve months; `own` counts each child of the municipality once."""

    organizations: dict[Organization, Cells]
    sums: Cells
    own: Cells

    @property
    def lines(self) -> list[list]:
        return [[str(organization), *cells] for organization, cells in self.organizations.items()]


def year_table(rows: Iterable[CoverageMonth], figure: str) -> YearTable:
    """The rows of one year of one municipality by organisation and month."""
    numbers: dict[Organization, Cells] = defaultdict(lambda: [None] * 12)
    own: Cells = [None] * 12
    for row in rows:
        cells = numbers[row.organization] if row.organization else own
        cells[row.month.month - 1] = getattr(row, figure)
    in_order = sorted(numbers, key=lambda organization: organization.sort_key)
    return YearTable({one: numbers[one] for one in in_order}, _sums(numbers.values()), own)


def _sums(lines):
    """Of each month in which anything was told; empty is not zero."""
    months = ([number for number in month if number is not None] for month in zip(*lines, strict=True))
    return [sum(told) if told else None for told in months] or [None] * 12
