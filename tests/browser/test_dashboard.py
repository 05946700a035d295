"""The head's first page answers on one screen, of a phone as of a desk."""

from datetime import date

import pytest

from certificates.models import CoverageMonth, CoverageTarget
from organizations.models import ChildPopulation
from plans.models import ActivityPlan, Occurrence
from plans.rollover import start_plan
from records.approval import APPROVAL
from records.models import Remark

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def busy_day(municipality, methodist, authority, plan, school):
    """Two papers wait and one came back, five items are late, and coverage lacks to both targets."""
    day = municipality.today()
    for item in plan.items()[:5]:
        Occurrence.objects.create(item=item, due_on=date(2020, 1, 1 + item.position))
    Remark.objects.create(record=plan, text="Уточните срок", author=authority)
    for year in (plan.year + 1, plan.year + 2):
        later = start_plan(ActivityPlan(municipality=municipality, year=year), "library")
        APPROVAL.perform("submit", later, methodist)
    ChildPopulation.objects.create(municipality=municipality, year=day.year, children=2460)
    for measure, percent in (("coverage", 80), ("financing", 17)):
        CoverageTarget.objects.create(
            municipality=municipality, year=day.year, measure=measure, percent=percent
        )
    CoverageMonth.objects.create(
        municipality=municipality,
        organization=school,
        month=day.replace(day=1),
        children=1870,
        contracts=399,
    )


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
def test_the_answers_stand_on_one_screen(portal, head, busy_day, width, height):
    portal.page.set_viewport_size({"width": width, "height": height})
    portal.log_in(head)
    portal.page.wait_for_selector(".dashboard")
    assert "нужно ещё" in portal.text
    for answer in (".paper-line >> nth=2", ".late-line >> nth=2", "#coverage", ".execution tr >> nth=-1"):
        box = portal.page.locator(answer).bounding_box()
        assert box["y"] + box["height"] <= height, answer
    assert not portal.complaints
