"""Gives the rows of a table whose columns ran together their cells back."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise

from documents.reading.structure import Table
from documents.reading.text.entries import PAGE, Entry
from documents.reading.text.headings import Heading, Role
from documents.reading.text.learned import Gap, Learned, Piece, Word, read_words
from documents.reading.text.plausibility import begins_a_person
from documents.reading.text.repairs import Repair, Repairs
from documents.reading.text.splitting import PartSplitter
from documents.reading.words import WordMender

MOST_EFFORT = (
    700_000  # splitting takes time as the square of the places where cells may begin; papers need a tenth
)
ONE_LINE_EACH = 0.8  # the least share of rows with a line for each cell, for the lines to be taken as cells
ZEROS = re.compile(r"(?<![\d.,:])\b0\s0\b(?![.,:]?\d)")  # «ОО» as character recognition reads it
SPACED_SIGN = re.compile(r" +(?=[),;.])")


class ColumnSplitter:
    """Splits all rows twice: the second time it knows the cells that recur and the widths of the columns."""

    def __init__(self, headings: list[Heading], mender: WordMender, repairs: Repairs):
        self.headings = [heading for heading in headings if heading.role is not Role.NUMBER]
        self.roles = [heading.role for heading in self.headings]
        self.mender, self.repairs = mender, repairs

    def table(self, entries: list[Entry]) -> Table:
        rows = self._rows(entries, self._cells_below(entries))
        return Table([["№", *(heading.text for heading in self.headings)], *rows])

    def _cells_below(self, entries: list[Entry]) -> dict[int, list[str]]:
        """The rows that have a line for each column, a blank one for an empty cell, where nearly all rows are so."""
        rows = {
            id(entry): entry.lines[0 if entry.lines[0] else 1 :] for entry in entries if not entry.is_section
        }
        below = {
            row: [" ".join(line.split()) for line in lines]
            for row, lines in rows.items()
            if len(lines) == len(self.roles) and PAGE not in lines
        }
        # Where a blank line stands after each cell it parts the cells and is none itself.
        close = sum(any(cells[1::2]) for cells in below.values())
        return below if len(below) > ONE_LINE_EACH * len(rows) and 3 * close > len(rows) else {}

    def _rows(self, entries: list[Entry], below: dict[int, list[str]]) -> Iterator[list[str]]:
        parts = [[] if id(entry) in below else self._parts(entry) for entry in entries]
        efforts = accumulate(sum(_effort(words) for words in row) for row in parts)
        split = [
            not entry.is_section and effort <= MOST_EFFORT
            for entry, effort in zip(entries, efforts, strict=True)
        ]
        learned = self._learn([row for row, is_split in zip(parts, split, strict=True) if row and is_split])
        for entry, row, is_split in zip(entries, parts, split, strict=True):
            if id(entry) in below:
                yield [_number(entry), *below[id(entry)]]
            else:
                yield self._row(entry, row, learned) if is_split else self._unsplit(entry, row)

    def _learn(self, rows: list[list[list[Word]]]) -> Learned:
        bounds = max(len(rows) * (len(self.roles) - 1), 1)
        counts = Counter(word.gap for parts in rows for words in parts for word in words[1:])
        gaps = {gap: count / bounds for gap, count in counts.items()}
        guesses = [self._pieces(parts, Learned(gaps=gaps)) for parts in rows]
        return Learned.from_rows([[piece for part in row for piece in part] for row in guesses], gaps)

    def _unsplit(self, entry: Entry, parts: list[list[Word]]) -> list[str]:
        """A section's title stands in the first cell; a row too long to be split, in the second."""
        text = _tidy(" ".join(word.text for words in parts for word in words))
        if not entry.is_section:
            self.repairs.add(entry.place, Repair.TOO_LONG)
            return [_number(entry), text, *("" for _ in self.headings[1:])]
        return [f"{_number(entry)} {text}".strip(), *("" for _ in self.headings)]

    def _row(self, entry: Entry, parts: list[list[Word]], learned: Learned) -> list[str]:
        if len(parts) > 1:
            self.repairs.add(entry.place, Repair.TORN)
        cells = [""] * len(self.roles)
        for pieces in self._pieces(parts, learned):
            for column, (role, words) in enumerate(pieces):
                cells[column], mended = self.mender.join(cells[column], _text(role, words))
                self._tell(entry, [mended] if mended else [])
        return [_number(entry), *map(_tidy, cells)]

    def _pieces(self, parts: list[list[Word]], learned: Learned) -> list[list[Piece]]:
        """For each part of a row the words of each column."""
        pieces: list[list[Piece]] = []
        before = [""] * len(self.roles)
        for words in parts:
            cut = PartSplitter(words, self.roles, learned, self.mender, before, words is parts[-1]).split()
            pieces.append(list(zip(self.roles, cut, strict=True)))
            before = [piece[-1].text if piece else last for piece, last in zip(cut, before, strict=True)]
        return pieces

    def _parts(self, entry: Entry) -> list[list[Word]]:
        """The words of a row, apart for each page that it stands on."""
        parts = []
        for is_break, page in groupby(entry.lines, key=PAGE.__eq__):
            words, mended = read_words(
                [] if is_break else self._without_zeros(entry, list(page)), self.mender
            )
            self._tell(entry, mended)
            parts += [words] if words else []
        return parts

    def _without_zeros(self, entry: Entry, lines: list[str]) -> list[str]:
        mended = [ZEROS.sub("ОО", line) for line in lines]
        if mended != lines:
            self.repairs.add(entry.place, Repair.ZEROS, "«0 0» → «ОО»")
        return mended

    def _tell(self, entry: Entry, mended: list[str]) -> None:
        if mended:
            self.repairs.add(entry.place, Repair.HYPHENS, *mended)


def _number(entry: Entry) -> str:
    return entry.number.text if entry.number else ""


def _effort(words: list[Word]) -> int:
    return sum(word.gap is not Gap.SPACE or not word.text[0].islower() for word in words) ** 2


def _text(role: Role, words: list[Word]) -> str:
    """The words of a cell; in a list of people and posts each begins a line."""
    text = words[0].text if words else ""
    for place, (before, word) in enumerate(pairwise(words), 1):
        following = " ".join(next_word.text for next_word in words[place : place + 2])
        begins_line = (
            word.gap is not Gap.SPACE and role is Role.RESPONSIBLE and begins_a_person(before.text, following)
        )
        text += ("\n" if begins_line else " ") + word.text
    return text


def _tidy(text: str) -> str:
    return SPACED_SIGN.sub("", text)
