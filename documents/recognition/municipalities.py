"""The municipality a paper speaks of, in the nominative case: «Заречного района» → «Заречный район»."""

import re

from pymorphy3.analyzer import Parse

from documents.reading.words import morphology

SORT = r"(?i:городск|муниципальн|сельск)\w+"
UNIT = r"(?i:округ|район|поселени)[а-яё]*"
NAME = rf"(?!{SORT})[А-ЯЁ][а-яё]{{2,}}(?:-(?:[а-яё]{{1,3}}-)?[А-ЯЁ][а-яё]+)?"
# «Верхнего Заречного (муниципального) района»
NAMED_BEFORE = re.compile(rf"\b({NAME}(?:\s{NAME})?)\s+((?:{SORT}\s+)?{UNIT})\b")
# «городского округа (город) Заречный», «муниципального округа «Заречный»»
NAMED_AFTER = re.compile(
    rf"\b({SORT}\s+{UNIT})\s*(?:[–—-]\s*)?[«\"]?((?:[Гг]ород\s+)?{NAME}(?:\s{NAME})?)(?!\s+(?:{SORT}|{UNIT}))\b"
)
TOWN = re.compile(rf"(?<!\d)(?<!\d\s)\b(г\.|[Гг]ород[а-яё]*\s)\s*({NAME}(?:\s{NAME})?)")
QUOTED = re.compile(r"(?:муниципальн\w+ образовани\w+|МО)\s*[:–—-]?\s*[«\"]([^»\"]+)[»\"]", re.IGNORECASE)
# A region's name may follow the town's: «города Заречья Луговой области».
REGION = re.compile(rf"\s+{NAME}\s+(?:област|кра[йяею]|республик|автономн)[а-яё]*|\s+Республик[а-яё]+.*")
ADJECTIVE = re.compile(r"(?:[оеё]го|ый|ий|ой|[оеё]м|[оеё]му|[ыи]е|[ыи]х|ая)\b")


def municipality(text: str) -> str | None:
    """The first municipality named in a text, as it is called in the nominative; None where there is none."""
    text = REGION.sub("", text)
    if quoted := QUOTED.search(text):
        return quoted[1]
    for match in NAMED_BEFORE.finditer(text):
        name = match[1] if len(ADJECTIVE.findall(match[1])) > match[1].count(" ") else match[1].split()[-1]
        if ADJECTIVE.search(name):
            return nominative(f"{name} {match[2].lower()}")
    if after := NAMED_AFTER.search(text):
        return f"{nominative(after[1].lower())} {_proper(after[2])}"
    if town := TOWN.search(text):
        return f"{'г.' if town[1] == 'г.' else 'город'} {nominative(_proper(town[2]))}"
    return None


def _proper(name: str) -> str:
    """«Великие Горы» whole, of «Вербного Директор» the first word: an adjective agrees with the noun of its name."""
    first, _, second = name.partition(" ")
    adjective = ADJECTIVE.search(first) and not ADJECTIVE.search(second) and _cases(first) & _cases(second)
    return name if adjective or first.lower() == "город" else first


def _cases(word: str) -> set[str]:
    return {parse.tag.case for parse in morphology().parse(word) if parse.tag.case}


def nominative(phrase: str) -> str:
    """A phrase of adjectives and a noun in the nominative, each word written as large as it was."""
    words = phrase.split()
    if len(words) > 1 and all(map(_may_be_nominative, words)):
        return phrase
    noun = _best(words[-1], ("NOUN",))
    adjectives = [_agreeing(_best(word, ("ADJF", "PRTF")), noun) for word in words[:-1]]
    forms = [*adjectives, noun.inflect({"nomn"}) or noun]
    return " ".join(_like(word, form.word) for word, form in zip(words, forms, strict=True))


def _may_be_nominative(word: str) -> bool:
    return any("nomn" in parse.tag for parse in morphology().parse(word))


def _agreeing(adjective: Parse, noun: Parse) -> Parse:
    number = noun.tag.number or "sing"
    gender = {noun.tag.gender} if number == "sing" and noun.tag.gender else set()
    return adjective.inflect({"nomn", number} | gender) or adjective


def _best(word: str, parts: tuple[str, ...]) -> Parse:
    """The likeliest parse: of the wanted part of speech, a place's name, in the genitive of headings («план … района»)."""
    return max(
        morphology().parse(word),
        key=lambda parse: (
            parse.tag.POS in parts,
            "Geox" in parse.tag,
            parse.tag.case in ("gent", "nomn"),
            parse.score,
        ),
    )


def _like(model: str, word: str) -> str:
    """`word` with the capitals of `model`, and with «ё» only where that has it."""
    spelled = word if "ё" in model else word.replace("ё", "е")
    parts = zip(model.split("-"), spelled.split("-"), strict=False)
    return "-".join(part.capitalize() if pattern[:1].isupper() else part for pattern, part in parts)
