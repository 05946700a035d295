"""Who gets what: every address of the portal × every role × two municipalities.

A new address has to be entered in RULES, else the walk over the URLconf fails. Another municipality is 404: its existence
is not disclosed. A wrong role in one's own is 403, or 404 where the row itself is not for that role.
"""

import re
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver

from organizations.models import Role
from plans.models import ActivityPlan
from records.approval import APPROVAL
from tests.conftest import make_user
from tests.world import World, populate

pytestmark = pytest.mark.django_db

ROLES = ("methodist", "head", "authority", "rmc", "administrator", "director", "expert")
EVERYONE = frozenset(ROLES)
OFFICE = EVERYONE - {"director", "expert"}
EDITORS = frozenset({"methodist", "administrator"})
MANAGERS = EDITORS | {"head"}
MINUTES = MANAGERS | {"authority"}
SHAPERS = frozenset({"rmc", "administrator"})
DIRECTORS = frozenset({"head", "authority", "administrator"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rule:
    """The roles that may open an address and those that may post to it."""

    opens: frozenset[str]
    posts: frozenset[str] = NOBODY


PUBLISHED = Rule(OFFICE | {"director"})
KEEP = Rule(MINUTES, MINUTES)
MINE = Rule(frozenset({"methodist"}))  # of whom the rows of the world are; nobody else's business
EDIT_READ = Rule(OFFICE, EDITORS)  # the office reads, a methodist enters
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
    "job-list": Rule(EVERYONE),
    "job": MINE,
    "job-file": MINE,
    "merge-candidates": EDIT,
    "merge": EDIT,
    "plan-list": Rule(EVERYONE),
    "plan-create": EDIT,
    "plan-rollover": EDIT,
    "plan": READ,
    "plan-paper": PUBLISHED,
    "plan-file": PUBLISHED,
    "plan-changes": READ,
    "plan-changes-file": READ,
    "deadline-preview": Rule(MINUTES),
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
    "import-list": EDIT,
    "import-table": Rule(EDITORS),
    "import": Rule(EDITORS),
    "import-columns": POST,
    "import-names": POST,
    "import-apply": POST,
    "import-rejected": Rule(EDITORS),
    "reconciliation": Rule(EDITORS),
    "reconciliation-file": Rule(EDITORS),
    "program-list": PUBLISHED,
    "register": PUBLISHED,
    "register-file": PUBLISHED,
    "register-publish": Rule(NOBODY, MANAGERS),
    "register-withdraw": Rule(NOBODY, MANAGERS),
    "saved-view-create": Rule(NOBODY, OFFICE | {"director"}),
    "saved-view-delete": Rule(NOBODY, frozenset({"methodist"})),  # one's own
    "assessment-list": Rule(OFFICE | {"expert"}),
    "assessment": READ,
    "assessment-file": READ,
    "assignment": READ,
    "assignment-create": KEEP,
    "assignment-remove": Rule(NOBODY, MINUTES),
    "assignment-release": KEEP,
    "assignment-reopen": KEEP,
    "assignment-recuse": Rule(NOBODY),
    "assignment-remark": Rule(NOBODY),
    "assignment-remark-delete": Rule(NOBODY),
    "regulation": READ,
    "regulation-own": Rule(NOBODY, DIRECTORS),
    "regulation-edit": Rule(DIRECTORS, DIRECTORS),
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
    "program-create": Rule(EDITORS | {"director"}, EDITORS | {"director"}),
    "program": READ,
    "program-edit": EDIT,
    "program-history": READ,
    "program-transition": EDIT,
    "review": Rule(OFFICE, MANAGERS),
    "group-create": EDIT,
    "group-edit": EDIT,
    "group-delete": POST,
    "program-edition": EDIT,
    "program-remark-answer": EDIT,
    "program-remark-resolve": Rule(NOBODY, MANAGERS),
    "program-remark-delete": Rule(NOBODY, MANAGERS),
    "meeting-agenda-file": READ,
    "meeting-attendance-file": READ,
    "meeting-control-file": READ,
    "meeting-extract-file": READ,
    "clause-list": Rule(EVERYONE),
    "clauses-silent": READ,
    "clause": Rule(OFFICE | {"director"}),
    "clause-silent": READ,
    "clause-accept": Rule(NOBODY, DIRECTORS),
    "clause-extend": Rule(DIRECTORS, DIRECTORS),
    "clause-remove": Rule(DIRECTORS, DIRECTORS),
    "clause-to-item": EDIT,
    "clause-untie": POST,
    "execution": READ,
    "execution-transition": Rule(MANAGERS | DIRECTORS, MANAGERS | DIRECTORS),
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
    "meeting-list": Rule(EVERYONE),
    "meeting-create": KEEP,
    "meeting": READ,
    "meeting-edit": KEEP,
    "meeting-held": KEEP,
    "meeting-attendance": KEEP,
    "meeting-paper": READ,
    "meeting-file": READ,
    "question-create": KEEP,
    "question-edit": KEEP,
    "question-row": Rule(MINUTES),
    "question-move": Rule(NOBODY, MINUTES),
    "question-delete": Rule(NOBODY, MINUTES),
    "speech-create": KEEP,
    "speech-edit": KEEP,
    "speech-move": Rule(NOBODY, MINUTES),
    "speech-delete": Rule(NOBODY, MINUTES),
    "clause-create": KEEP,
    "clause-preview": Rule(NOBODY, MINUTES),
    "clause-edit": KEEP,
    "clause-deadline": KEEP,
    "clause-move": Rule(NOBODY, MINUTES),
    "clause-delete": Rule(NOBODY, MINUTES),
    "clause-addressing": KEEP,
    "provider-list": READ,
    "provider-create": EDIT,
    "provider": READ,
    "provider-edit": EDIT,
    "provider-exit": EDIT,
    "moderator-list": READ,
    "moderator-create": EDIT,
    "moderator": READ,
    "moderator-edit": EDIT,
    "consultation-list": Rule(OFFICE | {"director"}),
    "consultation-create": Rule(EDITORS | {"director"}, EDITORS | {"director"}),
    "consultation": READ,
    "consultation-edit": EDIT,
    "consultation-answer": EDIT,
    "network-agreement-list": Rule(OFFICE | {"director"}),
    "network-agreement-create": EDIT,
    "network-agreement": READ,
    "network-agreement-edit": EDIT,
    "community-list": READ,
    "community-create": EDIT,
    "community": READ,
    "community-edit": EDIT,
    "accessibility-model-list": READ,
    "accessibility-model-create": EDIT,
    "accessibility-model": READ,
    "accessibility-model-edit": EDIT,
    "visit-create": EDIT,
    "visit-edit": EDIT,
    "visit-delete": POST,
    "new-places": READ,
    "new-places-file": READ,
    "new-places-create": EDIT,
    "new-places-edit": EDIT,
    "new-places-delete": POST,
    "declared-places": EDIT,
    "campaign-list": Rule(OFFICE | {"director"}),
    "campaign-create": Rule(MANAGERS, MANAGERS),
    "campaign": READ,
    "campaign-edit": Rule(MANAGERS, MANAGERS),
    "campaign-file": READ,
    "participant-edit": EDIT,
    "municipal-list": Rule(OFFICE | {"director"}),
    "program-adopt": Rule(MANAGERS | {"director"}, MANAGERS | {"director"}),
    "program-take-over": EDIT,
    "card-list": Rule(OFFICE | {"director"}),
    "card-mends": Rule(OFFICE | {"director"}),
    "card-fill": Rule(EDITORS | {"director"}, EDITORS | {"director"}),
    "card-list-file": READ,
    "card": EDIT_READ,
    "card-right": Rule(NOBODY, MANAGERS),
}
# Addresses that belong to no municipality; the admin has tests of its own.
PORTAL_WIDE = {"login", "logout", "home", "profile", "profile-calendar", "calendar"}
# For everybody, what is published: tests/meetings/test_public.py, tests/programs/test_registers.py.
PUBLIC = {"public-meetings", "public-meeting", "public-registers", "public-register"}


def addresses(patterns):
    """The names of all addresses below some patterns, the admin's apart."""
    for entry in patterns:
        if not isinstance(entry, URLResolver):
            yield entry.name
        elif entry.app_name != "admin":
            yield from addresses(entry.url_patterns)


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
    assert names - PORTAL_WIDE - PUBLIC == set(RULES)


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
