"""What a line begins with: the number of a row or section («1.2.», «2)», «IV.», «Раздел 3»), an editor's remark."""

import re
from dataclasses import dataclass

LARGEST_GAP = 3  # rows left out between two numbers; more is a figure, not the number of the next row
NUMBER = re.compile(r"\s*([1-9]\d{0,2}(?:\.\s?[1-9]\d{0,2}){0,3})(\s?[.)])?(?=\s|$|[А-ЯЁA-Z«\"(])\s*")
SECTION_MARK = re.compile(
    r"\s*(?:[IVXLХ]{1,5}(?:\s?[.)]\s*(?=\S)|\s+(?=[А-ЯЁ]{3}))|(?i:раздел|направление|блок)\s+№?\s*(?:\d|[IVX]))"
)
AMENDMENT = re.compile(
    r"\s*[(\[]\s*(?:[^()]{0,40}\s)?(?:в ред\.|в редакции|с изм\.|с изменениями|введен|дополнен|утратил|исключен)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RowNumber:
    """The number a line begins with: its parts, whether a dot or bracket closes it, and the text after it."""

    parts: tuple[int, ...]
    closed: bool
    rest: str

    @property
    def text(self) -> str:
        return ".".join(map(str, self.parts)) + "."

    @property
    def depth(self) -> int:
        return len(self.parts)


def read_number(line: str) -> RowNumber | None:
    match = NUMBER.match(line)
    if not match:
        return None
    parts = tuple(int(part) for part in match[1].split("."))
    return RowNumber(parts, match[2] is not None, line[match.end() :].strip())


def is_bare_number(text: str) -> bool:
    """A cell that holds a row's number and nothing else."""
    number = read_number(text)
    return number is not None and not number.rest


def begins_section(line: str) -> bool:
    """«II. Кадры», «Раздел 2»: a title that is numbered otherwise than the rows."""
    return SECTION_MARK.match(line) is not None


def follows(number: tuple[int, ...], previous: tuple[int, ...]) -> bool:
    """Whether a row may bear `number` after the row `previous`: the next one, or the first one below or above."""
    same = 0
    while same < min(len(number), len(previous)) and number[same] == previous[same]:
        same += 1
    if same == len(number):
        return False
    if same == len(previous):
        return all(part == 1 for part in number[same:])
    step = number[same] - previous[same]
    return 0 < step <= LARGEST_GAP and all(part == 1 for part in number[same + 1 :])


def is_amendment(text: str) -> bool:
    """An editor's remark on a row of a legal act: «(в ред. постановления от … № …)»."""
    return AMENDMENT.match(text) is not None
