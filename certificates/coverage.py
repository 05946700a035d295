"""How many children are covered in a month: sums over organisations, shares of all children, the way to the target."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from documents.prose import count, decline, format_number
from organizations.models import ChildPopulation

from .models import FIGURES, CoverageMonth, CoverageMonthQuerySet

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Share:
    """So many children of so many, and the target in per cent; None is not known."""

    number: int | None
    population: int | None
    target: Decimal | None = None

    @property
    def percent(self) -> Decimal | None:
        if self.number is None or not self.population:
            return None
        return (Decimal(100 * self.number) / self.population).quantize(TENTH, ROUND_HALF_UP)

    @property
    def needed(self) -> int | None:
        """How many children the target means."""
        if self.target is None or not self.population:
            return None
        return int((self.target * self.population / 100).to_integral_value(ROUND_CEILING))

    @property
    def gap(self) -> int | None:
        """How many children the target still lacks."""
        if self.number is None or self.needed is None:
            return None
        return max(self.needed - self.number, 0)

    @property
    def status(self) -> str:
        """Where we are, in words."""
        if self.number is None:
            return "сведений нет"
        if not self.population:
            return "численность детей не внесена"
        if self.target is None:
            return "цель не задана"
        goal = format_number(self.target)
        if not self.gap:
            return f"цель {goal} % достигнута"
        return f"до {goal} % нужно ещё ≈{count(self.gap, 'ребёнок')}"


@dataclass(frozen=True)
class Yardstick:
    """By what a month is measured: how many organisations are asked, the children who live there, the targets."""

    expected: int = 0
    population: ChildPopulation | None = None
    covered_target: Decimal | None = None
    financed_target: Decimal | None = None

    @classmethod
    def of(cls, row) -> "Yardstick":
        """What a row of `measured()` carries."""
        known = ChildPopulation(year=row.known_year, children=row.known_children, ages=row.known_ages)
        population = known if row.known_children else None
        return cls(row.expected or 0, population, row.covered_target, row.financed_target)


@dataclass(frozen=True)
class Coverage:
    """A month of a municipality. `sums` are over organisations, `own` counts each child of the municipality once."""

    month: date
    told: tuple[CoverageMonth, ...]
    sums: dict[str, int | None]
    own: dict[str, int | None]
    largest: dict[str, int | None]
    by: Yardstick

    @property
    def population(self) -> ChildPopulation | None:
        return self.by.population

    @property
    def organizations(self) -> int:
        return len(self.told)

    def told_by(self, organization, figure: str) -> int | None:
        """The number of one organisation."""
        rows = (row for row in self.told if row.organization_id == organization.pk)
        return next((getattr(row, figure) for row in rows), None)

    def number(self, figure: str) -> int | None:
        """The municipality's own number, else the sum over its organisations."""
        own = self.own[figure]
        return self.sums[figure] if own is None else own

    @property
    def is_summed(self) -> bool:
        """The number of children is only a sum: a child of two organisations counts twice in it."""
        return self.own["children"] is None and self.organizations > 1

    @property
    def answers(self) -> str:
        """How many organisations told their numbers: «по 20 из 21 организации»."""
        expected = self.by.expected
        return f"по {self.organizations} из {expected} {decline('организация', 'gent', number=expected)}"

    @property
    def is_complete(self) -> bool:
        return self.organizations >= self.by.expected

    @property
    def covered(self) -> Share:
        return self._share("children", self.by.covered_target)

    @property
    def financed(self) -> Share:
        return self._share("contracts", self.by.financed_target)

    def _share(self, figure, target):
        children = self.population.children if self.population else None
        return Share(self.number(figure), children, target)

    @property
    def problems(self) -> list[str]:
        """What cannot be true of these numbers, as sentences."""
        return [*self._total_problems(), *self._part_problems()]

    def _total_problems(self):
        for figure, name in (("children", "детей"), ("contracts", "детей по договорам ПФ")):
            own, total, largest = self.own[figure], self.sums[figure], self.largest[figure]
            if own is not None and total is not None and own > total and self.is_complete:
                yield f"Без повторов внесено {own} {name}, а сумма по организациям меньше: {total}."
            if own is not None and largest is not None and own < largest:
                yield f"Без повторов внесено {own} {name}, а в одной из организаций больше: {largest}."

    def _part_problems(self):
        children, certificates, contracts = map(self.number, FIGURES)
        population = self.population.children if self.population else None
        pairs = (
            (contracts, children, "детей по договорам ПФ больше, чем охвачено дополнительным образованием"),
            (contracts, certificates, "детей по договорам ПФ больше, чем сертификатов"),
            (children, population, "охваченных детей больше, чем живёт в муниципалитете"),
            (certificates, population, "сертификатов больше, чем детей живёт в муниципалитете"),
        )
        for part, whole, sentence in pairs:
            if part is not None and whole is not None and part > whole:
                yield f"{sentence.capitalize()}: {part} и {whole}."


def measure(month: date, rows: Iterable[CoverageMonth], by: Yardstick) -> Coverage:
    """What the rows of one month of one municipality come to."""
    rows = list(rows)
    told = [row for row in rows if row.organization_id is not None]
    own = next((row for row in rows if row.organization_id is None), None)
    numbers = {name: [n for row in told if (n := getattr(row, name)) is not None] for name in FIGURES}
    return Coverage(
        month,
        tuple(told),
        sums={name: sum(numbers[name]) if numbers[name] else None for name in FIGURES},
        own={name: getattr(own, name, None) for name in FIGURES},
        largest={name: max(numbers[name], default=None) for name in FIGURES},
        by=by,
    )


def coverage_of(rows: CoverageMonthQuerySet) -> Coverage | None:
    """What was entered of one municipality for one month, in one query; None where nothing was."""
    entered = list(rows.measured())
    return measure(entered[0].month, entered, Yardstick.of(entered[0])) if entered else None


def last_coverage(rows: CoverageMonthQuerySet, start: date, end: date) -> Coverage | None:
    """The last month between two days for which children were counted, in one query.

    Where fewer organisations have told of it than of the month before, it is still being entered: the earlier is taken.
    """
    entered = rows.filter(month__gte=start, month__lte=end)
    last_two = entered.order_by("-month").values("month").distinct()[:2]
    by_month: dict[date, list[CoverageMonth]] = defaultdict(list)
    for row in entered.filter(month__in=last_two).measured():
        by_month[row.month].append(row)
    found = [measure(month, told, Yardstick.of(told[0])) for month, told in sorted(by_month.items())]
    return max(
        found, key=lambda month: (month.organizations >= found[0].organizations, month.month), default=None
    )
