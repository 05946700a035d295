"""How a plan numbers its items: 1.1, 1.2 … by sections, 1, 2, 3 … straight through, or from 1 anew in each section."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum, auto


class Numbering(Enum):
    BY_SECTION = auto()
    THROUGH = auto()
    ANEW = auto()


def numbering_of(sections: Iterable[Sequence[str]]) -> Numbering:
    """The style of the numbers that stand in the sections of a plan; what has no numbers yet begins by sections."""
    sections = list(sections)
    bare = [numbers for numbers in ([n for n in s if n.isdecimal()] for s in sections) if numbers]
    dotted = sum("." in number for numbers in sections for number in numbers)
    if sum(map(len, bare)) <= dotted:
        return Numbering.BY_SECTION
    return Numbering.ANEW if sum("1" in numbers for numbers in bare) > 1 else Numbering.THROUGH


def prefix_of(numbers: Iterable[str], section_number: str) -> str:
    """What most numbers of a section have before their last part: «4» in «4.1, 4.2»; else the section's own number."""
    prefixes = Counter(number.rpartition(".")[0] for number in numbers if "." in number)
    return prefixes.most_common(1)[0][0] if prefixes else section_number


def following(numbers: Iterable[str]) -> int:
    """One above the highest last part, whatever was removed in between."""
    parts = (number.rpartition(".")[2] for number in numbers)
    return max((int(part) for part in parts if part.isdecimal() and len(part) < 5), default=0) + 1


def joined(prefix: str, place: int) -> str:
    return f"{prefix}.{place}" if prefix else str(place)
