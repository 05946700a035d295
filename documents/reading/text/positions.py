"""Cuts lines into cells where columns are kept apart by spaces, as on a page saved as plain text."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import pairwise, zip_longest

from documents.reading.text.headings import Role, is_heading_row, name_a_table, read_headings, role_of
from documents.reading.text.numbering import begins_section, is_bare_number, read_number
from documents.reading.text.plausibility import opening, word_weight
from documents.reading.text.rows import Line
from documents.reading.text.separators import cut_lines

WIDE_GAP = re.compile(r"\s{2,}")
WORD = re.compile(r"\S+")
PIECE = re.compile(r"\S+(?:\s\S+)*")
WIDEST_PAGE = 1000  # characters
TABLED = 0.2  # the least share of lines with a wide gap
NEAR_HEADING = 8  # how far from its heading a column may begin
NEAR_COLUMN = 6  # how far from its column the cells of a row may begin
# The costs of putting a word into a column: for each letter outside of it, for a cut without a wide gap, for a wide gap
# that is not cut; and how much the words themselves tell.
OUTSIDE, TIGHT_CUT, WIDE_UNCUT, TELLS = 0.6, 1.5, 3.0, 0.5


def cut_by_position(lines: list[str]) -> list[Line] | None:
    """Each cell belongs to the heading that it stands under; None where no line of headings is set with spaces."""
    lines = [line.expandtabs() for line in lines]
    starts = [place for place, line in enumerate(lines) if _headings(line)]
    body = [line for line in lines[starts[0] :] if line.strip()] if starts else []
    if sum(WIDE_GAP.search(line.strip()) is not None for line in body) <= TABLED * len(body):
        return None
    rows = cut_lines(lines[: starts[0]], lambda line: [line.strip()])
    below = _below_headings(lines[starts[0] + 1 :])
    depth = _depth_of_rows(lines)
    for start, end in pairwise([*starts, len(lines)]):
        rows += Page(lines[start], below, lines[start + 1 : end], depth).cut()
    return _wrapped(rows)


def _headings(line: str) -> list[tuple[int, str]]:
    """The headings in a line that holds nothing else and has wide gaps, with the places where they begin."""
    if not WIDE_GAP.search(line.strip()):
        return []
    headings = read_headings(line)
    texts = [heading.text for heading in headings]
    if not name_a_table(headings):
        texts = WIDE_GAP.split(line.strip())
        is_sentence = 2 * sum(text[0].islower() for text in texts) > len(texts)  # with doubled spaces
        texts = texts if is_heading_row(texts) and not is_sentence else []
    places: list[int] = []
    for text in texts:
        places.append(line.index(text, places[-1] + 1 if places else 0))
    return list(zip(places, texts, strict=True))


def _below_headings(lines: list[str]) -> list[str]:
    """The lines with which the headings go on: up to the first row or title."""
    ends = (place for place, line in enumerate(lines) if read_number(line) or begins_section(line))
    return [line.strip() for line in lines[: next(ends, 0)] if line.strip()]


def _depth_of_rows(lines: list[str]) -> int:
    """2 where most numbers are like «1.2»: a number like «1» is then that of a section."""
    depths = Counter(
        number.depth for line in lines if (number := read_number(line)) and number.closed | (number.depth > 1)
    )
    return max(depths, key=depths.__getitem__, default=1)


class Page:
    """The lines from one line of headings to the next; columns stand elsewhere on each page, and a little in each row."""

    def __init__(self, heading: str, below: list[str], lines: list[str], depth: int):
        headings = _headings(heading)
        filled = [place for place, line in enumerate(lines) if line.strip()][: len(below)]
        repeats = [lines[place].strip() for place in filled] == below
        end = filled[-1] + 1 if filled and repeats else 0
        self.heading, self.lines, self.depth = [heading, *lines[:end]], lines[end:], depth
        self.roles = [role_of(text) or Role.OTHER for _, text in headings]
        self.edges = [0, *_edges([place for place, _ in headings], self.lines, NEAR_HEADING)[1:]]
        self.is_numbered = any(self._begins_row(line) for line in self.lines)

    def cut(self) -> list[Line]:
        heading = zip(*(self._cells(line, self.edges) for line in self.heading if line.strip()), strict=True)
        rows = [Line(["\n".join(filter(None, cells)) for cells in heading])]
        for group in self._groups():
            edges = _edges(self.edges, group, NEAR_COLUMN)
            rows += cut_lines(group, partial(self._text_or_cells, edges))
        return rows

    def _groups(self) -> Iterator[list[str]]:
        """The lines of each row, from its number on."""
        group: list[str] = []
        for line in self.lines:
            if self._begins_row(line) and group:
                yield group
                group = []
            group.append(line)
        yield group

    def _begins_row(self, line: str) -> bool:
        return self._begins_left(line) and read_number(line) is not None

    def _begins_left(self, line: str) -> bool:
        return len(line) - len(line.lstrip()) < self.edges[1] - 1

    def _text_or_cells(self, edges: list[int], line: str) -> list[str]:
        is_text = len(line) > WIDEST_PAGE or self._is_title(line)
        cells = [" ".join(line.split())] if is_text else self._cells(line, edges)
        is_foreign = self.is_numbered and cells[0] and not is_bare_number(cells[0])
        return [" ".join(line.split())] if is_foreign else cells

    def _is_title(self, line: str) -> bool:
        """A text in one piece that begins where the numbers stand, with no number of a row before it."""
        number = read_number(line)
        text = number.rest if number else line.strip()
        if not self.is_numbered or not text or not self._begins_left(line) or WIDE_GAP.search(text):
            return False
        return number is None or number.depth < self.depth

    def _cells(self, line: str, edges: list[int]) -> list[str]:
        cells = [""] * len(edges)
        for column, word in zip(self._columns(line, edges), WORD.findall(line), strict=True):
            cells[column] = f"{cells[column]} {word}".strip()
        return cells

    def _columns(self, line: str, edges: list[int]) -> list[int]:
        """The column of each word, from left to right, at the least cost."""
        best: list[tuple[float, list[int]]] = [(0.0, [])]
        for word in WORD.finditer(line):
            costs = [self._fit(line, word, column, edges) for column in range(len(edges))]
            best = [
                min(
                    (cost + costs[column] + self._step(line, word, path, column), [*path, column])
                    for cost, path in best
                    if not path or path[-1] <= column
                )
                for column in range(best[0][1][-1] if best[0][1] else 0, len(edges))
            ]
        return min(best)[1]

    def _fit(self, line: str, word: re.Match[str], column: int, edges: list[int]) -> float:
        """How badly a word fits into a column by its place and by what it says."""
        left, right = edges[column], [*edges, len(line) + 1][column + 1]
        outside = max(left - word.start(), 0) + max(word.end() + 1 - right, 0)
        return OUTSIDE * outside - TELLS * word_weight(self.roles[column], word[0])

    def _step(self, line: str, word: re.Match[str], path: list[int], column: int) -> float:
        """The cost of going on in the same column, or into another one, at this word."""
        wide = line[: word.start()].endswith("  ")
        if path and path[-1] == column:
            return WIDE_UNCUT if wide else 0.0
        opens = opening(self.roles[column], line[word.start() :].split(maxsplit=3)[:3])
        return (0.0 if wide or not path else TIGHT_CUT) - TELLS * max(opens, 0.0)


def _edges(starts: list[int], lines: list[str], near: int) -> list[int]:
    """Where the columns begin: where most texts not far from these places do, or the leftmost of them."""
    pieces = [match.start() for line in lines for match in PIECE.finditer(_without_number(line))]
    edges = starts[:1]
    for left, start, right in zip(starts, starts[1:], [*starts[2:], starts[-1] + 2 * near], strict=False):
        low, high = max((left + start) // 2, start - near), min((start + right) // 2, start + near)
        found = [place for place in pieces if low < place < high]
        usual, times = Counter(found).most_common(1)[0] if found else (start, 0)
        edges.append(usual if 3 * times > len(found) else min([start, *found]))
    return edges


def _without_number(line: str) -> str:
    """The line with spaces instead of the number it begins with."""
    number, text = read_number(line), line.rstrip()
    return text[-len(number.rest) :].rjust(len(text)) if number and number.rest else line


def _wrapped(lines: list[Line]) -> list[Line]:
    """Lines of one row put together: a row begins with a number, or where no row has one, with a whole new text."""
    is_numbered = any(is_bare_number(line.cells[0]) for line in lines if line.is_separated)
    rows: list[Line] = []
    for line in lines:
        first = line.cells[0]
        begins = is_bare_number(first) if is_numbered else first[:1].isupper() and len(line.filled) > 1
        apart = not line.is_separated or not rows or not rows[-1].is_separated or is_heading_row(line.cells)
        if begins or apart or is_heading_row(rows[-1].cells):
            rows.append(line)
        else:
            pairs = zip_longest(rows[-1].cells, line.cells, fillvalue="")
            rows[-1].cells = ["\n".join(filter(None, pair)) for pair in pairs]
    return rows
