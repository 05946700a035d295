"""Lines of a PDF page, put together from its words; what stands in the margins of all pages is left out."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter

from pdfplumber.page import Page

from documents.reading.headings import named_fields

Word = dict
SAME_LINE = 3  # points between the tops of words of one line
SAME_PLACE = 4  # points between the tops of one running head on different pages
PAGE_NUMBER = re.compile(
    r"(?:стр(?:аница|\.)?\s*)?[-–— ]*\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?[-–— .]*", re.IGNORECASE
)

LAST_FIGURE = re.compile(r"\d+(?:\s*(?:из|/)\s*\d+)?\W*$")


@dataclass
class Line:
    """The words of a line from left to right on a page; `cells` are None when it runs over the whole width."""

    page: int
    words: list[Word]
    cells: list[str] | None = None

    @property
    def text(self) -> str:
        return " ".join(word["text"] for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0]["x0"]

    @property
    def right(self) -> float:
        return self.words[-1]["x1"]

    @property
    def top(self) -> float:
        return self.words[0]["top"]

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def bottom(self) -> float:
        return max(word["bottom"] for word in self.words)


def lines_of(page: Page, at: int) -> list[Line]:
    """The lines of a page from top to bottom; `at` is the page's index."""
    lines: list[list[Word]] = []
    for word in sorted(page.extract_words(), key=itemgetter("top", "x0")):
        if lines and word["top"] - lines[-1][0]["top"] < SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(at, sorted(words, key=itemgetter("x0"))) for words in lines]


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines of each page without page numbers and without the outermost ones that stand alike on most pages."""
    seen = Counter(_place(line) for lines in pages for line in _outermost(lines))
    running = {place for place, count in seen.items() if count > 1 and count > len(pages) / 2}
    return [
        [
            line
            for line in lines
            if not PAGE_NUMBER.fullmatch(line.text)
            and not (_place(line) in running and line in _outermost(lines))
        ]
        for lines in pages
    ]


def _outermost(lines: list[Line]) -> list[Line]:
    """The first and last two lines of a page, but for headings of a table, which are repeated as well."""
    above = takewhile(lambda line: len(named_fields(line.text.split())) < 2, lines[:2])
    return [*above, *lines[2:][-2:]]


def _place(line: Line) -> tuple[int, str]:
    """Height and text of a line; the number of the page may change."""
    return round(line.top / SAME_PLACE), LAST_FIGURE.sub("", line.text)
