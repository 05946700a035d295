"""Rows that turned out to be one, and rows that look alike and are not."""

from django.conf import settings
from django.db import models

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality


class Merge(models.Model):
    """The log of a merge: which row was kept, what the other one was, and what was moved from it."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="merges", verbose_name="муниципалитет"
    )
    model = models.CharField("что объединено", max_length=50)
    kept = models.PositiveBigIntegerField("оставлена запись")
    kept_name = models.CharField("оставлена", max_length=500)
    removed_name = models.CharField("присоединена", max_length=500)
    removed = models.JSONField("какой была присоединённая", default=dict)
    moved = models.JSONField("что перенесено", default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто"
    )
    at = models.DateTimeField("когда", auto_now_add=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "объединение записей"
        verbose_name_plural = "объединения записей"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.removed_name} → {self.kept_name}"


class DistinctPair(models.Model):
    """Two rows that somebody has looked at and found to be different: they are not proposed for merging again."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    model = models.CharField("что", max_length=50)
    first = models.PositiveBigIntegerField()
    second = models.PositiveBigIntegerField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "разные записи"
        verbose_name_plural = "разные записи"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "model", "first", "second"], name="pair_distinct_once"
            ),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="pair_in_order"),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
