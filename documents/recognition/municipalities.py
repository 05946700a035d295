"""The municipality a paper speaks of, in the nominative case: «Заречного района» → «Заречный район»."""

import re

from pymorphy3.analyzer import Parse

from documents.reading.text.words import morphology

SORT = r"(?i:городск|муниципальн|сельск)\w+"
UNIT = r"(?i:округ|район|поселени)[а-яё]*"
NAME = rf"(?!{SORT})[А-ЯЁ][а-яё]+(?:-(?:[а-яё]{{1,3}}-)?[А-ЯЁ][а-яё]+)?"
# «Верхнего Заречного (муниципального) района»
NAMED_BEFORE = re.compile(rf"\b({NAME}(?:\s{NAME})?)\s+((?:{SORT}\s+)?{UNIT})\b")
# «городского округа (город) Заречный», «муниципального округа «Заречный»»
NAMED_AFTER = re.compile(
    rf"\b({SORT}\s+{UNIT})\s*(?:[–—-]\s*)?[«\"]?((?:[Гг]ород\s+)?{NAME}(?:\s{NAME})?)(?!\s+(?:{SORT}|{UNIT}))\b"
)
TOWN = re.compile(rf"(?<!\d)(?<!\d\s)\b(г\.|[Гг]ород[а-яё]*\s)\s*({NAME}(?:\s{NAME})?)")
QUOTED = re.compile(r"(?:муниципальн\w+ образовани\w+|МО)\s*[:–—-]?\s*[«\"]([^»\"]+)[»\"]", re.IGNORECASE)
# A region's name may follow the town's: «города Заречья Тверской области».
REGION = re.compile(rf"\s+{NAME}\s+(?:област|кра[йяею]|республик|автономн)[а-яё]*|\s+Республик[а-яё]+.*")
OBLIQUE_ADJECTIVE = re.compile(r"(?:[оеё]го|[оеё]му?|[оеё]й|[ыи]х|[ыи]м)\b")
ADJECTIVE = re.compile(r"(?:[оеё]го|ый|ий|ой|[оеё]м|[оеё]му)\b")


def municipality(text: str) -> str | None:
    """The first municipality named in a text, as it is called in the nominative; None where there is none."""
    text = REGION.sub("", text)
    if quoted := QUOTED.search(text):
        return municipality(quoted[1]) or quoted[1]
    if match := NAMED_AFTER.search(text):
        return f"{nominative(match[1].lower())} {match[2]}"
    for match in NAMED_BEFORE.finditer(text):
        name = match[1] if len(ADJECTIVE.findall(match[1])) > match[1].count(" ") else match[1].split()[-1]
        if ADJECTIVE.search(name):
            return nominative(f"{name} {match[2].lower()}")
    if match := TOWN.search(text):
        return f"{'г.' if match[1] == 'г.' else 'город'} {nominative(match[2])}"
    return None


def nominative(phrase: str) -> str:
    """A phrase of adjectives and a noun in the nominative, each word written as large as it was."""
    words = phrase.split()
    if len(words) > 1 and not OBLIQUE_ADJECTIVE.search(words[0]):
        return phrase
    gender, number = _gender_and_number(words[-1])
    return " ".join(_like(word, _nominative_word(word, gender, number)) for word in words)


def _gender_and_number(noun: str) -> tuple[str | None, str]:
    tag = _best(noun).tag
    return tag.gender, tag.number or "sing"


def _nominative_word(word: str, gender: str | None, number: str) -> str:
    parse = _best(word)
    wanted = {"nomn", number} | (
        {gender} if gender and number == "sing" and parse.tag.POS == "ADJF" else set()
    )
    inflected = parse.inflect(wanted) or parse.inflect({"nomn"})
    written = inflected.word if inflected else word
    return written if "ё" in word else written.replace("ё", "е")


def _best(word: str) -> Parse:
    """The likeliest parse, a place's name and the genitive of headings («план … района») first."""
    parses = morphology().parse(word)
    return max(
        parses, key=lambda parse: ("Geox" in parse.tag, parse.tag.case in ("gent", "nomn"), parse.score)
    )


def _like(model: str, word: str) -> str:
    return "-".join(
        part.capitalize() if pattern[:1].isupper() else part
        for pattern, part in zip(model.split("-"), word.split("-"), strict=False)
    )
