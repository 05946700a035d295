"""Who gets what: every address of the portal × every role × two municipalities.

A new address has to be entered in RULES, else the walk over the URLconf fails. Another municipality is 404: its existence
is not disclosed. A wrong role in one's own is 403, or 404 where the row itself is not for that role.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from certificates.models import CoverageMonth
from organizations.models import Appointment, LegalAct, Organization, Person, Role
from plans.models import ActivityPlan, Event, EventKind, MediaPlan
from plans.periods import ReportingPeriod
from plans.rollover import start_plan
from records.approval import APPROVAL
from records.models import Attachment, Remark
from reports.form_editing import own_form
from reports.models import ReportForm, ReportLine
from reports.refreshing import start_report
from reports.uploads.forms import UploadFileForm
from tests.conftest import make_user
from tests.documents.papers import PLAN_ROWS, docx

pytestmark = pytest.mark.django_db

ROLES = ("methodist", "head", "authority", "rmc", "administrator", "director", "expert")
EVERYONE = frozenset(ROLES)
OFFICE = EVERYONE - {"director", "expert"}
EDITORS = frozenset({"methodist", "administrator"})
MANAGERS = EDITORS | {"head"}
SHAPERS = frozenset({"rmc", "administrator"})
DIRECTORS = frozenset({"head", "authority", "administrator"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rule:
    """The roles that may open an address and those that may post to it."""

    opens: frozenset[str]
    posts: frozenset[str] = NOBODY


PUBLISHED = Rule(OFFICE | {"director"})
READ, EDIT, POST = Rule(OFFICE), Rule(EDITORS, EDITORS), Rule(NOBODY, EDITORS)
RULES = {
    "today": Rule(EVERYONE),
    "dashboard": READ,
    "dashboard-items": READ,
    "organization-list": READ,
    "organization-create": EDIT,
    "organization-edit": EDIT,
    "attachment": READ,
    "paper-transition": Rule(MANAGERS, MANAGERS),
    "paper-revisions": READ,
    "paper-revision": READ,
    "paper-revision-file": READ,
    "paper-compare": READ,
    "route-list": READ,
    "route-edit": Rule(DIRECTORS, DIRECTORS),
    "route-reset": Rule(NOBODY, DIRECTORS),
    "appointment-list": READ,
    "substitute-create": Rule(DIRECTORS, DIRECTORS),
    "substitute-end": Rule(NOBODY, DIRECTORS),
    "remark-resolve": POST,
    "plan-list": Rule(EVERYONE),
    "plan-create": EDIT,
    "plan-rollover": EDIT,
    "plan": READ,
    "plan-paper": PUBLISHED,
    "plan-file": PUBLISHED,
    "plan-changes": READ,
    "plan-changes-file": READ,
    "deadline-preview": Rule(EDITORS),
    "item": READ,
    "item-create": EDIT,
    "item-edit": EDIT,
    "item-row": Rule(EDITORS),
    "item-move": POST,
    "item-withdraw": EDIT,
    "item-restore": POST,
    "item-deadline": EDIT,
    "section-renumber": POST,
    "occurrence-close": POST,
    "occurrences-close": POST,
    "result-edit": EDIT,
    "tally": POST,
    "media-list": Rule(EVERYONE),
    "media-create": EDIT,
    "media": READ,
    "media-paper": READ,
    "media-file": READ,
    "media-entry-create": EDIT,
    "media-entry-edit": EDIT,
    "media-entry-withdraw": POST,
    "media-entry-restore": POST,
    "media-entry-publish": EDIT,
    "media-entry-unpublish": POST,
    "event-list": Rule(EVERYONE),
    "event-export": Rule(EVERYONE),
    "event-create": EDIT,
    "event-suggestions": Rule(EDITORS),
    "event-paste": EDIT,
    "event-preview": POST,
    "event": READ,
    "event-edit": EDIT,
    "event-delete": EDIT,
    "event-restore": POST,
    "event-proofs": POST,
    "event-folder": READ,
    "event-folder-zip": READ,
    "search": READ,
    "act-list": READ,
    "act-create": EDIT,
    "act": READ,
    "act-edit": EDIT,
    "coverage": Rule(OFFICE | {"director"}, EDITORS),
    "coverage-export": READ,
    "coverage-paste": EDIT,
    "coverage-year": READ,
    "coverage-year-export": READ,
    "coverage-targets": EDIT,
    "coverage-organization": READ,
    "report-list": Rule(EVERYONE),
    "report-create": POST,
    "report": READ,
    "report-draft": POST,
    "report-halves": READ,
    "report-paper": READ,
    "report-file": READ,
    "figure": READ,
    "line": READ,
    "line-edit": EDIT,
    "line-refresh": EDIT,
    "line-check": POST,
    "line-create": EDIT,
    "line-delete": POST,
    "form-list": READ,
    "form-edit": Rule(SHAPERS, SHAPERS),
    "form-own": Rule(NOBODY, SHAPERS),
    "upload-list": EDIT,
    "upload": EDIT,
    "upload-columns": POST,
    "upload-apply": POST,
    "upload-undo": POST,
    "upload-delete": POST,
}
# Addresses that belong to no municipality; the admin has tests of its own.
PORTAL_WIDE = {"login", "logout", "home", "profile", "profile-calendar", "calendar"}


def addresses(patterns):
    """The names of all addresses below some patterns, the admin's apart."""
    for entry in patterns:
        if not isinstance(entry, URLResolver):
            yield entry.name
        elif entry.app_name != "admin":
            yield from addresses(entry.url_patterns)


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
    rows = {
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
    }
    return World(municipality, rows, keywords)


def send_file(municipality, user, marker):
    """A plan in a file, as the upload page takes it in."""
    with TemporaryDirectory() as folder:
        path = docx(Path(folder) / f"{marker}.docx", [f"ПЛАН РАБОТЫ {marker}", "на 2027 год"], PLAN_ROWS)
        file = SimpleUploadedFile(path.name, path.read_bytes())
    form = UploadFileForm(files={"file": file}, municipality=municipality, user=user)
    assert form.is_valid(), form.errors
    return form.save()


@pytest.fixture
def world(reference_data, municipality, methodist):
    return populate(municipality, methodist, "наше")


@pytest.fixture
def neighbour(reference_data, other_municipality, stranger):
    return populate(other_municipality, stranger, "ЧУЖАЯТАЙНА")


def status_of(client, method, url, sent=None):
    """The answer's status, without what it changed."""
    with transaction.atomic():
        answer = getattr(client, method)(url, sent)
        transaction.set_rollback(True)
    if answer.streaming:
        list(answer.streaming_content)  # closes the file, and the connection only where it may be
    return answer.status_code


def test_every_address_has_its_rule():
    names = set(addresses(get_resolver().url_patterns))
    assert names - PORTAL_WIDE == set(RULES)


def both(client, url):
    return status_of(client, "get", url), status_of(client, "post", url)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_rules_say(client, request, world, role):
    client.force_login(request.getfixturevalue(role))
    wrong = {}
    for name, rule in RULES.items():
        got, posted = both(client, world.url(name))
        as_ruled = (got in (200, 302)) == (role in rule.opens) and (posted in (200, 302, 422)) == (
            role in rule.posts
        )
        if not as_ruled or not {got, posted} <= {200, 302, 403, 404, 405, 422}:
            wrong[name] = (got, posted)
    assert not wrong


def test_another_municipality_does_not_exist(client, world, stranger):
    client.force_login(stranger)
    answers = {name: both(client, world.url(name)) for name in RULES}
    assert {name: got for name, got in answers.items() if 404 not in got or not {*got} <= {404, 405}} == {}


@pytest.mark.parametrize(("role", "at_least"), [("methodist", 25), ("head", 10)])
def test_rows_of_another_municipality_do_not_open_under_one_s_own_name(
    client, request, world, neighbour, role, at_least
):
    """The address names one's own municipality, the numbers in it are those of another."""
    section = {"section": neighbour.keywords["section"]}
    disguised = World(world.municipality, neighbour.rows, world.keywords | section)
    client.force_login(request.getfixturevalue(role))
    own = [name for name, rule in RULES.items() if role in rule.opens | rule.posts]
    naming_a_row = [name for name in own if disguised.url(name) != world.url(name)]
    answers = {name: both(client, disguised.url(name)) for name in naming_a_row}
    assert len(answers) > at_least
    assert {name: got for name, got in answers.items() if not {*got} <= {404, 405}} == {}


def test_pages_do_not_leak_a_word_of_another_municipality(client, world, neighbour, methodist):
    client.force_login(methodist)
    leaks = []
    for name in RULES:
        answer = client.get(world.url(name))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if "ЧУЖАЯТАЙНА".encode() in content:
            leaks.append(name)
    assert not leaks


def test_nothing_opens_without_a_login(client, world):
    answers = {name: client.get(world.url(name)) for name in RULES}
    open_pages = [
        name
        for name, answer in answers.items()
        if not answer.headers.get("Location", "").startswith("/login/")
    ]
    assert not open_pages


def test_a_former_methodist_sees_nothing_and_is_told_why(client, world, methodist):
    methodist.person.appointments.update(ends_on="2025-12-31")
    client.force_login(methodist)
    answers = {name: both(client, world.url(name)) for name in RULES}
    assert {name: got for name, got in answers.items() if set(got) != {403}} == {}
    assert "закончилось 31.12.2025" in client.get(world.url("today")).content.decode()


def test_the_regional_centre_of_one_zone_does_not_see_another(client, world, neighbour, region):
    zone = world.municipality.zone
    reader = make_user("zone", "Зонова", Role.RMC, "методист ЗОЦ", region=region, zone=zone)
    client.force_login(reader)
    assert client.get(world.url("plan")).status_code == 200
    assert client.get(neighbour.url("plan")).status_code == 404
    for name in ("form-edit", "form-own"):
        assert set(both(client, world.url(name))) <= {403, 405}, "a form holds in the whole region"


def test_every_link_of_an_organisation_s_pages_leads_somewhere(
    client, director, methodist, head, authority, world
):
    """What is approved is published to organisations, and nothing they are shown is closed to them."""
    plan = ActivityPlan.objects.get(municipality=world.municipality)
    plan.remarks.all().delete()
    report = plan.reports.get(period="2026H1")
    report.lines.update(text="Работа ведётся.")
    for record in (plan, report):
        APPROVAL.perform("submit", record, methodist)
        APPROVAL.perform("pass", record, head)
        APPROVAL.perform("pass", record, authority)
    client.force_login(director)
    links = set()
    for name in ("today", "plan-list", "report-list", "event-list", "plan-paper", "report-paper"):
        page = client.get(world.url(name)).content.decode()
        links |= set(re.findall(r'href="(/lugovoy/[^"#?]*)', page))
    assert world.url("plan-paper") in links
    assert world.url("report-paper") in links
    closed = {link: status for link in links if (status := status_of(client, "get", link)) not in (200, 302)}
    assert not closed
