"""The version in force governs while the next one is being written and agreed."""

from datetime import date

import pytest
from django.urls import reverse

from plans.forms import PlanItemForm
from plans.models import Event, Occurrence
from plans.periods import ReportingPeriod
from plans.recording import settle
from records.approval import APPROVAL
from reports.execution import item_states
from reports.refreshing import draft_report, start_report
from tests.walking import approve

pytestmark = pytest.mark.django_db

FIRST_HALF = ReportingPeriod(2026, 1)


@pytest.fixture
def corrected(plan, item, methodist, head, authority, today):
    """The plan is being corrected; of its items one that fell due in the first half."""
    approved = approve(plan, methodist, head, authority)
    return APPROVAL.perform("amend", approved, methodist, {"reason": "Новый грант"})


@pytest.fixture
def approve_correction(corrected, methodist, head, authority):
    return lambda: approve(corrected, methodist, head, authority)


def edit(item, **facts):
    form = PlanItemForm(
        {"title": item.title, "number": item.number, "version": item.version} | facts, instance=item
    )
    assert form.is_valid(), form.errors
    return form.save()


def due_days(item):
    return list(item.occurrences.values_list("due_on", flat=True))


def test_due_days_follow_an_edit_only_once_it_is_approved(corrected, item, approve_correction):
    item = corrected.items().get(pk=item.pk)
    before = due_days(item)
    edit(item, deadline_text="До 15 мая 2026 года")
    assert due_days(item) == before != [date(2026, 5, 15)]
    approve_correction()
    assert due_days(item) == [date(2026, 5, 15)]


def test_due_days_of_a_plan_never_approved_follow_at_once(plan, item):
    edit(item, deadline_text="До 15 мая 2026 года")
    assert due_days(item) == [date(2026, 5, 15)]


def test_an_item_withdrawn_by_a_correction_stays_due_until_it_is_approved(
    corrected, item, approve_correction, today
):
    corrected.items().filter(pk=item.pk).update(withdrawn_on=today)
    assert Occurrence.objects.open().filter(item=item).exists()
    approve_correction()
    assert not Occurrence.objects.filter(item=item).exists()


def test_an_item_withdrawn_from_a_plan_never_approved_is_not_due(plan, item, today):
    plan.items().filter(pk=item.pk).update(withdrawn_on=today)
    assert not Occurrence.objects.open().filter(item=item).exists()


def test_an_added_item_falls_due_once_it_is_approved(corrected, approve_correction):
    section = corrected.sections.first()
    added = edit(
        section.items.model(section=section, title="Слёт"), number="1.50", deadline_text="До 15 мая 2026 года"
    )
    assert due_days(added) == []
    approve_correction()
    assert due_days(added) == [date(2026, 5, 15)]


def test_an_event_recorded_while_a_correction_is_agreed_meets_the_day_that_it_brings(
    corrected, approve_correction, seminar
):
    section = corrected.sections.first()
    added = edit(
        section.items.model(section=section, title="Слёт"), number="1.50", deadline_text="До 15 мая 2026 года"
    )
    event = Event.objects.create(
        municipality=corrected.municipality, kind=seminar, starts_on=date(2026, 4, 10), theme="Слёт"
    )
    event.items.add(added)
    settle(event)
    approve_correction()
    due = added.occurrences.get()
    assert (due.closed_by, due.closed_on) == (event, date(2026, 4, 10))


def test_a_day_that_a_person_opened_again_stays_open_when_the_days_are_made_anew(plan, item, seminar):
    edit(item, deadline_text="До 15 мая 2026 года")
    event = Event.objects.create(
        municipality=plan.municipality, kind=seminar, starts_on=date(2026, 4, 10), theme="Слёт"
    )
    event.items.add(item)
    settle(event)
    assert not item.occurrences.open().exists()
    item.occurrences.update(closed_on=None, closed_by=None)
    Occurrence.objects.remake([item], plan)
    assert item.occurrences.open().exists()


def test_a_report_takes_number_title_and_deadline_from_the_version_in_force(
    corrected, item, approve_correction
):
    title, deadline = item.title, item.deadline_text
    corrected.items().filter(pk=item.pk).update(number="1.77", title="Новое", deadline_text="Май 2026 года")
    report = start_report(corrected, FIRST_HALF)
    line = report.lines.get(item=item)
    assert (line.number, line.title, line.deadline_text) == (item.number, title, deadline)
    approve_correction()
    draft_report(report)
    line.refresh_from_db()
    assert (line.number, line.title, line.deadline_text) == ("1.77", "Новое", "Май 2026 года")


def test_a_report_lists_neither_what_a_correction_adds_nor_drops_what_it_withdraws(
    corrected, item, approve_correction, today
):
    corrected.items().filter(pk=item.pk).update(withdrawn_on=today)
    added = corrected.sections.first().items.create(number="1.50", position=95, title="Слёт")
    report = start_report(corrected, FIRST_HALF)
    assert report.lines.filter(item=item).exists()
    assert not report.lines.filter(item=added).exists()
    approve_correction()
    draft_report(report)
    assert not report.lines.filter(item=item).exists()
    assert report.lines.filter(item=added).exists()


def test_the_execution_of_the_plan_is_that_of_the_version_in_force(corrected, item, today):
    corrected.items().filter(pk=item.pk).update(withdrawn_on=today)
    added = corrected.sections.first().items.create(number="1.50", position=95, title="Слёт")
    told = [state.item for state in item_states(corrected, today)]
    assert item in told
    assert added not in told


@pytest.mark.parametrize("state", ["draft", "rework", "in_approval", "approved"])
def test_an_event_is_recorded_in_every_state_of_the_plan(
    corrected, item, approve_correction, client, methodist, head, seminar, state
):
    if state == "approved":
        approve_correction()
    elif state != "draft":
        APPROVAL.perform("submit", corrected, methodist)
    if state == "rework":
        APPROVAL.perform("return", corrected, head, {"remarks": [(item.pk, "Уточните срок")]})
    corrected.refresh_from_db()
    assert corrected.state == state
    record_event(client, methodist, item, seminar)


def test_an_event_is_recorded_for_an_item_that_a_correction_withdraws(
    corrected, item, client, methodist, seminar, today
):
    corrected.items().filter(pk=item.pk).update(withdrawn_on=today)
    record_event(client, methodist, item, seminar)


def record_event(client, methodist, item, seminar):
    client.force_login(methodist)
    facts = {
        "items": [item.pk],
        "kind": seminar.pk,
        "starts_on": "2026-03-10",
        "theme": "Карточки",
        "part": "held",
    }
    client.post(reverse("event-create", args=[item.plan.municipality.slug]), facts)
    assert Event.objects.get().items.get() == item
