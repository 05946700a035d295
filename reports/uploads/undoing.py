"""«Отменить перенос»: what an upload has made is removed again, unless somebody has touched it since."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from documents.prose import count
from meetings.models import AgendaItem, Attendance, Clause, Execution, Meeting, Speech
from plans.models import (
    ActivityPlan,
    Event,
    ItemResult,
    Occurrence,
    PlanItem,
    PlanSection,
    Tally,
)
from records.models import OfficialPaper, Upload

from ..models import Report, ReportLine

# In the order in which they can be removed.
MADE: dict[str, type[Model]] = {
    "reports": Report,
    "results": ItemResult,
    "items": PlanItem,
    "sections": PlanSection,
    "plans": ActivityPlan,
    "clauses": Clause,
    "questions": AgendaItem,
    "meetings": Meeting,
}
COUNTED = {
    "sections": "раздел плана",
    "items": "пункт плана",
    "results": "результат за полугодие",
    "questions": "вопрос повестки",
    "clauses": "пункт решения",
}
PAPERS = ("plans", "reports", "meetings")

# Rows, each with what is joined to it.
Watched = Iterator[tuple[QuerySet, tuple[str, ...]]]

CHANGED = "После переноса эти сведения изменили или дополнили, поэтому отменить перенос уже нельзя."
NOT_APPLIED = "Этот файл не перенесён в портал: отменять нечего."


def seal(upload: Upload, made: Mapping[str, list[int]]) -> None:
    """Note what was made and how it looks, so that a later change can be told."""
    upload.created = {"made": made, "look": _look(made)}


def removed_by_undo(upload: Upload) -> list[str]:
    """What would be removed, in words: papers by their titles, the rest counted."""
    made = upload.created["made"]
    papers = OfficialPaper.objects.filter(pk__in=[pk for name in PAPERS for pk in made.get(name, ())])
    return [
        *(f"«{title}»" for title in papers.values_list("title", flat=True)),
        *(count(len(made[name]), words) for name, words in COUNTED.items() if made.get(name)),
    ]


def why_kept(upload: Upload) -> str:
    """Why what the upload has made cannot be removed any more, as a sentence; empty while it can."""
    return CHANGED if _look(upload.created["made"]) != upload.created["look"] else ""


@transaction.atomic
def undo_upload(upload: Upload) -> None:
    """Remove what the upload has made; ValidationError with a sentence when somebody has changed it."""
    applied = Upload.objects.filter(pk=upload.pk, state=Upload.State.APPLIED)
    if not applied.update(state=Upload.State.UNDONE):
        raise ValidationError(NOT_APPLIED)
    if refusal := why_kept(upload):
        raise ValidationError(refusal)
    for name, model in MADE.items():
        model._default_manager.filter(pk__in=upload.created["made"].get(name, ())).delete()
    upload.refresh_from_db()


def _look(made):
    watched = _of_meeting(made["meetings"]) if "meetings" in made else _of_plan(made)
    rows = [
        list(queryset.values_list(*_fields(queryset), *joined).order_by("pk", *joined[:1]))
        for queryset, joined in watched
    ]
    return sha256(json.dumps(rows, default=str).encode()).hexdigest()


def _fields(queryset):
    return [field.attname for field in queryset.model._meta.concrete_fields]


def _of_meeting(meetings: list[int]) -> Watched:
    """The meeting and all that belongs to it; the first joined key orders rows that a join repeats."""
    yield OfficialPaper.objects.filter(pk__in=meetings), ("remarks__pk", "remarks__resolved_at")
    yield Meeting.objects.filter(pk__in=meetings), ("attachments__pk",)
    yield Attendance.objects.filter(meeting__in=meetings), ()
    yield AgendaItem.objects.filter(meeting__in=meetings), ("attachments__pk",)
    yield Speech.objects.filter(item__meeting__in=meetings), ()
    yield Clause.objects.filter(meeting__in=meetings), ("plan_items__pk",)
    yield Clause.organizations.through.objects.filter(clause__meeting__in=meetings), ()
    yield Execution.objects.filter(clause__meeting__in=meetings), ()


def _of_plan(made: Mapping[str, list[int]]) -> Watched:
    """What was made of a plan and a report and all that hangs on it, in few queries.

    Whatever is changed of a paper stamps the row that it has in common with all papers.
    """
    plans, reports, items = made["plans"], made.get("reports", []), made["items"]
    papers = Q(pk__in=[*plans, *reports]) | Q(report__plan__in=plans)
    yield OfficialPaper.objects.filter(papers), ("remarks__pk", "remarks__resolved_at")
    yield PlanSection.objects.filter(Q(pk__in=made["sections"]) | Q(plan__in=plans)), ()
    continued = Q(section__in=made["sections"]) | Q(predecessor__in=items)
    yield PlanItem.objects.filter(Q(pk__in=items) | continued), ()
    for model in (Occurrence, Tally):
        yield model.objects.filter(item__in=items), ()
    yield Event.items.through.objects.filter(planitem__in=items), ()
    results = Q(pk__in=made.get("results", [])) | Q(item__in=items)
    yield ItemResult.objects.filter(results), ("figures__pk", "figures__entered_at")
    lines = Q(report__in=reports) | Q(item__in=items)
    yield ReportLine.objects.filter(lines), ("figures__pk", "figures__value")
