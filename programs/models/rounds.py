"""A round of a programme's way: one submission, held against the regulation."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from records.models import Attachment

from .classifiers import RoundResult
from .programs import OfProgramQuerySet, Program


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
