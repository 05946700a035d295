"""A person's due days as a calendar that other programs subscribe to."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from organizations.models import User
from plans.models import Occurrence

from .agenda import due_days


def calendar_of(user: User) -> bytes:
    """What the user has to do in the municipalities where he works; empty for whoever works nowhere any more.

    Each day is an all-day event: a date is the same by every clock.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Портал МОЦ//Сроки//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Портал МОЦ: сроки")
    for place in user.workplaces():
        for due in due_days(user, place, place.today()):
            calendar.add_component(_event(due))
    return calendar.to_ical()


def _event(due: Occurrence) -> Event:
    """An item has one event a day, whatever else of it changes: by that other programs know it again."""
    item, site = due.item, settings.SITE_URL.rstrip("/")
    address = f"{site}{item.get_absolute_url()}"
    event = Event()
    event.add("uid", f"item-{item.pk}-{due.due_on:%Y%m%d}@{urlsplit(site).hostname}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", due.due_on)
    event.add("summary", f"Срок: {item}")
    event.add("description", f"{item.title}\n{item.responsible}\n{address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
