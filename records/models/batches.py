"""Files of registers on their way in: rows understood, compared with what is there, and carried over all at once."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality

from ..encryption import EncryptedJSONField
from .files import Attachment
from .jobs import Job
from .uploads import kept_for


class BatchQuerySet(TenantQuerySet):
    def for_user(self, user):
        """A register in a file may name people: it is for those who bring such files in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(municipality__in=user.edited_municipalities())

    def expired(self):
        """Those whose file and rows may be kept no longer."""
        return self.filter(erased_at=None, created_at__lt=timezone.now() - kept_for())


class ImportBatch(models.Model):
    """One file of a register: `kind` is the register, `mapping` says [place, heading, field] of each column.

    `sheets` are to choose from, `questions` [name in the file, organisation's key, its name, rows] to be answered.
    `digest` tells whether the file would still do what was shown. The file and its rows are erased after a set time.
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
    sheets = models.JSONField("листы", default=list, blank=True)
    sheet = models.CharField("лист", max_length=200, blank=True)
    mapping = models.JSONField("столбцы", default=list, blank=True)
    questions = models.JSONField("вопросы", default=list, blank=True)
    digest = models.CharField("отпечаток", max_length=64, blank=True)
    problems = models.JSONField("что помешало", default=list, blank=True)
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    applied_at = models.DateTimeField("применён", null=True, blank=True)
    erased_at = models.DateTimeField("когда стёрт", null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка реестра"
        verbose_name_plural = "загрузки реестров"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("import", args=[self.municipality.slug, self.pk])

    @property
    def resource_class(self):
        return import_string(settings.REGISTER_RESOURCES[self.kind])

    @property
    def is_open(self):
        """Whether it may still be read otherwise, or applied."""
        return self.attachment is not None and self.state in (self.State.READY, self.State.REFUSED)

    @property
    def title(self):
        return self.resource_class.title

    @property
    def kept_until(self):
        return self.created_at + kept_for()

    def counts(self) -> dict[str, int]:
        """How many rows have which outcome."""
        found = dict(self.rows.order_by().values_list("outcome").annotate(models.Count("pk")))
        return {outcome: found.get(outcome, 0) for outcome in ImportRow.Outcome.values}

    @transaction.atomic
    def erase(self):
        """Forget the file and its rows; that it came in, and how many rows it changed, stays in the history of these."""
        file, self.attachment, self.erased_at = self.attachment, None, timezone.now()
        self.rows.all().delete()
        self.save()
        if file:
            file.discard()


class ImportRowQuerySet(TenantQuerySet):
    municipality_path = "batch__municipality"

    def for_user(self, user):
        return self.filter(batch__in=ImportBatch.objects.for_user(user).values("pk"))


class ImportRow(models.Model):
    """A row of the file: what it would do, and why it cannot.

    `values` holds the cells of the file, `changes` [column, before, after], `errors` and `hints` [column, sentence].
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
    values = EncryptedJSONField("прочитано", default=list)
    changes = EncryptedJSONField("изменения", default=list)
    errors = EncryptedJSONField("ошибки", default=list)
    hints = EncryptedJSONField("замечания", default=list)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = "строка загрузки"
        verbose_name_plural = "строки загрузок"
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome")]

    def __str__(self):
        return f"{self.batch}, строка {self.number}"


class RememberedColumnQuerySet(TenantQuerySet):
    def of(self, batch):
        return self.filter(municipality=batch.municipality_id, kind=batch.kind, source=batch.source)

    def remember(self, batch, fields: dict[str, str]):
        """Keep what the headings of a source are taken for, whatever was said of them before."""
        whose = {"municipality": batch.municipality, "kind": batch.kind, "source": batch.source}
        self.bulk_create(
            [self.model(**whose, heading_key=key, field=field) for key, field in fields.items()],
            update_conflicts=True,
            unique_fields=["municipality", "kind", "source", "heading_key"],
            update_fields=["field"],
        )


class RememberedColumn(models.Model):
    """What a heading of a source was taken for in a municipality: asked once."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    kind = models.CharField("реестр", max_length=20)
    source = models.CharField("откуда файл", max_length=100, blank=True)
    heading_key = models.CharField("заголовок", max_length=200)
    field = models.CharField("поле", max_length=50, blank=True, help_text="Пусто: столбец не загружается.")

    objects = RememberedColumnQuerySet.as_manager()

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
