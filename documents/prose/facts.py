"""The dates and figures of a text: what is copied from an earlier paper may no longer be true in them."""

import re
from dataclasses import dataclass

from .wording import DASHES


@dataclass(frozen=True)
class Span:
    """A piece of a text: `text[start:end]`."""

    start: int
    end: int
    text: str


_DAY = r"[«\"]?\d{1,2}[»\"]?(?:-?го)?"
_MONTH = (
    r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:[ьюея]|[её]м)"
    r"|(?:март|август)(?:[ауе]|ом)?|ма(?:[йяюе]|ем))\b"
)
_YEAR = r"(?:19|20)\d\d(?!\d)(?:\s*(?:г\.\s*г\.|гг?\b\.?|год\w*))?"
_DASH = f"[{DASHES}-]"
_DATES = re.compile(
    "|".join(
        (
            r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d\d)(?!\d)(?:\s*г\b\.?|\s*года?\b)?",  # 01.03.2022г
            r"(?<![\d.,])(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?![\d%]|[.,]\d)",  # 25.01
            rf"(?<!\d)(?:{_DAY}\s*(?:[,и]|по|{_DASH})\s*)?{_DAY}\s+{_MONTH}(?:\s+{_YEAR})?",  # 26–29 мая 2022 г.
            rf"\b{_MONTH}(?:\s*{_DASH}\s*{_MONTH})?(?:\s+{_YEAR})?",  # март–май 2022 года
            rf"\b(?:[IV]{{1,3}}|[1-4])(?:-?\w{{1,2}})?\s+(?:квартал|полугоди)\w*(?:\s+{_YEAR})?",  # I квартал 2022 г.
            rf"(?<!\d)20\d\d\s?(?:/|{_DASH})\s?(?:20)?\d\d(?!\d)(?:\s*уч\w*\.?)?(?:\s*(?:гг?\b\.?|год\w*))?",  # 2021/22
            rf"(?<![\d№/-]){_YEAR}",  # 2022
        )
    ),
    re.IGNORECASE,
)
_NUMBERING = r"(?m:^[ \t]*\d{1,2}[.)]\s)"
_FIGURES = re.compile(
    rf"{_NUMBERING}"
    r"|(?P<figure>(?:№|\bN)\s*\d[\w/.-]*(?<![.])"  # № 13/1
    r"|(?<![\w.,/])(?<!\w-)\d+(?:[ \xa0\u202f]\d{3}(?!\d))*(?:[.,:]\d+)?(?:\s?%)?(?![\w/]|-\w))"  # 11 677, 14 %
)


def find_dates(text: str) -> list[Span]:
    """Days, months, quarters, half-years, years and school years in the forms that offices write."""
    return [Span(match.start(), match.end(), match[0]) for match in _DATES.finditer(text)]


def find_figures(text: str) -> list[Span]:
    """Numbers that are no part of a date, with their per cent sign, and the numbers of acts: «14 %», «№ 13/1».

    The numbering of paragraphs is left out, so are numbers within names («273-ФЗ»).
    """
    without_dates = _DATES.sub(lambda match: " " * len(match[0]), text)
    return [
        Span(*match.span("figure"), match["figure"])
        for match in _FIGURES.finditer(without_dates)
        if match["figure"]
    ]
