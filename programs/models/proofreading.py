"""What was looked at in the yearly proof-reading of cards and found right as it stands."""

from django.conf import settings
from django.db import models

from .programs import OfProgramQuerySet, Program


class FoundRight(models.Model):
    """«Так и есть»: a gap of a card that is none. `value` is what was looked at; the gap is told again once it differs."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="found_right", verbose_name="программа")
    code = models.CharField("что проверено", max_length=50)
    value = models.TextField("при каком значении", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто проверил"
    )
    at = models.DateTimeField("когда", auto_now=True)

    objects = OfProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "проверенное в карточке"
        verbose_name_plural = "проверенное в карточках"
        ordering = ["program", "code"]
        constraints = [models.UniqueConstraint(fields=["program", "code"], name="found_right_once")]

    def __str__(self):
        return f"{self.program}: {self.code}"
