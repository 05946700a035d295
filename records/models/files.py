import re
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from documents.file_types import EXTENSIONS
from moc_portal.scoping import TenantQuerySet
from organizations.models import LegalAct, Municipality

# What refers to a file from the right of this app and says itself who may see it.
GO_WITH_THEIR_OWNER = (
    *("answers_to_clauses", "programs", "program_editions", "program_reviews", "program_assessments"),
    "network_agreements",
)
EXTENSION = re.compile(r"\.[a-zA-Z]\w{0,4}$")


def attachment_path(attachment, name):
    return f"{attachment.municipality_id}/{attachment.sha256[:2]}/{attachment.sha256}"


class AttachmentQuerySet(TenantQuerySet):
    def for_user(self, user):
        """What proves events and acts is for the office; a mere upload may name people and is for those who check it.

        What belongs to an answer, a programme or an agreement goes with it, to whoever sees that.
        """
        if not user.is_authenticated:
            return self.none()
        checked = Q(municipality__in=user.edited_municipalities())
        shown = Q(uploads=None, import_batches=None)
        for tie in ("events", "acts", "log_entries", "media_entries"):
            shown |= Q(**{f"{tie}__isnull": False})
        office = Q(municipality__in=user.office_municipalities()) & (checked | shown)
        return self.filter(office | self._with_its_owner(user)).distinct()

    def _with_its_owner(self, user):
        owned = Q(pk__in=[])
        for tie in GO_WITH_THEIR_OWNER:
            owner: Any = self.model._meta.get_field(tie).related_model
            owned |= Q(**{f"{tie}__in": owner.objects.for_user(user).values("pk")})
        return owned


class Attachment(models.Model):
    """A file kept as evidence. It has no public URL: one view streams it through `for_user`."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    file = models.FileField("файл", upload_to=attachment_path)
    name = models.CharField("имя файла", max_length=255)
    content_type = models.CharField("тип содержимого", max_length=100)
    size = models.PositiveIntegerField("размер, байт")
    sha256 = models.CharField("контрольная сумма", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="кто загрузил"
    )
    uploaded_at = models.DateTimeField("когда загружен", auto_now_add=True)
    # Acts are known to the left of files, so the file says of which acts it is the scan.
    acts = models.ManyToManyField(LegalAct, blank=True, related_name="scans", verbose_name="скан каких актов")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "приложенный файл"
        verbose_name_plural = "приложенные файлы"
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="attachment_kept_once")
        ]

    def __str__(self):
        return self.name

    @property
    def download_name(self):
        """Its name with the extension of what it is, whatever it was called."""
        return EXTENSION.sub("", self.name) + EXTENSIONS.get(self.content_type, "")

    def discard(self):
        """Remove the file from the database and then from the disk, unless something still refers to it."""
        relations = self._meta.related_objects
        if self.acts.exists() or any(self._is_named_by(relation) for relation in relations):
            return
        self.delete()
        transaction.on_commit(lambda: self.file.delete(save=False))

    def _is_named_by(self, relation):
        return relation.related_model._base_manager.filter(**{relation.field.name: self}).exists()
