from django.db import models

from organizations.models import Person


class DigestSent(models.Model):
    """That a person was sent the reminders of a day: nobody gets them twice."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="digests", verbose_name="сотрудник")
    date = models.DateField("день")
    sent_at = models.DateTimeField("когда отправлено", auto_now_add=True)

    class Meta:
        verbose_name = "отправленное напоминание"
        verbose_name_plural = "отправленные напоминания"
        ordering = ["-date", "person"]
        constraints = [models.UniqueConstraint(fields=["person", "date"], name="digest_once_a_day")]

    def __str__(self):
        return f"{self.date:%d.%m.%Y}: {self.person}"
