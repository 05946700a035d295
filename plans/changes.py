"""What a version of the plan changes in the one before it, item by item."""

from collections.abc import Iterator
from dataclasses import replace

from documents.paper import Paper, Row, Table
from records.comparing import NUMBER, Change, PaperComparison, RowComparison, compare_papers

from .models import ActivityPlan
from .papers import is_excluded


def changes_of(plan: ActivityPlan) -> PaperComparison | None:
    """What the plan as it is changes in the version in force; of an approved one, what it changed in the last before it.

    None while there is nothing to compare with.
    """
    if plan.is_under_correction:
        return compare_plans(plan.in_force.paper(), plan.words())
    if plan.in_force is None:
        return None
    former = plan.snapshots.filter(number__lt=plan.in_force.number).order_by("-number").first()
    return compare_plans(former.paper(), plan.in_force.paper()) if former else None


def compare_plans(before: Paper, after: Paper) -> PaperComparison:
    """A line that says only that its item was excluded counts as its absence."""
    return compare_papers(_without_excluded(before), _without_excluded(after))


def changes_by_item(plan: ActivityPlan) -> dict[int, str]:
    """What happened to the items of a plan under correction since the version in force, in words."""
    comparison = changes_of(plan) if plan.is_under_correction else None
    changed = comparison.changed_rows if comparison else []
    return {int(row.key): "; ".join(_labels(row)) for row in changed}


def _labels(row: RowComparison) -> Iterator[str]:
    if row.before is None:
        yield "добавлен"
    if row.after is None:
        yield "исключён"
    if Change.REWORDED in row.changes:
        yield f"изменён: {', '.join(_changed_columns(row))}"
    if row.before and Change.RENUMBERED in row.changes:
        number = row.before.cells[0]
        yield f"перенумерован (был {number or 'без номера'})"
    if Change.MOVED in row.changes:
        yield "перемещён"


def _changed_columns(row):
    return [cell.label.lower() for cell in row.cells if cell.is_changed and cell.key != NUMBER]


def _without_excluded(paper):
    body = (
        replace(
            block, rows=tuple(row for row in block.rows if not (isinstance(row, Row) and is_excluded(row)))
        )
        if isinstance(block, Table)
        else block
        for block in paper.body
    )
    return replace(paper, body=tuple(body))
