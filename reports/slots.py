"""Slots: the places in the text of a report row where its figures stand, as in «Обучено {f1} детей»."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from documents.prose import find_figures

SLOT = re.compile(r"\{(f\d+)\}")
BLANK = "___"
# A number or a date is one token: a «5» stands neither in «15» nor in «5.04.2026».
TOKEN = re.compile(r"\d+(?:\xa0\d{3})*(?:[.,/]\d+)*|\w+|\s+|.")
# Texts of some 2,000 words each; comparing them word by word takes time by the product of their lengths.
MOST_COMPARISONS = 16_000_000


def plain(words: str) -> str:
    """Words that people typed, without what would be read as a slot."""
    return SLOT.sub(r"(\1)", words)


def slots_in(text: str) -> list[str]:
    return SLOT.findall(text)


def fill(text: str, numbers: Mapping[str, str]) -> str:
    """The text as it is read: each slot with its number, or a blank to be filled in by hand."""
    return SLOT.sub(lambda slot: numbers.get(slot[1], BLANK), text)


def put_slot(words: str, number: str, slot: str) -> str | None:
    """The words with the slot (`{f1}`) where they tell the number; None where they do not or do so more than once."""
    places = [span for span in find_figures(words) if _digits(span.text) == _digits(number)]
    if len(places) != 1:
        return None
    end = places[0].start + len(places[0].text.rstrip("% "))
    return words[: places[0].start] + slot + words[end:]


def keep_slots(text: str, numbers: Mapping[str, str], edited: str) -> str:
    """The edited words as a template: a slot survives where its number still stands beside a word it stood beside.

    Filled in again, the answer reads exactly as it was edited.
    """
    if edited == fill(text, numbers):
        return text
    old, slots = _tokens(text, numbers)
    new = TOKEN.findall(plain(edited))
    moved = _moves(old, new)
    for place, slot in slots.items():
        if place in moved and _has_its_neighbour(place, old, new, moved):
            new[moved[place]] = f"{{{slot}}}"
    return "".join(new)


def _digits(number: str) -> str:
    return re.sub(r"[\s%]", "", number)


def _tokens(text, numbers):
    """The tokens of the filled text, and which of them are numbers in slots."""
    tokens: list[str] = []
    slots = {}
    for place, piece in enumerate(SLOT.split(text)):
        if place % 2:
            slots[len(tokens)] = piece
            tokens.append(numbers.get(piece, BLANK))
        else:
            tokens += TOKEN.findall(piece)
    return tokens, slots


def _moves(old, new):
    """Where each token that is still there stands now; nothing is followed through texts too long to compare."""
    if len(old) * len(new) > MOST_COMPARISONS:
        return {}
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _has_its_neighbour(place, old, new, moved):
    return any(
        (neighbour := _next_word(old, place, step)) is not None
        and moved.get(neighbour) == _next_word(new, moved[place], step)
        for step in (1, -1)
    )


def _next_word(tokens, place, step):
    """The index of the nearest token on one side that is a word or a number, or None."""
    place += step
    while 0 <= place < len(tokens):
        if tokens[place][0].isalnum():
            return place
        place += step
    return None
