"""What the sheets of several experts come to."""

from dataclasses import dataclass
from decimal import Decimal

from documents.prose import format_number

from .models import Assessment, Regulation

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
        return self.points * 100 / self.max_points if self.max_points else Decimal(0)

    @property
    def is_enough(self) -> bool:
        return self.percent >= self.needed

    @property
    def refusal(self) -> str:
        return (
            f"Для рекомендации нужно не меньше {self.needed} % баллов, а эксперты дали "
            f"{format_number(self.percent.quantize(HUNDREDTH))} % "
            f"({format_number(self.points)} из {self.max_points})."
        )


def outcome_of(assessment: Assessment, regulation: Regulation) -> Outcome:
    """The mean of the finished sheets, rounded to hundredths of a point."""
    sheets = list(assessment.assignments.exclude(finished_on=None).prefetch_related("scores__criterion"))
    total = sum((sheet.total for sheet in sheets), Decimal(0))
    points = (total / len(sheets)).quantize(HUNDREDTH) if sheets else Decimal(0)
    # By the criteria that were in use when the experts worked, whatever the regulation says now.
    most = max(
        (sum(score.criterion.max_points for score in sheet.scores.all()) for sheet in sheets), default=0
    )
    return Outcome(points, most, regulation.pass_percent, len(sheets))
