"""A checked protocol or decision becomes the draft of a meeting that was held."""

from collections.abc import Mapping, Sequence
from typing import Any

from simple_history.utils import bulk_create_with_history

from meetings.addressing import Addressees
from meetings.models import AgendaItem, Attendance, Body, Clause, Meeting, Speech
from organizations.models import Municipality

from .applying import Made

Said = Mapping[str, Any]


def make_meeting(
    municipality: Municipality,
    body: Body,
    head: Said,
    questions: Mapping[str, Said],
    clauses: Sequence[tuple[Said, Addressees]],
) -> tuple[Meeting, Made]:
    """The meeting with its agenda, speeches and clauses, in a fixed number of statements for any number of them.

    `questions` gives each question by the number with which clauses name it. Whom the clauses bind is left to be confirmed.
    """
    meeting = _make_head(municipality, body, head)
    items = _make_agenda(meeting, questions)
    made = bulk_create_with_history(_of_paper(meeting, items, clauses), Clause)
    _name_organizations(made, [addressees for _, addressees in clauses])
    return meeting, {
        "meetings": [meeting.pk],
        "questions": [item.pk for item in items.values()],
        "clauses": [clause.pk for clause in made],
    }


def _make_head(municipality, body, head):
    facts = dict(head)
    categories = facts.pop("attendees")
    meeting = Meeting(municipality=municipality, is_held=True, **facts | {"body": body})
    meeting.save()
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, category=category) for category in categories]
    )
    return meeting


def _make_agenda(meeting, questions):
    items = {
        name: AgendaItem(meeting=meeting, position=position, question=said["question"])
        for position, (name, said) in enumerate(questions.items(), 1)
    }
    AgendaItem.objects.bulk_create(items.values())
    Speech.objects.bulk_create(
        [speech for name, said in questions.items() for speech in _speeches(items[name], said)]
    )
    return items


def _speeches(item, said):
    if said["speaker"]:
        yield Speech(
            item=item, kind=Speech.Kind.HEARD, name=said["speaker"], post=said["post"], text=said["heard"]
        )
    for position, (name, post, text) in enumerate(said["spoke"], 1):
        yield Speech(item=item, kind=Speech.Kind.SPOKE, position=position, name=name, post=post, text=text)


def _of_paper(meeting, items, clauses):
    """The clauses in their order, their deadlines understood as of the year of the meeting."""
    rows = []
    for position, (said, addressees) in enumerate(clauses, 1):
        facts = {name: value for name, value in said.items() if name not in ("skip", "item")}
        row = Clause(
            meeting=meeting,
            position=position,
            item=items.get(said.get("item")),
            group_kinds=addressees.kinds,
            condition=addressees.condition,
            person=addressees.person,
            **facts,
        )
        row.understand_deadline(meeting.starts_on.year)
        rows.append(row)
    return rows


def _name_organizations(clauses, addressees):
    named = Clause.organizations.through
    named.objects.bulk_create(
        [
            named(clause=clause, organization=organization)
            for clause, found in zip(clauses, addressees, strict=True)
            for organization in found.organizations
        ]
    )
