"""The forms of the admin refuse what the pages refuse, and what they save has the same consequences."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from organizations.models import Appointment, Organization, Person, Region, Role, TerritorialZone
from plans.models import ActivityPlan, Event, ItemResult, PlanItem, Tally
from records.approval import APPROVAL
from records.models import RememberedHeading

pytestmark = pytest.mark.django_db
FOREIGN = "Это запись другого муниципалитета."
FUTURE = "Мероприятие ещё не состоялось"


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def event(municipality, item, seminar):
    event = Event.objects.create(
        municipality=municipality, kind=seminar, starts_on=date(2026, 2, 3), theme="Тема"
    )
    event.items.add(item)
    return event


def page_of(row_or_model):
    meta = row_or_model._meta
    if isinstance(row_or_model, type):
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_add")
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row_or_model.pk])


def filled(client, row_or_model):
    """What the form of a row would send back unchanged."""
    context = client.get(page_of(row_or_model)).context
    sent = {}
    for inline in context["inline_admin_formsets"]:
        sent |= {f"{inline.formset.prefix}-TOTAL_FORMS": 0, f"{inline.formset.prefix}-INITIAL_FORMS": 0}
    for bound in context["adminform"].form:
        value = bound.field.prepare_value(bound.value())
        sent[bound.html_name] = "" if value is None else value
    return sent


def save(client, row_or_model, **changes):
    """The page that answers, with every error in it; empty once it is saved."""
    answer = client.post(page_of(row_or_model), filled(client, row_or_model) | changes)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_a_plan_of_an_impossible_year_is_refused(admin_client, municipality):
    fields = {"municipality": municipality.pk, "organization": municipality.centre.pk, "title": "План"}
    assert "Укажите год четырьмя цифрами" in save(admin_client, ActivityPlan, year=1, **fields)
    assert not ActivityPlan.objects.exists()


def test_an_event_that_is_still_to_come_is_refused(admin_client, event, municipality):
    tomorrow = municipality.today() + timedelta(days=1)
    assert FUTURE in save(admin_client, event, starts_on=tomorrow, ends_on=tomorrow)
    assert FUTURE in save(admin_client, event, ends_on=tomorrow)
    assert "записываются с 2015 года" in save(admin_client, event, starts_on="0001-01-01")


def test_a_tally_of_a_day_to_come_is_refused(admin_client, item, seminar, municipality):
    tomorrow = municipality.today() + timedelta(days=1)
    fields = {"item": item.pk, "kind": seminar.pk, "count": 1}
    assert FUTURE in save(admin_client, Tally, day=tomorrow, **fields)
    assert save(admin_client, Tally, day=municipality.today(), **fields) == ""


@pytest.mark.parametrize("period", ["2031H1", "2026", "весна"])
def test_a_result_of_a_half_year_that_the_plan_has_not_is_refused(admin_client, item, period):
    assert "Такого полугодия в плане на 2026 год нет" in save(
        admin_client, ItemResult, item=item.pk, period=period
    )


def test_what_belongs_to_another_municipality_is_refused(
    admin_client, event, item, municipality, other_municipality
):
    foreign = Organization.objects.create(municipality=other_municipality, name="Школа", short_name="Школа")
    page = save(admin_client, event, organizations=[foreign.pk], municipality=municipality.pk)
    assert FOREIGN in page
    page = save(admin_client, event, municipality=other_municipality.pk)
    assert FOREIGN in page, "its items stay where they are"
    person = Person.objects.create(surname="Новикова", first_name="Анна")
    fields = {"person": person.pk, "role": Role.ORGANIZATION, "title": "директор", "starts_on": "2026-01-01"}
    page = save(admin_client, Appointment, municipality=municipality.pk, organization=foreign.pk, **fields)
    assert FOREIGN in page
    assert not Appointment.objects.filter(person=person).exists()


def test_a_zone_of_another_region_is_refused(admin_client, rmc, municipality):
    elsewhere = Region.objects.create(name="Горный край")
    zone = TerritorialZone.objects.create(region=elsewhere, name="Южная")
    assert "зона другого региона" in save(admin_client, municipality, zone=zone.pk)
    assert "зона другого региона" in save(admin_client, rmc.person.appointments.get(), zone=zone.pk)


def test_a_heading_is_known_once_and_means_something(admin_client, municipality):
    RememberedHeading.objects.create(municipality=municipality, heading="успеваем к", field="deadline")
    fields = {"municipality": municipality.pk, "heading": " Успеваем  К "}
    assert "уже существует" in save(admin_client, RememberedHeading, field="note", **fields)
    assert "Выберите корректный вариант" in save(
        admin_client, RememberedHeading, municipality=municipality.pk, heading="итого", field="чудо"
    )


def test_the_words_of_an_item_are_understood_anew(admin_client, item):
    item.deadline_is_corrected = True
    item.save()
    assert (
        save(admin_client, item, number=" 1.6. ", deadline_text="15 марта", responsible="Методист МОЦ") == ""
    )
    item.refresh_from_db()
    assert item.number == "1.6"
    assert [due.due_on for due in item.occurrences.all()] == [date(2026, 3, 15)]
    assert [post.title for post in item.responsible_posts.all()] == ["Методист МОЦ"]


def test_an_event_gives_back_the_due_day_that_it_meets_no_more(admin_client, event, item):
    save(admin_client, item, deadline_text="февраль")
    save(admin_client, event)
    assert item.occurrences.get().closed_by == event
    assert save(admin_client, event, items=[]) == ""
    assert item.occurrences.get().closed_by is None


def test_who_entered_a_figure_is_known(admin_client, administrator, item):
    result = ItemResult.objects.create(item=item, period="2026H1")
    figure = {"label": "Проведена экспертиза", "value": 5, "unit": "программа", "accumulation": "sum"}
    rows = {f"figures-0-{name}": value for name, value in figure.items()}
    assert save(admin_client, result, **{"figures-TOTAL_FORMS": 1}, **rows) == ""
    assert result.figures.get().entered_by == administrator


def test_words_saved_by_somebody_else_are_shown_before_they_are_replaced(admin_client, item):
    opened = filled(admin_client, item)
    PlanItem.objects.filter(pk=item.pk).update(title="Слова методиста", version=item.version + 1)
    page = admin_client.post(page_of(item), opened | {"title": "Слова администратора"})
    assert "изменил другой сотрудник" in page.content.decode()
    assert "Слова методиста" in page.content.decode()
    assert PlanItem.objects.get(pk=item.pk).title == "Слова методиста"
    again = opened | {"title": "Слова администратора", "version": PlanItem.objects.get(pk=item.pk).version}
    assert admin_client.post(page_of(item), again).status_code == 302
    assert PlanItem.objects.get(pk=item.pk).title == "Слова администратора"


def test_a_paper_on_its_way_is_not_changed(admin_client, plan, item, methodist):
    sent = {row: filled(admin_client, row) for row in (plan, item, item.section)}
    APPROVAL.perform("submit", plan, methodist)
    for row, fields in sent.items():
        assert admin_client.post(page_of(row), fields | {"title": "Другое"}).status_code == 403
    assert not PlanItem.objects.filter(title="Другое").exists()


def test_a_plan_stays_with_its_year_and_municipality(admin_client, plan, other_municipality):
    assert save(admin_client, plan, year=2027, municipality=other_municipality.pk, basis="Положение") == ""
    plan.refresh_from_db()
    assert (plan.year, plan.municipality.slug, plan.basis) == (2026, "lugovoy", "Положение")
