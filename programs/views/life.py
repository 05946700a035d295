"""One step in the life of a programme."""

from records.views.transitions import TransitionView

from ..life import LIFE
from ..models import Mark, Program
from ..models.regulations import Criterion, Regulation
from .programs import ProgramMixin


class ProgramTransitionView(TransitionView):
    """GET asks for what the step needs and shows what is known; POST performs it."""

    workflow = LIFE
    template_name = "programs/transition.html"

    def get_record(self):
        programs = Program.objects.select_related(*ProgramMixin.related)
        return self.scoped_or_404(programs, pk=self.kwargs["pk"])

    def known(self):
        steps = {"pass": self._review, "return": self._review, "conclude": self._sheets}
        return steps[self.transition.name]() if self.transition.name in steps else {}

    def _review(self):
        """The review that the step ends: its unmet points, how many are not marked, what is still remarked."""
        if (review := self.record.reviews.in_work().select_related("program__municipality").first()) is None:
            return {}
        marks = review.marks.select_related("criterion")
        points = Regulation.objects.holding_in(self.municipality).in_use(Criterion.Part.REVIEW)
        return {
            "review": review,
            "unmet": [mark for mark in marks if mark.verdict == Mark.Verdict.UNMET],
            "unmarked": points.exclude(pk__in=[mark.criterion_id for mark in marks]).count(),
            "remarks": self.record.remarks.filter(review__isnull=False).open(),
        }

    def _sheets(self):
        if (assessment := self.record.assessments.in_work().first()) is None:
            return {}
        sheets = assessment.assignments.filter(recused_on=None).select_related("expert")
        return {"assessment": assessment, "sheets": sheets.prefetch_related("scores")}
