from django.conf import settings
from django.db import models

from documents.prose import normalise
from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality

from .files import Attachment


class UploadQuerySet(TenantQuerySet):
    pass


class Upload(models.Model):
    """An office file on its way into the portal: what was read, what the methodist corrected, what came of it."""

    class State(models.TextChoices):
        READ = "read", "прочитан, ждёт проверки"
        APPLIED = "applied", "перенесён в портал"
        UNDONE = "undone", "перенос отменён"

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    attachment = models.ForeignKey(Attachment, models.PROTECT, verbose_name="файл")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READ)
    original = models.JSONField("содержимое файла", help_text="Абзацы и таблицы в порядке следования.")
    reading = models.JSONField("что прочитано")
    corrections = models.JSONField("исправления методиста", default=dict, blank=True)
    paper = models.ForeignKey(
        "records.OfficialPaper", models.SET_NULL, null=True, blank=True, verbose_name="полученный документ"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="кто загрузил"
    )
    uploaded_at = models.DateTimeField("когда загружен", auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.attachment.name


class RememberedHeadingQuerySet(TenantQuerySet):
    pass


class RememberedHeading(models.Model):
    """What a column heading means in this municipality's files, as a methodist once said."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    heading = models.CharField("заголовок столбца", max_length=200)
    field = models.CharField("что в нём", max_length=30, blank=True)

    objects = RememberedHeadingQuerySet.as_manager()

    class Meta:
        verbose_name = "известный заголовок столбца"
        verbose_name_plural = "известные заголовки столбцов"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "heading"], name="heading_unique_in_municipality")
        ]

    def __str__(self):
        return self.heading

    def save(self, *args, **kwargs):
        self.heading = normalise(self.heading)
        super().save(*args, **kwargs)
