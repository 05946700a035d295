"""«Отменить перенос»: what an upload has made is removed again, unless somebody has touched it since."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from documents.prose import count
from plans.models import (
    ActivityPlan,
    Event,
    ItemResult,
    Occurrence,
    PlanItem,
    PlanSection,
    ResultFigure,
    Tally,
)
from records.models import OfficialPaper, Remark, Upload

from ..models import Report, ReportFigure, ReportLine

# In the order in which they can be removed.
MADE: dict[str, type[Model]] = {
    "reports": Report,
    "results": ItemResult,
    "items": PlanItem,
    "sections": PlanSection,
    "plans": ActivityPlan,
}
COUNTED = {"sections": "раздел плана", "items": "пункт плана", "results": "результат за полугодие"}

CHANGED = "После переноса эти сведения изменили или дополнили, поэтому отменить перенос уже нельзя."
NOT_APPLIED = "Этот файл не перенесён в портал: отменять нечего."


def seal(upload: Upload, made: Mapping[str, list[int]]) -> None:
    """Note what was made and how it looks, so that a later change can be told."""
    upload.created = {"made": made, "look": _look(made)}


def removed_by_undo(upload: Upload) -> list[str]:
    """What would be removed, in words: papers by their titles, the rest counted."""
    made = upload.created["made"]
    papers = OfficialPaper.objects.filter(pk__in=[*made["plans"], *made.get("reports", ())])
    return [
        *(f"«{title}»" for title in papers.values_list("title", flat=True)),
        *(count(len(made[name]), words) for name, words in COUNTED.items() if made.get(name)),
    ]


@transaction.atomic
def undo_upload(upload: Upload) -> None:
    """Remove what the upload has made; ValidationError with a sentence when somebody has changed it."""
    applied = Upload.objects.filter(pk=upload.pk, state=Upload.State.APPLIED)
    if not applied.update(state=Upload.State.UNDONE):
        raise ValidationError(NOT_APPLIED)
    made = upload.created["made"]
    if _look(made) != upload.created["look"]:
        raise ValidationError(CHANGED)
    for name, model in MADE.items():
        model._default_manager.filter(pk__in=made.get(name, ())).delete()
    upload.refresh_from_db()


def _look(made):
    rows = [list(queryset.order_by("pk").values_list()) for queryset in _watched(made)]
    return sha256(json.dumps(rows, default=str).encode()).hexdigest()


def _watched(made: Mapping[str, list[int]]) -> Iterator[QuerySet]:
    """What was made and all that hangs on it."""
    plans, reports, items = made["plans"], made.get("reports", ()), made["items"]
    results = Q(pk__in=made.get("results", ())) | Q(item__in=items)
    yield ActivityPlan.objects.filter(pk__in=plans)
    yield PlanSection.objects.filter(Q(pk__in=made["sections"]) | Q(plan__in=plans))
    yield PlanItem.objects.filter(
        Q(pk__in=items) | Q(section__in=made["sections"]) | Q(predecessor__in=items)
    )
    for model in (Occurrence, Tally):
        yield model.objects.filter(item__in=items)
    yield Event.items.through.objects.filter(planitem__in=items)
    yield ItemResult.objects.filter(results)
    yield ResultFigure.objects.filter(result__in=ItemResult.objects.filter(results))
    yield Report.objects.filter(Q(pk__in=reports) | Q(plan__in=plans))
    yield ReportLine.objects.filter(Q(report__in=reports) | Q(item__in=items))
    yield ReportFigure.objects.filter(line__report__in=reports)
    yield Remark.objects.filter(record__in=[*plans, *reports])
