"""A checked paper is carried over into the portal: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history

from plans.models import ActivityPlan, ItemResult, PlanItem
from plans.uploading import UploadedPaper, UploadedRow, add_items
from records.models import OfficialPaper, RememberedHeading, Upload

from ..models import Report, ReportLine
from ..slots import plain
from .target import Target
from .undoing import seal

APPLIED = "Этот файл уже перенесён в портал."
SENT_MEANWHILE = (
    "План тем временем ушёл на согласование, новые пункты в него внести нельзя. Проверьте строки ещё раз."
)
TAKEN = "Пока вы проверяли файл, такой документ появился в портале. Обновите страницу."

Made = dict[str, list[int]]
Pairs = Sequence[tuple[UploadedRow, PlanItem]]


class Carried(Protocol):
    """A checked upload, of whatever kind of paper."""

    upload: Upload

    def carry_over(self) -> tuple[OfficialPaper, Made]:
        """Make the paper; with the keys of all that was made with it."""


def apply_upload(review: Carried) -> None:
    """Make the paper and what it lacks, in a fixed number of statements for any number of rows.

    Raises ValidationError with a sentence when somebody else was quicker.
    """
    try:
        _apply(review)
    except IntegrityError as taken:
        raise ValidationError(TAKEN) from taken


@transaction.atomic
def _apply(review):
    upload = review.upload
    _claim(upload)
    upload.paper, made = review.carry_over()
    seal(upload, made)
    upload.save(update_fields=["state", "paper", "created"])
    RememberedHeading.objects.remember(upload.municipality, upload.corrections.get("columns", {}))


def _claim(upload):
    """Of two who press the button at once, the second is told so."""
    if not Upload.objects.under_review().filter(pk=upload.pk).update(state=Upload.State.APPLIED):
        raise ValidationError(APPLIED)
    upload.state = Upload.State.APPLIED


def carry_over(paper: UploadedPaper, target: Target) -> tuple[ActivityPlan | Report, Made]:
    """The plan or report, and the keys of all that was made with it; an empty draft in its place gives way."""
    target.check_free()
    if target.existing:
        target.existing.delete()
    plan = target.plan or _make_plan(paper, target)
    sections = set(plan.sections.values_list("pk", flat=True))
    lacking = _lacking(paper) if target.plan else paper.sections
    if target.plan and lacking and not ActivityPlan.objects.locked(plan.pk).is_editable:
        raise ValidationError(SENT_MEANWHILE)
    items = add_items(plan, lacking)
    made = {
        "plans": [] if target.plan else [plan.pk],
        "sections": [pk for pk in plan.sections.values_list("pk", flat=True) if pk not in sections],
        "items": [item.pk for item in items],
    }
    if paper.period is None:
        return plan, made
    new = list(zip((row for section in lacking for row in section.rows), items, strict=True))
    report, results = _make_report(paper, plan, [*new, *(_matched(paper) if target.plan else ())])
    return report, made | {"reports": [report.pk], "results": [result.pk for result in results]}


def _lacking(paper):
    """The sections with those rows that the plan does not have."""
    sections = [replace(part, rows=[row for row in part.rows if row.item is None]) for part in paper.sections]
    return [section for section in sections if section.rows]


def _matched(paper) -> Pairs:
    rows = [row for section in paper.sections for row in section.rows if row.item]
    items = PlanItem.objects.in_bulk([row.item for row in rows])
    return [(row, items[row.item]) for row in rows]


def _make_plan(paper, target):
    """The plan of the file; for a report whose plan the portal lacks, one with its rows."""
    municipality = target.municipality
    plan = ActivityPlan(
        municipality=municipality,
        organization=municipality.centre,
        year=paper.year,
        is_school_year=paper.is_school_year,
        title=paper.title,
    )
    if paper.period:
        plan.title = f"План мероприятий {municipality.name_genitive} на {plan.year_label}"
    plan.save()
    return plan


def _make_report(paper, plan, pairs: Pairs):
    report = Report.objects.create(
        municipality=plan.municipality, plan=plan, period=paper.period.code, title=paper.title
    )
    bulk_create_with_history([_line(report, row, item) for row, item in pairs], ReportLine)
    return report, _make_results(paper.period, pairs) if paper.period.half else []


def _line(report, row, item):
    """A row as it was printed; without a result it waits to be drafted."""
    text = plain(row.result)
    return ReportLine(
        report=report,
        item=item,
        number=row.number,
        title=row.title,
        deadline_text=row.deadline,
        text=text,
        note=row.note,
        source=ReportLine.Source.UPLOAD if text else ReportLine.Source.NOTHING,
        proposed_text=text,
    )


def _make_results(period, pairs: Pairs):
    """The results of the half-year, from which a report is drafted; those entered by hand stay as they are."""
    items = [item for row, item in pairs]
    entered = set(
        ItemResult.objects.filter(item__in=items, period=period.code).values_list("item", flat=True)
    )
    results = [
        ItemResult(item=item, period=period.code, text=row.result)
        for row, item in pairs
        if row.result and item.pk not in entered
    ]
    return bulk_create_with_history(results, ItemResult)
