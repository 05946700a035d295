"""Visits to settlements by years. Children are told in visits: a child who came twice is counted twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from documents.prose import normalise


@dataclass(frozen=True)
class Visited:
    """How often a place was visited and how many children came in all; `untold` visits do not say how many."""

    name: str
    visits: int
    children: int | None
    untold: int


@dataclass(frozen=True)
class YearOfVisits:
    whole: Visited
    settlements: list[Visited]


def visits_by_year(rows: Iterable[tuple[date, str, int | None]]) -> list[YearOfVisits]:
    """(day, settlement, children) of each visit, by years from the last to the first, settlements by name.

    «Хутор Ольховый» and «хутор ольховый» are one place.
    """
    years: dict[int, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for day, settlement, children in rows:
        years[day.year][normalise(settlement)].append((settlement, children))
    return [_year(year, years[year]) for year in sorted(years, reverse=True)]


def _year(year, places):
    every = [visit for of_place in places.values() for visit in of_place]
    settlements = [_visited(places[key][0][0], places[key]) for key in sorted(places)]
    return YearOfVisits(_visited(str(year), every), settlements)


def _visited(name, visits):
    told = [children for _, children in visits if children is not None]
    return Visited(name, len(visits), sum(told) if told else None, len(visits) - len(told))
