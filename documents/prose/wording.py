"""Sentences, signatures, quotation marks and search keys."""

import re
from collections.abc import Sequence

QUOTES = '«»„“”‟"‹›'
DASHES = "‐‑‒–—―−"


def join_and(parts: Sequence[str]) -> str:
    """«а, б и в»."""
    *first, last = parts or [""]
    return f"{', '.join(first)} и {last}" if first else last


def short_name(surname: str, first_name: str, patronymic: str = "") -> str:
    """«И.О. Фамилия», the order of signatures."""
    initials = "".join(f"{name.strip()[0].upper()}." for name in (first_name, patronymic) if name.strip())
    return f"{initials} {surname.strip()}".strip()


def sentence(text: str) -> str:
    """One sentence: its first letter a capital, spaces single, one full stop unless «!», «?» or «…» ends it."""
    text = " ".join(text.split()).rstrip(" .,;:")
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in "!?…" else ".")


def normalise(text: str) -> str:
    """A key for searching and comparing: lower case, е for ё, single spaces, one kind of dash, no quotation marks."""
    text = re.sub(f"[{QUOTES}]", "", text.lower().replace("ё", "е"))
    return " ".join(re.sub(f"[{DASHES}]", "-", text).split())


def file_name(title: str) -> str:
    """A title as a name for a file: no characters that a file system or a header refuses, at most 100."""
    return " ".join(re.sub(r"[^\w .,()№-]", " ", title).split())[:100].strip(" .") or "документ"


def quote(text: str) -> str:
    """«…» around a title; quotes within become „…“, quotes it already stands in are not doubled.

    A mark without a pair is dropped: nobody can say where its quotation ends.
    """
    text = " ".join(text.split())
    pairs = _paired_quotes(text)
    first, last = 0, len(text)
    while first in pairs and pairs[first] == last - 1:
        first, last = first + 1, last - 1
    closing = set(pairs.values())
    marks = {
        place: "„" if place in pairs else "“" if place in closing else "" for place in _quote_places(text)
    }
    return f"«{''.join(marks.get(place, text[place]) for place in range(first, last)).strip()}»"


def _quote_places(text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"[{QUOTES}]", text)]


def _paired_quotes(text: str) -> dict[int, int]:
    """Where each quotation opens and where it closes."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place in _quote_places(text):
        if _opens_quotation(text, place, after_opening=opened[-1:] == [place - 1]):
            opened.append(place)
        elif opened:
            pairs[opened.pop()] = place
    return pairs


def _opens_quotation(text: str, place: int, *, after_opening: bool) -> bool:
    """Marks that look alike on both sides open after a space, a bracket, a dash or another opening mark."""
    if text[place] in "«„‹»”›":
        return text[place] in "«„‹"
    return after_opening or place == 0 or text[place - 1] in f" ([-{DASHES}"
