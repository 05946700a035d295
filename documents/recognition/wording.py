"""Texts of cells: their comparison, lists of people, letters that scanners spoil."""

import re
from itertools import pairwise

from documents.reading.lines import WORD, flowing, folded

ZEROS = re.compile(r"(?<![\w.,:№])(?<!\d )(?:0 ?0|0 ?О|О ?0)(?![\w:%])(?![.,]?\s?\d)")
UNITS = re.compile(r"\s*(?:ч|час|мин|сек|руб|коп|шт|чел)\w*\b")
LETTERS_BEFORE = re.compile(r"[А-Яа-яЁё][\s(«,\-–]*$")
LETTERS_AFTER = re.compile(r"[\s,)»\-–]*[А-Яа-яЁё]")
NEW_PERSON = re.compile(r"(?:[А-ЯЁ][а-яё]+\b|[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]+)")


def key(text: str) -> str:
    """A text for comparison: lower case, «е» for «ё», words only."""
    return " ".join(WORD.findall(text.lower().replace("ё", "е")))


def listed(text: str) -> str:
    """The lines of a cell that names people or posts: a line that begins a new one is set off by a comma."""
    lines = [line for line in map(folded, text.split("\n")) if line]
    marked = [
        f"{line}," if NEW_PERSON.match(following) and line[-1] not in ",;:-–(" else line
        for line, following in pairwise([*lines, ""])
    ]
    return flowing("\n".join(marked))


def with_letters_for_zeros(text: str) -> str:
    """«далее - 0 0» → «далее - ОО», a frequent slip of text recognition; figures stay as they are."""

    def mended(match: re.Match[str]) -> str:
        beside_words = LETTERS_BEFORE.search(text[: match.start()]) or LETTERS_AFTER.match(text, match.end())
        return "ОО" if beside_words and not UNITS.match(text, match.end()) else match[0]

    return ZEROS.sub(mended, text)
