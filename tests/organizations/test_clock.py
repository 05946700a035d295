"""A municipality lives by its own clock: what is due today and when a paper was approved."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from records.approval import APPROVAL
from tests.walking import log_url

pytestmark = pytest.mark.django_db

# Five minutes to midnight in Moscow, the morning of the next day in Vladivostok.
MOMENT = datetime(2026, 3, 31, 20, 55, tzinfo=UTC)


@pytest.fixture
def late_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)


def test_today_is_the_day_of_the_municipality(late_evening, municipality):
    assert municipality.today() == date(2026, 3, 31)
    municipality.time_zone = "Asia/Vladivostok"
    assert municipality.today() == date(2026, 4, 1)


def test_pages_tell_the_time_of_their_municipality_and_the_next_page_does_not_inherit_it(
    client, late_evening, plan, methodist, rmc, municipality, other_municipality
):
    municipality.time_zone = "Asia/Vladivostok"
    municipality.save()
    APPROVAL.perform("submit", plan, methodist)
    plan.log.update(at=MOMENT)
    client.force_login(methodist)
    assert "01.04.2026 06:55" in client.get(log_url(plan)).content.decode()
    client.get("/")
    assert timezone.get_current_timezone_name() == "Europe/Moscow"


@pytest.fixture
def in_the_east(late_evening, municipality):
    """It is 1 April in the municipality, and still 31 March by the portal's clock."""
    municipality.time_zone = "Asia/Vladivostok"
    municipality.save()
    return municipality


def appoint(user, **days):
    user.person.appointments.update(**days)
    return user


def test_an_appointment_begins_and_ends_by_the_clock_of_its_municipality(
    client, in_the_east, methodist, head
):
    appoint(methodist, ends_on=date(2026, 3, 31))
    appoint(head, starts_on=date(2026, 4, 1))
    assert methodist.roles_in(in_the_east) == set()
    assert not methodist.municipalities()
    assert head.roles_in(in_the_east) == {"moc_head"}
    assert head.title_in(in_the_east, "moc_head") == "руководитель МОЦ"
    today = reverse("today", args=[in_the_east.slug])
    for user, status in ((methodist, 403), (head, 200)):
        client.force_login(user)
        assert client.get(today).status_code == status


def test_an_organisation_is_spoken_for_by_the_clock_of_its_municipality(in_the_east, director, school):
    assert director.represented == [school.pk]
    appoint(director, ends_on=date(2026, 3, 31))
    assert not type(director).objects.get().represented


def test_a_regional_appointment_begins_in_each_municipality_by_its_own_clock(
    in_the_east, other_municipality, rmc
):
    appoint(rmc, starts_on=date(2026, 4, 1))
    assert list(rmc.municipalities()) == [in_the_east]
    assert rmc.roles_in(in_the_east) == {"rmc"}
    assert rmc.roles_in(other_municipality) == set()


def test_an_administrator_goes_by_the_clock_of_the_portal(in_the_east, administrator):
    with timezone.override("Asia/Vladivostok"):
        appoint(administrator, starts_on=date(2026, 4, 1))
        assert not administrator.is_administrator
    del administrator.current_appointments
    appoint(administrator, starts_on=date(2026, 3, 31), ends_on=date(2026, 3, 31))
    assert administrator.is_administrator
