"""«Сегодня»: the centre is told what waits for its review, an organisation what came back."""

import pytest
from django.urls import reverse

from programs.life import LIFE

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(client, municipality):
    """The words of the page as a user sees it."""

    def see(user):
        client.force_login(user)
        return client.get(reverse("today", args=[municipality.slug])).content.decode()

    return see


def test_the_centre_is_told_what_waits_for_a_review(show, submitted, methodist, authority):
    words = show(methodist)
    assert "Ждут рецензии: 1" in words
    assert submitted.reviews.get().get_absolute_url() in words
    assert "Ждут рецензии" not in show(authority)


def test_an_organisation_is_told_what_came_back(show, submitted, methodist, director):
    assert "Вернули на доработку" not in show(director)
    submitted.remarks.create(review=submitted.reviews.get(), text="Нет цели", author=methodist)
    LIFE.perform("return", submitted, methodist, {"text": "Уточните"})
    words = show(director)
    assert "Вернули на доработку: 1" in words
    assert "ответьте на замечания: 1" in words
    assert "ничего не требуется" not in words
