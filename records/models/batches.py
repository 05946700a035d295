"""Files of registers on their way in: rows understood, compared with what is there, and carried over all at once."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality

from ..encryption import EncryptedJSONField
from .files import Attachment
from .jobs import Job


class BatchQuerySet(TenantQuerySet):
    def for_user(self, user):
        """A register in a file may name people: it is for those who bring such files in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(municipality__in=user.edited_municipalities())


class ImportBatch(models.Model):
    """One file of a register: `kind` is the register, `mapping` says which column was taken for which field.

    A batch that is only compared (`is_reconciliation`) is never applied: it is the other side of a reconciliation act.
    """

    class State(models.TextChoices):
        READING = "reading", "читается"
        READY = "ready", "ждёт решения"
        REFUSED = "refused", "не прочитан"
        APPLIED = "applied", "загружен"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="import_batches", verbose_name="муниципалитет"
    )
    kind = models.CharField("реестр", max_length=20)
    source = models.CharField(
        "откуда файл",
        max_length=100,
        blank=True,
        help_text="Например: Навигатор. По источнику запоминаются столбцы.",
    )
    is_reconciliation = models.BooleanField("только сверка", default=False)
    name = models.CharField("имя файла", max_length=255)
    attachment = models.ForeignKey(
        Attachment, models.SET_NULL, null=True, blank=True, related_name="import_batches", verbose_name="файл"
    )
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="batches", verbose_name="фоновая работа"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто загрузил"
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READING)
    mapping = models.JSONField("столбцы", default=list, blank=True)
    problems = models.JSONField("что помешало", default=list, blank=True)
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    applied_at = models.DateTimeField("применён", null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка реестра"
        verbose_name_plural = "загрузки реестров"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("import", args=[self.municipality.slug, self.pk])


class ImportRowQuerySet(TenantQuerySet):
    municipality_path = "batch__municipality"

    def for_user(self, user):
        return self.filter(batch__in=ImportBatch.objects.for_user(user).values("pk"))


class ImportRow(models.Model):
    """A row of the file: what it would do, and why it cannot.

    `values` holds the understood fields, `changes` [field, before, after], `errors` [column, sentence]; erased with the
    file after the set time.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", "новая"
        CHANGED = "changed", "изменится"
        UNCHANGED = "unchanged", "без изменений"
        REJECTED = "rejected", "отклонена"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name="загрузка")
    number = models.PositiveIntegerField("строка файла")
    outcome = models.CharField("что будет", max_length=10, choices=Outcome)
    label = models.CharField("о чём", max_length=500, blank=True)
    target = models.PositiveBigIntegerField("запись", null=True, blank=True)
    values = EncryptedJSONField("прочитано", default=dict)
    changes = EncryptedJSONField("изменения", default=list)
    errors = EncryptedJSONField("ошибки", default=list)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = "строка загрузки"
        verbose_name_plural = "строки загрузок"
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome")]

    def __str__(self):
        return f"{self.batch}, строка {self.number}"


class RememberedColumn(models.Model):
    """What a heading of a source was taken for in a municipality: asked once."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    kind = models.CharField("реестр", max_length=20)
    source = models.CharField("откуда файл", max_length=100, blank=True)
    heading_key = models.CharField("заголовок", max_length=200)
    field = models.CharField("поле", max_length=50, blank=True, help_text="Пусто: столбец не загружается.")

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "запомненный столбец реестра"
        verbose_name_plural = "запомненные столбцы реестров"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "source", "heading_key"], name="column_remembered_once"
            )
        ]

    def __str__(self):
        return self.heading_key
