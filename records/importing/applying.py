"""What was looked at goes into the register, all or nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from .. import jobs
from ..models import ImportBatch, ImportRow
from .comparing import Comparison
from .staging import compare, keep, table_of

Outcome = ImportRow.Outcome
BATCH = 500
CHANGED = "За это время реестр изменился, и файл сделал бы другое. Ничего не загружено: посмотрите, что будет теперь."


def apply_behind(job, progress) -> jobs.Outcome:
    """What `apply` does, as a job."""
    batch = ImportBatch.objects.get(pk=job.params["batch"])
    try:
        apply(batch, job.user, without_rejected=job.params["without_rejected"])
    except RegisterChanged as change:
        raise ValidationError(CHANGED) from change
    progress(1, 1)
    return jobs.Outcome(url=batch.get_absolute_url())


class RegisterChanged(Exception):  # noqa: N818 -- what happened, not a fault
    """The file would do something else by now than what was shown."""


def apply(batch: ImportBatch, user, *, without_rejected: bool = False) -> None:
    """Store what the preview showed.

    ValidationError with a sentence while a row is rejected, RegisterChanged where the preview no longer holds: the
    batch then shows the new one.
    """
    comparison: Any = None
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if batch.state != ImportBatch.State.READY or batch.is_reconciliation:
                raise ValidationError(
                    "Этот файл нельзя загрузить: он уже загружен, не прочитан или только сверялся."
                )
            comparison = compare(batch, table_of(batch))
            if comparison.digest != batch.digest:
                raise RegisterChanged
            if not without_rejected and any(line.errors for line in comparison.lines):
                raise ValidationError(
                    "В файле есть отклонённые строки: исправьте их или загрузите файл без них."
                )
            store(comparison, user, f"Файл «{batch.name}»")
            batch.state, batch.applied_at = ImportBatch.State.APPLIED, timezone.now()
            batch.save()
    except RegisterChanged:
        keep(batch, comparison)
        raise
    except IntegrityError as clash:
        raise ValidationError(
            "Строки файла меняются названиями или ID между собой. Загрузите их в два приёма."
        ) from clash


def store(comparison: Comparison, user, source: str) -> None:
    resource = comparison.resource
    model: type[Model] = resource._meta.model
    created = [line.row for line in comparison.lines if line.outcome == Outcome.CREATED]
    changed = [line for line in comparison.lines if line.outcome == Outcome.CHANGED]
    written = {"batch_size": BATCH, "default_user": user, "default_change_reason": source[:100]}
    if not hasattr(model, "history"):
        model._default_manager.bulk_create(created, batch_size=BATCH)
    elif created:
        bulk_create_with_history(created, model, **written)
    fields = {name for line in changed for name in line.changed_fields} | {*resource.derived}
    rows = [line.row for line in changed]
    if hasattr(model, "version"):
        fields.add("version")
        for row in rows:
            row.version += 1
    if rows and hasattr(model, "history"):
        bulk_update_with_history(rows, model, fields, **written)
    elif rows:
        model._default_manager.bulk_update(rows, fields, batch_size=BATCH)
    resource.applied(created, rows, user, source)
