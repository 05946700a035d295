"""Reviews of programmes by the centre, and the remarks at passages that these and the experts make."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from moc_portal.scoping import TenantQuerySet

from .assessments import Assignment
from .classifiers import RoundResult
from .programs import OfProgramQuerySet, Program
from .regulations import Criterion
from .rounds import Round, RoundQuerySet


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
