"""What became of last year's items, and which of them the new plan is offered."""

from dataclasses import dataclass

from django.db.models import Count, Q

from documents.deadlines import Kind
from documents.prose import format_date

from .models import ActivityPlan, ItemResult, PlanItem
from .models.deadlines import MET_BY_AN_EVENT
from .rollover import move_years

State = ItemResult.State
DUE_ONCE = MET_BY_AN_EVENT - {Kind.RECURRING}


@dataclass(frozen=True)
class Offer:
    """An item of last year's plan, offered to the new one."""

    item: PlanItem
    outcome: str
    is_done: bool
    is_unfinished: bool
    deadline: str  # as moved into the new year

    @property
    def is_ticked(self) -> bool:
        """All but what was done once and for all."""
        return not (self.is_done and _is_one_off(self.item))


def offers_of(earlier: ActivityPlan, year: int) -> list[Offer]:
    """Its items, those that were not finished first."""
    events = Count("events", filter=Q(events__deleted_at=None), distinct=True)
    items = earlier.items().in_force().annotate(event_count=events).prefetch_related("results")
    items = items.order_by("section__position", "position", "pk")
    offers = [_offer(item, year - earlier.year) for item in items]
    return sorted(offers, key=lambda offer: not offer.is_unfinished)


def _offer(item, shift):
    last = next((result for result in item.results.all() if result.state), None)
    is_done = last.state == State.DONE if last else item.event_count > 0
    return Offer(
        item=item,
        outcome=_outcome(last, item.event_count),
        is_done=is_done,
        is_unfinished=last is not None and _is_unfinished(item, last.state),
        deadline=move_years(item.deadline_text, shift),
    )


def _outcome(result, event_count):
    """The state entered last, else what the events tell."""
    if result is None:
        return f"выполнено, мероприятий: {event_count}" if event_count else "сведений нет"
    if result.state == State.POSTPONED:
        return f"перенесено на {format_date(result.postponed_to)}"
    words = result.get_state_display()
    return f"{words}: {result.reason}" if result.reason else words


def _is_unfinished(item, state):
    """Work that goes on all the year is not unfinished because it still goes on."""
    if state == State.IN_PROGRESS:
        return item.deadline_kind in MET_BY_AN_EVENT
    return state in {State.POSTPONED, State.NOT_HELD}


def _is_one_off(item):
    """Neither of the common library, whose items return every year, nor continued from the year before."""
    return item.template_id is None and item.predecessor_id is None and item.deadline_kind in DUE_ONCE
