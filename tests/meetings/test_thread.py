"""From a clause to the plan, to what was held, and back as the answer of the support centre."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.fan_out import fan_out
from meetings.item_forms import plan_for
from meetings.models import Clause, ExecutionState
from organizations.models import Municipality
from plans.models import ActivityPlan, Event, ItemResult
from plans.rollover import start_plan
from tests.walking import approve

from .conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(Municipality, "today", lambda self: DAY)


@pytest.fixture
def page(client, methodist, municipality):
    """The answer of a page to the methodist: GET, or POST with what is sent."""
    client.force_login(methodist)

    def page(name, *args, sent=None):
        url = reverse(name, args=[municipality.slug, *args])
        return client.get(url) if sent is None else client.post(url, sent)

    return page


@pytest.fixture
def decided(signed, plan, clause):
    """The clause of the signed decision, with a plan that may be edited."""
    return clause


@pytest.fixture
def centre(decided, municipality):
    """What the support centre owes on the clause."""
    decided.organizations.add(municipality.centre)
    fan_out([decided], DAY)
    return decided.executions.get(organization=municipality.centre)


def as_offered(page, clause, **other):
    form = page("clause-to-item", clause.pk).context["new_form"]
    return form.initial | {"section": form.fields["section"].queryset[2].pk} | other


def test_a_clause_becomes_an_item_of_the_plan_in_one_step(page, decided, plan):
    sent = as_offered(page, decided)
    section = plan.sections.get(pk=sent["section"])
    number, position = section.next_number(), section.next_position()
    assert page("clause-to-item", decided.pk, sent=sent).status_code == 302
    item = decided.plan_items.get()
    assert (item.title, item.deadline_text) == ("Обновить расписание кружков.", "до 01.09.2026")
    assert (item.responsible, item.section) == ("Руководителям школ", section)
    assert (item.number, item.position) == (number, position)
    assert item.occurrences.get().due_on == date(2026, 9, 1)


def test_whoever_is_named_is_responsible(page, decided, schools):
    decided.organizations.set(schools[:2])
    assert as_offered(page, decided)["responsible"] == "Школа № 2, Школа № 3"


def test_the_item_shows_its_clause_and_the_clause_its_item(page, decided, item):
    decided.plan_items.add(item)
    assert decided.get_absolute_url() in page("item", 2026, item.pk).content.decode()
    assert item.get_absolute_url() in page("clause", decided.pk).content.decode()


def test_what_is_wrong_is_told_at_its_field(page, decided):
    refused = page("clause-to-item", decided.pk, sent=as_offered(page, decided, title="", section=0))
    assert refused.status_code == 422
    assert refused.context["new_form"].errors.keys() == {"title", "section"}
    assert not decided.plan_items.exists()


def test_a_plan_that_is_approved_takes_no_new_item_but_may_be_tied(
    page, decided, plan, item, methodist, head, authority
):
    sent = as_offered(page, decided)
    approve(plan, methodist, head, authority)
    shown = page("clause-to-item", decided.pk)
    assert "План сейчас утверждён" in shown.content.decode()
    refused = page("clause-to-item", decided.pk, sent=sent)
    assert refused.status_code == 422
    assert "План уже отправлен" in refused.content.decode()
    assert page("clause-to-item", decided.pk, sent={"item": item.pk}).status_code == 302
    assert decided.plan_items.get() == item


def test_an_item_is_tied_once_and_untied(page, decided, item):
    page("clause-to-item", decided.pk, sent={"item": item.pk})
    refused = page("clause-to-item", decided.pk, sent={"item": item.pk})
    assert refused.context["tie_form"].errors.keys() == {"item"}
    assert page("clause-untie", decided.pk, item.pk, sent={}).status_code == 302
    assert not decided.plan_items.exists()
    assert item.plan.items().filter(pk=item.pk).exists()


def test_an_item_of_another_municipality_is_not_offered(page, decided, other_municipality):
    theirs = start_plan(ActivityPlan(municipality=other_municipality, year=2026), "library")
    foreign = theirs.items()[0]
    refused = page("clause-to-item", decided.pk, sent={"item": foreign.pk})
    assert refused.context["tie_form"].errors.keys() == {"item"}


def test_the_plan_is_that_of_the_year_in_which_the_clause_is_due(decided, plan, municipality):
    assert plan_for(decided) == plan
    later = start_plan(type(plan)(municipality=municipality, year=2027), "library")
    decided.deadline_text = "до 01.03.2027"
    decided.save()
    assert plan_for(decided) == later


def test_without_a_plan_the_next_step_is_told(page, signed, clause):
    assert "Плана на этот год ещё нет" in page("clause-to-item", clause.pk).content.decode()
    assert page("clause-to-item", clause.pk, sent={}).status_code == 422


def test_an_event_of_a_tied_item_may_answer_for_the_centre(page, decided, centre, item, seminar):
    decided.plan_items.add(item)
    facts = {"municipality": centre.municipality, "kind": seminar, "theme": "Расписание кружков"}
    before, event = (Event.objects.create(starts_on=day, **facts) for day in (date(2026, 4, 1), DAY))
    item.events.add(before, event)
    html = page("clause", decided.pk).content.decode()
    assert f'value="Исполнено: {event}"' in html
    assert f'value="Исполнено: {before}"' not in html  # it was held before the clause was
    sent = {"is_done": "True", "text": f"Исполнено: {event}", "seen_version": centre.version}
    assert page("execution-transition", centre.pk, "answer", sent=sent).status_code == 302
    centre.refresh_from_db()
    assert centre.state == ExecutionState.ANSWERED
    assert str(event) in centre.entries.get().text
    assert page("clause", decided.pk).context["centre"] is None


def test_so_may_a_result_that_says_done(page, decided, centre, item):
    decided.plan_items.add(item)
    result = ItemResult.objects.create(
        item=item, period="2026H1", state="in_progress", text="Собираем сведения."
    )
    assert "Отметить исполненным" not in page("clause", decided.pk).content.decode()
    result.state = "done"
    result.save()
    assert 'value="Исполнено: Собираем сведения."' in page("clause", decided.pk).content.decode()


def test_the_authority_does_not_answer_for_the_centre_by_a_click(client, decided, centre, item, authority):
    decided.plan_items.add(item)
    client.force_login(authority)
    assert client.get(decided.get_absolute_url()).context["centre"] is None


def test_an_organisation_sees_no_plan_on_the_page_of_its_clause(client, decided, item, director):
    decided.plan_items.add(item)
    fan_out(Clause.objects.all(), DAY)
    client.force_login(director)
    html = client.get(decided.get_absolute_url()).content.decode()
    assert item.get_absolute_url() not in html
    assert "В плане работы" not in html
