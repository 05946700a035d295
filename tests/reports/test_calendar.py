"""The calendar link: secret, revocable, the due days of one person and nobody else's."""

import logging
from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from moc_portal.log import without_secrets
from organizations.models import Municipality
from reports.models import ReportForm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings):
    monkeypatch.setattr(Municipality, "today", lambda municipality: date(2026, 4, 20))
    settings.SITE_URL = "https://moc.example"


@pytest.fixture
def reader(methodist, plan, item):
    """The methodist with a link and one item due on 30 April."""
    ReportForm.objects.update(due_day=None)
    for other in plan.items():
        other.occurrences.all().delete()
    item.title = "Слёт, сбор; и «семинар» \\ в апреле " + "очень " * 20
    item.save()
    item.responsible_people.add(methodist.person)
    item.occurrences.create(due_on=date(2026, 4, 30))
    methodist.renew_calendar()
    return methodist


def fetch(client, user):
    return client.get(reverse("calendar", args=[user.calendar_token]))


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_due_days_are_all_day_events_that_keep_their_identity(client, reader, item):
    answer = fetch(client, reader)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private"
    (event,) = events(answer)
    assert event["dtstart"].dt == date(2026, 4, 30)
    assert event["uid"] == f"lugovoy-item-{item.pk}-20260430@moc.example"
    assert event["dtstamp"].dt.tzinfo is not None
    assert event["url"] == f"https://moc.example{item.get_absolute_url()}"
    assert item.title.strip() in event["description"]
    assert max(map(len, answer.content.splitlines())) <= 75

    item.occurrences.all().delete()
    item.occurrences.create(due_on=date(2026, 4, 30))
    assert events(fetch(client, reader))[0]["uid"] == event["uid"]


def test_days_by_which_reports_are_to_be_handed_in_are_there(client, reader, item):
    item.occurrences.all().delete()
    ReportForm.objects.filter(code="activity", periodicity="half_year").update(due_day=10)
    days = [(event["dtstart"].dt, event["uid"].partition("@")[0]) for event in events(fetch(client, reader))]
    assert days == [
        (date(2026, 6, 10), "lugovoy-report-activity-2026H1-20260610"),
        (date(2026, 12, 10), "lugovoy-report-activity-2026H2-20261210"),
    ]


def test_what_is_done_and_what_others_do_is_not_there(client, reader, item, plan):
    item.occurrences.update(closed_on=date(2026, 4, 15))
    other = plan.items().exclude(responsible_posts__title="Методист МОЦ").first()
    other.occurrences.create(due_on=date(2026, 4, 30))
    assert events(fetch(client, reader)) == []


def test_a_revoked_link_does_not_exist(client, reader):
    first = reader.calendar_token
    reader.renew_calendar()
    assert client.get(reverse("calendar", args=[first])).status_code == 404
    assert fetch(client, reader).status_code == 200
    second = reader.calendar_token
    reader.close_calendar()
    assert client.get(reverse("calendar", args=[second])).status_code == 404


def test_whoever_left_reads_nothing_more(client, reader):
    reader.person.appointments.update(ends_on=date(2026, 4, 19))
    assert events(fetch(client, reader)) == []
    reader.is_active = False
    reader.save()
    assert fetch(client, reader).status_code == 404


@pytest.mark.parametrize("token", ["None", "0", "x" * 300, "сроки"])
def test_a_made_up_link_does_not_exist(client, methodist, token):
    assert client.get(reverse("calendar", args=[token])).status_code == 404


def test_log_does_not_tell_the_whole_link():
    words = "%s: %s", ("Not Found", "/calendar/abcdefghijklmnop.ics")
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, *words, exc_info=None)
    assert without_secrets(record)
    assert record.getMessage() == "Not Found: /calendar/abcd….ics"


def test_log_of_the_portal_goes_through_that_filter(settings):
    handlers = settings.LOGGING["handlers"].values()
    assert all(handler["filters"] == ["secrets"] for handler in handlers)
