from datetime import date

import pytest
from django.urls import reverse

from organizations.models import Municipality
from plans.models import Event, Occurrence


@pytest.fixture
def today(monkeypatch):
    """It is 20 April 2026 in every municipality."""
    day = date(2026, 4, 20)
    monkeypatch.setattr(Municipality, "today", lambda self: day)
    return day


@pytest.fixture
def make_event(municipality, seminar):
    """A seminar of 10 March 2026, with other facts where they are given."""

    def make(*items, **facts):
        facts = {"municipality": municipality, "starts_on": date(2026, 3, 10), "kind": seminar} | facts
        event = Event.objects.create(**{"theme": "Карточки программ"} | facts)
        event.items.set(items)
        return event

    return make


@pytest.fixture
def make_monthly(item):
    """Due days of the item at the ends of months, from January on."""

    def make(*months):
        item.occurrences.all().delete()
        item.deadline_kind = "recurring"
        item.save()
        ends = {1: 31, 2: 28, 3: 31, 4: 30}
        for month in months:
            Occurrence.objects.create(
                item=item, starts_on=date(2026, month, 1), due_on=date(2026, month, ends[month])
            )
        return item.occurrences

    return make


@pytest.fixture
def url(municipality):
    return lambda name, *args: reverse(name, args=[municipality.slug, *args])


@pytest.fixture
def show(client, methodist, url):
    """The text of a page as the methodist sees it."""
    client.force_login(methodist)
    return lambda name, *args, **query: client.get(url(name, *args), query).content.decode()
