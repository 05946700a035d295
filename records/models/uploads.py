from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from documents.prose import normalise
from documents.reading.structure import Document, Paragraph, Table
from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality

from ..encryption import EncryptedJSONField
from .files import Attachment


class UploadQuerySet(TenantQuerySet):
    def for_user(self, user):
        """A file may name people: it is for those who check it."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(municipality__in=user.edited_municipalities())

    def under_review(self):
        return self.filter(erased_at=None).exclude(state=Upload.State.APPLIED)

    def expired(self):
        """Those whose file may be kept no longer."""
        return self.filter(erased_at=None, uploaded_at__lt=timezone.now() - kept_for())


def kept_for():
    return timedelta(days=settings.UPLOADS_KEPT_DAYS)


class Upload(models.Model):
    """An office file on its way into the portal: what was read, what the methodist corrected, what came of it.

    The file and what was read out of it are erased after a set time; that it came in, and what came of it, stays.
    """

    class State(models.TextChoices):
        READ = "read", "прочитан, ждёт проверки"
        APPLIED = "applied", "перенесён в портал"
        UNDONE = "undone", "перенос отменён"

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    name = models.CharField("имя файла", max_length=255)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="uploads", verbose_name="файл"
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READ)
    original = EncryptedJSONField(
        "содержимое файла",
        default=dict,
        help_text="Абзацы и таблицы в порядке следования и замечания при чтении.",
    )
    reading = EncryptedJSONField("что прочитано", default=dict)
    corrections = EncryptedJSONField("исправления методиста", default=dict, blank=True)
    created = models.JSONField("что создано в портале", default=dict, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)
    paper = models.ForeignKey(
        "records.OfficialPaper", models.SET_NULL, null=True, blank=True, verbose_name="полученный документ"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="кто загрузил"
    )
    uploaded_at = models.DateTimeField("когда загружен", auto_now_add=True)
    erased_at = models.DateTimeField("когда стёрт", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False, erased_at__isnull=True)
                | Q(attachment__isnull=True, erased_at__isnull=False),
                name="upload_has_its_file_until_erased",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("upload", args=[self.municipality.slug, self.pk])

    @property
    def kept_until(self):
        return self.uploaded_at + kept_for()

    @transaction.atomic
    def erase(self):
        """Forget the file and all that was read out of it or corrected in it."""
        file, self.attachment = self.attachment, None
        self.original, self.reading, self.corrections = {}, {}, {}
        self.erased_at, self.version = timezone.now(), F("version") + 1
        self.save()
        if file:
            file.discard()

    @property
    def columns(self) -> dict[str, str | None]:
        """What each heading of the file was taken for, in the order of the file; None for a column left out."""
        return dict(self.reading["columns"])

    @property
    def document(self) -> Document:
        """The paragraphs and tables of the file, as they were read."""
        return Document([_block(kept) for kept in self.original["blocks"]], list(self.original["warnings"]))

    @document.setter
    def document(self, document: Document):
        self.original = {
            "blocks": [_kept(block) for block in document.blocks],
            "warnings": document.warnings,
        }


def _kept(block: Paragraph | Table) -> str | dict[str, Any]:
    if isinstance(block, Paragraph):
        return _storable(block.text)
    rows = [[_storable(cell) for cell in row] for row in block.rows]
    return {"rows": rows, "merged": [[*place, *origin] for place, origin in block.merged.items()]}


def _block(kept: str | dict[str, Any]) -> Paragraph | Table:
    if isinstance(kept, str):
        return Paragraph(kept)
    merged = {(row, column): (top, left) for row, column, top, left in kept["merged"]}
    return Table([list(row) for row in kept["rows"]], merged)


def _storable(text: str) -> str:
    """Without what a database cannot hold: zero bytes and halves of characters, met in broken PDF files."""
    return text.replace("\0", "").encode(errors="ignore").decode()


class RememberedHeadingQuerySet(TenantQuerySet):
    def meanings(self) -> dict[str, str]:
        """The field of each heading, "" for a column to be left out."""
        return dict(self.values_list("heading", "field"))

    def remember(self, municipality: Municipality, meanings: Mapping[str, str]) -> None:
        """Keep what headings mean, whatever was said of them before."""
        known = {normalise(heading)[:200]: field for heading, field in meanings.items()}
        self.bulk_create(
            [self.model(municipality=municipality, heading=h, field=f) for h, f in known.items()],
            update_conflicts=True,
            unique_fields=["municipality", "heading"],
            update_fields=["field"],
        )


class RememberedHeading(models.Model):
    """What a column heading means in this municipality's files, as a methodist once said."""

    class Field(models.TextChoices):
        NUMBER = "number", "№"
        TITLE = "title", "наименование мероприятия"
        DEADLINE = "deadline", "сроки"
        RESPONSIBLE = "responsible", "ответственные"
        EXPECTED_RESULT = "expected_result", "ожидаемый результат"
        RESULT = "result", "результат"
        NOTE = "note", "примечание"

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    heading = models.CharField("заголовок столбца", max_length=200)
    field = models.CharField("что в нём", max_length=30, choices=Field, blank=True)

    objects = RememberedHeadingQuerySet.as_manager()

    class Meta:
        verbose_name = "известный заголовок столбца"
        verbose_name_plural = "известные заголовки столбцов"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "heading"], name="heading_unique_in_municipality")
        ]

    def __str__(self):
        return self.heading

    def clean(self):
        self.heading = normalise(self.heading)
