"""How many children are covered in a month: sums over organisations, shares of all children, the way to the target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from django.db.models import Subquery

from documents.prose import count, format_number
from organizations.models import ChildPopulation, Municipality

from .models import FIGURES, CoverageMonth, CoverageTarget

Measure = CoverageTarget.Measure
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
class Coverage:
    """A month of a municipality. `sums` are over organisations, `own` counts each child of the municipality once.

    `organizations` have told their numbers of the `expected` ones.
    """

    month: date
    organizations: int
    expected: int
    sums: dict[str, int | None]
    own: dict[str, int | None]
    largest: dict[str, int | None]
    population: ChildPopulation | None = None
    targets: Mapping[str, Decimal] = field(default_factory=dict)

    def number(self, figure: str) -> int | None:
        """The municipality's own number, else the sum over its organisations."""
        own = self.own[figure]
        return self.sums[figure] if own is None else own

    @property
    def is_summed(self) -> bool:
        """The number of children is only a sum: a child of two organisations counts twice in it."""
        return self.own["children"] is None and self.organizations > 1

    @property
    def is_complete(self) -> bool:
        return self.organizations >= self.expected

    @property
    def covered(self) -> Share:
        return self._share("children", Measure.COVERAGE)

    @property
    def financed(self) -> Share:
        return self._share("contracts", Measure.FINANCING)

    def _share(self, figure, measure):
        children = self.population.children if self.population else None
        return Share(self.number(figure), children, self.targets.get(measure))

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


def measure(
    month: date,
    rows: Iterable[CoverageMonth],
    *,
    expected: int = 0,
    population: ChildPopulation | None = None,
    targets: Mapping[str, Decimal] | None = None,
) -> Coverage:
    """What the rows of one month of one municipality come to."""
    rows = list(rows)
    told = [row for row in rows if row.organization_id is not None]
    own = next((row for row in rows if row.organization_id is None), None)
    numbers = {name: [n for row in told if (n := getattr(row, name)) is not None] for name in FIGURES}
    return Coverage(
        month,
        len(told),
        expected,
        sums={name: sum(numbers[name]) if numbers[name] else None for name in FIGURES},
        own={name: getattr(own, name, None) for name in FIGURES},
        largest={name: max(numbers[name], default=None) for name in FIGURES},
        population=population,
        targets=targets or {},
    )


def coverage_in(municipality: Municipality, month: date, rows: Iterable[CoverageMonth]) -> Coverage:
    """The rows measured by what is known of their year: three queries."""
    return measure(
        month,
        rows,
        expected=municipality.organizations.teaching().count(),
        population=municipality.child_population.known_in(month.year),
        targets=municipality.coverage_targets.shares_in(month.year),
    )


def last_coverage(municipality: Municipality, start: date, end: date) -> Coverage | None:
    """The last month between two days for which anything was entered."""
    entered = municipality.coverage_months.filter(month__gte=start, month__lte=end)
    rows = list(entered.filter(month=Subquery(entered.order_by("-month").values("month")[:1])))
    return coverage_in(municipality, rows[0].month, rows) if rows else None
