"""How a new plan begins: from the library of items, from last year's plan, or empty."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from .models import ActivityPlan, PlanItem, PlanSection, StandardSection
from .understanding import understand

YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class Source:
    code: str
    label: str
    fill: Callable[[ActivityPlan], None]


@transaction.atomic
def start_plan(plan: ActivityPlan, source: str) -> ActivityPlan:
    """Save a new plan with the sections and items of its source (a code of SOURCES)."""
    municipality = plan.municipality
    plan.organization = municipality.centre
    plan.title = f"План мероприятий {municipality.name_genitive} на {plan.year_label}"
    plan.save()
    next(entry for entry in SOURCES if entry.code == source).fill(plan)
    understand(list(plan.items()), plan)
    return plan


def from_library(plan: ActivityPlan) -> None:
    """The six standard sections with the items that every centre has."""
    for section in _standard_sections(plan):
        templates = section.standard.template_items.filter(is_core=True)
        items = [
            PlanItem(
                section=section,
                template=template,
                position=place,
                number=f"{section.number}.{place}",
                title=template.title,
                expected_result=template.expected_result,
                deadline_text=template.deadline,
                responsible=template.responsible,
            )
            for place, template in enumerate(templates, start=1)
        ]
        bulk_create_with_history(items, PlanItem)


def from_previous(plan: ActivityPlan) -> None:
    """The items in force of the last earlier plan, their years moved; each knows the item it continues."""
    earlier = ActivityPlan.objects.filter(municipality=plan.municipality_id, year__lt=plan.year).first()
    if earlier is None:
        return from_library(plan)
    shift = plan.year - earlier.year
    for old in earlier.sections.prefetch_related("items"):
        section = PlanSection.objects.create(
            plan=plan, standard=old.standard, number=old.number, title=old.title, position=old.position
        )
        in_force = [item for item in old.items.all() if item.withdrawn_on is None]
        bulk_create_with_history([_continued(item, section, shift) for item in in_force], PlanItem)
    return None


def empty(plan: ActivityPlan) -> None:
    """Only the six standard sections."""
    _standard_sections(plan)


def move_years(text: str, shift: int) -> str:
    """«Декабрь 2025» a year later is «Декабрь 2026»."""
    return YEAR.sub(lambda year: str(int(year[0]) + shift), text)


def _standard_sections(plan):
    return PlanSection.objects.bulk_create(
        PlanSection(
            plan=plan,
            standard=standard,
            number=str(standard.number),
            title=standard.title,
            position=standard.number,
        )
        for standard in StandardSection.objects.all()
    )


def _continued(item, section, shift):
    return PlanItem(
        section=section,
        template_id=item.template_id,
        predecessor=item,
        position=item.position,
        number=item.number,
        title=item.title,
        expected_result=item.expected_result,
        target_number=item.target_number,
        target_unit=item.target_unit,
        deadline_text=move_years(item.deadline_text, shift),
        responsible=item.responsible,
    )


SOURCES = (
    Source("library", "с типового плана", from_library),
    Source("previous", "с плана прошлого года", from_previous),
    Source("empty", "с пустых разделов", empty),
)
