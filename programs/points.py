"""What the sheets of several experts come to, together and by each criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from documents.prose import format_number

from .models import Assessment, Assignment, Criterion, Regulation, Score

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Outcome:
    """The mean of the experts' points, of how many at most, and what share of them is needed (percent)."""

    points: Decimal
    max_points: int
    needed: int
    sheets: int

    @property
    def percent(self) -> Decimal:
        share = self.points * 100 / self.max_points if self.max_points else Decimal(0)
        return _rounded(share)

    @property
    def is_enough(self) -> bool:
        return self.percent >= self.needed

    @property
    def told(self) -> str:
        """«74,5 % (29,8 из 40)»"""
        share = f"{format_number(self.percent)} %"
        return f"{share} ({format_number(self.points)} из {self.max_points})"

    @property
    def refusal(self) -> str:
        return f"Для рекомендации нужно не меньше {self.needed} % баллов, а эксперты дали {self.told}."


@dataclass(frozen=True)
class Comparison:
    """What several experts gave by one criterion, in the order of their sheets."""

    criterion: Criterion
    scores: Sequence[Score | None]

    @property
    def points(self) -> list[Decimal]:
        return [score.points for score in self.scores if score]

    @property
    def mean(self) -> Decimal | None:
        return mean(self.points) if self.points else None

    @property
    def told_mean(self) -> str:
        return "—" if self.mean is None else format_number(self.mean)

    @property
    def spread(self) -> Decimal:
        return max(self.points) - min(self.points) if self.points else Decimal(0)

    @property
    def is_disputed(self) -> bool:
        """Whether the experts are apart by more than half of what can be given."""
        return self.spread * 2 > self.criterion.max_points


def finished_sheets(assessment: Assessment) -> list[Assignment]:
    done = assessment.assignments.exclude(finished_on=None).select_related("expert")
    return list(done.prefetch_related("scores__criterion"))


def outcome_of(assessment: Assessment, regulation: Regulation) -> Outcome:
    """The mean of the finished sheets, rounded to hundredths of a point."""
    return outcome_of_sheets(finished_sheets(assessment), regulation)


def outcome_of_sheets(sheets: Sequence[Assignment], regulation: Regulation) -> Outcome:
    points = mean([sheet.total for sheet in sheets]) if sheets else Decimal(0)
    # By the criteria that were in use when the experts worked, whatever the regulation says now.
    most = max(
        (sum(score.criterion.max_points for score in sheet.scores.all()) for sheet in sheets), default=0
    )
    return Outcome(points, most, regulation.pass_percent, len(sheets))


def compared(sheets: Sequence[Assignment], criteria: Sequence[Criterion]) -> list[Comparison]:
    given = [{score.criterion_id: score for score in sheet.scores.all()} for sheet in sheets]
    return [Comparison(criterion, [of_one.get(criterion.pk) for of_one in given]) for criterion in criteria]


def mean(points: Sequence[Decimal]) -> Decimal:
    return _rounded(sum(points, Decimal(0)) / len(points))


def _rounded(number: Decimal) -> Decimal:
    """As offices round: a half goes up."""
    return number.quantize(HUNDREDTH, ROUND_HALF_UP)
