"""Names and posts put into the nominative: «слушали Клёнову А.Б., методиста» names «Клёнова А.Б., методист»."""

import re

from documents.prose import analyser

FEMININE = ((r"(?<=[оеёиы][вн])ой$", "а"), (r"(?<=[оеёиы][вн])у$", "а"), (r"(?<=[сц]к)ую$", "ая"))
MASCULINE = ((r"(?<=[оеёиы][вн])а$", ""), (r"(?<=[сц]к)ого$", "ий"))
PATRONYMICS = ((r"(?<=[вч]н)у$", "а"), (r"(?<=ич)а$", ""))


def nominative(phrase: str) -> str:
    """«педагогического совета школы» → «педагогический совет школы»: the head noun and the adjectives before it."""
    words = phrase.split()
    for at, word in enumerate(words):
        parses = analyser().parse(word.strip('«»",.'))
        adjective = any("ADJF" in parse.tag for parse in parses)
        noun = None if adjective else next((parse for parse in parses if {"NOUN", "gent"} in parse.tag), None)
        if noun:
            changed = [_inflected(each, noun.tag.gender) for each in words[:at]]
            head = noun.inflect({"nomn"})
            return " ".join([*changed, _as_printed(head.word if head else word, word), *words[at + 1 :]])
        if not adjective:
            break
    return phrase


def _inflected(word: str, gender: str | None) -> str:
    adjective = next((parse for parse in analyser().parse(word) if {"ADJF", "gent"} in parse.tag), None)
    form = adjective.inflect({"nomn", "sing", gender} if gender else {"nomn"}) if adjective else None
    return _as_printed(form.word, word) if form else word


def _as_printed(form: str, word: str) -> str:
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def speaker_in_nominative(name: str, position: str) -> tuple[str, str]:
    """A speaker as an agenda would print him, where the endings tell in which case he stands.

    «Клёнова» may be a woman in the nominative or a man in the accusative: his post tells.
    """
    words = name.split()
    post = nominative(position) if position and not _is_nominative(position.split()[0]) else position
    patronymic = next((word for word in words if re.search("(?:вну|чну|ича)$", word)), "")
    is_man = patronymic.endswith("ича") or (post != position and not patronymic)
    endings = FEMININE + (MASCULINE if is_man else ())
    if patronymic:
        given = words[words.index(patronymic) - 1]
        words = [_given_name(word) if word is given else _changed(word, PATRONYMICS) for word in words]
    return " ".join(_changed(word, endings) for word in words), post


def _changed(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, nominative_ending in endings:
        if re.search(ending, word):
            return re.sub(ending, nominative_ending, word)
    return word


def _given_name(word: str) -> str:
    parse = next((parse for parse in analyser().parse(word) if {"Name", "accs"} in parse.tag), None)
    return _as_printed(parse.normal_form, word) if parse else word


def _is_nominative(word: str) -> bool:
    return any({"nomn", "sing"} in parse.tag for parse in analyser().parse(word.strip(",.")))
