"""New places by years, organisations and focus areas, and how their sums agree with what the papers declare."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from documents.paper import Column, Heading, Paper, Row, Table, Text
from documents.prose import date_in_words, format_number

from .models import DeclaredPlaces, FocusArea, NewPlaces


@dataclass(frozen=True)
class Sum:
    """Places with their money; no row that tells money gives None, for empty is not zero."""

    places: int
    money: Decimal | None

    @classmethod
    def of(cls, rows: Iterable) -> "Sum":
        rows = list(rows)
        told = [row.money for row in rows if row.money is not None]
        return cls(sum(row.places for row in rows), sum(told, Decimal(0)) if told else None)


@dataclass(frozen=True)
class Comparison:
    """What the rows give beside what a paper says, in words."""

    words: str
    agrees: bool


@dataclass(frozen=True)
class OfOrganization:
    organization: object
    cells: list[NewPlaces | None]  # by focus areas
    whole: Sum


@dataclass(frozen=True)
class YearTable:
    """Organisations down, focus areas across."""

    year: int
    lines: list[OfOrganization]
    by_focus: list[Sum | None]
    whole: Sum
    untold: int  # rows that tell no money


@dataclass(frozen=True)
class YearStanding:
    """A year as such and with all the years before.

    A sum of papers stands only where each year has its paper, and one of money where each paper tells it.
    """

    year: int
    own: Sum
    grown: Sum
    declared: DeclaredPlaces | None
    grown_declared: Sum | None

    @property
    def comparisons(self) -> list[Comparison]:
        return compare(self.own, self.declared)

    @property
    def grown_comparisons(self) -> list[Comparison]:
        return compare(self.grown, self.grown_declared)


def year_table(year: int, rows: Iterable[NewPlaces]) -> YearTable:
    rows = list(rows)
    areas: dict[str, list] = {area: [row for row in rows if row.focus_area == area] for area in FocusArea}
    by_organization = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.organization.sort_key):
        by_organization[row.organization].append(row)
    return YearTable(
        year=year,
        lines=[_line(organization, of_it) for organization, of_it in by_organization.items()],
        by_focus=[Sum.of(of_area) if of_area else None for of_area in areas.values()],
        whole=Sum.of(rows),
        untold=sum(row.money is None for row in rows),
    )


def _line(organization, rows):
    known = {row.focus_area: row for row in rows}
    return OfOrganization(organization, [known.get(area) for area in FocusArea], Sum.of(rows))


def standings(rows: Iterable[NewPlaces], declared: Iterable[DeclaredPlaces]) -> list[YearStanding]:
    """Each year that has rows or a paper, from the first to the last."""
    rows, papers = list(rows), {paper.year: paper for paper in declared}
    years = sorted({row.year for row in rows} | papers.keys())
    return [_standing(year, years, rows, papers) for year in years]


def _standing(year, years, rows, papers):
    so_far = [other for other in years if other <= year]
    known = [papers[other] for other in so_far if other in papers]
    tells_money = all(paper.money is not None for paper in known)
    declared = Sum.of(known) if tells_money else Sum(Sum.of(known).places, None)
    return YearStanding(
        year=year,
        own=Sum.of(row for row in rows if row.year == year),
        grown=Sum.of(row for row in rows if row.year <= year),
        declared=papers.get(year),
        grown_declared=declared if len(known) == len(so_far) else None,
    )


def compare(by_rows: Sum, by_paper) -> list[Comparison]:
    """Places, and money where both tell it; nothing where there is no paper."""
    if by_paper is None:
        return []
    told = [_comparison("Мест", by_rows.places, by_paper.places, "")]
    if by_rows.money is not None and by_paper.money is not None:
        told.append(_comparison("Средства", by_rows.money, by_paper.money, " руб."))
    return told


def _comparison(what, ours, theirs, unit):
    told = f"{what} по строкам {format_number(ours)}{unit}, в документе {format_number(theirs)}{unit}"
    if ours == theirs:
        return Comparison(f"{told}: сходится", agrees=True)
    difference = format_number(abs(ours - theirs))
    return Comparison(f"{told}: расхождение {difference}{unit}", agrees=False)


# As a paper


def new_places_paper(municipality, table: YearTable, years: list[YearStanding], day) -> Paper:
    """The year's table, the words of the check, and the years together."""
    standing = next((one for one in years if one.year == table.year), None)
    checks = standing.comparisons if standing else []
    return Paper(
        title=["НОВЫЕ МЕСТА ДОПОЛНИТЕЛЬНОГО ОБРАЗОВАНИЯ"],
        subtitle=f"{municipality.name}, {table.year} год",
        as_of=f"По состоянию на {date_in_words(day)}",
        body=(
            Table(_columns(), [*map(_row, table.lines), _last_row(table)]),
            *(Text(f"{check.words}.") for check in checks),
            Heading("По годам"),
            Table(YEAR_COLUMNS, [_year_row(standing) for standing in years]),
        ),
    )


YEAR_COLUMNS = (
    Column("year", "Год", 1),
    Column("places", "Мест", 1, "right"),
    Column("grown", "Мест с начала", 1, "right"),
    Column("money", "Средства, руб.", 2, "right"),
    Column("grown_money", "Средства с начала, руб.", 2, "right"),
    Column("check", "Сверка с документами за год", 5),
    Column("grown_check", "Сверка с начала", 5),
)


def _columns():
    areas = (Column(area.value, area.label, 2, "right") for area in FocusArea)
    whole = (Column("places", "Всего мест", 2, "right"), Column("money", "Средства, руб.", 3, "right"))
    return [Column("organization", "Организация", 5), *areas, *whole]


def _row(line: OfOrganization) -> Row:
    cells = [format_number(row.places) if row else "" for row in line.cells]
    return Row((str(line.organization), *cells, *_words(line.whole)))


def _last_row(table: YearTable) -> Row:
    cells = [format_number(area.places) if area else "" for area in table.by_focus]
    return Row(("Всего", *cells, *_words(table.whole)))


def _year_row(standing: YearStanding) -> Row:
    places, money = _words(standing.own)
    grown, grown_money = _words(standing.grown)
    year, since = (
        "\n".join(check.words for check in checks) or "документа нет"
        for checks in (standing.comparisons, standing.grown_comparisons)
    )
    return Row((str(standing.year), places, grown, money, grown_money, year, since))


def _words(of: Sum) -> tuple[str, str]:
    return format_number(of.places), "" if of.money is None else format_number(of.money)
