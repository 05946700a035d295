"""What came of an item: its words and its figures, entered by one or by two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from plans.models import ItemResult
from tests.records.test_approval import wait_for_a_waiter

pytestmark = pytest.mark.django_db
EXAMINED = {"label": "Проведена экспертиза", "value": "40", "unit": "программа"}
TRAINED = {"label": "Обучено", "value": "12.5", "unit": "тысяча"}


@pytest.fixture
def url(item):
    return reverse("result-edit", args=[item.plan.municipality.slug, item.plan.year, item.pk, "2026H1"])


@pytest.fixture
def save(client, methodist, url):
    client.force_login(methodist)
    return lambda *figures, **fields: client.post(url, form_with(*figures, **fields))


def form_with(*figures, **fields):
    """What the browser sends: each figure with the id it had before, if any."""
    form = {"state": "done", "figures-TOTAL_FORMS": len(figures)}
    form["figures-INITIAL_FORMS"] = sum("id" in figure for figure in figures)
    for place, figure in enumerate(figures):
        form |= {
            f"figures-{place}-{name}": value for name, value in ({"accumulation": "sum"} | figure).items()
        }
    return form | fields


def told(item):
    return [str(figure) for figure in item.results.get().figures.all()]


def test_words_and_figures_are_saved_together(save, item, methodist):
    save(EXAMINED, TRAINED, text="Готово")
    result = item.results.get(period="2026H1")
    assert result.text == "Готово"
    assert told(item) == ["Проведена экспертиза 40 программа", "Обучено 12,5 тысяча"]
    assert {figure.entered_by for figure in result.figures.all()} == {methodist}


def test_figures_are_shown_and_told_as_entered(client, save, item, url):
    save(EXAMINED, TRAINED)
    page = client.get(reverse("item", args=[item.plan.municipality.slug, item.plan.year, item.pk]))
    assert "Проведена экспертиза: 40 программа" in page.content.decode()
    assert "Обучено: 12,5 тысяча" in page.content.decode()
    assert [form["label"].value() for form in client.get(url).context["form"].figures] == [
        *("Проведена экспертиза", "Обучено", None)
    ]


def test_a_figure_that_stays_keeps_its_identity_and_who_entered_it(client, save, item, head, url):
    save(EXAMINED, TRAINED)
    kept, dropped = item.results.get().figures.all()
    kept.entered_by = head
    kept.save()
    save(EXAMINED | {"id": kept.pk}, TRAINED | {"id": dropped.pk, "DELETE": "on"}, version=1)
    assert item.results.get().figures.get() == kept
    assert item.results.get().figures.get().entered_by == head


def test_a_changed_figure_is_entered_by_whoever_changed_it(save, item, head, methodist):
    save(EXAMINED)
    item.results.get().figures.update(entered_by=head)
    figure = item.results.get().figures.get()
    save(EXAMINED | {"id": figure.pk, "value": "41"}, version=1)
    changed = item.results.get().figures.get()
    assert (changed.pk, changed.value, changed.entered_by) == (figure.pk, 41, methodist)


def test_the_form_says_of_which_item_it_is(client, methodist, url, item):
    client.force_login(methodist)
    assert f"<h1>{item}: результат за I полугодие 2026 года</h1>" in client.get(url).content.decode()


def test_an_unfinished_figure_keeps_all_from_being_saved(save, item):
    page = save(EXAMINED | {"value": ""}, text="Готово")
    assert page.status_code == 422
    assert 'href="#id_figures-0-value">Сколько</a>: Обязательное поле.' in page.content.decode()
    assert not item.results.exists()


def test_a_refused_figure_does_not_take_the_version_from_a_colleague(save, item):
    save(text="Слова первого")
    save(EXAMINED | {"value": "много"}, version=1)
    save(text="Слова второго", version=1)
    assert item.results.get().text == "Слова второго"


@pytest.mark.parametrize(
    ("state", "field", "sentence"),
    [
        ("postponed", "postponed_to", "Укажите, на какую дату перенесено."),
        ("not_held", "reason", "Укажите, почему не проводилось."),
    ],
)
def test_state_without_its_reason_is_refused_at_the_field(save, item, state, field, sentence):
    page = save(state=state)
    assert page.context["form"].errors == {field: [sentence]}
    assert not item.results.exists()


# Two people


def test_second_to_enter_a_result_sees_the_first_ones_words_and_figures(client, save, item, url):
    version = client.get(url).context["form"]["version"].value()
    save(EXAMINED, text="Слова первого", version=version)
    page = save(TRAINED, text="Слова второго", version=version).content.decode()
    assert "<td>Слова первого</td><td>Слова второго</td>" in page
    assert "<td>Проведена экспертиза 40 программа</td><td>Обучено 12,5 тысяча</td>" in page
    assert item.results.get().text == "Слова первого"
    assert told(item) == ["Проведена экспертиза 40 программа"]


def test_figures_are_those_of_the_version_saved_last(save, item):
    save(EXAMINED)
    save(TRAINED, version=0)
    save(TRAINED, version=1)
    assert told(item) == ["Обучено 12,5 тысяча"]


def test_a_figure_that_a_colleague_removed_comes_back_with_the_version_saved_last(save, item):
    save(EXAMINED)
    former = item.results.get().figures.get().pk
    save(version=1)
    save(EXAMINED | {"id": former}, version=1)
    save(EXAMINED | {"id": former}, version=2)
    assert told(item) == ["Проведена экспертиза 40 программа"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_first_results_at_once_the_second_is_a_conflict(save, item, methodist, url):
    with ThreadPoolExecutor() as others:
        with transaction.atomic():
            save(EXAMINED, text="Слова первого", version=0)
            second = others.submit(send_apart, methodist, url, form_with(text="Слова второго", version=0))
            wait_for_a_waiter()
        answer = second.result(timeout=10)
    assert answer.status_code == 422
    assert "эту запись изменил другой сотрудник" in answer.content.decode()
    assert ItemResult.objects.get().text == "Слова первого"


def send_apart(user, url, form):
    try:
        client = Client()
        client.force_login(user)
        return client.post(url, form)
    finally:
        connection.close()
