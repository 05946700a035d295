"""Splits the words of one row into its columns where the text has lost the bounds between them.

The row is read in parts (a page may be torn in its middle); within a part the cells come in the order of the headings.
Of all ways to cut a part into consecutive cells the most plausible one is found by dynamic programming. The figures are
weights found by trying them on many torn tables; only their differences matter.
"""

from bisect import bisect_left
from itertools import accumulate, groupby, pairwise

from documents.reading.text.headings import Role
from documents.reading.text.learned import Gap, Learned, Word
from documents.reading.text.plausibility import opening, opens_a_cell, unfinished, word_weight
from documents.reading.words import WordMender

CUT_AT = {Gap.SPACE: -3.5, Gap.LINE: -3.0, Gap.BLANK: 1.2}
PASSED_OVER = {Gap.SPACE: 0.0, Gap.LINE: 0.0, Gap.BLANK: -0.5}
BROKEN_EARLY = 0.8  # a line that ends although the next word had room in its column speaks for a new cell
RARELY = 0.1  # for each bound between two columns
NO_LINES = 1.5  # in a paper without lines
NO_BLANKS = 1.5  # in a paper without blank lines the end of a line is all that may part two cells
MANY_BLANKS = 1.4  # where blank lines stand within cells as well they tell the less
TOO_WIDE = 1.4  # for each line wider than its column
RECURS = 2.0
TORN_BRACKET = 1.5  # a bracket opened in one cell and closed in another
OPENED = 1.5  # a cell begun on the page before does not begin again
GOES_ON = 6.0  # a word torn by the page is whole again

Best = dict[
    int, tuple[float, list[int]]
]  # where a column may end → the score so far and where the columns began


class PartSplitter:
    """Finds the best cut of one part of a row; `before` holds the last word of each cell in the parts before it."""

    def __init__(
        self,
        words: list[Word],
        roles: list[Role],
        learned: Learned,
        mender: WordMender,
        before: list[str],
        is_last: bool,
    ):
        self.words, self.roles, self.learned, self.mender = words, roles, learned, mender
        self.before, self.is_last = before, is_last
        self._places = [place for place in range(len(words) + 1) if self._may_cut(place)]
        self._inside = {role: self._sums(role) for role in set(roles)}
        self._brackets = list(accumulate((_opened(word.text) for word in words), initial=0))
        self._wide = {role: self._too_wide(role) for role in set(roles)}

    def split(self) -> list[list[Word]]:
        best: Best = {0: (0.0, [])}
        for column in range(len(self.roles)):
            best = self._with_column(column, best)
        starts = [*best[len(self.words)][1], len(self.words)]
        return [self.words[start:end] for start, end in pairwise(starts)]

    def _with_column(self, column: int, best: Best) -> Best:
        begins = {start: self._begins(column, start) for start in best if start < len(self.words)}
        is_last = column == len(self.roles) - 1
        return {
            end: self._best_start(column, end, best, begins)
            for end in (self._places[-1:] if is_last else self._places)
        }

    def _best_start(
        self, column: int, end: int, best: Best, begins: dict[int, float]
    ) -> tuple[float, list[int]]:
        """The best score with the column ending at `end`; of equal ones that with the shorter cells before it."""
        scores = {
            start: score
            + (self._cell(column, start, end) + begins[start] if start < end else self._empty(column))
            for start, (score, _) in best.items()
            if start <= end
        }
        start = max(scores, key=lambda place: (scores[place], -place))
        return scores[start], [*best[start][1], start]

    def _may_cut(self, place: int) -> bool:
        if place in (0, len(self.words)):
            return True
        word = self.words[place]
        if word.gap is not Gap.SPACE or not word.text[0].islower() or opens_a_cell(self._texts(place)):
            return True
        return any(self._mends(last, word.text) for last in self.before)

    def _texts(self, start: int) -> list[str]:
        return [word.text for word in self.words[start : start + 3]]

    def _mends(self, last: str, word: str) -> bool:
        """Whether the word is the second half of the one at which a page was torn."""
        return bool(last) and self.mender.join(last, word)[1] is not None

    def _sums(self, role: Role) -> list[float]:
        """Sums of what the words weigh inside a cell of this role."""
        return list(accumulate((self._weight(role, word) for word in self.words), initial=0.0))

    def _weight(self, role: Role, word: Word) -> float:
        early = BROKEN_EARLY if self.learned.breaks_early(role, word) else 0.0
        return word_weight(role, word.text) + PASSED_OVER[word.gap] - early

    def _too_wide(self, role: Role) -> tuple[list[int], list[int]]:
        """The first and the last words of the lines that are wider than the column."""
        lines = [
            list(places)
            for _, places in groupby(range(len(self.words)), key=lambda place: self.words[place].line)
        ]
        wide = [places for places in lines if self.learned.is_too_wide(role, self.words[places[0]])]
        return [places[0] for places in wide], [places[-1] for places in wide]

    def _empty(self, column: int) -> float:
        return 0.0 if self.before[column] else self.learned.presence(self.roles[column], is_filled=False)

    def _begins(self, column: int, start: int) -> float:
        """How well the column may begin at this word."""
        role, first = self.roles[column], self.words[start]
        score = word_weight(role, first.text) - self._weight(role, first) + self._opening(column, start)
        if start == 0:
            return score
        early = column > 0 and self.learned.breaks_early(self.roles[column - 1], first)
        return score + self._cut(first.gap) + (BROKEN_EARLY if early else 0.0)

    def _cut(self, gap: Gap) -> float:
        """How well cells are parted by what stands between them; the fewer stronger marks there are, the better."""
        blanks, lines = self.learned.gaps.get(Gap.BLANK, 0.0), self.learned.gaps.get(Gap.LINE, 0.0)
        if gap is Gap.BLANK:
            return CUT_AT[gap] - MANY_BLANKS * max(blanks - 1, 0.0)
        if gap is Gap.LINE:
            return CUT_AT[gap] + (NO_BLANKS if blanks < RARELY else 0.0)
        return CUT_AT[gap] + (NO_LINES if blanks + lines < RARELY else 0.0)

    def _opening(self, column: int, start: int) -> float:
        opens = opening(self.roles[column], self._texts(start))
        if not self.before[column]:
            return opens + self.learned.presence(self.roles[column], is_filled=True)
        return (
            GOES_ON if self._mends(self.before[column], self.words[start].text) else max(opens - OPENED, 0.0)
        )

    def _cell(self, column: int, start: int, end: int) -> float:
        """How well these words go together in one cell, apart from its beginning."""
        role = self.roles[column]
        firsts, lasts = self._wide[role]
        wide_lines = max(bisect_left(lasts, end) - bisect_left(firsts, start), 0)
        score = self._inside[role][end] - self._inside[role][start] - TOO_WIDE * wide_lines
        if self._brackets[start] != self._brackets[end]:
            score -= TORN_BRACKET
        if self.is_last:
            score += unfinished(self.words[end - 1].text)
        return score + (RECURS if self.learned.recurs(role, self.words[start:end]) else 0.0)


def _opened(word: str) -> int:
    return word.count("(") - word.count(")")
