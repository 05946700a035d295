"""«И.о.»: who may name a substitute, for how long, and that nobody gives away more than he has."""

from datetime import timedelta

import pytest
from django.urls import reverse

from organizations.models import Appointment, Person, User
from records.approval import APPROVAL
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(municipality):
    return municipality.today()


def appointment_of(user):
    return user.person.appointments.get(substitutes=None)


def address_of(user, municipality):
    return reverse("substitute-create", args=[municipality.slug, appointment_of(user).pk])


def given(person, today, **facts):
    filled = {
        "person": person.pk,
        "title": "и.о. руководителя МОЦ",
        "starts_on": today,
        "ends_on": today + timedelta(days=14),
        "basis": "Приказ от 03.02.2026 № 13/1",
    }
    return filled | facts


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_substitute_gets_the_role_the_post_and_the_place_until_his_last_day(
    client, head, methodist, municipality, today
):
    client.force_login(head)
    page = client.get(address_of(head, municipality)).content.decode()
    assert 'value="и.о. руководителя МОЦ"' in page
    assert client.post(address_of(head, municipality), given(methodist.person, today)).status_code == 302
    substitute = Appointment.objects.get(substitutes=appointment_of(head))
    original = appointment_of(head)
    assert (substitute.role, substitute.post, substitute.municipality) == (
        original.role,
        original.post,
        municipality,
    )
    assert "moc_head" in fresh(methodist).roles_in(municipality)
    Appointment.objects.filter(pk=substitute.pk).update(
        ends_on=today - timedelta(days=1), starts_on="2026-01-01"
    )
    assert "moc_head" not in fresh(methodist).roles_in(municipality)


def test_a_substitute_checks_as_one_and_signs_as_one(client, head, methodist, municipality, today, plan):
    client.force_login(head)
    client.post(address_of(head, municipality), given(methodist.person, today))
    acting = fresh(methodist)
    APPROVAL.perform("submit", plan, acting)
    APPROVAL.perform("pass", plan, acting)
    agreement = plan.agreements.get()
    assert (agreement.post, agreement.name) == ("и.о. руководителя МОЦ", "А.П. Лугова")
    (signature,) = plan.draw().signatures
    assert (signature.post, signature.name) == ("И.о. руководителя МОЦ", "А.П. Лугова")


def test_the_page_lists_who_acts_for_whom(client, head, methodist, municipality, today):
    client.force_login(head)
    client.post(address_of(head, municipality), given(methodist.person, today))
    page = client.get(reverse("appointment-list", args=[municipality.slug])).content.decode()
    assert "за: А.П. Верхова; Приказ от 03.02.2026 № 13/1" in page
    client.force_login(methodist)  # now also acting head
    assert (
        "Прекратить" not in client.get(reverse("appointment-list", args=[municipality.slug])).content.decode()
    )


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends_on": ""}, "Обязательное поле"),
        ({"basis": ""}, "Обязательное поле"),
        ({"ends_on": "2020-01-05"}, "Этот срок уже прошёл"),
        ({"starts_on": "2019-01-01"}, "раньше замещать некого"),
        ({"starts_on": "2099-01-01"}, "Дата окончания раньше даты начала"),
        ({"ends_on": "завтра"}, "Введите правильную дату"),
    ],
)
def test_wrong_facts_are_refused_in_a_sentence(client, head, methodist, municipality, today, facts, sentence):
    client.force_login(head)
    answer = client.post(address_of(head, municipality), given(methodist.person, today, **facts))
    assert sentence in answer.content.decode()
    assert not Appointment.objects.exclude(substitutes=None).exists()


def test_nobody_gives_a_right_for_longer_than_he_has_it(
    client, authority, head, methodist, municipality, today
):
    last = today + timedelta(days=3)
    authority.person.appointments.update(ends_on=last)
    client.force_login(authority)
    answer = client.post(address_of(head, municipality), given(methodist.person, today))
    assert f"Это право действует до {last:%d.%m.%Y}" in answer.content.decode()
    assert (
        client.post(address_of(head, municipality), given(methodist.person, today, ends_on=last)).status_code
        == 302
    )


def test_what_was_only_lent_is_not_given_on(client, head, methodist, municipality, today):
    client.force_login(head)
    client.post(address_of(head, municipality), given(methodist.person, today))
    lent = Appointment.objects.get(substitutes=appointment_of(head))
    other = make_user("other", "Иная", "methodist", "методист", municipality=municipality)
    client.force_login(methodist)
    for appointment in (lent, appointment_of(head)):
        address = reverse("substitute-create", args=[municipality.slug, appointment.pk])
        assert client.get(address).status_code == 403
        assert client.post(address, given(other.person, today)).status_code == 403


def test_a_head_names_nobody_for_the_authority(client, head, authority, methodist, municipality, today):
    client.force_login(head)
    answer = client.post(address_of(authority, municipality), given(methodist.person, today))
    assert answer.status_code == 403
    assert "за себя и за тех, кем вы руководите" in answer.content.decode()


def test_one_specialist_of_the_authority_does_not_become_another(
    client, authority, head, municipality, today
):
    chief = make_user("chief", "Главная", "authority", "начальник отдела", municipality=municipality)
    client.force_login(authority)
    assert client.post(address_of(chief, municipality), given(head.person, today)).status_code == 403
    client.force_login(chief)
    assert client.post(address_of(chief, municipality), given(authority.person, today)).status_code == 302


def test_nobody_names_himself_or_who_is_not_of_the_place(
    client, authority, head, municipality, today, stranger, other_municipality
):
    client.force_login(authority)
    for person in (authority.person, head.person, stranger.person, Person(pk=10**20)):
        answer = client.post(address_of(head, municipality), given(person, today))
        assert "Выберите корректный вариант" in answer.content.decode()
    assert not Appointment.objects.exclude(substitutes=None).exists()


def test_the_same_person_is_not_named_twice(client, head, methodist, municipality, today):
    client.force_login(head)
    for _ in range(2):
        answer = client.post(address_of(head, municipality), given(methodist.person, today))
    assert "Уже исполняет эти обязанности" in answer.content.decode()
    assert Appointment.objects.exclude(substitutes=None).count() == 1


@pytest.mark.parametrize("days_ago", [0, 5])
def test_the_substitution_is_ended_before_its_day(client, head, methodist, municipality, today, days_ago):
    client.force_login(head)
    begun = today - timedelta(days=days_ago)
    client.post(address_of(head, municipality), given(methodist.person, today, starts_on=begun))
    lent = Appointment.objects.get(substitutes=appointment_of(head))
    address = reverse("substitute-end", args=[municipality.slug, lent.pk])
    client.force_login(methodist)
    assert client.post(address).status_code == 403
    client.force_login(head)
    assert client.post(address).status_code == 302
    assert "moc_head" not in fresh(methodist).roles_in(municipality)
    assert (
        client.post(reverse("substitute-end", args=[municipality.slug, appointment_of(head).pk])).status_code
        == 403
    )
