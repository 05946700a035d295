"""Tables without rules in a PDF: columns found by where the words stand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from pdfplumber.page import Page

from documents.reading.headings import named_fields
from documents.reading.pdf_lines import Line, lines_of, without_running_lines
from documents.reading.pdf_rows import gathered
from documents.reading.structure import Table

# Gaps in shares of the letters' height: a space is narrower, what parts two headings is wider.
SPACE, GAP = 0.45, 0.6
# Headings take so many lines where they are found, and perhaps more where they are repeated in narrower columns.
MOST_HEADING_LINES, MOST_LINES = 5, 12


@dataclass
class Found:
    """A table and the place (page index, top) of its headings."""

    page: int
    top: float
    table: Table


def find_tables(pages: list[Page]) -> list[Found]:
    """Tables that begin with lines of headings; what follows each, up to the next headings, is taken for its rows."""
    lines = list(
        chain.from_iterable(without_running_lines([lines_of(page, at) for at, page in enumerate(pages)]))
    )
    places = [*_find_headings(lines), (len(lines), 0)]
    return [
        _read_table(lines[start : start + height], lines[start + height : end])
        for (start, height), (end, _) in pairwise(places)
    ]


def _read_table(headings: list[Line], body: list[Line]) -> Found:
    columns = _columns(headings)
    titles = ["\n".join(part.text for part in column) for column in columns]
    edges = _edges([min(part.left for part in column) for column in columns], body)
    for line in body:
        line.cells = _cells(line, edges)
    return Found(headings[0].page, headings[0].top, Table([titles, *gathered(body, titles)]))


def _find_headings(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Where the headings of a table begin and how many lines they take, the first ones and each repetition."""
    start, height = _first_headings(lines)
    printed = _letters(lines[start : start + height])
    while height:
        yield start, height
        following = range(start + height, len(lines))
        start, height = next(
            ((at, taken) for at in following if (taken := _repeats(lines[at : at + MOST_LINES], printed))),
            (0, 0),
        )


def _first_headings(lines: list[Line]) -> tuple[int, int]:
    """The first lines that name a table's fields, or those soon after them that name more with fewer lines."""
    best, most = (0, 0), 1
    for start, first in enumerate(lines):
        if best[1] and start - best[0] >= MOST_HEADING_LINES:
            break
        if not named_fields(first.text.split()):
            continue
        for height in range(1, MOST_HEADING_LINES + 1):
            fields = _named(lines[start : start + height])
            if "title" in fields and (len(fields), -height) > (most, -best[1]):
                best, most = (start, height), len(fields)
    start, height = best
    while height and _goes_on(lines[start : start + height], lines[start + height : start + height + 1]):
        height += 1
    return start, height


def _repeats(lines: list[Line], printed: Counter[str]) -> int:
    """How many of these lines are the same headings, perhaps wrapped otherwise; 0 when they are others."""
    for taken in range(1, len(lines) + 1):
        letters = _letters(lines[:taken])
        if letters.total() >= printed.total():
            return taken if letters == printed else 0
    return 0


def _letters(lines: list[Line]) -> Counter[str]:
    return Counter(sign for line in lines for sign in line.text if sign.isalpha())


def _named(lines: list[Line]) -> set[str]:
    return _fields(_columns(lines))


def _goes_on(headings: list[Line], following: list[Line]) -> bool:
    """«п/п | мероприятия | исполнения» below the first line of the headings."""
    small = all(part.text[:1].islower() for line in following for part in _parts(line, GAP))
    return bool(following) and small and _named(headings) <= _named(headings + following)


def _fields(columns: list[list[Line]]) -> set[str]:
    return named_fields(" ".join(part.text for part in column) for column in columns)


def _columns(lines: list[Line]) -> list[list[Line]]:
    """The parts of lines that stand one below another, from left to right; headings may stand as close as words."""
    apart = _stacked(part for line in lines for part in _parts(line, GAP))
    capitals = _stacked(part for line in lines for part in _parts(line, 0, at_capitals=True))
    return max(apart, capitals, key=lambda columns: len(_fields(columns)))


def _stacked(parts: Iterable[Line]) -> list[list[Line]]:
    columns: list[list[Line]] = []
    right = 0.0
    for part in sorted(parts, key=lambda part: part.left):
        if columns and part.left < right:
            columns[-1].append(part)
        else:
            columns.append([part])
        right = max(right, part.right)
    return [sorted(column, key=lambda part: part.top) for column in columns]


def _parts(line: Line, gap: float, *, at_capitals: bool = False) -> list[Line]:
    """A line cut where its words stand farther apart than `gap` times their height, or only before capitals there."""
    parts = [line.words[:1]]
    for before, word in pairwise(line.words):
        wide = word["x0"] - before["x1"] > gap * (word["bottom"] - word["top"])
        if wide and not (at_capitals and word["text"][0].islower()):
            parts.append([])
        parts[-1].append(word)
    return [Line(line.page, words) for words in parts]


def _edges(starts: list[float], lines: list[Line]) -> list[float]:
    """Between two headings the rightmost place that the fewest words stand across."""
    words = [(word["x0"], word["x1"]) for line in lines for word in line.words]
    return [
        min(range(int(right), int(left), -1), key=lambda place: sum(x0 < place < x1 for x0, x1 in words))
        for left, right in pairwise(starts)
    ]


def _cells(line: Line, edges: list[float]) -> list[str] | None:
    """The cells of a line, None for one that runs over the whole width: a word stands across an edge."""
    crosses = any(word["x0"] < edge - 1 and edge + 1 < word["x1"] for word in line.words for edge in edges)
    columns = [sum(edge <= (word["x0"] + word["x1"]) / 2 for edge in edges) for word in line.words]
    in_one_piece = len(_parts(line, SPACE)) == 1 and columns[0] == 0 and columns[-1] > 1
    if crosses or in_one_piece:
        return None
    cells = [""] * (len(edges) + 1)
    for word, column in zip(line.words, columns, strict=True):
        cells[column] = f"{cells[column]} {word['text']}".strip()
    return cells
