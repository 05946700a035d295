"""Phrases in agreement with numbers and in cases.

Grammar comes from the OpenCorpora dictionary through pymorphy3; cases are named by its grammemes.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse

from .numbers import format_number

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]

# First halves of compounds that stay as they are: «онлайн-семинаров», but «семинаров-практикумов».
INDECLINABLE = frozenset(
    (
        *(
            "арт",
            "бизнес",
            "блиц",
            "брейн",
            "веб",
            "видео",
            "дизайн",
            "интернет",
            "квест",
            "квиз",
            "кейс",
            "коуч",
        ),
        *("медиа", "онлайн", "офлайн", "питч", "пресс", "тест", "флеш", "форсайт", "фото", "экспресс"),
    )
)
# After a number these nouns have a genitive plural of their own.
COUNTED_GENITIVE = {"людей": "человек", "годов": "лет"}
PROPER = {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"}


@cache
def analyser() -> MorphAnalyzer:
    """The one morphological analyser of the process: its dictionary takes a fifth of a second to load."""
    return MorphAnalyzer(lang="ru")


def agree(phrase: str, number: int) -> str:
    """The phrase as it stands beside the number: «обучающий семинар», 5 → «обучающих семинаров».

    The head noun and its adjectives change, what follows the noun stays. Events named in the plural
    («курсы повышения квалификации») keep it when there was one of them.
    """
    noun = _noun_phrase(phrase)
    return phrase if number == 1 and noun.is_plural_event else noun.counted(number)


def count(number: int, phrase: str) -> str:
    """The number with its phrase: «5 обучающих семинаров»."""
    return f"{format_number(number)} {_noun_phrase(phrase).counted(number)}"


def decline(phrase: str, case: Case, *, number: int = 1) -> str:
    """The phrase in a case, in the form that follows the number: «вебинар», "loct", 3 → «вебинарах»."""
    noun = _noun_phrase(phrase)
    if number != 1 and noun.form_of(case, plural=True) == "nomn":
        return noun.counted(number)
    return noun.inflected(case, plural=noun.is_plural if number == 1 else not _ends_in_one(number))


def held(number: int, phrase: str) -> str:
    """«Проведён» in agreement with what was held: «Проведена» консультация, «Проведено» 5 консультаций."""
    return participle("провести", number, phrase)


def participle(verb: str, number: int, phrase: str) -> str:
    """The passive participle of a verb, capitalised: «организовать», 21, «консультация» → «Организована».

    Before all numbers but one, twenty-one, … official papers write the neuter. ValueError for what is no such verb.
    """
    form = _form_of_verb(verb, {"PRTS", "pssv", "past", _noun_phrase(phrase).gender_beside(number)})
    if not form:
        raise ValueError(f"От слова «{verb}» не образовать страдательного причастия.")
    return form.word.capitalize()


def past(verb: str, phrase: str) -> str:
    """What one of them did: «решить», «коллегия управления» → «решила»."""
    form = _form_of_verb(verb, {"VERB", "past", "sing", _noun_phrase(phrase).gender})
    return form.word if form else verb


def _form_of_verb(verb: str, grammemes: set[str]) -> Parse | None:
    infinitive = next((p for p in analyser().parse(verb) if p.tag.POS == "INFN"), None)
    return infinitive and infinitive.inflect(grammemes)


@dataclass(frozen=True)
class _NounPhrase:
    """A phrase taken apart: adjectives, the noun they agree with, and the rest, which never changes.

    The head may itself be an adjective («обучающийся»); without a reading of it nothing in the phrase declines.
    """

    adjectives: tuple[str, ...]
    head: str
    tail: str
    reading: Parse | None

    @property
    def is_plural(self) -> bool:
        return self.reading is not None and self.reading.tag.number == "plur"

    @property
    def is_plural_event(self) -> bool:
        """«курсы», «чтения», «сборы», but not «дети»."""
        return self.is_plural and not self.is_animate

    @property
    def is_animate(self) -> bool:
        if self.reading is None or PROPER & self.reading.tag.grammemes:
            return False
        return "anim" in self.reading.tag or self.reading.tag.POS != "NOUN"

    @property
    def has_singular(self) -> bool:
        return self.reading is None or "Pltm" not in self.reading.tag

    @property
    def gender(self) -> str:
        return (self.reading and self.reading.tag.gender) or "neut"

    def gender_beside(self, number: int) -> str:
        if number == 1 and self.is_plural_event:
            return "plur"
        return self.gender if _ends_in_one(number) else "neut"

    def counted(self, number: int) -> str:
        if _ends_in_one(number):
            return self.inflected("nomn", plural=not self.has_singular)
        if _ends_in_few(number) and self.has_singular and self.reading and self.reading.tag.POS == "NOUN":
            adjectives = {"nomn" if self.gender == "femn" else "gent", "plur"}
            return self._with(adjectives, {"gent", "sing"})
        return self.inflected("gent", plural=True)

    def inflected(self, case: Case, *, plural: bool) -> str:
        form = self.form_of(case, plural=plural)
        if plural:
            return self._with({form, "plur"}, {form, "plur"})
        return self._with({form, "sing", self.gender}, {form, "sing"})

    def form_of(self, case: Case, *, plural: bool) -> Case:
        """Only the feminine singular has an accusative of its own; else it is the genitive of what lives."""
        if case != "accs" or (self.gender == "femn" and not plural):
            return case
        return "gent" if self.is_animate else "nomn"

    def _with(self, of_adjectives: set[str], of_head: set[str]) -> str:
        adjectives = [_inflect(word, _adjective(word), of_adjectives) for word in self.adjectives]
        head = _inflect_head(self.head, self.reading, of_head)
        return " ".join(part for part in (*adjectives, head, self.tail) if part)


@lru_cache(maxsize=4096)
def _noun_phrase(phrase: str) -> _NounPhrase:
    words = phrase.split()
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        noun = _noun(word)
        if noun and _agree_with(before, noun) and not _qualifies(word, after):
            return _NounPhrase(tuple(before), word, " ".join(after), noun)
        if not (_adjective(word) or word in INDECLINABLE or (not before and _is_invariable(word))):
            return _headed_by_adjective(before, words[place:])
    return _headed_by_adjective(words, [])


def _headed_by_adjective(adjectives: list[str], rest: list[str]) -> _NounPhrase:
    reading = _adjective(adjectives[-1]) if adjectives else None
    if reading is None:
        return _NounPhrase((), "", " ".join(adjectives + rest), None)
    return _NounPhrase(tuple(adjectives[:-1]), adjectives[-1], " ".join(rest), reading)


def _qualifies(word: str, following: list[str]) -> bool:
    """«рабочий» is a noun by itself, but an adjective in «рабочий стол»."""
    noun = _noun(following[0]) if following else None
    return noun is not None and _adjective(word) is not None and _agree_with([word], noun)


def _agree_with(adjectives: list[str], noun: Parse) -> bool:
    return all(
        _is_invariable(word)
        or any(
            p.tag.number == noun.tag.number and p.tag.gender in (None, noun.tag.gender)
            for p in _adjectives(word)
        )
        for word in adjectives
    )


def _noun(word: str) -> Parse | None:
    """The word read as a noun in the nominative, rather a common one than a name; a compound by its first half."""
    if not _nominatives(word, "NOUN"):
        return None
    declining = next((half for half in _halves(word) if half not in INDECLINABLE), word)
    return min(_nominatives(declining, "NOUN"), key=lambda p: bool(PROPER & p.tag.grammemes), default=None)


def _adjective(word: str) -> Parse | None:
    return next(iter(_adjectives(word)), None)


def _adjectives(word: str) -> list[Parse]:
    return _nominatives(word, "ADJF", "PRTF")


@lru_cache(maxsize=4096)
def _nominatives(word: str, *parts_of_speech: str) -> list[Parse]:
    if word.isupper() or not word[:1].isalpha():
        return []  # an abbreviation, as «ПФДО», or something quoted
    return [p for p in analyser().parse(word) if p.tag.POS in parts_of_speech and p.tag.case == "nomn"]


def _is_invariable(word: str) -> bool:
    """«I», «XV», «2-й», «онлайн» before a noun."""
    return word in INDECLINABLE or re.match(r"[\dIVX]", word) is not None


def _halves(word: str) -> list[str]:
    return [word] if analyser().word_is_known(word) else word.split("-")


def _inflect_head(head: str, reading: Parse | None, grammemes: set[str]) -> str:
    if reading is None or reading.tag.POS != "NOUN":
        return _inflect(head, reading, grammemes)
    halves = _halves(head)
    return "-".join(
        half if half in INDECLINABLE else _inflect(half, _noun(half), grammemes) for half in halves
    )


def _inflect(word: str, reading: Parse | None, grammemes: set[str]) -> str:
    form = reading and reading.inflect(grammemes)
    if not form:
        return word
    counted = COUNTED_GENITIVE.get(form.word, form.word)
    return counted.capitalize() if word[0].isupper() else counted


def _ends_in_one(number: int) -> bool:
    return number % 10 == 1 and number % 100 != 11


def _ends_in_few(number: int) -> bool:
    return number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
