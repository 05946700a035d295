"""From one year's plan to the next: what was not done is offered first, and each item knows the one it continues."""

from datetime import date

import pytest

from plans.last_year import offers_of
from plans.models import ActivityPlan, PlanItem
from plans.understanding import understand

pytestmark = pytest.mark.django_db

ASKED = {"year": 2027, "source": "previous", "basis": "Положение"}


@pytest.fixture
def one_off(plan):
    item = PlanItem.objects.create(
        section=plan.sections.last(),
        number="6.9",
        position=99,
        title="Юбилей",
        deadline_text="До 20 мая 2026 года",
    )
    understand([item], plan)
    return item


def offer_of(plan, item):
    return next(offer for offer in offers_of(plan, 2027) if offer.item == item)


@pytest.mark.parametrize(
    ("result", "outcome", "is_unfinished"),
    [
        (None, "сведений нет", False),
        ({"state": "done"}, "выполнено", False),
        ({"state": "in_progress"}, "выполняется", True),
        ({"state": "postponed", "postponed_to": date(2027, 2, 1)}, "перенесено на 01.02.2027", True),
        ({"state": "not_held", "reason": "Карантин"}, "не проводилось: Карантин", True),
    ],
)
def test_an_item_tells_what_became_of_it(plan, one_off, result, outcome, is_unfinished):
    if result:
        one_off.results.create(period="2026H1", **result)
    offer = offer_of(plan, one_off)
    assert (offer.outcome, offer.is_unfinished) == (outcome, is_unfinished)
    assert (offers_of(plan, 2027)[0] == offer) == is_unfinished


def test_the_state_entered_last_counts(plan, one_off):
    one_off.results.create(period="2026H1", state="not_held", reason="Карантин")
    one_off.results.create(period="2026H2", state="done")
    assert offer_of(plan, one_off).outcome == "выполнено"


def test_work_of_the_whole_year_that_goes_on_is_not_unfinished(plan, item):
    item.results.create(period="2026H2", state="in_progress")
    assert not offer_of(plan, item).is_unfinished


def test_events_tell_that_an_item_was_done_and_done_for_once_it_is_not_ticked(
    plan, item, one_off, make_event
):
    make_event(item, one_off)
    assert offer_of(plan, one_off).outcome == "выполнено, мероприятий: 1"
    assert not offer_of(plan, one_off).is_ticked
    assert offer_of(plan, item).is_ticked  # of the library: it returns every year


def test_the_page_shows_how_deadlines_move(plan, one_off, client, methodist, url):
    one_off.results.create(period="2026H2", state="not_held", reason="Карантин")
    client.force_login(methodist)
    page = client.post(url("plan-create"), ASKED, follow=True).content.decode()
    assert not ActivityPlan.objects.filter(year=2027).exists()
    assert "До 20 мая 2027 года" in page
    assert "<strong>не выполнено</strong>: не проводилось: Карантин" in page
    assert "что не выполнено: 1." in page


def test_the_new_plan_takes_the_ticked_items_each_with_its_predecessor(
    plan, item, one_off, client, methodist, url
):
    client.force_login(methodist)
    client.post(url("plan-rollover"), ASKED | {"items": [item.pk, one_off.pk]})
    following = ActivityPlan.objects.get(year=2027)
    taken = {it.predecessor: it.deadline_text for it in following.items()}
    assert taken == {item: item.deadline_text, one_off: "До 20 мая 2027 года"}
    assert following.basis == "Положение"


@pytest.mark.parametrize("items", [[], ["999999"], ["x"]])
def test_nothing_ticked_or_a_foreign_item_is_refused_with_a_sentence(plan, client, methodist, url, items):
    client.force_login(methodist)
    answer = client.post(url("plan-rollover"), ASKED | {"items": items})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not ActivityPlan.objects.filter(year=2027).exists()


def test_without_a_year_or_an_earlier_plan_one_begins_at_new_plan(plan, client, methodist, url):
    client.force_login(methodist)
    for asked in ({}, ASKED | {"year": 2026}, ASKED | {"year": 2020}):
        assert client.get(url("plan-rollover"), asked).url == url("plan-create")


def test_the_page_asks_as_often_for_few_items_as_for_many(
    plan, client, methodist, url, django_assert_max_num_queries
):
    client.force_login(methodist)
    with django_assert_max_num_queries(15):
        client.get(url("plan-rollover"), ASKED)
