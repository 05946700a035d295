"""The six standard sections of a plan, known by the words of their titles."""

import re

from rapidfuzz import fuzz

from documents.reading.lines import flowing
from documents.recognition.numbers import split_number
from documents.recognition.wording import key

# What sets each section apart from the others, as beginnings of words; abbreviations are whole words.
MARKS = {
    1: ("опорн", "моц"),
    2: ("персонифицир", "пфдо", "пф", "сертификат"),
    3: ("кадро", "кадры", "мастерств", "квалификац", "педагогическ"),
    4: ("сетев",),
    5: ("доступност", "сельск", "выравниван", "овз"),
    6: ("навигатор",),
}
PERIOD = re.compile(
    r"(?:[1-4]|i{1,3}|iv|перв\w+|втор\w+|треть\w+|четверт\w+)(?: \w{1,2})? (?:квартал|полугодие|четверть|триместр)(?: \d{4})?.*"
    r"|(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)(?: \d{4})?(?: г\w*)?"
)
LONGEST_ABBREVIATION = 4
ALMOST_SAME = 85
# «Мероприятия по внедрению…» names the section at its start; what follows often touches the neighbours.
WEIGHT_OF_START = 2
START = 12


def standard_section(title: str, number: str = "") -> int | None:
    """Which of the six standard sections a title names, None for another; a tie is decided by its number."""
    words = key(title).split()
    scores = {section: _score(marks, words) for section, marks in MARKS.items()}
    best = max(scores.values())
    named = [section for section, score in scores.items() if score == best > 0]
    if len(named) == 1:
        return named[0]
    return next((section for section in named if str(section) == number), None)


def _score(marks: tuple[str, ...], words: list[str]) -> int:
    return sum(_weight(mark, words) for mark in marks)


def _weight(mark: str, words: list[str]) -> int:
    """How much one mark weighs: more where it stands among the first words, nothing where it is absent."""
    place = next((place for place, word in enumerate(words) if _bears(word, mark)), None)
    if place is None:
        return 0
    return WEIGHT_OF_START if place < START else 1


def _bears(word: str, mark: str) -> bool:
    if len(mark) <= LONGEST_ABBREVIATION:
        return word == mark
    return fuzz.ratio(word[: len(mark)], mark) >= ALMOST_SAME


def is_set_off(text: str) -> bool:
    """«2. Кадры», «III квартал», «Октябрь»: the title of a section whatever stands around it."""
    return all(split_number(text)) or PERIOD.fullmatch(key(text)) is not None


def title_of_lines(lines: list[str]) -> tuple[int, str] | None:
    """The title of a section in the last lines before a table, and where it begins; it may run over several lines."""
    start = next((at for at in range(len(lines) - 1, -1, -1) if not lines[at][0].islower()), None)
    if start is None or not is_set_off(lines[start]):
        return None
    title = flowing("\n".join(lines[start:]))
    return (start, title) if not title.endswith(".") or standard_section(title) else None
