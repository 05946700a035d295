"""What happened to a paper on its way: who agreed, who moved it, with which remarks it came back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from moc_portal.scoping import TenantQuerySet

from .files import Attachment
from .routes import RouteStep
from .states import PaperState


class OfRecordQuerySet(TenantQuerySet):
    """Rows that belong to a paper."""

    municipality_path = "record__municipality"


class AgreementQuerySet(OfRecordQuerySet):
    def in_force(self):
        return self.filter(superseded_at=None)


class Agreement(models.Model):
    """A step of the route that was passed: by whom, by which post and when; it keeps its words whatever changes.

    For a step outside the portal `party` says whose agreement it is and by which letter it came; `recorded_by` is who
    passed the step or entered the letter.
    """

    record = models.ForeignKey(
        "records.OfficialPaper", models.CASCADE, related_name="agreements", verbose_name="документ"
    )
    step = models.ForeignKey(RouteStep, models.PROTECT, related_name="agreements", verbose_name="шаг")
    action = models.CharField("действие", max_length=10, choices=RouteStep.Action)
    post = models.CharField("должность", max_length=200)
    name = models.CharField("фамилия", max_length=200)
    signed_on = models.DateField("дата")
    party = models.CharField("сторона вне портала", max_length=200, blank=True)
    letter_number = models.CharField("номер письма", max_length=50, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name="скан"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто внёс"
    )
    at = models.DateTimeField("когда внесено", auto_now_add=True)
    superseded_at = models.DateTimeField("утратило силу", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "согласование"
        verbose_name_plural = "согласования"
        ordering = ["record", "step__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "step"], condition=Q(superseded_at=None), name="agreement_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(party="") | ~Q(letter_number=""), name="agreement_outside_has_letter"
            ),
        ]

    def __str__(self):
        return f"{self.get_action_display()}: {self.name}, {self.post}"


class TransitionLog(models.Model):
    """Who moved a paper from which state to which, when, with which words and by which letter."""

    record = models.ForeignKey(
        "records.OfficialPaper", models.CASCADE, related_name="log", verbose_name="документ"
    )
    action = models.CharField("действие", max_length=100)
    from_state = models.CharField("из состояния", max_length=12, choices=PaperState)
    to_state = models.CharField("в состояние", max_length=12, choices=PaperState)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="кто")
    actor_title = models.CharField("должность", max_length=200, blank=True)
    comment = models.TextField("слова", blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="log_entries", verbose_name="скан"
    )
    at = models.DateTimeField("когда", auto_now_add=True)

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал согласования"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action}: {self.record}"


class Remark(models.Model):
    """A remark with which a paper was returned; `row` is the plan item it is about, or None for the whole paper."""

    record = models.ForeignKey(
        "records.OfficialPaper", models.CASCADE, related_name="remarks", verbose_name="документ"
    )
    row = models.PositiveBigIntegerField("строка", null=True, blank=True)
    text = models.TextField("замечание")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="чьё"
    )
    created_at = models.DateTimeField("когда", auto_now_add=True)
    resolved_at = models.DateTimeField("устранено", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто устранил",
    )

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["pk"]

    def __str__(self):
        return self.text[:100]
