"""Which known item a row of an uploaded paper is: told by its words in whatever form, then by its number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .likeness import ALIKE, stemmed

OFFERED = 10
SAME_NUMBER = 10


@dataclass(frozen=True)
class Wording:
    """An item as a paper words it; `key` is what the caller knows it by."""

    key: int
    title: str
    number: str = ""


@dataclass(frozen=True)
class Match:
    """A known item that a row may be; by `score` matches are compared, the same number lifts it above 100."""

    known: Wording
    score: int

    @property
    def percent(self) -> int:
        return min(100, self.score)


def rank(rows: Iterable[Wording], known: Sequence[Wording]) -> dict[int, list[Match]]:
    """For each row, by its key, a few known items most like it and those of its number, the likeliest first."""
    words = [_words(item.title) for item in known]
    return {row.key: _ranked(row, known, words) for row in rows}


def assign(ranked: Mapping[int, list[Match]]) -> dict[int, Match]:
    """Each row its likeliest item, if any is alike enough; no item goes to two rows.

    Rows whose best match stands out choose first, so that a short wording that is part of several long ones
    goes where nothing else fits.
    """
    assigned: dict[int, Match] = {}
    taken = set()
    for row in sorted(ranked, key=lambda row: -_margin(ranked[row])):
        free = (match for match in ranked[row] if match.known.key not in taken)
        match = next(free, None)
        if match and match.score >= ALIKE:
            assigned[row] = match
            taken.add(match.known.key)
    return assigned


def _margin(matches):
    best, second = ([match.score for match in matches] + [0, 0])[:2]
    return best - second


def _ranked(row, known, words):
    said = _words(row.title)
    likeness = {
        place: score
        for _, score, place in process.extract(said, words, scorer=fuzz.token_set_ratio, limit=OFFERED)
    }
    for place, item in enumerate(known):
        if row.number and item.number == row.number:
            likeness[place] = fuzz.token_set_ratio(said, words[place]) + SAME_NUMBER
    matches = [Match(known[place], round(score)) for place, score in likeness.items()]
    return sorted(matches, key=lambda match: -match.score)


def _words(title):
    return stemmed(title, without_ordinary=True)
