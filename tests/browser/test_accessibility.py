"""Every page of the main work passes axe-core, at the width of a phone and of a desk, and nothing spills sideways."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from certificates.models import CoverageMonth
from meetings.models import Clause
from tests.world import populate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "today",
    "program-list",
    "dashboard",
    "dashboard-items",
    "plan-list",
    "plan-create",
    "event-list",
    "event-create",
    "event-paste",
    "event-folder",
    "act-list",
    "act-create",
    "search",
    "coverage",
    "coverage-paste",
    "report-list",
    "upload-list",
]
WORLD_PAGES = {
    "methodist": [
        "clause-list",
        "clause",
        "clause-silent",
        "clause-to-item",
        "execution-transition",
        "program",
        "program-edit",
        "review",
        "today",
    ],
    "head": ["clause-extend", "clause", "execution", "dashboard"],
}


def found_on(portal):
    """What axe-core finds on the page, and whether it spills sideways."""
    found = Axe().run(portal.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    spills = portal.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    told = [v["id"] + ": " + v["nodes"][0]["html"] for v in found.response["violations"]]
    return told + ["spills"] * spills


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_barriers(portal, methodist, plan, item, width):
    portal.log_in(methodist)
    portal.page.set_viewport_size({"width": width, "height": 900})
    centre = plan.municipality.centre
    CoverageMonth.objects.create(
        municipality=plan.municipality, organization=centre, month=date(plan.year, 1, 1), children=7
    )
    addresses = [(name, plan.municipality.slug) for name in PAGES]
    addresses += [
        ("profile",),
        ("plan", plan.municipality.slug, plan.year),
        ("item", plan.municipality.slug, plan.year, item.pk),
        ("coverage-year", plan.municipality.slug, plan.year),
        ("coverage-targets", plan.municipality.slug, plan.year),
        ("coverage-organization", plan.municipality.slug, centre.pk),
    ]
    barriers = {}
    for address in addresses:
        portal.open(*address)
        if found := found_on(portal):
            barriers[address[0]] = found
    assert not barriers
    assert not portal.complaints


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_clauses_and_programmes_have_no_barriers(
    portal, reference_data, municipality, methodist, head, width
):
    world = populate(municipality, methodist, "наше")
    clause = Clause.objects.get(pk=world.rows["clause"])
    clause.executions.update(state="answered")
    clause.executions.create(
        municipality=municipality, organization=municipality.centre, due_on=clause.due_on
    )
    portal.page.set_viewport_size({"width": width, "height": 900})
    barriers = {}
    for user, names in WORLD_PAGES.items():
        portal.log_in({"methodist": methodist, "head": head}[user])
        for name in names:
            portal.page.goto(portal.address + world.url(name))
            if found := found_on(portal):
                barriers[name] = found
    assert not barriers
    assert not portal.complaints
