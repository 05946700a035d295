from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from documents.prose import normalise
from documents.reading.structure import Document, Paragraph, Table
from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality

from .files import Attachment


class UploadQuerySet(TenantQuerySet):
    def not_applied(self):
        return self.exclude(state=Upload.State.APPLIED)


class Upload(models.Model):
    """An office file on its way into the portal: what was read, what the methodist corrected, what came of it."""

    class State(models.TextChoices):
        READ = "read", "прочитан, ждёт проверки"
        APPLIED = "applied", "перенесён в портал"
        UNDONE = "undone", "перенос отменён"

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    attachment = models.ForeignKey(Attachment, models.PROTECT, verbose_name="файл")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READ)
    original = models.JSONField(
        "содержимое файла", help_text="Абзацы и таблицы в порядке следования и замечания при чтении."
    )
    reading = models.JSONField("что прочитано")
    corrections = models.JSONField("исправления методиста", default=dict, blank=True)
    created = models.JSONField("что создано в портале", default=dict, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)
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

    def get_absolute_url(self):
        return reverse("upload", args=[self.municipality.slug, self.pk])

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
