"""The head of a paper: its title, year, half-year, municipality, zone and organisation."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from documents.reading.lines import folded
from documents.reading.words import is_known
from documents.recognition.municipalities import municipality

ZONE = re.compile(
    r"(?:территориальная\s+зона\b\s*(?:\([^)]*\))?\s*[:–—-]?|зона\s*[:–—-])\s*(.*)", re.IGNORECASE
)
MUNICIPALITY = re.compile(
    r"(?:(?:наименование\s+муниципального\s+образования|муниципальное\s+образование)\b\s*(?:\([^)]*\))?\s*[:–—-]?"
    r"|(?:муниципалитет|территория|район)\s*[:–—-])\s*(.*)",
    re.IGNORECASE,
)
ORGANIZATION = re.compile(
    r"(?:(?:полное\s+)?(?:наименование|название)\s+(?:моц|(?:муниципального\s+)?опорного\s+центра|организации|учреждения)[^:]*"
    r"|моц|организация|учреждение)\s*:\s*(.*)",
    re.IGNORECASE,
)
LABELS = (ZONE, MUNICIPALITY, ORGANIZATION)
# Lines of stamps and introductions, which stand around a title but are no part of it.
NOT_OF_TITLE = re.compile(
    r"\s*(?:утвержд|согласован|принят|рассмотрен|приложение|директор\b|начальник|заведующ|руководитель\b|глава\b|приказ|"
    r"цел[ьи]\b|задачи\b|от\s+[«\"]?\d|№|[«\"]?_|[«\"]?\d{1,2}[»\"]?\s|м\.\s?п|"
    r"заслушав|рассмотрев|обсудив|председател|(?:на (?:заседании|совещании) )?присутств|повестка|слушали|решили|постановили|приглаш|дата\b|место\b|время\b)",
    re.IGNORECASE,
)
END_OF_TITLE = re.compile(r"(?:[.:;]|\bгод[а-я]*\)?)\s*$")
LONGEST_TITLE, LONGEST_LINE = 8, 1000
SHORTEST_SHOUTED = 4  # in a line of mixed case «ДО» is an abbreviation

YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
# «Концепции до 2030 года», «утверждённой 31.03.2022» name other years than «на 2024 год», «за II полугодие 2024».
NOT_ITS_YEAR = re.compile(r"(?:до\s|\.)\s*$", re.IGNORECASE)
OF_ITS_YEAR = re.compile(r"\b(?:на|за)\s(?:\D{0,30}\d?\D{0,20})$", re.IGNORECASE)
YEARS = re.compile(r"(?<!\d)(20[0-4]\d)\s*[-–—/]\s*((?:20)?\d\d)(?!\d)\s*([а-я.]*)", re.IGNORECASE)
DATED = re.compile(
    r"\d{1,2}\.\s?(?:\d{1,2}|[а-я]+)\.?\s?(20\d\d)|\d{1,2}[»\"]?\s+[а-я]+\s+(20\d\d)|(?<!\d)(?<!до )(20[0-4]\d)\s*г"
)
HALF = re.compile(
    r"\b(?:(?P<first>перв\w+|[iі]|1(?:-?\w{1,2})?)|(?P<second>втор\w+|[iі]{2}|2(?:-?\w{1,2})?))\s+полугоди"
    r"|(?P<months>январ\w*\s*[-–—]\s*июн|\b(?:6|шесть)\s+месяцев)|июл\w*\s*[-–—]\s*декабр"
)


@dataclass
class Head:
    """What stands above the tables of a paper; `last_year` differs from `year` where it is made for several.

    `approval_year` is that of the first date, which may be a year earlier.
    """

    title: str = ""
    year: int | None = None
    last_year: int | None = None
    approval_year: int | None = None
    school_year: bool = False
    half: int | None = None
    zone: str | None = None
    municipality: str | None = None
    organization: str | None = None


def read_head(lines: list[str], title_at: int | None) -> Head:
    """The head from the lines above the first table; `title_at` is the line with which the title begins."""
    lines = [line[:LONGEST_LINE] for line in lines]
    title = _title(lines, title_at) if title_at is not None else []
    named = " ".join(title)
    printed = " ".join(map(_sentence_case, title))
    head = Head(title=printed[:1].upper() + printed[1:], half=half_of(named))
    head.zone, own, head.organization = (_labelled(label, lines) for label in LABELS)
    head.municipality = (municipality(own) or own) if own else _municipality([named, *lines])
    head.year, head.last_year, head.school_year = years_of(named)
    head.approval_year = _first_year(lines)
    return head


def half_of(title: str) -> int | None:
    """«за первое полугодие», «II полугодие», «январь – июнь» → 1 or 2."""
    match = HALF.search(title.lower())
    return (1 if match["first"] or match["months"] else 2) if match else None


def years_of(title: str) -> tuple[int | None, int | None, bool]:
    """First and last year of a title, and whether they are one school year: «на 2024/25 учебный год»."""
    if match := YEARS.search(title):
        first, last, word = int(match[1]), 2000 + int(match[2]) % 100, match[3].lower()
        if last - first == 1 and (word.startswith("уч") or word == "год"):
            return first, first, True
        return first, last, False
    years = [match for match in YEAR.finditer(title) if not NOT_ITS_YEAR.search(title, 0, match.start())]
    for match in sorted(years, key=lambda match: not OF_ITS_YEAR.search(title, 0, match.start())):
        return int(match[0]), int(match[0]), False
    return None, None, False


def year_of_deadlines(deadlines: Iterable[str]) -> int | None:
    """The year that most deadlines name."""
    years = Counter(year for text in deadlines for year in YEAR.findall(text))
    return int(years.most_common(1)[0][0]) if years else None


def _labelled(label: re.Pattern[str], lines: list[str]) -> str | None:
    """What follows a label on its line, or on the next one when nothing follows."""
    for line, following in pairwise([*lines, ""]):
        if match := label.match(line):
            value = next(filter(None, match.groups()), "") or following
            return folded(value).strip(" .;") or None
    return None


def _title(lines: list[str], start: int) -> list[str]:
    title = [lines[start]]
    for line in lines[start + 1 : start + LONGEST_TITLE]:
        labelled = any(label.match(line) for label in LABELS)
        if labelled or NOT_OF_TITLE.match(line) or END_OF_TITLE.search(title[-1]):
            break
        title.append(line)
    return title


def _sentence_case(line: str) -> str:
    """«ПЛАН РАБОТЫ МОЦ на год» → «План работы МОЦ на год»: of words in capitals only abbreviations keep them."""
    words = line.split()
    shouted = next((at for at, word in enumerate(words) if word != word.upper()), len(words))
    shortest = 1 if shouted == len(words) else SHORTEST_SHOUTED
    lowered = [
        word if len(word) < shortest or _is_abbreviation(word) else word.lower() for word in words[:shouted]
    ]
    return " ".join(lowered + words[shouted:])


def _is_abbreviation(word: str) -> bool:
    letters = re.sub(r"\W", "", word).lower()
    return len(letters) <= 5 and not is_known(letters)


def _first_year(lines: list[str]) -> int | None:
    """The year of an approval or of any other date above the table."""
    for line in lines:
        if match := DATED.search(line):
            return int(next(filter(None, match.groups())))
    return None


def _municipality(texts: Iterable[str]) -> str | None:
    for text in texts:
        if name := municipality(text.title() if text.isupper() else text):
            return name
    return None
