"""Word's automatic numbering: the «1.1.» that stands on the page but not in the text."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUSSIAN = "абвгдежзиклмнопрстуфхцшщэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
WITHOUT_NUMBER = ("bullet", "none")
MAX_STYLE_DEPTH = 20


@dataclass
class Level:
    """One level of a list: «%1.%2.» with its first number and the format of its own number."""

    start: int = 1
    format: str = "decimal"
    template: str = ""


@dataclass
class Numbered:
    """A list as a paragraph refers to it."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None):
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = _numbered_styles(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: etree._Element) -> str:
        """The number Word shows before this paragraph («1.1.», «IV.»), "" for none; it is counted by asking."""
        number_id, depth = self._place(paragraph)
        numbered = self._lists.get(number_id)
        if numbered is None or depth not in numbered.levels:
            return ""
        self._count(numbered, depth)
        level = numbered.levels[depth]
        if level.format in WITHOUT_NUMBER:
            return ""
        return re.sub(
            r"%(\d)", lambda match: self._figure(numbered, int(match[1]) - 1), level.template
        ).strip()

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level of a paragraph, its own or those of its style."""
        own_id, own_depth = _list_and_depth(paragraph)
        style = _value(paragraph, f"{W}pPr/{W}pStyle")
        style_id, style_depth = self._styles.get(style or "", (None, None))
        return own_id or style_id or "", int(own_depth or style_depth or 0)

    def _count(self, numbered: Numbered, depth: int) -> None:
        counts = self._counts[numbered.abstract]
        if depth in numbered.restarts:
            counts[depth] = numbered.restarts.pop(depth)
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else numbered.levels[depth].start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

    def _figure(self, numbered: Numbered, depth: int) -> str:
        level = numbered.levels.get(depth, Level())
        return _written(self._counts[numbered.abstract].setdefault(depth, level.start), level.format)


def _lists(root: etree._Element) -> dict[str, Numbered]:
    abstracts = {element.get(f"{W}abstractNumId"): element for element in root.iterfind(f"{W}abstractNum")}
    styled = {_value(element, f"{W}styleLink"): element for element in abstracts.values()}
    lists = {}
    for element in root.iterfind(f"{W}num"):
        abstract = abstracts.get(_value(element, f"{W}abstractNumId"))
        if abstract is None:
            continue
        # A list style keeps its levels in another definition.
        abstract = styled.get(_value(abstract, f"{W}numStyleLink") or "-", abstract)
        numbered = Numbered(abstract.get(f"{W}abstractNumId"), _levels(abstract))
        for override in element.iterfind(f"{W}lvlOverride"):
            numbered.levels |= _levels(override)
            if (start := _value(override, f"{W}startOverride")) is not None:
                numbered.restarts[int(override.get(f"{W}ilvl"))] = int(start)
        lists[element.get(f"{W}numId")] = numbered
    return lists


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {
        int(level.get(f"{W}ilvl")): Level(
            start=int(_value(level, f"{W}start") or 1),
            format=_value(level, f"{W}numFmt") or "decimal",
            template=_value(level, f"{W}lvlText") or "",
        )
        for level in parent.iterfind(f"{W}lvl")
    }


def _numbered_styles(root: etree._Element) -> dict[str, tuple[str | None, str | None]]:
    """For each style the list and the level it gives to its paragraphs, inherited ones too."""
    styles = {style.get(f"{W}styleId"): style for style in root.iterfind(f"{W}style")}
    found = {}
    for name in styles:
        style, number_id, depth = styles.get(name), None, None
        for _ in range(MAX_STYLE_DEPTH):
            if style is None or number_id:
                break
            number_id, own_depth = _list_and_depth(style)
            depth = depth or own_depth
            style = styles.get(_value(style, f"{W}basedOn"))
        found[name] = (number_id, depth)
    return found


def _list_and_depth(element: etree._Element) -> tuple[str | None, str | None]:
    place = f"{W}pPr/{W}numPr"
    return _value(element, f"{place}/{W}numId"), _value(element, f"{place}/{W}ilvl")


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{W}val")


def _written(number: int, form: str) -> str:
    return FORMATS.get(form, str)(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "russianLower": lambda number: RUSSIAN[(number - 1) % len(RUSSIAN)],
    "russianUpper": lambda number: RUSSIAN[(number - 1) % len(RUSSIAN)].upper(),
    "lowerLetter": lambda number: LATIN[(number - 1) % len(LATIN)],
    "upperLetter": lambda number: LATIN[(number - 1) % len(LATIN)].upper(),
}
