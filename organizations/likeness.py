"""Whether two spellings name one organisation: «СОШ №5», «МБОУ СОШ № 5», «Средняя школа № 5».

A name is taken apart: forms of law are dropped, abbreviations written out; its numbers, and what kind of place it is,
have to agree; the words that are left are compared letter by letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from documents.prose import normalise

from .models import Organization

SURE = 90  # of 100: from here on a name in a file is taken for the organisation
LIKELY = 75  # from here on two organisations are shown to be looked at

# Written out before anything else; «до» tells the sport school from the secondary one.
ABBREVIATIONS = {
    "сош": "средняя школа",
    "оош": "основная школа",
    "нош": "начальная школа",
    "сш": "средняя школа",
    "ош": "основная школа",
    "нш": "начальная школа",
    "дши": "школа искусств",
    "дмш": "музыкальная школа",
    "дхш": "художественная школа",
    "дюсш": "спортивная школа",
    "сдюсшор": "спортивная школа",
    "сшор": "спортивная школа",
    "цдт": "центр детского творчества",
    "цдтт": "центр детского технического творчества",
    "цдют": "центр детско юношеского творчества",
    "цдо": "центр",
    "црр": "центр развития ребенка",
    "ддт": "дом детского творчества",
    "ддют": "дворец детско юношеского творчества",
    "сют": "станция юных техников",
    "сюн": "станция юных натуралистов",
    "сютур": "станция юных туристов",
    "фок": "физкультурно оздоровительный комплекс",
    "дс": "детский сад",
    "доу": "детский сад",
}
# МБОУ, МАДОУ, ГБПОУ, ГАУ, МУ: the forms of law; those of kindergartens tell the kind as well.
KINDERGARTEN_FORM = re.compile(r"[мгочк]?[бак]?доу")
LEGAL_FORM = re.compile(
    r"(?:о?[мгкч])?[бакгч]?(?:п?о)?уп?(?:до)?|ано|нко|нчоу|оо[ои]?|ип|ао|пао|до|дод|спо|впо|во|им|имени|г|город\w*|рф"
)
LEGAL_WORD = re.compile(
    r"(?:муниципальн|государственн|областн|краев|бюджетн|автономн|казенн|частн|негосударственн|некоммерческ"
    r"|образовательн|общеобразовательн|дошкольн|профессиональн|дополнительн|нетипов|учрежден|организаци|образовани"
    r"|общеразвивающ)\w*|дет(?:и|ей|ям)|вида?|обществ\w*|ограниченн\w*|ответственност\w*|индивидуальн\w*|предпринимател\w*"
)
# «Лугового муниципального округа»: all that are compared lie there.
TERRITORY = re.compile(
    r"\b[\w-]+(?:ого|его) (?:(?:муниципального|городского) )*(?:района|округа|края)\b|\b[\w-]+(?:ой|ей) области\b"
)
# What tells places of one number apart; the second of each pair says that a part of the name stands for it.
KINDS = (
    *(("школа", "школ"), ("лицей", "лице"), ("гимназия", "гимнази"), ("сад", "сад"), ("центр", "центр")),
    *(("дом", "дом"), ("дворец", "двор"), ("станция", "станци"), ("колледж", "колледж")),
    *(("техникум", "техникум"), ("институт", "институт"), ("университет", "университет"), ("музей", "музе")),
    *(("библиотека", "библиотек"), ("комплекс", "комплекс"), ("клуб", "клуб"), ("театр", "театр")),
)
PROFILES = ("искусств", "музыкальн", "художествен", "спортивн", "вечерн", "интернат", "коррекцион", "кадетск")
LEVELS = ("начальн", "основн", "средн")
FILLERS = re.compile(r"детск(?:ий|ого|ая|ой)|юношеск\w+|развити[ея]|реб[е]нка|и|с|п|н|№")


@dataclass(frozen=True)
class Core:
    """What of a name tells it from others."""

    numbers: frozenset[str]
    kinds: frozenset[str]
    profiles: frozenset[str]
    levels: frozenset[str]
    words: str


@lru_cache(maxsize=20_000)
def core_of(name: str) -> Core:
    told = TERRITORY.sub(" ", normalise(name).replace("д/с", "дс"))
    words = list(_written_out(re.findall(r"\d+|[^\W\d_]+", told)))
    own = [word for word in words if not word.isdigit() and not _is_law(word)]
    named = [word for word in own if not (_kind(word) or _begins(word, PROFILES) or _begins(word, LEVELS))]
    return Core(
        numbers=frozenset(word.lstrip("0") for word in words if word.isdigit()),
        kinds=frozenset(kind for word in own if (kind := _kind(word))),
        profiles=frozenset(profile for word in own if (profile := _begins(word, PROFILES))),
        levels=frozenset(level for word in own if (level := _begins(word, LEVELS))),
        words=" ".join(word for word in named if len(word) > 1 and not FILLERS.fullmatch(word)),
    )


def _written_out(words):
    """The words with abbreviations and the forms of law of kindergartens replaced by what they say."""
    for word in words:
        if word == "сш" and not {"до", "удо", "дополнительного"}.isdisjoint(words):
            yield from ("спортивная", "школа")
        elif KINDERGARTEN_FORM.fullmatch(word):
            yield from ("детский", "сад")
        else:
            yield from ABBREVIATIONS.get(word, word).split()


def _is_law(word):
    return LEGAL_FORM.fullmatch(word) or LEGAL_WORD.fullmatch(word)


def _begins(word, beginnings):
    return next((beginning for beginning in beginnings if word.startswith(beginning)), "")


def _kind(word):
    return next((kind for kind, beginning in KINDS if word.startswith(beginning)), "")


def likeness(one: str, other: str) -> float:
    """From 0 to 100: how probably two spellings name one organisation."""
    a, b = core_of(one), core_of(other)
    if a == b and (a.numbers or a.words or a.profiles):
        return 100
    if a.numbers != b.numbers or a.profiles != b.profiles:
        return 0
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        return 0
    most = 80 if a.levels and b.levels and a.levels != b.levels else 100
    if a.kinds != b.kinds:
        most = min(most, 92)
    return min(most, _words_alike(a, b))


def _words_alike(a, b):
    if a.words and b.words:
        in_any_order = fuzz.token_sort_ratio(a.words, b.words)
        return max(in_any_order, (in_any_order + fuzz.token_set_ratio(a.words, b.words)) / 2)
    # A number says enough: «Школа № 5» and «Школа № 5 имени Гагарина». Without one the name is all there is.
    return (100 if a.words == b.words else 95) if a.numbers else (60 if a.kinds == b.kinds else 0)


def names_of(organization: Organization) -> list[str]:
    """All spellings of an organisation; its aliases are best fetched beforehand."""
    aliases = [alias.name for alias in organization.aliases.all()]
    return [organization.short_name, organization.name, *aliases]


def likeness_of(one: Organization, other: Organization) -> float:
    return max(likeness(a, b) for a in names_of(one) for b in names_of(other))


def best_match(name: str, organizations: Iterable[Organization]) -> Organization | None:
    """The organisation that a name in a file means; None where none is sure, or two are equally so.

    Fetch the organisations with `prefetch_related("aliases")`. A spelling that is known as it stands goes first.
    """
    scores = [(_score(name, organization), organization) for organization in organizations]
    best = max((score for score, _ in scores), default=0)
    found = [organization for score, organization in scores if score == best]
    return found[0] if best >= SURE and len(found) == 1 else None


def _score(name, organization):
    spellings = names_of(organization)
    known = normalise(name) in map(normalise, spellings)
    return 101 if known else max(likeness(name, spelling) for spelling in spellings)
