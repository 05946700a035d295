"""To whom a clause is addressed: «Рекомендовать руководителям школ …», «Методисту МОЦ подготовить …»."""

import re
from functools import lru_cache
from itertools import islice

from documents.reading.words import morphology

CHARGED = re.compile(
    r"(?:рекоменд(?:овать|ует|уем|овано)|поруч(?:ить|ает|аем)|предложить|обязать|просить|рекомендуется)(?:ся)?\b\s*",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\s+(?:рекоменд\w+|поручить|предложить|необходимо|надлежит|следует|обязать)\b\W*$", re.IGNORECASE
)
# What may stand between the addressee and what he has to do.
ASIDE = re.compile(
    r"[\s,]*(?:\bв (?:срок|течение|рамках|целях|соответствии)\b|\bс целью\b|\b(?:не позднее|до|к) \d|\bв \d{4}|\b(?:еже[а-я]+о|постоянно|регулярно|систематически)\b|\bпри\b|\bсовместно\b)",
    re.IGNORECASE,
)
WORD = re.compile(r"«[^»]*»|\"[^\"]*\"|\([^)]*\)|[^\s«\"(]+")
NOUNS = ("NOUN", "ADJF", "PRTF", "NPRO")
MOST_WORDS, LONGEST = 25, 1000


def addressee_of(text: str) -> str:
    """The addressee in the words of the clause; "" where it begins with something else than one."""
    charged = CHARGED.match(text)
    words = text[charged.end() :] if charged else text
    who = _before_infinitive(words)
    if who is None or not _may_be_addressed(who, accusative=bool(charged)):
        return ""
    return who


def is_only_addressee(text: str) -> bool:
    """«Рекомендовать руководителям школ:», «Методистам:» – with nothing yet of what they have to do."""
    charged = CHARGED.match(text)
    words = (text[charged.end() :] if charged else text).rstrip(" :.–—-")
    words = ENDS.sub("", words)
    return bool(words) and addressee_of(text).rstrip(".") == _without_aside(words).rstrip(".")


def _before_infinitive(text: str) -> str | None:
    """What stands before the first infinitive or the colon; None where it is too long to name anybody."""
    text = text[:LONGEST]
    words = list(islice(WORD.finditer(text), MOST_WORDS))
    for at, word in enumerate(words):
        if word[0].endswith(":"):
            return _without_aside(ENDS.sub("", text[: word.end() - 1]))
        if word[0][0] not in '«"(' and _is_infinitive(word[0]):
            before = text[: word.start()]
            return _without_aside(ENDS.sub("", re.sub(r"\s+не\s*$", "", before)))
        if at and word[0].endswith((".", ";")) and len(word[0]) > 4:
            break
    whole = len(words) < MOST_WORDS
    return _without_aside(ENDS.sub("", text.rstrip(" .;"))) if whole and text.rstrip().endswith(":") else None


def _without_aside(text: str) -> str:
    aside = ASIDE.search(text)
    return (text[: aside.start()] if aside else text).strip(" ,:–—-")


def _may_be_addressed(who: str, accusative: bool) -> bool:
    first = who.split()[0] if who.split() else ""
    letters = re.sub(r"[^\w-]", "", first)
    if len(letters) > 1 and letters.isupper():
        return True
    return _has_case(letters.lower(), "datv") or (
        accusative and letters[:1].islower() and _is_animate(letters.lower())
    )


@lru_cache(maxsize=10_000)
def _has_case(word: str, case: str) -> bool:
    return any(parse.tag.POS in NOUNS and case in parse.tag for parse in morphology().parse(word))


@lru_cache(maxsize=10_000)
def _is_animate(word: str) -> bool:
    return any(
        parse.tag.POS == "NOUN" and {"accs", "anim"} in parse.tag for parse in morphology().parse(word)
    )


def _is_infinitive(word: str) -> bool:
    letters = re.sub(r"[^\w-]", "", word).lower()
    return letters.endswith(("ть", "ти", "чь", "ться", "тись", "чься")) and _is_verb(letters)


@lru_cache(maxsize=10_000)
def _is_verb(word: str) -> bool:
    return morphology().parse(word)[0].tag.POS == "INFN"
