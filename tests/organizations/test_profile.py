"""One's own page: posts, reminders on and off, the link to the calendar."""

import pytest
from django.urls import reverse

from organizations.models import Person, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, methodist):
    """Open one's page or send something to it; the page that comes of it."""
    client.force_login(methodist)

    def page(name="profile", **sent):
        if not sent:
            return client.get(reverse(name)).content.decode()
        return client.post(reverse(name), sent, follow=True).content.decode()

    return page


def test_page_tells_the_posts_held_now(mine, methodist, municipality):
    methodist.person.appointments.create(
        role="moc_head",
        title="и.о. руководителя",
        municipality=municipality,
        starts_on="2019-01-01",
        ends_on="2019-02-01",
    )
    page = mine()
    assert "Методист МОЦ" in page
    assert "и.о. руководителя" not in page


def test_reminders_are_switched_off_and_on(mine, methodist):
    mine(save="on")
    assert not Person.objects.get(user=methodist).wants_digest
    mine(wants_digest="on")
    assert Person.objects.get(user=methodist).wants_digest


def test_link_is_given_replaced_and_closed(mine, methodist):
    def token():
        return User.objects.get(pk=methodist.pk).calendar_token

    assert token() is None
    assert "http://testserver/calendar/" in mine("profile-calendar", renew="on")
    first = token()
    assert first in mine()
    assert first not in mine("profile-calendar", renew="on")
    assert token() not in {None, first}
    assert "/calendar/" not in mine("profile-calendar", close="on").replace("/profile/calendar/", "")
    assert token() is None


def test_somebody_who_is_no_official_has_no_reminders(client):
    client.force_login(User.objects.create_superuser("root", password="parol"))
    page = client.get(reverse("profile")).content.decode()
    assert "Напоминания" not in page
    assert client.post(reverse("profile"), {"wants_digest": "on"}).status_code == 302
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["profile", "profile-calendar"])
def test_page_needs_a_login(client, db, name):
    answers = client.get(reverse(name)), client.post(reverse(name))
    assert all(answer["Location"].startswith("/login/") for answer in answers)


def test_page_asks_the_database_a_few_times(client, methodist, django_assert_max_num_queries):
    client.force_login(methodist)
    with django_assert_max_num_queries(5):
        client.get(reverse("profile"))
