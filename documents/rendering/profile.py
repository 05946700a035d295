"""Measures of an official sheet by edition of ГОСТ Р 7.0.97."""

import math
from dataclasses import dataclass

from documents.paper import Paper

A4_MM = (210, 297)
MM_PER_POINT = 25.4 / 72
HEAD_LINES = 3
LETTER_EM = 0.5  # the average width of a letter of running text, in sizes of the letters


@dataclass(frozen=True)
class Profile:
    """Margins and the paragraph indent in millimetres, letters in points, line spacing as a factor."""

    top: float
    right: float
    bottom: float
    left: float
    text_pt: float
    table_pt: float
    line_spacing: float
    indent: float


# Both editions ask for the same margins and for letters of 12 to 14 points, smaller ones in tables.
PROFILES = {
    "7.0.97-2025": Profile(20, 10, 20, 20, text_pt=13, table_pt=10.5, line_spacing=1.15, indent=12.5),
    "7.0.97-2016": Profile(20, 10, 20, 20, text_pt=14, table_pt=12, line_spacing=1.15, indent=12.5),
}


@dataclass(frozen=True)
class Sheet:
    """The sheet one paper is printed on: its profile and the size in millimetres, turned as the paper asks."""

    profile: Profile
    width: float
    height: float

    @property
    def text_width(self) -> float:
        return self.width - self.profile.left - self.profile.right

    @property
    def table_lines(self) -> int:
        """Lines of a table that one page holds under the table's head."""
        text_height = self.height - self.profile.top - self.profile.bottom
        line_height = self.profile.table_pt * MM_PER_POINT * self.profile.line_spacing
        return int(text_height / line_height) - HEAD_LINES

    def letters(self, percent: float) -> float:
        """About how many letters a line takes in a column of this per cent of the width."""
        return self.text_width * percent / 100 / (self.profile.table_pt * MM_PER_POINT * LETTER_EM)

    def lines(self, text: str, percent: float) -> int:
        """About how many lines a text takes in such a column."""
        return sum(max(1, math.ceil(len(line) / self.letters(percent))) for line in text.split("\n"))


def sheet_of(paper: Paper) -> Sheet:
    """A4 turned as the paper asks, with the measures of its profile."""
    short, long = A4_MM
    width, height = (long, short) if paper.orientation == "landscape" else (short, long)
    return Sheet(PROFILES[paper.profile], width, height)
