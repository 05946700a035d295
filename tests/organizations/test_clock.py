"""A municipality lives by its own clock: what is due today and when a paper was approved."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from records.approval import APPROVAL

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
    assert "01.04.2026 06:55" in client.get(plan.get_absolute_url()).content.decode()
    client.get("/")
    assert timezone.get_current_timezone_name() == "Europe/Moscow"
