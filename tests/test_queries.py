"""No page asks the database more than fifteen times, and none asks more often because it has more rows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.models import CoverageMonth
from meetings.models import Execution, Meeting
from organizations.models import Appointment, LegalAct, Organization
from plans.models import ActivityPlan, Event, EventKind, MediaPlan, MediaPlanEntry, PlanItem
from plans.understanding import understand
from programs.models import Assessment
from records.models import Dispatch, Remark, Upload
from reports.refreshing import draft_report
from tests.access_rules import RULES
from tests.programs.world_assessment import more_rounds
from tests.programs.world_campaigns import multiply_campaigns
from tests.programs.world_import import grow_imports
from tests.programs.world_jobs import another_job
from tests.programs.world_life import grow_programs
from tests.programs.world_merging import grow_merging
from tests.programs.world_networks import grow_networks
from tests.programs.world_registers import multiply_registers
from tests.world import populate

pytestmark = pytest.mark.django_db

MOST = 15
READABLE = sorted(name for name, rule in RULES.items() if "methodist" in rule.opens)
# Their answer is not a page of rows: a file of everything, or a redirect to the page that says what is wrong.
FILES = {
    "plan-file",
    "media-file",
    "plan-changes-file",
    "report-file",
    "event-export",
    "event-folder-zip",
    "register-file",
    "import-table",
    "import-rejected",
    "reconciliation-file",
    "meeting-agenda-file",
    "meeting-attendance-file",
    "meeting-control-file",
    "meeting-extract-file",
    "coverage-export",
    "coverage-year-export",
    "attachment",
    "paper-revision-file",
    "meeting-file",
    "job-file",
    "new-places-file",
    "assessment-file",
    "card-list-file",
    "campaign-file",
}


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(url)
        assert answer.status_code in (200, 302), url
    return len(captured)


def multiply(world, methodist, times):
    """The same kinds of rows again and again: items, events with their orders, organisations, remarks, uploads, papers."""
    municipality = world.municipality
    plan = ActivityPlan.objects.get(municipality=municipality)
    item = PlanItem.objects.get(pk=world.rows["item"])
    kind = EventKind.objects.first()
    first = Event.objects.get(pk=world.rows["event"])
    for number in range(times):
        added = PlanItem.objects.create(
            section=item.section,
            number=f"1.{100 + number}",
            position=100 + number,
            title=f"Пункт {number}",
            deadline_text="Ежемесячно",
            responsible="Методист МОЦ",
        )
        event = Event.objects.create(
            municipality=municipality,
            starts_on=date(2026, 2, 3) + timedelta(days=number),
            kind=kind,
            theme=f"Тема {number}",
            participants=number,
        )
        event.items.set([item, added])
        act = LegalAct.objects.create(
            municipality=municipality, number=str(number), date=date(2026, 2, 3) + timedelta(days=number)
        )
        act.scans.set(first.evidence.all())
        event.acts.set([act, *first.acts.all()])
        event.evidence.set(first.evidence.all())
        school = Organization.objects.create(
            municipality=municipality, name=f"Школа {number}", short_name=f"Школа {number}"
        )
        for month in (municipality.today().replace(day=1), date(2026, 1, 1)):
            CoverageMonth.objects.create(
                municipality=municipality, organization=school, month=month, children=number
            )
        Remark.objects.create(record=plan, row=added.pk, text="Замечание", author=methodist)
        approve_again(plan, number, first.evidence.get())
        substitute = Appointment.objects.get(pk=world.rows["substitute-end"])
        substitute.pk = None
        substitute.save()
        entry = MediaPlanEntry.objects.get(pk=world.rows["media-entry"])
        entry.pk, entry.item, entry.screenshot = None, added, first.evidence.get()
        entry.save()
        MediaPlan.objects.create(municipality=municipality, year=2030 + number)
        multiply_campaigns(world, school, number)
        grow_meeting(world, school, number, first.evidence.get())
        grow_networks(school, world.rows, number)
        multiply_registers(world, school, number)
        more_rounds(Assessment.objects.get(pk=world.rows["assessment"]), number)
        grow_programs(world, number + 1, first.evidence.get(), methodist)
        grow_imports(world, number)
        upload = Upload.objects.get(pk=world.rows["upload"])
        upload.pk = None
        upload.save()
        another_job(world)
        grow_merging(world, number)
        ActivityPlan.objects.create(
            municipality=municipality,
            organization=plan.organization,
            year=2030 + number,
            title=f"План {number}",
        )
        item.tallies.create(
            kind=EventKind.objects.get(is_tallied=True), day=date(2026, 3, 1) + timedelta(days=number)
        )
    multiply_executions(world, methodist, first.evidence.get())
    understand(list(plan.items()), plan)
    report = plan.reports.get(period="2026H1")
    draft_report(report)


def grow_meeting(world, school, number, file):
    """One more meeting, and in the first one question, speech, clause, organisation and file more."""
    meeting = Meeting.objects.get(pk=world.rows["meeting"])
    another = Meeting.objects.create(
        municipality=meeting.municipality, body=meeting.body, starts_on=date(2026, 1, 3), number=str(number)
    )
    meeting.earlier.add(another)
    meeting.attachments.add(file)
    meeting.attendance.create(organization=school)
    for of_meeting in (meeting, another):
        question = of_meeting.agenda.create(position=2 + number, question=f"Вопрос {number}")
        question.attachments.add(file)
        question.speeches.create(kind="heard", position=number, name="Докладчик", text="Текст")
        clause = of_meeting.clauses.create(
            item=question if number % 2 else None,
            position=2 + number,
            number=f"9.{number}",
            kind="order",
            text=f"Сделать дело {number}",
            addressee_text="Школам",
            group_kinds=["school"],
        )
        clause.organizations.add(school)
    for question in meeting.agenda.all():
        question.continues = another.agenda.first()
        question.save()


def multiply_executions(world, methodist, file):
    """The clause binds every organisation and is tied to every item; most have answered, some are late."""
    execution = Execution.objects.get(pk=world.rows["execution"])
    clause, municipality = execution.clause, execution.municipality
    clause.plan_items.set(PlanItem.objects.filter(section__plan__municipality=municipality)[:30])
    give = {
        "action": "Ответить",
        "to_state": "answered",
        "text": "Сделано.",
        "user": methodist,
        "author": "Директор",
    }
    for number, school in enumerate(municipality.organizations.exclude(pk=execution.organization_id)):
        state = "answered" if number % 3 else "waiting"
        owed = clause.executions.create(
            municipality=municipality, organization=school, state=state, due_on=execution.due_on
        )
        owed.entries.create(**give).files.add(file)
        execution.entries.create(**give).files.add(file)
        another = clause.meeting.clauses.create(
            position=10 + number,
            number=f"8.{number}",
            kind="order",
            text="Сделать ещё одно дело",
            controller=methodist.person if number % 2 else None,
        )
        another.executions.create(
            municipality=municipality, organization=school, state=state, due_on=execution.due_on
        )
        another.plan_items.set(PlanItem.objects.filter(pk=world.rows["item"]))


def approve_again(plan, number, scan):
    """One more version of the plan, signed, sent and answered."""
    snapshot = plan.snapshots.get(number=1)
    snapshot.pk, snapshot.number = None, number + 2
    snapshot.save()
    snapshot.signed_copies.create(attachment=scan)
    sent = {"number": str(number), "sent_on": date(2026, 2, 3), "channel": "post", "letter": scan}
    Dispatch.objects.create(snapshot=snapshot, municipality=plan.municipality, **sent)


@pytest.fixture
def world(reference_data, municipality, methodist):
    return populate(municipality, methodist, "наше")


@pytest.mark.parametrize("role", ["methodist", "head"])
def test_queries_neither_are_many_nor_grow_with_the_rows(client, request, world, methodist, role):
    client.force_login(request.getfixturevalue(role))
    pages = [name for name in READABLE if name not in FILES and role in RULES[name].opens]
    for name in pages:
        client.get(world.url(name))  # what is looked up once and remembered
    before = {name: queries(client, world.url(name)) for name in pages}
    multiply(world, methodist, 30)
    after = {name: queries(client, world.url(name)) for name in pages}
    assert {name: number for name, number in before.items() if number > MOST} == {}
    assert {name: (before[name], after[name]) for name in pages if after[name] > before[name]} == {}
