"""Tables whose columns ran together, as in the text layer of a PDF: rows are known by their numbers only."""

import re
from itertools import groupby

from documents.reading.structure import Document, Table
from documents.reading.text.entries import PAGE, Entry, find_entries, mark_pages
from documents.reading.text.headings import Heading, Role, name_a_table, read_headings
from documents.reading.text.learned import Gap, Learned, Word, read_words
from documents.reading.text.notes import is_amendment
from documents.reading.text.prose import paragraphs
from documents.reading.text.repairs import Repair, Repairs
from documents.reading.text.splitting import PartSplitter
from documents.reading.text.unfolding import unfold
from documents.reading.text.words import WordMender

HEADING_LINES = 12
WORDS_IN_A_ROW = 1500
COLUMN_NUMBERS = re.compile(r"\s*1\s+2\s+3(\s+\d)*\s*")
ZEROS = re.compile(r"(?<![\d.,:])\b0\s0\b(?![.,:]?\d)")  # «ОО» as character recognition reads it
SIGNATURE = re.compile(r"_{3,}|\s{3,}[А-ЯЁ]\.\s?[А-ЯЁ]\.|^\s*(?:Исп(?:олнитель)?\b|СОГЛАСОВАНО|УТВЕРЖДАЮ)")


def read_run_together(lines: list[str], mender: WordMender, repairs: Repairs) -> Document | None:
    """The table under a line of headings with no bounds between its columns; None where there is no such line."""
    lines = mark_pages(unfold(lines))
    found = _find_headings(lines, mender)
    if found is None:
        return None
    start, end, headings = found
    body, after = _cut_signature(lines[end:])
    entries = find_entries(_rows_only(body, lines[start:end], repairs))
    if all(entry.is_section for entry in entries):
        return None
    table = _RunTogetherTable(headings, mender, repairs).read(entries)
    return Document([*paragraphs(lines[:start], mender), table, *paragraphs(after, mender)])


def _find_headings(lines: list[str], mender: WordMender) -> tuple[int, int, list[Heading]] | None:
    """Where the headings stand, first line and the line after, and what they are."""
    for start, line in enumerate(lines):
        if not _may_begin_headings(line):
            continue
        text, best = "", None
        for end, following in enumerate(lines[start : start + HEADING_LINES], start + 1):
            text, _ = mender.join(text, " ".join(following.split()))
            headings = read_headings(text)
            if following.strip() and name_a_table(headings):
                best = start, end, headings
        if best:
            return best
    return None


def _may_begin_headings(line: str) -> bool:
    return 0 < len(line.strip()) <= 300 and bool(read_headings(" ".join(line.split()[:2])))


def _rows_only(lines: list[str], heading_lines: list[str], repairs: Repairs) -> list[str]:
    """The lines without the headings repeated on each page, the numbers of the columns, and notes on amendments."""
    repeated = {line.strip() for line in heading_lines if line.strip()}
    kept = []
    for line in lines:
        if is_amendment(line):
            repairs.add("Таблица", Repair.AMENDMENT, f"«{line.strip()[:60]}»")
        elif line.strip() in repeated:
            repairs.add("Таблица", Repair.REPEATED_HEADING)
        elif not COLUMN_NUMBERS.fullmatch(line):
            kept.append(line)
    return kept


def _cut_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    for place, line in enumerate(lines):
        if SIGNATURE.search(line):
            return lines[:place], lines[place:]
    return lines, []


class _RunTogetherTable:
    """Splits all rows twice: the second time it knows the cells that recur and the widths of the columns."""

    def __init__(self, headings: list[Heading], mender: WordMender, repairs: Repairs):
        self.headings = [heading for heading in headings if heading.role is not Role.NUMBER]
        self.roles = [heading.role for heading in self.headings]
        self.mender, self.repairs = mender, repairs

    def read(self, entries: list[Entry]) -> Table:
        parts = {id(entry): self._parts(entry) for entry in entries}
        rows = [entry for entry in entries if not entry.is_section]
        blanks = self._blanks([parts[id(entry)] for entry in rows])
        guesses = [self._split(parts[id(entry)], Learned(blanks=blanks))[0] for entry in rows]
        learned = Learned.from_rows(guesses, blanks)
        table = [["№", *(heading.text for heading in self.headings)]]
        for entry in entries:
            words = parts[id(entry)]
            table.append(
                self._section(entry, words) if entry.is_section else self._row(entry, words, learned)
            )
        return Table(table)

    def _blanks(self, rows: list[list[list[Word]]]) -> float:
        """How many blank lines stand in a row for each bound between two columns."""
        blanks = sum(word.gap is Gap.BLANK for parts in rows for words in parts for word in words[1:])
        return blanks / (len(rows) * max(len(self.roles) - 1, 1))

    def _section(self, entry: Entry, parts: list[list[Word]]) -> list[str]:
        title = " ".join(word.text for words in parts for word in words)
        number = f"{entry.number.text} " if entry.number else ""
        return [_tidy(number + title), *("" for _ in self.headings)]

    def _row(self, entry: Entry, parts: list[list[Word]], learned: Learned) -> list[str]:
        number = entry.number.text if entry.number else ""
        if sum(map(len, parts)) > WORDS_IN_A_ROW:
            self.repairs.add(entry.place, Repair.TOO_LONG)
            text = " ".join(word.text for words in parts for word in words)
            return [number, text, *("" for _ in self.headings[1:])]
        if len(parts) > 1:
            self.repairs.add(entry.place, Repair.TORN)
        _, cells, mended = self._split(parts, learned)
        self._tell(entry, mended)
        return [number, *map(_tidy, cells)]

    def _split(
        self, parts: list[list[Word]], learned: Learned
    ) -> tuple[list[tuple[Role, list[Word]]], list[str], list[str]]:
        """The pieces of all parts with their roles, the cells put together from them, and the words mended in this."""
        cells, pieces, mended = [""] * len(self.roles), [], []
        for words in parts:
            split = PartSplitter(words, self.roles, learned, self.mender, cells, words is parts[-1]).split()
            pieces += [(role, piece) for role, piece in zip(self.roles, split, strict=True) if piece]
            joined = [
                self.mender.join(cell, " ".join(word.text for word in piece))
                for cell, piece in zip(cells, split, strict=True)
            ]
            cells = [text for text, _ in joined]
            mended += [repair for _, repair in joined if repair]
        return pieces, cells, mended

    def _parts(self, entry: Entry) -> list[list[Word]]:
        parts: list[list[Word]] = []
        for page in _pages(entry.lines):
            words, mended = read_words(self._without_zeros(entry, page), self.mender)
            self._tell(entry, mended)
            if words:
                parts.append(words)
        return parts

    def _without_zeros(self, entry: Entry, lines: list[str]) -> list[str]:
        mended = [ZEROS.sub("ОО", line) for line in lines]
        if mended != lines:
            self.repairs.add(entry.place, Repair.ZEROS, "«0 0» → «ОО»")
        return mended

    def _tell(self, entry: Entry, mended: list[str]) -> None:
        if mended:
            self.repairs.add(entry.place, Repair.HYPHENS, *mended)


def _pages(lines: list[str]) -> list[list[str]]:
    return [list(page) for is_break, page in groupby(lines, key=PAGE.__eq__) if not is_break]


def _tidy(text: str) -> str:
    return re.sub(r"\s+(?=[),;.])", "", text)
