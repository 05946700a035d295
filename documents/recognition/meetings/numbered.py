"""Numbered lists in running text: «1. О наборе детей. 2. О разном», in lines of their own or in one."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from documents.reading.text.numbering import follows

# «5.7. Создать», «2) создать», «1.Создать»; not «24 апреля», «01.09.2023», «2019 г.».
NUMBER = re.compile(
    r"(?P<number>[1-9]\d?(?:\.[1-9]\d?){0,3})(?P<close>\s?[.)])?(?:(?<=[.)])\s*|\s+)(?![\d.])(?=[«\"(\w–—-])"
)
LOWER = re.compile(r"[а-яё]")
BULLET = re.compile(r"(?:[-–—•·*▪●○\uf000-\uf0ff]|[а-я]\))\s+")
ENDED = re.compile(r"[.;!?…][»\")]*$")
IN_LINE = re.compile(r"(?<=[.;:)!?])\s+(?=[1-9]\d?(?:\.[1-9]\d?){0,3}\s?[.)]\s*[«\"]?[А-ЯЁ])")


@dataclass
class Listed:
    """An entry of a list: its number as printed without the last dot, how it is closed, and its lines."""

    number: str = ""
    close: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def places(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.number.split(".") if part.isdecimal())

    @property
    def is_roman(self) -> bool:
        return self.number.isalpha()


def read_listed(line: str) -> Listed | None:
    """The entry that a line begins; a number without dot or bracket has to be followed by a capital."""
    match = NUMBER.match(line)
    if match is None:
        return None
    rest = line[match.end() :].strip()
    open_number = not match["close"] and "." not in match["number"]
    if not rest or (open_number and LOWER.match(rest)):
        return None
    return Listed(match["number"], (match["close"] or "").strip(), [rest])


def goes_on_after(listed: Listed, previous: tuple[int, ...]) -> bool:
    """Whether the number may follow the one before, or begins a list anew."""
    return not previous or listed.places[-1] == 1 or follows(listed.places, previous)


def unfold(line: str) -> list[str]:
    """A line that holds several entries of a list as one line for each."""
    parts = IN_LINE.split(line)
    entries = [read_listed(part) for part in parts]
    numbers = [entry.places for entry in entries if entry]
    counted = len(numbers) > 1 and all(follows(after, before) for before, after in pairwise(numbers))
    return parts if counted and all(entries[1:]) else [line]
