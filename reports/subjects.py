"""What the rows of a report tell of, by its form: items of the plan, or rows that the form names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.models import PlanItem

from .models import Report, ReportForm, ReportLine


@dataclass(frozen=True)
class Subject:
    """What one row tells of: an item, or a row of the form with the items of the section that it sums up."""

    key: int | str  # of the item, or the name of the row in the form
    number: str
    title: str
    deadline_text: str
    items: Sequence[PlanItem]
    item: PlanItem | None = None
    position: int = 0

    def new_line(self, report: Report) -> ReportLine:
        return ReportLine(
            report=report, item=self.item, form_row="" if self.item else self.key, position=self.position
        )

    def put_heading(self, line: ReportLine) -> bool:
        """Whether the heading of the line was another one before."""
        before = line.number, line.title, line.deadline_text
        line.number, line.title, line.deadline_text = self.number, self.title, self.deadline_text
        return before != (self.number, self.title, self.deadline_text)


def subjects_of(report: Report) -> dict[int | str, Subject]:
    """All subjects of a report by their keys, in order; none where the office itself enters the rows."""
    rows_from = report.form.rows_from
    if rows_from == ReportForm.Rows.OWN:
        return {}
    items = _items(report)
    found = (
        [of_item(item) for item in items] if rows_from == ReportForm.Rows.ITEMS else _of_form(report, items)
    )
    return {subject.key: subject for subject in found}


def subjects_in(report: Report, lines: Iterable[ReportLine]) -> dict[int | str, Subject]:
    """The subjects of lines that are there already, with their items loaded."""
    if report.form.rows_from == ReportForm.Rows.ITEMS:
        return {line.item.pk: of_item(line.item) for line in lines if line.item}
    return subjects_of(report)


def subject_of(line: ReportLine) -> Subject | None:
    """That of one line; None for a row of the office's own."""
    return of_item(line.item) if line.item else subjects_of(line.report).get(line.form_row)


def of_item(item: PlanItem) -> Subject:
    return Subject(item.pk, item.number, item.title, item.deadline_text, [item], item)


def items_of(subjects: Iterable[Subject]) -> list[PlanItem]:
    """The items of all subjects, each once."""
    return list({item.pk: item for subject in subjects for item in subject.items}.values())


def _items(report):
    items = PlanItem.objects.filter(section__plan=report.plan_id).select_related("section", "template")
    only = report.form.sections
    return report.plan.as_in_force(items.filter(section__standard__number__in=only) if only else items)


def _of_form(report, items):
    return [
        Subject(
            row.key,
            row.number,
            row.title,
            "",
            [item for item in items if row.section_id and item.section.standard_id == row.section_id],
            position=row.position,
        )
        for row in report.form.rows.all()
    ]
