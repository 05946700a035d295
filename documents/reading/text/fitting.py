"""Finds the columns of rows that lost some of their cells, as when one section was typed as a narrower table."""

from collections.abc import Sequence
from itertools import combinations, groupby

from documents.reading.text.headings import Role
from documents.reading.text.learned import Learned
from documents.reading.text.plausibility import opening, word_weight

MOST_COLUMNS = 12  # beyond that the missing cells are taken for the last ones
LAST_ONES_MISSING = 1.0  # cells get lost at the end of a row more often than in its middle


def fit_short_rows(rows: Sequence[list[str]], roles: list[Role]) -> list[list[str]]:
    """The rows with empty cells put in: neighbouring rows of one length have lost the same columns."""
    fitted: list[list[str]] = []
    for length, group in groupby(rows, key=len):
        alike = list(group)
        kept = _kept_columns(alike, length, roles)
        fitted += [_spread(row, kept, max(len(roles), length)) for row in alike]
    return fitted


def _kept_columns(rows: list[list[str]], length: int, roles: list[Role]) -> tuple[int, ...]:
    last_missing = tuple(range(length))
    if length >= len(roles) or len(roles) > MOST_COLUMNS:
        return last_missing
    ways = [way for way in combinations(range(len(roles)), length) if way[:1] == (0,)]
    return max(
        ways,
        key=lambda way: (
            (way == last_missing) * LAST_ONES_MISSING + sum(_plausible(row, way, roles) for row in rows)
        ),
    )


def _plausible(row: list[str], way: tuple[int, ...], roles: list[Role]) -> float:
    return sum(_cell(role, text) for role, text in zip(roles, _spread(row, way, len(roles)), strict=True))


def _cell(role: Role, text: str) -> float:
    words = text.split()
    if not words:
        return Learned().presence(role, is_filled=False)
    filled = Learned().presence(role, is_filled=True)
    return filled + opening(role, words) + sum(word_weight(role, word) for word in words)


def _spread(row: list[str], kept: tuple[int, ...], width: int) -> list[str]:
    spread = [""] * width
    for column, text in zip(kept, row, strict=True):
        spread[column] = text
    return spread
