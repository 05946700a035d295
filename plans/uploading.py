"""A checked paper from a file as items of a plan."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from documents.prose import normalise
from records.models import PaperState

from .models import ActivityPlan, PlanItem, PlanSection, StandardSection
from .numbering import joined
from .periods import ReportingPeriod
from .understanding import understand


@dataclass
class UploadedRow:
    """A row as the methodist confirmed it; `template` and `item` are the keys of what it was matched to."""

    number: str
    title: str
    deadline: str = ""
    responsible: str = ""
    expected_result: str = ""
    result: str = ""
    note: str = ""
    template: int | None = None
    item: int | None = None


@dataclass
class UploadedSection:
    """A section of the paper; `standard` is its number among the six, None for one of the office's own."""

    number: str
    title: str
    standard: int | None = None
    rows: list[UploadedRow] = field(default_factory=list)


@dataclass
class UploadedPaper:
    """What the methodist confirmed of a file; a paper with a period is a report, any other a plan."""

    title: str
    year: int
    is_school_year: bool
    period: ReportingPeriod | None
    sections: list[UploadedSection]


@transaction.atomic
def add_items(plan: ActivityPlan, uploaded: Sequence[UploadedSection]) -> list[PlanItem]:
    """Add the rows, in their order, to the sections of a saved plan; what is lacking of the sections is added too.

    A row's `item` becomes the predecessor of the new item. A number that the section has already is replaced by
    a free one. The number of statements does not depend on the number of rows.
    """
    sections = _sections(plan, uploaded)
    occupied = _occupied(plan)
    items = [
        _item(section, row, occupied[section.pk])
        for section, part in zip(sections, uploaded, strict=True)
        for row in part.rows
    ]
    bulk_create_with_history(items, PlanItem)
    understand(items, plan)
    return items


def is_empty_draft(plan: ActivityPlan) -> bool:
    """Nothing would be lost with the plan: no items, nothing approved, no reports."""
    kept = (plan.items(), plan.snapshots, plan.reports)
    return plan.state == PaperState.DRAFT and not any(rows.exists() for rows in kept)


def _sections(plan, uploaded):
    """The plan's section for each uploaded one, found by its place among the six or else by its title."""
    standards = {standard.number: standard for standard in StandardSection.objects.all()}
    known = {
        _key(section.standard, section.title): section for section in plan.sections.select_related("standard")
    }
    last = max((section.position for section in known.values()), default=0)
    for position, part in enumerate(uploaded, start=last + 1):
        standard = standards.get(part.standard)
        title = part.title or (standard.title if standard else "")
        new = PlanSection(plan=plan, standard=standard, number=part.number, title=title, position=position)
        known.setdefault(_key(standard, part.title), new)
    PlanSection.objects.bulk_create(section for section in known.values() if section.pk is None)
    return [known[_key(standards.get(part.standard), part.title)] for part in uploaded]


def _key(standard, title):
    return standard or normalise(title)


@dataclass
class _Occupied:
    """The numbers and the last position given away in a section."""

    numbers: set[str] = field(default_factory=set)
    position: int = 0

    def take(self, number: str, position: int) -> None:
        self.numbers.add(number)
        self.position = max(self.position, position)


def _occupied(plan):
    occupied: defaultdict[int, _Occupied] = defaultdict(_Occupied)
    for section, number, position in plan.items().values_list("section", "number", "position"):
        occupied[section].take(number, position)
    return occupied


def _item(section, row, occupied):
    item = PlanItem(
        section=section,
        template_id=row.template,
        predecessor_id=row.item,
        number=_free_number(row.number, occupied.numbers),
        position=occupied.position + 1,
        title=row.title,
        deadline_text=row.deadline,
        responsible=row.responsible,
        expected_result=row.expected_result,
    )
    occupied.take(item.number, item.position)
    return item


def _free_number(wanted, taken):
    """The number itself, or one of its kind that no item of the section ever had; an item may also go without."""
    if not wanted or wanted not in taken:
        return wanted
    prefix = wanted.rpartition(".")[0]
    return next(number for place in count(len(taken) + 1) if (number := joined(prefix, place)) not in taken)
