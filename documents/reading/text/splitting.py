"""Splits the words of one row into its columns where the text has lost the bounds between them.

The row is read in parts (a page may be torn in its middle); within a part the cells come in the order of the headings.
Of all ways to cut a part into consecutive cells the most plausible one is found by dynamic programming.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import accumulate, pairwise

from documents.reading.text.headings import Role
from documents.reading.text.plausibility import (
    DEADLINE_OPENING,
    empty_cell,
    names_a_post,
    opening,
    unfinished,
    word_weight,
)
from documents.reading.text.words import WordMender

PHRASE_WORDS = 14  # a cell that recurs in a paper is short


class Gap(IntEnum):
    """What stands before a word."""

    SPACE = 0
    LINE = 1
    BLANK = 2


CUT_AT = {Gap.SPACE: -3.5, Gap.LINE: -3.0, Gap.BLANK: 1.2}
PASSED_OVER = {Gap.SPACE: 0.0, Gap.LINE: 0.0, Gap.BLANK: -0.5}
BROKEN_EARLY = 1.2  # a line that ends although the next word had room in its column speaks for a new cell
RECURS = 2.0
TOO_WIDE = 0.2  # for each word of a line wider than its column
OPENED = 1.5  # a cell begun on the page before does not begin again
GOES_ON = 6.0  # a word torn by the page is whole again


@dataclass
class Word:
    text: str
    gap: Gap
    line: int  # which line of the text it began on
    width: int  # how wide that line was
    needs: int = 0  # the width a line would need to hold this word after the line before


@dataclass
class Learned:
    """What the paper itself tells about its columns: cells that recur, and how wide the lines of a column are."""

    cells: dict[Role, Counter[str]] = field(default_factory=dict)
    widths: dict[Role, int] = field(default_factory=dict)

    @classmethod
    def from_cells(cls, pieces: Iterable[tuple[Role, list[Word]]]) -> "Learned":
        learned, lengths = cls(), {}
        for role, words in pieces:
            learned.cells.setdefault(role, Counter())[_text(words)] += 1
            lengths.setdefault(role, []).extend({word.line: word.width for word in words}.values())
        learned.widths = {
            role: sorted(found)[len(found) * 9 // 10] for role, found in lengths.items() if found
        }
        return learned

    def recurs(self, role: Role, words: list[Word]) -> bool:
        return len(words) <= PHRASE_WORDS and self.cells.get(role, Counter())[_text(words)] > 1

    def breaks_early(self, role: Role, word: Word) -> bool:
        return word.gap is not Gap.SPACE and word.needs <= 0.8 * self.widths.get(role, 0)

    def is_too_wide(self, role: Role, word: Word) -> bool:
        return role in self.widths and word.width > 1.25 * self.widths[role]


class PartSplitter:
    """Finds the best cut of one part of a row, given the cells of the parts before it."""

    def __init__(
        self,
        words: list[Word],
        roles: list[Role],
        learned: Learned,
        mender: WordMender,
        before: list[str],
        is_last: bool,
    ):
        self.words, self.roles, self.learned, self.mender, self.before = words, roles, learned, mender, before
        self.is_last = is_last
        self._bounds = [place for place in range(len(words) + 1) if self._may_cut(place)]
        self._weights = {
            role: list(accumulate(map(self._weigher(role), words), initial=0.0)) for role in set(roles)
        }

    def split(self) -> list[list[Word]]:
        # best[place]: the score of the columns so far when they end at `place`, and the places where they began
        best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
        for column in range(len(self.roles)):
            best = self._with_column(column, best)
        starts = [*best[len(self.words)][1], len(self.words)]
        return [self.words[start:end] for start, end in pairwise(starts)]

    def _with_column(
        self, column: int, best: dict[int, tuple[float, list[int]]]
    ) -> dict[int, tuple[float, list[int]]]:
        last = column == len(self.roles) - 1
        ends = [len(self.words)] if last else self._bounds
        return {end: self._best_start(column, end, best) for end in ends}

    def _best_start(
        self, column: int, end: int, best: dict[int, tuple[float, list[int]]]
    ) -> tuple[float, list[int]]:
        """The best score with the column ending at `end`; of equal ones that with the shorter cells before it."""
        scores = {
            start: score + self._cell(column, start, end)
            for start, (score, _) in best.items()
            if start <= end
        }
        start = max(scores, key=lambda place: (scores[place], -place))
        return scores[start], [*best[start][1], start]

    def _may_cut(self, place: int) -> bool:
        if place in (0, len(self.words)):
            return True
        word = self.words[place]
        if word.gap is not Gap.SPACE or not word.text[0].islower() or self._opens_a_cell(place):
            return True
        return any(self._mends(cell, word.text) for cell in self.before)

    def _mends(self, cell: str, word: str) -> bool:
        """Whether the word is the second half of the one at which a page was torn."""
        return bool(cell) and self.mender.join(cell.split()[-1], word)[1] is not None

    def _opens_a_cell(self, place: int) -> bool:
        words = " ".join(word.text for word in self.words[place : place + 3])
        return DEADLINE_OPENING.match(words) is not None or names_a_post(self.words[place].text)

    def _weigher(self, role: Role):
        def weight(word: Word) -> float:
            early = BROKEN_EARLY if self.learned.breaks_early(role, word) else 0.0
            wide = TOO_WIDE if self.learned.is_too_wide(role, word) else 0.0
            return word_weight(role, word.text) + PASSED_OVER[word.gap] - early - wide

        return weight

    def _cell(self, column: int, start: int, end: int) -> float:
        role, words = self.roles[column], self.words
        if start == end:
            return 0.0 if self.before[column] else empty_cell(role)
        first = words[start]
        score = self._weights[role][end] - self._weights[role][start + 1] + word_weight(role, first.text)
        score += self._beginning(column, start) + (self._cut(column, first) if start else 0.0)
        if self.is_last:
            score += unfinished(words[end - 1].text)
        return score + (RECURS if self.learned.recurs(role, words[start:end]) else 0.0)

    def _cut(self, column: int, first: Word) -> float:
        early = column and self.learned.breaks_early(self.roles[column - 1], first)
        return CUT_AT[first.gap] + (BROKEN_EARLY if early else 0.0)

    def _beginning(self, column: int, start: int) -> float:
        words = [word.text for word in self.words[start : start + 3]]
        if not self.before[column]:
            return opening(self.roles[column], words)
        if self._mends(self.before[column], words[0]):
            return GOES_ON
        return max(opening(self.roles[column], words) - OPENED, 0.0)


def read_words(lines: list[str], mender: WordMender) -> tuple[list[Word], list[str]]:
    """The words of the lines with what stood before each, torn ones joined, and the repairs made."""
    words: list[Word] = []
    repairs: list[str] = []
    gap, last_line = Gap.SPACE, ""
    for number, line in enumerate(lines):
        texts = line.split()
        if not texts:
            gap = Gap.BLANK
            continue
        if words:
            repair = _mend_last(words, texts, mender)
            repairs += [repair] if repair else []
        needs = len(last_line) + 1 + len(texts[0]) if texts else 0
        words += [
            Word(
                text, gap if place == 0 else Gap.SPACE, number, len(line.strip()), needs if place == 0 else 0
            )
            for place, text in enumerate(texts)
        ]
        gap, last_line = Gap.LINE, line.strip()
    return words, repairs


def _mend_last(words: list[Word], texts: list[str], mender: WordMender) -> str | None:
    """Takes the first of `texts` into the last word when they are one word torn in two."""
    loose_hyphen = words[-1].text == "-" and len(words) > 1
    last = words[-2] if loose_hyphen else words[-1]
    joined, repair = mender.join(last.text + (" -" if loose_hyphen else ""), texts[0])
    if " " in joined:
        return None
    last.text = joined
    del texts[0]
    if loose_hyphen:
        words.pop()
    return repair


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words).lower()
