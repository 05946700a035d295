"""Recording what was held: on which days it was repeated, and which due days of the plan it meets."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice, takewhile

from django.db import models, transaction
from django.db.models import Q

from .models import Event, Occurrence

MAX_REPEATS = 60


class Repeat(models.TextChoices):
    WEEKLY = "weekly", "каждую неделю"
    MONTHLY = "monthly", "каждый месяц"


def repeated_days(first: date, repeat: Repeat, until: date) -> list[date]:
    """The days after the first on which it was held again; at most one more than MAX_REPEATS."""
    days = takewhile(lambda day: day <= until, _days_after(first, repeat))
    return list(islice(days, MAX_REPEATS + 1))


def _days_after(first: date, repeat: Repeat) -> Iterator[date]:
    for times in count(1):
        yield first + timedelta(weeks=times) if repeat == Repeat.WEEKLY else _months_later(first, times)


def _months_later(day, months):
    """The same day of a later month, or the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@transaction.atomic
def repeat_event(event: Event, days: list[date]) -> None:
    """Record the same event on further days; each is an event of its own from then on."""
    facts = {
        f.attname: getattr(event, f.attname)
        for f in Event._meta.concrete_fields
        if f.editable and not f.primary_key
    }
    for day in days:
        again = Event.objects.create(
            **facts | {"municipality_id": event.municipality_id, "starts_on": day, "ends_on": day}
        )
        for field in Event._meta.many_to_many:
            getattr(again, field.name).set(getattr(event, field.name).all())
        settle(again)


@transaction.atomic
def settle(event: Event) -> None:
    """Close the due days that an event meets, after it was recorded, changed, deleted or restored.

    The days it had closed are given back first, and pass to another event of the item that meets them.
    """
    given_back = list(Occurrence.objects.filter(closed_by=event))
    Occurrence.objects.filter(closed_by=event).update(closed_on=None, closed_by=None)
    busy = Occurrence.objects.exclude(closed_by=None).values("closed_by")
    others = Q(items__in=[due.item_id for due in given_back]) & ~Q(pk__in=busy)
    for held in Event.objects.kept().filter(Q(pk=event.pk) | others).distinct().order_by("ends_on", "pk"):
        for item in held.items.all():
            item.occurrences.close_by(held)
