"""Who gets what: every address of the portal × every role × two municipalities.

A new address has to be entered in `tests.access_rules`, else the walk over the URLconf fails. Another municipality is 404: its existence
is not disclosed. A wrong role in one's own is 403, or 404 where the row itself is not for that role.
"""

import re

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver

from organizations.models import Role
from plans.models import ActivityPlan
from records.approval import APPROVAL
from tests.access_rules import PORTAL_WIDE, PUBLIC, ROLES, RULES
from tests.conftest import make_user
from tests.world import World, populate

pytestmark = pytest.mark.django_db


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
