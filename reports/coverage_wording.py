"""What the numbers of children say in a report row: the last month of the period for which they were entered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from certificates.coverage import Coverage, Share
from certificates.months import shift
from documents.prose import MONTHS, agree, decline, format_number, participle, sentence
from plans.models import ResultFigure

from .figures import COVERAGE_NUMBERS
from .slots import plain
from .wording import LISTED, Figures

PUPIL = "учащийся"


@dataclass(frozen=True)
class CoverageToTell:
    """The month whose numbers a row tells, and the code of the template item that says how."""

    month: Coverage
    code: str

    def sentences(self, figures: Figures) -> list[str]:
        """One paragraph; none where the numbers contradict each other."""
        told = [] if self.month.problems else TOLD[self.code](self.month, figures)
        return [" ".join(filter(None, told))] if told else []


def _tell_covered(coverage, figures):
    """«Охвачено … 1879 учащихся (76,4 % от 2460 детей 5–17 лет), из них по сертификатам ПФ — 395.»"""
    number, contracts = coverage.number("children"), coverage.number("contracts")
    if number is None:
        return []
    slot = partial(_slot, coverage, figures)
    did = participle("охватить", number, PUPIL)
    words = [
        f"{did} дополнительным образованием {_in_month(coverage)} {slot('children', PUPIL)} {agree(PUPIL, number)}",
        f" ({slot('covered', '%', share=coverage.covered)} % от {_population(coverage, slot)})"
        if coverage.covered.percent is not None
        else "",
        f", из них по сертификатам ПФ — {slot('contracts', PUPIL)}" if contracts is not None else "",
    ]
    summed = "Число детей — сумма по организациям." if coverage.is_summed else ""
    return [sentence("".join(words)), _goal(coverage.covered, "covered_gap", slot), summed, _caveat(coverage)]


def _tell_financed(coverage, figures):
    """«По сертификатам ПФ … — 395 учащихся, из них: «Дом творчества» — 180 … Это 16,1 % от 2460 детей 5–17 лет.»"""
    number = coverage.number("contracts")
    if number is None:
        return []
    slot = partial(_slot, coverage, figures)
    whole = f"по сертификатам ПФ {_in_month(coverage)} — {slot('contracts', PUPIL)} {agree(PUPIL, number)}"
    parts = [
        f"{plain(str(row.organization))} — {slot('contracts', PUPIL, organization=row.organization)}"
        for row in _parts(coverage)
    ]
    told = [sentence(f"{whole}, из них: {', '.join(parts)}" if parts else whole)]
    if coverage.financed.percent is not None:
        share = slot("financed", "%", share=coverage.financed)
        told.append(sentence(f"это {share} % от {_population(coverage, slot)}"))
    return [*told, _goal(coverage.financed, "financed_gap", slot), _caveat(coverage)]


TOLD: dict[str, Callable[[Coverage, Figures], list[str]]] = {
    "pf-monitoring": _tell_covered,
    "pf-roadmap": _tell_financed,
}


def _slot(coverage, figures, name, unit, *, share: Share | None = None, organization=None):
    """The slot for a number of the month, or for that of one organisation."""
    label, calculate = COVERAGE_NUMBERS[name]
    params = {"month": coverage.month.isoformat(), "number": name}
    if organization is None:
        value = calculate(coverage)
    else:
        value = coverage.told_by(organization, name)
        label, params = f"{label}: {organization}", params | {"organization": organization.pk}
    return figures.add(
        value,
        label=label,
        unit=unit,
        calculation="coverage",
        params=params,
        accumulation=ResultFigure.Accumulation.STATE,
        as_of=shift(coverage.month, 1) - timedelta(days=1),
        numerator=share and share.number,
        denominator=share and share.population,
    )


def _parts(coverage):
    """The organisations that teach under contracts, where they are few and together the whole."""
    parts = [row for row in coverage.told if row.contracts]
    add_up = coverage.number("contracts") == coverage.sums["contracts"]
    return parts if add_up and len(parts) <= LISTED else []


def _in_month(coverage):
    return f"в {decline(MONTHS[coverage.month.month - 1], 'loct')} {coverage.month.year} года"


def _population(coverage, slot):
    return f"{slot('population', 'ребёнок')} детей {plain(coverage.population.ages)}"


def _goal(share, name, slot):
    """What lacks to the target, if there is one."""
    if share.gap is None:
        return ""
    goal = f"{format_number(share.target)} %"
    if not share.gap:
        return f"Целевое значение {goal} достигнуто."
    return f"До целевого значения {goal} недостаёт {slot(name, 'ребёнок')} {agree('ребёнок', share.gap)}."


def _caveat(coverage):
    """How many organisations have told their numbers, where not all have."""
    if coverage.is_complete:
        return ""
    return f"Сведения внесены {coverage.answers}."
