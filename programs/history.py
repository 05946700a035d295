"""Who changed which field of a card, and when."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .card import Change, card_of, changes, label_of
from .models import Program

LISTED = 50
# What is no part of the card and yet belongs to its history.
TIES = ("organization", "parent", "campaign")


@dataclass(frozen=True)
class Edit:
    """One saving of a card: `changed` is empty for the first one, by which the programme was entered."""

    version: Any  # the row that simple-history kept
    changed: list[Change]
    is_first: bool


def edits_of(program) -> list[Edit]:
    """The latest savings that changed something, newest first; steps in the programme's life alone are none."""
    related = ("file", "history_user__person", *TIES)
    versions = list(program.history.select_related(*related)[: LISTED + 1])
    edits = [
        Edit(version, _changes(before, version), is_first=False) for version, before in pairwise(versions)
    ]
    if versions and len(versions) <= LISTED:
        edits.append(Edit(versions[-1], [], is_first=True))
    return [edit for edit in edits if edit.changed or edit.is_first]


def _changes(before, after):
    of_card = changes(Program, card_of(before), card_of(after))
    pairs = ((name, str(getattr(before, name) or ""), str(getattr(after, name) or "")) for name in TIES)
    ties = [Change(name, label_of(Program, name), was, now) for name, was, now in pairs if was != now]
    return of_card + ties
