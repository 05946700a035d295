"""How far a plan is carried out by a day: whose time has come, for which something is recorded, which are late."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, Subquery

from plans.models import ActivityPlan, Event, ItemResult, Occurrence, PlanItem, PlanSection
from plans.periods import ReportingPeriod

from .refreshing import plan_for

NOT_DONE = [ItemResult.State.POSTPONED, ItemResult.State.NOT_HELD]


@dataclass(frozen=True)
class ItemState:
    """An item in force: whether its time has begun, whether anything is recorded for it, since when it is late."""

    item: PlanItem
    is_begun: bool
    is_done: bool
    late_since: date | None

    @property
    def is_due(self) -> bool:
        """Something is to be expected of it; what has been done without a day was due, too."""
        return self.is_begun or self.is_done

    @property
    def words(self) -> str:
        if self.late_since:
            return f"просрочено с {self.late_since:%d.%m.%Y}"
        if self.is_done:
            return "есть результат"
        return "ничего не записано" if self.is_begun else "время ещё не пришло"


@dataclass(frozen=True)
class Filter:
    code: str
    label: str
    shows: Callable[[ItemState], bool]


FILTERS = (
    Filter("due", "время пришло", lambda state: state.is_due),
    Filter("done", "есть результат", lambda state: state.is_done),
    Filter("idle", "ничего не записано", lambda state: state.is_begun and not state.is_done),
    Filter("late", "просрочено", lambda state: state.late_since is not None),
)


@dataclass(frozen=True)
class Tally:
    """The items of a section, or of the whole plan for want of one, counted by what each filter shows."""

    section: PlanSection | None
    due: int
    done: int
    idle: int
    late: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.due if self.due else 0


def plan_in_force(municipality, today: date) -> ActivityPlan | None:
    """The plan of the present half-year, else the last one there is."""
    present = plan_for(municipality, ReportingPeriod.containing(today))
    return present or ActivityPlan.objects.filter(municipality=municipality).first()


def item_states(plan: ActivityPlan, today: date) -> list[ItemState]:
    """All items in force, in the order of the plan: one query."""
    own = {"item": OuterRef("pk")}
    late = Occurrence.objects.open().filter(**own, due_on__lt=today).order_by("due_on")
    results = ItemResult.objects.filter(**own).exclude(state__in=NOT_DONE)
    events = Event.objects.kept().filter(items=OuterRef("pk"))
    begun = Q(starts_on__lte=today) | Q(due_on__lte=today)
    closed = Occurrence.objects.filter(**own, closed_on__isnull=False)
    items = plan.items_governing().select_related("section__standard", "section__plan")
    items = items.annotate(
        is_begun=Exists(Occurrence.objects.filter(begun, **own)),
        is_done=Exists(events) | Exists(results) | Exists(closed),
        late_since=Subquery(late.values("due_on")[:1]),
    )
    return [ItemState(item, item.is_begun, item.is_done, item.late_since) for item in items]


def tallies(states: Iterable[ItemState]) -> list[Tally]:
    """A tally for the whole plan, and one for each section."""
    states = list(states)
    by_section = groupby(states, key=lambda state: state.item.section)
    return [_tally(None, states), *(_tally(section, list(some)) for section, some in by_section)]


def shown(states: Iterable[ItemState], code: str) -> list[ItemState]:
    """Those that a filter shows; all of them for an unknown one."""
    chosen = next((entry for entry in FILTERS if entry.code == code), None)
    return [state for state in states if chosen is None or chosen.shows(state)]


def latest_first(states: Iterable[ItemState]) -> list[ItemState]:
    """Those that are late, the longest first."""
    late = [(state.late_since, place, state) for place, state in enumerate(states) if state.late_since]
    return [state for _, _, state in sorted(late, key=lambda entry: entry[:2])]


def _tally(section, states):
    counts = {entry.code: sum(map(entry.shows, states)) for entry in FILTERS}
    return Tally(section, **counts)
