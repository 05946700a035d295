"""The words of a row with what stands between them, and what a paper tells by itself about its columns."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from documents.reading.text.headings import Role
from documents.reading.words import WordMender

PHRASE_WORDS = 14  # a cell that recurs in a paper is short
MISSED = 3.0  # the cost of leaving a cell empty that every row has, or of filling one that none has
# How often a cell is filled, as long as the paper has not told; as weighty as so many rows.
USUALLY_FILLED = {
    Role.TITLE: 2.0,
    Role.DEADLINE: 0.3,
    Role.RESPONSIBLE: 0.6,
    Role.RESULT: 0.95,
    Role.OTHER: 0.45,
}
WEIGHT_OF_USUAL = 4


class Gap(IntEnum):
    """What stands before a word."""

    SPACE = 0
    LINE = 1
    BLANK = 2


@dataclass
class Word:
    text: str
    gap: Gap
    line: int  # which line of the text it began on
    width: int  # how wide that line was
    needs: int = 0  # the width a line would need to hold this word after the line before


Piece = tuple[Role, list[Word]]


@dataclass
class Learned:
    """Cells that recur, how wide the lines of a column are, how often it is filled."""

    cells: Counter[tuple[Role, str]] = field(default_factory=Counter)
    widths: dict[Role, int] = field(default_factory=dict)
    filled: dict[Role, float] = field(default_factory=USUALLY_FILLED.copy)
    gaps: dict[Gap, float] = field(default_factory=dict)  # between words, for each bound between two columns

    @classmethod
    def from_rows(cls, rows: list[list[Piece]], gaps: dict[Gap, float]) -> "Learned":
        lengths: dict[Role, list[int]] = defaultdict(list)
        rows = [[piece for piece in row if piece[1]] for row in rows]
        for row in rows:
            for role, width in _whole_lines(row):
                lengths[role].append(width)
        filled = Counter(role for row in rows for role in {role for role, _ in row})
        return cls(
            Counter((role, _text(words)) for row in rows for role, words in row),
            {role: sorted(found)[len(found) * 9 // 10] for role, found in lengths.items()},
            {
                role: (usual * WEIGHT_OF_USUAL + filled[role]) / (WEIGHT_OF_USUAL + len(rows))
                for role, usual in USUALLY_FILLED.items()
            },
            gaps,
        )

    def recurs(self, role: Role, words: list[Word]) -> bool:
        return len(words) <= PHRASE_WORDS and self.cells[role, _text(words)] > 1

    def breaks_early(self, role: Role, word: Word) -> bool:
        """Whether the line before the word ends although the word had room in the column."""
        return word.gap is not Gap.SPACE and word.needs <= 0.8 * self.widths.get(role, 0)

    def is_too_wide(self, role: Role, word: Word) -> bool:
        return role in self.widths and word.width > 1.25 * self.widths[role]

    def presence(self, role: Role, is_filled: bool) -> float:
        """The cost of a filled or an empty cell, by how often the column is filled."""
        share = self.filled.get(role, 1.0)
        return -MISSED * (1 - share if is_filled else share)


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
        width, needs = len(line.strip()), len(last_line) + 1 + len(texts[0]) if texts else 0
        words += [Word(text, gap, number, width, needs) for text in texts[:1]]
        words += [Word(text, Gap.SPACE, number, width) for text in texts[1:]]
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


def _whole_lines(row: list[Piece]) -> Iterator[tuple[Role, int]]:
    """The widths of the lines that belong to one cell as a whole, with its role."""
    shared = Counter(line for _, words in row for line in {word.line for word in words})
    for role, words in row:
        for line, width in {word.line: word.width for word in words}.items():
            if shared[line] == 1:
                yield role, width


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words).lower()
