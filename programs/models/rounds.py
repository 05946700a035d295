"""Rounds of a programme's way: reviews by the centre, assessments by experts (НОК), and what was remarked in them."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from moc_portal.scoping import TenantQuerySet
from organizations.models import LegalAct, Person, Role
from records.models import Attachment

from .classifiers import RoundResult
from .programs import OfProgramQuerySet, Program
from .regulations import Criterion, Regulation


class RoundQuerySet(OfProgramQuerySet):
    def in_work(self):
        return self.filter(result="")


class Round(models.Model):
    """One submission of a programme, with its card and its file as they were; `result` is empty while it goes on."""

    is_irreplaceable = True  # see `records.merging`

    program = models.ForeignKey(Program, models.CASCADE, related_name="%(class)ss", verbose_name="программа")
    number = models.PositiveSmallIntegerField("круг", default=1, validators=[MinValueValidator(1)])
    submitted_on = models.DateField("подана")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто подал"
    )
    card = models.JSONField("карточка", default=dict, editable=False)
    file = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="program_%(class)ss",
        verbose_name="файл",
    )
    result = models.CharField("результат", max_length=10, choices=RoundResult, blank=True)
    decided_on = models.DateField("дата решения", null=True, blank=True)
    conclusion = models.TextField("заключение", max_length=5000, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["program", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="%(class)s_unique_round"),
            models.UniqueConstraint(fields=["program"], condition=Q(result=""), name="%(class)s_one_in_work"),
            models.CheckConstraint(
                condition=Q(result="", decided_on=None) | (~Q(result="") & Q(decided_on__isnull=False)),
                name="%(class)s_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("submitted_on")),
                name="%(class)s_decided_after_submission",
                violation_error_message="Решение не может быть раньше подачи.",
            ),
        ]

    @property
    def standing(self):
        return self.get_result_display() if self.result else "в работе"

    def previous(self):
        """The round before this one of the same kind, or None."""
        earlier = type(self)._default_manager.filter(program=self.program_id, number__lt=self.number)
        return earlier.first()


class ReviewQuerySet(RoundQuerySet):
    def for_user(self, user):
        """The office's; an organisation reads those of its programmes once they are decided. Experts judge for themselves."""
        if not user.is_authenticated:
            return self.none()
        office = Q(program__municipality__in=user.office_municipalities())
        told = Q(program__organization__in=user.represented) & ~Q(result="")
        return self.filter(office | told)


class Review(Round):
    """Рецензия МОЦ: the programme held against the points of the regulation."""

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="рецензент"
    )

    objects = ReviewQuerySet.as_manager()

    class Meta(Round.Meta):
        abstract = False
        verbose_name = "рецензия"
        verbose_name_plural = "рецензии"

    def __str__(self):
        return f"Рецензия, круг {self.number}: {self.program}"

    def get_absolute_url(self):
        return reverse("review", args=[self.program.municipality.slug, self.pk])


class OfReviewQuerySet(TenantQuerySet):
    municipality_path = "review__program__municipality"

    def for_user(self, user):
        return self.filter(review__in=Review.objects.for_user(user).values("pk"))


class Mark(models.Model):
    """Whether a point of the checklist is met."""

    class Verdict(models.TextChoices):
        MET = "met", "выполнено"
        UNMET = "unmet", "не выполнено"
        NOT_APPLICABLE = "not_applicable", "не относится"

    review = models.ForeignKey(Review, models.CASCADE, related_name="marks", verbose_name="рецензия")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="пункт")
    verdict = models.CharField("отметка", max_length=15, choices=Verdict)

    objects = OfReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "отметка рецензии"
        verbose_name_plural = "отметки рецензий"
        ordering = ["review", "criterion__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="mark_unique_in_review")]

    def __str__(self):
        return f"{self.criterion}: {self.get_verdict_display()}"


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
    recused_on = models.DateField("взял самоотвод", null=True, blank=True)
    recusal_reason = models.CharField("причина самоотвода", max_length=500, blank=True)
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


class ProgramRemarkQuerySet(OfProgramQuerySet):
    def for_user(self, user):
        """The office's; an expert's own; an organisation reads those of its programmes once their round is decided."""
        if not user.is_authenticated:
            return self.none()
        office = Q(program__municipality__in=user.office_municipalities())
        decided = Q(review__result__in=RoundResult.values) | Q(
            assignment__assessment__result__in=RoundResult.values
        )
        told = Q(program__organization__in=user.represented) & decided
        mine = Q(assignment__in=Assignment.objects.for_user(user).values("pk"))
        return self.filter(office | told | mine)

    def open(self):
        return self.filter(resolved_at=None)

    def of_page(self):
        """Those not yet resolved first, with what a page tells of each."""
        related = self.select_related(
            *("program__municipality", "review__program__municipality", "assignment__assessment"),
            *("criterion", "author__person"),
        )
        return related.order_by(F("resolved_at").desc(nulls_first=True), "pk")


class ProgramRemark(models.Model):
    """A remark at a passage of a programme, in a review or in an assessment; the author answers, the remarker closes it."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="remarks", verbose_name="программа")
    review = models.ForeignKey(
        Review, models.CASCADE, null=True, blank=True, related_name="remarks", verbose_name="рецензия"
    )
    assignment = models.ForeignKey(
        Assignment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name="лист эксперта",
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="по пункту"
    )
    passage = models.CharField(
        "место в программе", max_length=300, blank=True, help_text="Например: раздел 2, с. 5, «Учебный план»."
    )
    text = models.TextField("замечание", max_length=3000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="чьё"
    )
    created_at = models.DateTimeField("когда", default=timezone.now, editable=False)
    answer = models.TextField("ответ автора программы", max_length=3000, blank=True)
    answered_at = models.DateTimeField("когда отвечено", null=True, blank=True)
    resolved_at = models.DateTimeField("снято", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто снял"
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = ProgramRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание к программе"
        verbose_name_plural = "замечания к программам"
        ordering = ["program", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=False, assignment=None) | Q(review=None, assignment__isnull=False),
                name="program_remark_made_in_one_round",
            )
        ]

    def __str__(self):
        return self.text[:100]

    @property
    def made_in(self):
        """The round in which it was made."""
        return self.review if self.review else self.assignment and self.assignment.assessment
