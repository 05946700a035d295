"""What reviewers and experts of the demo wrote: marks, remarks, sheets with points. Of earlier years only outcomes are kept."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from ..models import (
    Assessment,
    Assignment,
    Mark,
    ProgramRemark,
    Regulation,
    RoundResult,
    Score,
)

EXPERTS = ("expert", "expert2", "expert3", "expert4")
SHARE_OF_POINTS = {
    RoundResult.PASSED: (0.75, 1),
    RoundResult.REWORK: (0.4, 0.7),
    RoundResult.REJECTED: (0.2, 0.45),
}


class RoundsStory:
    """Fills in the rounds; all rows are kept in `rows` by their model."""

    def __init__(self, programs, moment):
        self.story, self.random, self.users = programs.story, programs.random, programs.users
        self.year, self.today, self.moment = programs.year, programs.today, moment
        self.regulation = Regulation.objects.holding_in(programs.municipality)
        self.points = list(self.regulation.in_use("review"))
        self.criteria = list(self.regulation.in_use("assessment"))
        self.rows: dict[type, list] = defaultdict(list)
        self.assigned = 0

    def is_told(self, held):
        return held.submitted_on.year == self.year

    def check(self, review, unmet=0, left=0):
        """The points of the checklist: some not met, the last ones not looked at yet."""
        if not self.is_told(review):
            return
        looked_at = self.points[: len(self.points) - left]
        failed = self.random.sample(looked_at, unmet)
        for point in looked_at:
            verdict = Mark.Verdict.UNMET if point in failed else Mark.Verdict.MET
            self.rows[Mark].append(Mark(review=review, criterion=point, verdict=verdict))
        for point in failed:
            self._remark(review, {"review": review, "criterion": point}, self.users["methodist"])

    def settle(self, program):
        """The author sent a new text: what was remarked before is answered, and most of it closed."""
        for remark in self.rows[ProgramRemark]:
            if remark.program is program and not remark.answer:
                remark.answer = self.random.choice(self.story["answers"])
                remark.answered_at = remark.created_at + timedelta(days=5)
                remark.resolved_at, remark.resolved_by = remark.created_at + timedelta(days=9), remark.author

    def assess(self, assessment):
        """A concluded assessment: two sheets whose mean is its outcome; of a regional one the outcome alone."""
        most = sum(criterion.max_points for criterion in self.criteria)
        assessment.max_points = most
        is_held_here = assessment.level == Assessment.Level.MUNICIPAL and self.is_told(assessment)
        if not is_held_here:
            assessment.points = Decimal(round(most * self._share(assessment.result)))
            return
        totals = []
        for login in self._two_experts():
            sheet = self._assign(assessment, login)
            totals.append(self._fill_in(sheet, login, assessment.result, assessment.decided_on))
        assessment.points = Decimal(sum(totals)) / len(totals)

    def begin(self, assessment):
        """One that is in work: a finished sheet, one begun, one recused, or nobody assigned yet."""
        self.assigned += 1
        if assessment.level != Assessment.Level.MUNICIPAL or self.assigned % 7 == 0:
            return
        logins = self._two_experts()
        first, second = (self._assign(assessment, login) for login in logins)
        if self.assigned % 3 == 0:
            self._fill_in(
                first, logins[0], RoundResult.PASSED, min(self.today, first.assigned_on + timedelta(days=6))
            )
        elif self.assigned % 3 == 1:
            self._score(first, RoundResult.PASSED, self.criteria[:4])
        if self.assigned % 5 == 0:
            second.recused_on = min(self.today, second.assigned_on + timedelta(days=1))
            second.recusal_reason = self.story["conclusions"]["recusal"]

    def _two_experts(self):
        """The one who signs in first in the demo has a sheet in each second assessment."""
        self.assigned += 1
        return EXPERTS[self.assigned % 4], EXPERTS[(self.assigned + 1 + self.assigned % 3) % 4]

    def _assign(self, assessment, login):
        day = min(self.today, assessment.submitted_on + timedelta(days=2))
        sheet = Assignment(
            assessment=assessment,
            expert=self.users[login].person,
            assigned_on=day,
            due_on=day + timedelta(days=14),
        )
        self.rows[Assignment].append(sheet)
        return sheet

    def _fill_in(self, sheet, login, result, day):
        sheet.finished_on, sheet.recommendation = day, result
        sheet.conclusion = self.story["conclusions"][result]
        if result != RoundResult.PASSED:
            self._remark(sheet.assessment, {"assignment": sheet}, self.users[login])
        return self._score(sheet, result, self.criteria)

    def _score(self, sheet, result, criteria):
        given = [round(criterion.max_points * self._share(result)) for criterion in criteria]
        self.rows[Score] += [
            Score(assignment=sheet, criterion=criterion, points=points)
            for criterion, points in zip(criteria, given, strict=True)
        ]
        return sum(given)

    def _share(self, result):
        return self.random.uniform(*SHARE_OF_POINTS[result])

    def _remark(self, held, place, author):
        passage, text = self.random.choice(self.story["remarks"])
        at = self.moment(held.decided_on or held.submitted_on + timedelta(days=1))
        remark = ProgramRemark(
            program=held.program, passage=passage, text=text, author=author, created_at=at, **place
        )
        self.rows[ProgramRemark].append(remark)
