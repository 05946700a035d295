"""Assessments of programmes by experts (НОК): their sheets and their points."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from moc_portal.scoping import TenantQuerySet
from organizations.models import LegalAct, Person, Role

from .classifiers import RoundResult
from .regulations import Criterion, Regulation
from .rounds import Round, RoundQuerySet

TALLY = {
    "submitted": Count("pk"),
    "passed": Count("pk", filter=Q(result=RoundResult.PASSED)),
    "rework": Count("pk", filter=Q(result=RoundResult.REWORK)),
    "rejected": Count("pk", filter=Q(result=RoundResult.REJECTED)),
    "in_work": Count("pk", filter=Q(result="")),
}


class AssessmentQuerySet(RoundQuerySet):
    def submitted_in(self, period):
        """Those submitted in a period that has a start and an end."""
        return self.filter(submitted_on__range=(period.start, period.end))

    def in_force(self, day):
        """Those whose recommendation holds on a day."""
        return self.filter(result=RoundResult.PASSED).filter(Q(valid_until=None) | Q(valid_until__gte=day))

    def last_rounds(self):
        """Of each programme only the last of these rounds: a programme is counted once, however often it came back."""
        later = self.order_by().filter(program=OuterRef("program")).order_by("-number").values("pk")[:1]
        return self.filter(pk=Subquery(later))

    def with_progress(self, day):
        """Each with how many experts it needs and has, how many of them are still at work, how many late on a day."""
        regulation = Regulation.objects.serving(OuterRef("program__municipality"))
        takes_part = Q(assignments__isnull=False, assignments__recused_on=None)
        at_work = takes_part & Q(assignments__finished_on=None)
        return self.annotate(
            needed=Subquery(regulation.values("experts_needed")[:1]),
            experts=Count("assignments", filter=takes_part),
            at_work=Count("assignments", filter=at_work),
            late=Count("assignments", filter=at_work & Q(assignments__due_on__lt=day)),
        )

    def tally(self) -> dict[str, int]:
        """How many are submitted, passed, on rework, rejected and in work; the last four always make up the first."""
        return self.order_by().aggregate(**TALLY)

    def tally_by_level(self) -> dict[str, dict[str, int]]:
        """The same for each level that has any."""
        rows = self.order_by().values("level").annotate(**TALLY)
        return {row.pop("level"): row for row in rows}


class Assessment(Round):
    """Независимая оценка качества: municipal ones are held in the portal, of regional ones the outcome is recorded."""

    class Level(models.TextChoices):
        MUNICIPAL = "municipal", "муниципальная"
        REGIONAL = "regional", "региональная"

    level = models.CharField("уровень", max_length=10, choices=Level)
    act = models.ForeignKey(
        LegalAct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="program_assessments",
        verbose_name="акт экспертизы",
    )
    points = models.DecimalField("баллы", max_digits=6, decimal_places=2, null=True, blank=True)
    max_points = models.PositiveSmallIntegerField("из скольких", null=True, blank=True)
    valid_until = models.DateField("заключение действует до", null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Round.Meta):
        abstract = False
        verbose_name = "экспертиза"
        verbose_name_plural = "экспертизы"

    def __str__(self):
        return f"Экспертиза, круг {self.number}: {self.program}"

    def get_absolute_url(self):
        return reverse("assessment", args=[self.program.municipality.slug, self.pk])

    @property
    def is_municipal(self):
        return self.level == self.Level.MUNICIPAL

    @property
    def taking_part(self) -> int:
        """How many experts are at it or have finished."""
        return sum(sheet.recused_on is None for sheet in self.assignments.all())

    @property
    def is_ready(self):
        """Whether all who take part have finished."""
        taking_part = [sheet for sheet in self.assignments.all() if sheet.recused_on is None]
        return bool(taking_part) and all(sheet.finished_on for sheet in taking_part)

    def criteria(self):
        """By which its experts work: what they have used, and until the conclusion all others of the same regulation.

        Whoever rewrites the regulation meanwhile does not take the criteria from sheets that are begun.
        """
        used = Criterion.objects.filter(
            pk__in=Score.objects.filter(assignment__assessment=self).values("criterion")
        )
        if self.result:
            return used
        begun = used.select_related("regulation").first()
        regulation = begun.regulation if begun else Regulation.objects.holding_in(self.program.municipality)
        asked = Q(is_active=True) | Q(pk__in=used.values("pk"))
        return regulation.criteria.filter(asked, part=Criterion.Part.ASSESSMENT)


class AssignmentQuerySet(TenantQuerySet):
    municipality_path = "assessment__program__municipality"

    def for_user(self, user):
        """The office's; an expert's own where he is an expert today. An organisation reads no single sheets."""
        if not user.is_authenticated:
            return self.none()
        office = Q(assessment__program__municipality__in=user.office_municipalities())
        mine = Q(
            expert=user.person_id,
            expert__isnull=False,
            assessment__program__municipality__in=user.municipalities({Role.EXPERT}),
        )
        return self.filter(office | mine)

    def open(self):
        """Those on which the expert still works."""
        return self.filter(finished_on=None, recused_on=None, assessment__result="")

    def late(self, day):
        return self.open().filter(due_on__lt=day)


class Assignment(models.Model):
    """One expert's sheet on one assessment: the points he gives and what he recommends.

    An expert who has a conflict of interest recuses himself; then another one is assigned.
    """

    menu_section = "programs"

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="assignments", verbose_name="экспертиза"
    )
    expert = models.ForeignKey(
        Person, models.PROTECT, related_name="program_assignments", verbose_name="эксперт"
    )
    assigned_on = models.DateField("назначен")
    due_on = models.DateField("срок", null=True, blank=True)
    recommendation = models.CharField("рекомендация", max_length=10, choices=RoundResult, blank=True)
    conclusion = models.TextField("заключение", max_length=5000, blank=True)
    finished_on = models.DateField("закончил", null=True, blank=True)
    recused_on = models.DateField("не участвует с", null=True, blank=True)
    recusal_reason = models.CharField("почему не участвует", max_length=500, blank=True)
    reopening_reason = models.CharField("почему лист открыт снова", max_length=500, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "лист эксперта"
        verbose_name_plural = "листы экспертов"
        ordering = ["assessment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "expert"],
                name="assignment_unique_expert",
                violation_error_message="Этот эксперт уже назначен.",
            ),
            models.CheckConstraint(
                condition=Q(finished_on=None) | (Q(recused_on=None) & ~Q(recommendation="")),
                name="assignment_finished_with_recommendation",
            ),
        ]

    def __str__(self):
        return f"{self.expert}: {self.assessment}"

    def get_absolute_url(self):
        return reverse("assignment", args=[self.assessment.program.municipality.slug, self.pk])

    @property
    def is_open(self):
        return self.finished_on is None and self.recused_on is None and not self.assessment.result

    @property
    def is_begun(self):
        """Whether the expert has left anything in it."""
        said = self.finished_on or self.recused_on or self.recommendation or self.conclusion
        return bool(said) or self.scores.exists() or self.remarks.exists()

    @property
    def total(self) -> Decimal:
        return sum((score.points for score in self.scores.all()), Decimal(0))


class ScoreQuerySet(TenantQuerySet):
    municipality_path = "assignment__assessment__program__municipality"

    def for_user(self, user):
        return self.filter(assignment__in=Assignment.objects.for_user(user).values("pk"))


class Score(models.Model):
    """The points that an expert gives by one criterion."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="scores", verbose_name="лист эксперта"
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="критерий")
    points = models.DecimalField("баллы", max_digits=5, decimal_places=1, validators=[MinValueValidator(0)])
    comment = models.CharField("пояснение", max_length=1000, blank=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "баллы по критерию"
        verbose_name_plural = "баллы по критериям"
        ordering = ["assignment", "criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="score_unique_criterion"),
            models.CheckConstraint(condition=Q(points__gte=0), name="score_not_negative"),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"

    @property
    def given(self) -> Decimal:
        """The points without an idle zero: «2», «1.5»."""
        return self.points.quantize(Decimal(1)) if self.points == int(self.points) else self.points
