"""Rows that may be one: organisations called alike, programmes of one organisation, or with one card in the navigator.

Only rows that share a number or the beginning of a word are compared at all: a register has thousands of them.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from documents.prose import normalise
from organizations.likeness import LIKELY, core_of, likeness_of, names_of
from records.models import DistinctPair

from .models import Program

ALIKE = 88  # of 100, for the names of programmes
MOST_SHARED = 60  # a word of more names than that tells none of them from the others
ORDINARY = re.compile(
    r"(?:дополнительн|общеобразовательн|общеразвивающ|предпрофессиональн|адаптированн|программ|модул)\w*|до(?:о|п)п?"
)
LEVEL = re.compile(r"(?:старт|базов|продвинут|ознакомит|углубл|первичн)\w*")


@dataclass(frozen=True)
class Pair:
    """Two rows that look alike; the one entered first goes first."""

    first: Any
    second: Any
    score: float


def similar_organizations(municipality) -> list[Pair]:
    rows = municipality.organizations.prefetch_related("aliases").order_by("pk")
    pairs = _sharing((row, key) for row in rows for name in names_of(row) for key in _keys_of_name(name))
    alike = (Pair(one, other, likeness_of(one, other)) for one, other in pairs)
    return _undecided(municipality, [pair for pair in alike if pair.score >= LIKELY])


def _keys_of_name(name) -> Iterator[Hashable]:
    core = core_of(name)
    if core.numbers:
        yield core.numbers, core.profiles
    else:
        yield from ((core.profiles, beginning) for beginning in _beginnings(core.words) or core.kinds)


def similar_programs(municipality) -> list[Pair]:
    columns = ("name", "short_name", "state", "external_url", "organization__short_name")
    rows = Program.objects.filter(municipality=municipality).select_related("organization").order_by("pk")
    pairs = _sharing((row, key) for row in rows.only(*columns) for key in _keys_of_program(row))
    alike = (Pair(one, other, _likeness_of_programs(one, other)) for one, other in pairs)
    return _undecided(municipality, [pair for pair in alike if pair.score >= ALIKE])


def _keys_of_program(program) -> Iterator[Hashable]:
    numbers, levels, words = _told(program.name)
    yield program.organization_id, numbers, words
    yield from ((program.organization_id, numbers, levels, each) for each in _beginnings(words))
    if program.external_url:
        yield program.external_url


def _likeness_of_programs(one, other) -> float:
    if one.external_url and one.external_url == other.external_url:
        return 100
    (numbers, levels, words), (other_numbers, other_levels, other_words) = _told(one.name), _told(other.name)
    if (numbers, levels) != (other_numbers, other_levels):
        return 0
    return fuzz.ratio(words, other_words)


@lru_cache(maxsize=20_000)
def _told(name: str) -> tuple[frozenset[str], frozenset[str], str]:
    """Numbers, levels and all other words of a programme's name in the order of the alphabet."""
    words = [word for word in re.findall(r"\d+|[^\W\d_]+", normalise(name)) if not ORDINARY.fullmatch(word)]
    numbers = frozenset(word for word in words if word.isdigit())
    levels = frozenset(word[:5] for word in words if LEVEL.fullmatch(word))
    return numbers, levels, " ".join(sorted(word for word in words if not word.isdigit()))


def _beginnings(words: str) -> set[str]:
    return {word[:5] for word in words.split() if len(word) > 3}


def _sharing(keyed: Iterable[tuple[Any, Hashable]]) -> list[tuple[Any, Any]]:
    """Each two rows that have a key in common, once."""
    blocks: dict[Hashable, dict[int, Any]] = defaultdict(dict)
    for row, key in keyed:
        blocks[key][row.pk] = row
    pairs: dict[tuple[int, int], tuple[Any, Any]] = {}
    for block in blocks.values():
        if 1 < len(block) <= MOST_SHARED:
            pairs |= {(one.pk, other.pk): (one, other) for one, other in combinations(block.values(), 2)}
    return list(pairs.values())


def _undecided(municipality, pairs: list[Pair]) -> list[Pair]:
    """Without those that somebody has found to be different, the most alike first."""
    if not pairs:
        return []
    model = pairs[0].first._meta.label_lower
    decided = set(
        DistinctPair.objects.filter(municipality=municipality, model=model).values_list("first", "second")
    )
    left = [pair for pair in pairs if (pair.first.pk, pair.second.pk) not in decided]
    return sorted(left, key=lambda pair: (-pair.score, pair.first.pk, pair.second.pk))
