"""What the words of plan items mean: when they fall due, and which posts and people of the municipality they name."""

import re
from collections.abc import Sequence

from django.db import transaction

from documents.prose import normalise
from organizations.models import Person, Post

from .models import ActivityPlan, Occurrence, PlanItem

DEADLINE_FIELDS = [f"deadline_{name}" for name in ("kind", "periods", "recurrence", "day", "is_corrected")]


@transaction.atomic
def understand(items: Sequence[PlanItem], plan: ActivityPlan) -> None:
    """Read the words of saved items anew and store what they mean, in a few statements for any number of items."""
    for item in items:
        item.understand_deadline(plan.year, school_year=plan.is_school_year)
    PlanItem.objects.bulk_update(items, DEADLINE_FIELDS)
    if not plan.is_under_correction:  # until it is approved the version in force says when items fall due
        Occurrence.objects.remake(items, plan)
    _recognise_responsible(items, plan)


def named_posts(responsible: str, posts: Sequence[Post]) -> list[Post]:
    """«Руководитель, методист МОЦ» names both «Руководитель МОЦ» and «Методист МОЦ»."""
    words = normalise(responsible)
    return [post for post in posts if _names(words, normalise(post.title))]


def named_people(responsible: str, people: Sequence[Person]) -> list[Person]:
    """«Иванова А.П.» names the official of that surname."""
    words = set(re.findall(r"\w+", normalise(responsible)))
    return [person for person in people if normalise(person.surname) in words]


def _names(words, title):
    post, _, place = title.partition(" ")
    return re.search(rf"\b{re.escape(post)}\b", words) is not None and place in words


def _recognise_responsible(items, plan):
    posts = list(Post.objects.filter(municipality=plan.municipality_id))
    people = list(Person.objects.filter(appointments__municipality=plan.municipality_id).distinct())
    by_post, by_person = PlanItem.responsible_posts.through, PlanItem.responsible_people.through
    by_post.objects.filter(planitem__in=items).delete()
    by_person.objects.filter(planitem__in=items).delete()
    by_post.objects.bulk_create(
        by_post(planitem=item, post=post) for item in items for post in named_posts(item.responsible, posts)
    )
    by_person.objects.bulk_create(
        by_person(planitem=item, person=person)
        for item in items
        for person in named_people(item.responsible, people)
    )
