"""A municipality with one row of everything, for the walks over all addresses."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from certificates.models import CoverageMonth
from meetings.fan_out import fan_out
from meetings.models import Body, Clause, Meeting
from organizations.models import Appointment, LegalAct, Organization, Person
from plans.models import ActivityPlan, Event, EventKind, MediaPlan
from plans.periods import ReportingPeriod
from plans.rollover import start_plan
from records.models import Attachment, Remark
from reports.form_editing import own_form
from reports.models import ReportForm, ReportLine
from reports.refreshing import start_report
from reports.uploads.forms import UploadFileForm
from tests.documents.papers import PLAN_ROWS, docx
from tests.programs.world_assessment import assessment_rows
from tests.programs.world_campaigns import campaign_rows
from tests.programs.world_import import import_rows
from tests.programs.world_jobs import job_rows
from tests.programs.world_life import life_rows
from tests.programs.world_merging import merging_rows
from tests.programs.world_networks import network_rows
from tests.programs.world_registers import register_rows


@dataclass
class World:
    """A municipality with one row of everything, each telling its owner's marker."""

    municipality: object
    rows: dict
    keywords: dict

    def url(self, name):
        (arguments,) = {tuple(names) for _, names in get_resolver().reverse_dict.getlist(name)[0][0]}
        row = next((pk for prefix, pk in self.rows.items() if name.startswith(prefix)), None)
        values = self.keywords | {"municipality": self.municipality.slug, "pk": row}
        if name in ("line-create", "line-delete"):
            values["address"] = self.keywords["own_rows"]
        if name == "execution-transition":
            values["transition"] = "answer"
        if name == "clause-untie":
            values["item"] = self.rows["item"]
        if name == "report-halves":
            values["address"] = self.keywords["of_the_year"]
        return reverse(name, kwargs={argument: values[argument] for argument in arguments})


def populate(municipality, methodist, marker):
    """One row of everything; `marker` stands in every text a page could show."""
    organization = Organization.objects.create(
        municipality=municipality, name=marker, short_name=f"Школа {marker}"
    )
    CoverageMonth.objects.create(
        municipality=municipality, organization=organization, month=date(2026, 1, 1), children=30
    )
    plan = start_plan(ActivityPlan(municipality=municipality, year=2026), "library")
    plan.items().update(title=f"Пункт {marker}", responsible=marker)
    item = plan.items().get(template__code="target-model-report")
    event = Event.objects.create(
        municipality=municipality,
        starts_on=date(2026, 2, 3),
        kind=EventKind.objects.first(),
        theme=f"Тема {marker}",
        participants=12,
    )
    event.items.add(item)
    act = LegalAct.objects.create(municipality=municipality, number=marker, date=date(2026, 1, 12))
    event.acts.add(act)
    attachment = Attachment(
        municipality=municipality, name=f"{marker}.pdf", content_type="application/pdf", size=4
    )
    attachment.sha256 = "0" * 64
    attachment.file.save("evidence", ContentFile(b"%PDF"))
    event.evidence.add(attachment)
    act.scans.add(attachment)
    entry = MediaPlan.objects.create(municipality=municipality, year=2026).entries.create(
        day=date(2026, 2, 5), channel="social", topic=f"Материал {marker}", responsible=marker, item=item
    )
    upload = send_file(municipality, methodist, marker)
    report = start_report(plan, ReportingPeriod(2026, 1))
    line = report.lines.get(item=item)
    own_rows = start_report(plan, ReportingPeriod(2026, quarter=1), "municipal-task")
    own_row = ReportLine.objects.create(report=own_rows, number="1", title=f"Услуга {marker}", position=1)
    common_form = ReportForm.objects.filter(region=None).first()
    form = own_form(common_form, municipality.region)
    remark = Remark.objects.create(record=plan, text=f"Замечание {marker}", author=methodist)
    approved = {
        "number": 1,
        "approver_name": marker,
        "approver_post": marker,
        "approved_on": date(2026, 1, 12),
    }
    snapshot = plan.snapshots.create(content=plan.draw().to_json(), **approved)
    snapshot.signed_copies.create(attachment=attachment)
    plan.in_force = snapshot
    plan.save()
    original = methodist.person.appointments.get()
    substitute = Appointment.objects.create(
        person=Person.objects.create(surname=marker, first_name="Анна"),
        role=original.role,
        title=f"и.о. {marker}",
        municipality=municipality,
        substitutes=original,
    )
    clause = decide(municipality, organization, item, snapshot, marker)
    rows = {
        # The first prefix that fits the name of an address gives its row.
        **meeting_rows(organization, marker),
        **import_rows(organization, methodist, marker),
        **job_rows(municipality, methodist, marker),
        **network_rows(organization, marker),
        **campaign_rows(organization, marker),
        **life_rows(organization, attachment, methodist, marker),
        **register_rows(organization, methodist, marker),
        **assessment_rows(organization, marker),
        **merging_rows(organization, marker),
        "clause": clause.pk,
        "execution": clause.executions.get().pk,
        "organization": organization.pk,
        "coverage": organization.pk,
        "attachment": attachment.pk,
        "paper": plan.pk,
        "substitute-create": original.pk,
        "substitute-end": substitute.pk,
        "remark": remark.pk,
        "item": item.pk,
        "occurrence": item.pk,
        "result": item.pk,
        "tally": item.pk,
        "media-entry": entry.pk,
        "event": event.pk,
        "act": act.pk,
        "line-delete": own_row.pk,
        "line": line.pk,
        "figure": line.pk,
        "upload": upload.pk,
        "form-own": common_form.pk,
        "form": form.pk,
    }
    keywords = {
        "year": 2026,
        "section": item.section_id,
        "direction": "down",
        "occurrence": item.occurrences.first().pk,
        "kind": EventKind.objects.get(is_tallied=True).pk,
        "period": ReportingPeriod(2026, 1),
        "address": report.address,
        "file_format": "pdf",
        "own_rows": own_rows.address,
        "of_the_year": start_report(plan, ReportingPeriod(2026)).address,
        "slot": line.figures.get().slot,
        "transition": "submit",
        "number": 1,
        "paper_kind": "report",
        "organization": organization.pk,
        "register": "programs",
        "field": "study_form",
        "merged": "organizations",
        "other": organization.pk,
    }
    return World(municipality, rows, keywords)


def meeting_rows(organization, marker):
    """A draft of a protocol with a question, a speech and a clause that an organisation owes an answer on."""
    municipality = organization.municipality
    body = Body.objects.standard(municipality).get(code="moc")
    meeting = Meeting.objects.create(
        municipality=municipality,
        body=body,
        starts_on=date(2026, 2, 3),
        topic=marker,
        chair=marker,
        is_held=True,
    )
    question = meeting.agenda.create(position=1, question=f"О деле {marker}")
    speech = question.speeches.create(kind="heard", name=marker, text=marker)
    clause = meeting.clauses.create(
        item=question,
        position=1,
        number="1.1",
        kind="order",
        text=f"Сделать {marker}",
        addressee_text=f"Школе {marker}",
        deadline_text="до 01.09.2026",
    )
    clause.executions.create(municipality=municipality, organization=organization)
    return {
        "question-create": meeting.pk,
        "clause-create": meeting.pk,
        "clause-preview": meeting.pk,
        "speech-create": question.pk,
        "meeting": meeting.pk,
        "question": question.pk,
        "speech": speech.pk,
        **dict.fromkeys(
            ("clause-edit", "clause-deadline", "clause-move", "clause-delete", "clause-addressing"), clause.pk
        ),
    }


def decide(municipality, organization, item, snapshot, marker):
    """A clause of a signed decision that binds an organisation and is tied to an item of the plan."""
    meeting = Meeting.objects.create(
        municipality=municipality,
        body=Body.objects.standard(municipality).get(code="collegium"),
        number="7",
        starts_on=date(2026, 1, 20),
        topic=marker,
        state="approved",
        in_force=snapshot,
    )
    order = {"kind": Clause.Kind.ORDER, "deadline_text": "до 01.03.2026", "is_addressed": True}
    clause = Clause.objects.create(
        meeting=meeting, position=1, number="1.1", text=f"Поручение {marker}", addressee_text=marker, **order
    )
    clause.organizations.add(organization)
    clause.plan_items.add(item)
    fan_out([clause], date(2026, 1, 20))
    clause.executions.get().entries.create(action="Вернуть", to_state="waiting", text=marker)
    return clause


def send_file(municipality, user, marker):
    """A plan in a file, as the upload page takes it in."""
    with TemporaryDirectory() as folder:
        path = docx(Path(folder) / f"{marker}.docx", [f"ПЛАН РАБОТЫ {marker}", "на 2027 год"], PLAN_ROWS)
        file = SimpleUploadedFile(path.name, path.read_bytes())
    form = UploadFileForm(files={"file": file}, municipality=municipality, user=user)
    assert form.is_valid(), form.errors
    return form.save()
