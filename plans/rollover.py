"""How a new plan begins: from the library of items, from last year's plan, or empty; and how a media plan does."""

import re
from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from .models import ActivityPlan, MediaPlan, MediaPlanEntry, PlanItem, PlanSection, StandardSection
from .understanding import understand

YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class Source:
    code: str
    label: str
    fill: Callable[[ActivityPlan], None]


def start_plan(plan: ActivityPlan, source: str) -> ActivityPlan:
    """Save a new plan with the sections and items of its source (a code of SOURCES)."""
    return _begin(plan, next(entry for entry in SOURCES if entry.code == source).fill)


def continue_plan(plan: ActivityPlan, earlier: ActivityPlan, items: Collection[PlanItem]) -> ActivityPlan:
    """Save a new plan with the chosen items of an earlier one."""
    return _begin(plan, lambda begun: _take_over(begun, earlier, items))


@transaction.atomic
def _begin(plan, fill):
    municipality = plan.municipality
    plan.organization = municipality.centre
    plan.title = f"План мероприятий {municipality.name_genitive} на {plan.year_label}"
    plan.save()
    fill(plan)
    understand(list(plan.items()), plan)
    return plan


def previous_plan(plan: ActivityPlan) -> ActivityPlan | None:
    """The last plan before the year of a new one."""
    return ActivityPlan.objects.filter(municipality=plan.municipality_id, year__lt=plan.year).first()


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
    earlier = previous_plan(plan)
    if earlier is None:
        return from_library(plan)
    return _take_over(plan, earlier, earlier.items().in_force())


def empty(plan: ActivityPlan) -> None:
    """Only the six standard sections."""
    _standard_sections(plan)


def move_years(text: str, shift: int) -> str:
    """«Декабрь 2025» a year later is «Декабрь 2026»."""
    return YEAR.sub(lambda year: str(int(year[0]) + shift), text)


def _take_over(plan, earlier, items):
    """All sections, and of their items the given ones, their years moved; each knows the item it continues."""
    shift = plan.year - earlier.year
    chosen = {item.pk for item in items}
    for old in earlier.sections.prefetch_related("items"):
        section = PlanSection.objects.create(
            plan=plan, standard=old.standard, number=old.number, title=old.title, position=old.position
        )
        taken = [item for item in old.items.all() if item.pk in chosen]
        bulk_create_with_history([_continued(item, section, shift) for item in taken], PlanItem)


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


# The media plan


@transaction.atomic
def start_media_plan(plan: MediaPlan, *, takes_over: bool) -> MediaPlan:
    """Save a new media plan, with the entries in force of the last one before it if they are taken over."""
    plan.save()
    earlier = MediaPlan.objects.filter(municipality=plan.municipality, year__lt=plan.year).first()
    if takes_over and earlier:
        entries = earlier.entries.in_force().select_related("item")
        items = _items_by_origin(plan)
        taken = [_repeated(entry, plan, items, plan.year - earlier.year) for entry in entries]
        bulk_create_with_history(taken, MediaPlanEntry)
    return plan


def _items_by_origin(plan):
    """The items of the new year by the item that each continues, and by its template."""
    items = list(plan.items().in_force())
    return {("item", item.predecessor_id): item for item in items} | {
        ("template", item.template_id): item for item in items if item.template_id
    }


def _repeated(entry, plan, items, shift):
    """The same a year later, not published yet."""
    old = entry.item
    item = old and (items.get(("item", old.pk)) or items.get(("template", old.template_id)))
    return MediaPlanEntry(
        plan=plan,
        day=_same_day(entry.day, shift),
        channel=entry.channel,
        topic=move_years(entry.topic, shift),
        responsible=entry.responsible,
        item=item,
    )


def _same_day(day, shift):
    """The same day some years later; 29 February moves to the 28th."""
    year = day.year + shift
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


SOURCES = (
    Source("library", "с типового плана", from_library),
    Source("previous", "с плана прошлого года", from_previous),
    Source("empty", "с пустых разделов", empty),
)
