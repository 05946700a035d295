"""Numbers of items: a plan keeps its own style when it is numbered anew and when an item is added."""

import pytest
from django.urls import reverse

from plans.models import PlanItem
from plans.numbering import Numbering, numbering_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sections", "numbering"),
    [
        ([["1.1", "1.2"], ["2.1"]], Numbering.BY_SECTION),
        ([[], []], Numbering.BY_SECTION),
        ([["", ""], ["1.1", "7"]], Numbering.BY_SECTION),
        ([["1", "2", "3"], ["4", "5"], ["6"]], Numbering.THROUGH),
        ([["1", "3"], [], ["4.1", "5", "6"]], Numbering.THROUGH),
        ([["2", "3"], ["4"]], Numbering.THROUGH),
        ([["1", "2", "3"]], Numbering.THROUGH),
        ([["1", "2", "3"], ["1", "2"], ["1"]], Numbering.ANEW),
    ],
)
def test_style_is_that_of_most_numbers(sections, numbering):
    assert numbering_of(sections) is numbering


@pytest.fixture
def numbered(plan):
    """The plan with its first four items alone, two in the first section and two in the second, numbered as told."""

    def number(*numbers):
        kept = [item for section in plan.sections.all()[:2] for item in section.items.all()[:2]]
        plan.items().exclude(pk__in=[item.pk for item in kept]).delete()
        plan.items().update(number="")
        for item, written in zip(kept, numbers, strict=True):
            PlanItem.objects.filter(pk=item.pk).update(number=written)
        return plan

    return number


def numbers_of(plan):
    return [item.number for item in plan.items()]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("1", "3", "7", "6"), ["1", "2", "3", "4"]),
        (("1", "5", "1", "2"), ["1", "2", "1", "2"]),
        (("1.4", "1.2", "2.3", "2.4"), ["1.1", "1.2", "2.3", "2.4"]),
        (("I.4", "I.2", "II.1", "II.4"), ["I.1", "I.2", "II.1", "II.4"]),
    ],
)
def test_renumbering_keeps_the_style(numbered, before, after):
    plan = numbered(*before)
    plan.sections.first().renumber()
    assert numbers_of(plan) == after


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("1", "2", "3", "4"), "5"),
        (("1", "2", "1", "2"), "3"),
        (("1.1", "1.2", "2.1", "2.2"), "1.3"),
        (("I.1", "I.2", "II.1", "II.2"), "I.3"),
    ],
)
def test_a_new_item_is_offered_a_number_of_the_style(numbered, numbers, expected):
    assert numbered(*numbers).sections.first().next_number() == expected


def test_an_empty_section_is_numbered_by_itself(plan):
    section = plan.sections.get(number="4")
    section.items.all().delete()
    assert section.next_number() == "4.1"


def test_a_plan_numbered_straight_through_is_renumbered_as_a_whole(client, methodist, numbered):
    plan = numbered("1", "3", "7", "6")
    client.force_login(methodist)
    assert "Перенумеровать весь план" in client.get(plan.get_absolute_url()).content.decode()
    first, second = plan.sections.all()[:2]
    url = reverse("section-renumber", args=[plan.municipality.slug, plan.year, first.pk])
    page = client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert f'id="section-{second.pk}"' in page
    assert page.index(">3</td>") > page.index(f'id="section-{second.pk}"')


def test_a_plan_numbered_by_sections_answers_with_the_section_alone(client, methodist, plan):
    first, second = plan.sections.all()[:2]
    client.force_login(methodist)
    url = reverse("section-renumber", args=[plan.municipality.slug, plan.year, first.pk])
    page = client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert f'id="section-{first.pk}"' in page
    assert f'id="section-{second.pk}"' not in page
