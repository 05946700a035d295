"""What a methodist is probably about to record: the kind, the theme and the plan items, guessed from what was before."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from heapq import nlargest

from django.db.models import Count, Q
from rapidfuzz import fuzz

from documents.deadlines import Recurrence
from documents.prose import normalise

from .likeness import LIKELY, stemmed, stems
from .models import ActivityPlan, Event, EventKind, PlanItem
from .periods import ReportingPeriod

OFFERED = 5
# Of 100: two themes of one event.
SAME = 85


def guess_kind(item: PlanItem) -> EventKind | None:
    """The kind most often recorded for the item and the one it continues, else the one that its title names."""
    recorded = EventKind.objects.filter(
        event__items__in=_itself_and_predecessor(item), event__deleted_at=None
    )
    most_used = recorded.annotate(times=Count("event")).order_by("-times", "position").first()
    return most_used or kind_in_words(item.title, EventKind.objects.all())


def kind_in_words(text: str, kinds: Iterable[EventKind]) -> EventKind | None:
    """The kind whose words all stand in the text in whatever form; of several the most particular."""
    words = stems(text)
    named = [kind for kind in kinds if stems(kind.name) <= words]
    return max(named, key=lambda kind: len(stems(kind.name)), default=None)


def guess_theme(item: PlanItem) -> str:
    """The last theme of an item that recurs; the theme of any other is new each time."""
    if item.deadline_recurrence == Recurrence.NONE:
        return ""
    return item.events.kept().values_list("theme", flat=True).first() or ""


def last_event(item: PlanItem) -> Event | None:
    """The event to be recorded «как в прошлый раз»."""
    return Event.objects.kept().filter(items__in=_itself_and_predecessor(item)).first()


def likely_items(
    items: list[PlanItem], theme: str, kind: EventKind | None = None, part: str = ""
) -> list[PlanItem]:
    """The items most like an event by their title or by what was recorded for them, then those of events of its kind."""
    alike = _alike(items, f"{kind or ''} {theme}")
    usual = _usual(items, kind, part) if kind else []
    return (alike + [item for item in usual if item not in alike])[:OFFERED]


def _alike(items, event):
    """The likeliest first."""
    words = stemmed(event)
    texts = _texts(items)
    likeness = {item: max(fuzz.token_set_ratio(words, text) for text in texts[item.pk]) for item in items}
    return [item for item in nlargest(OFFERED, items, key=likeness.__getitem__) if likeness[item] >= LIKELY]


def _usual(items, kind, part):
    """Those for which events of the kind in which the centre had such a part were recorded, the most used first; then
    those whose title names the kind or such a part.
    """
    recorded = Event.items.through.objects.filter(event__kind=kind, event__part=part, event__deleted_at=None)
    used = Counter(recorded.filter(planitem__in=items).values_list("planitem", flat=True))
    named = [stems(kind.name), *([stems("участие")] if part == Event.Part.TOOK_PART else [])]
    often = sorted((item for item in items if used[item.pk]), key=lambda item: -used[item.pk])
    titles = {item: stems(item.title) for item in items if not used[item.pk]}
    return often + [item for item, title in titles.items() if any(words <= title for words in named)]


def same_events(event: Event) -> list[Event]:
    """Events already recorded of that day and kind whose theme is nearly the same."""
    that_day = Event.objects.kept().filter(
        municipality=event.municipality_id, starts_on=event.starts_on, kind=event.kind_id
    )
    theme = normalise(event.theme)
    return [other for other in that_day if fuzz.token_sort_ratio(theme, normalise(other.theme)) >= SAME]


def items_on(municipality, day: date):
    """The items of the plan by which the half-year of the day is reported, those too that a correction not approved
    yet withdraws: an event can be recorded all the time.
    """
    plans = ActivityPlan.objects.filter(municipality=municipality)
    plans = plans.reporting(ReportingPeriod.containing(day))
    corrected = plans.under_correction().select_related("in_force")
    governing = [key for plan in corrected for key in plan.keys_in_force()]
    items = PlanItem.objects.filter(section__plan__in=plans)
    return items.filter(Q(withdrawn_on=None) | Q(pk__in=governing))


def same_items_on(day: date, event: Event) -> list[PlanItem]:
    """The event's items in the plan of another day: these very ones, or those that continue them."""
    items = event.items.all()
    return list(items_on(event.municipality, day).filter(Q(pk__in=items) | Q(predecessor__in=items)))


def _itself_and_predecessor(item):
    return [pk for pk in (item.pk, item.predecessor_id) if pk]


def _texts(items):
    """For each item its title and what was recorded for it this year and last, as keys."""
    texts = defaultdict(list, {item.pk: [stemmed(item.title)] for item in items})
    continued = {item.predecessor_id: item.pk for item in items if item.predecessor_id}
    known = [*texts, *continued]
    recorded = Event.items.through.objects.filter(planitem__in=known, event__deleted_at=None).order_by(
        "-event"
    )[:500]
    for item, kind, theme in recorded.values_list("planitem", "event__kind__name", "event__theme"):
        texts[continued.get(item, item)].append(stemmed(f"{kind} {theme}"))
    return texts
