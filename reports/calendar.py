"""A person's due days as a calendar that other programs subscribe to."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from organizations.models import User

from .agenda import Due, days_of


def calendar_of(user: User) -> bytes:
    """What the user has to do in the municipalities where he works; empty for whoever works nowhere any more.

    Each day is an all-day event: a date is the same by every clock.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Портал МОЦ//Сроки//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Портал МОЦ: сроки")
    for place in user.workplaces():
        for due in days_of(user, place, place.today()):
            calendar.add_component(_event(due, place))
    return calendar.to_ical()


def _event(due: Due, place) -> Event:
    """A task has one event a day, whatever else of it changes: by that other programs know it again."""
    task, site = due.task, settings.SITE_URL.rstrip("/")
    event = Event()
    event.add("uid", f"{place.slug}-{task.key}-{due.day:%Y%m%d}@{urlsplit(site).hostname}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", due.day)
    event.add("summary", f"Срок: {task.title}")
    event.add("description", f"{task.words}\n{site}{task.url}".strip())
    event.add("url", f"{site}{task.url}")
    event.add("transp", "TRANSPARENT")
    return event
