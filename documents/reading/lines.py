"""Lines that flow into one text: white space folded, words torn by a hyphen at a line's end put together."""

import re
from collections.abc import Collection, Iterable

from pymorphy3.units import KnownPrefixAnalyzer

from documents.reading.words import is_known, morphology

# Soft hyphens and zero-width spaces vanish; typographic and non-breaking hyphens are hyphens.
SIGNS = {0xAD: None, 0x200B: None, 0xFEFF: None, 0x2010: "-", 0x2011: "-"}
HYPHENATED = re.compile(r"\w-$")
# «организационно-методический» has a hyphen, though the dictionary also knows it as one word.
RELATIONAL = ("ционно", "тельно", "твенно")
# Clipped words are written as one with what follows: «профмастерство», «соцсети».
CLIPPED = {"проф", "соц", "спец", "орг", "пед", "мед", "гос", "техно"}
SLASHED = re.compile(r"\S/$")
WORD = re.compile(r"\w+")
LAST_WORD = re.compile(r"[а-яё]{3,}$", re.IGNORECASE)
COMPOUND = re.compile(r"\w+-\w+")


def folded(text: str) -> str:
    """One line without doubled, edge and non-breaking spaces and without soft hyphens."""
    return " ".join(text.translate(SIGNS).split())


def compounds(texts: Iterable[str]) -> set[str]:
    """Words that a document itself writes with a hyphen, in lower case."""
    return {word for text in texts for word in COMPOUND.findall(text.lower())}


def flowing(text: str, written: Collection[str] = ()) -> str:
    """The lines of a cell or paragraph as one; `written` are the document's own compounds."""
    flow = ""
    # From the end, for only then «ис-», «пол-», «нено» are put together as one word.
    for line in reversed(text.replace("\u00ad\n", "").split("\n")):
        flow = join(folded(line), flow, written)
    return flow


def join(before: str, after: str, written: Collection[str] = ()) -> str:
    """Two pieces of one text; «програм-» + «мы» is one word, «научно-» + «методический» keeps its hyphen."""
    head = WORD.match(after)
    if SLASHED.search(before):
        return before + after
    if not HYPHENATED.search(before) or not head:
        return before + after if head and _is_cut(before, head[0]) else f"{before} {after}".strip()
    tail = WORD.findall(before)[-1].lower()
    torn = head[0].islower() and f"{tail}-{head[0]}" not in written and not _is_compound(tail, head[0])
    return (before[:-1] if torn else before) + after


def _is_cut(before: str, head: str) -> bool:
    """«ответственн» + «ые»: a narrow column cut the word, for only together the parts are one."""
    tail = LAST_WORD.search(before)
    if not tail or not (tail[0] + head).islower():
        return False
    return not (is_known(tail[0]) and is_known(head)) and is_known(tail[0] + head)


def _is_compound(tail: str, head: str) -> bool:
    """Written with a hyphen in the dictionary or, where it has no word for both, made of two words of it."""
    if is_known(f"{tail}-{head}"):
        return True
    if (
        len(tail) < 3
        or len(head) < 3
        or not is_known(head)
        or not (is_known(tail) or _is_shortened_adjective(tail))
    ):
        return False
    return tail.endswith(RELATIONAL) or not (is_known(tail + head) or _is_prefix(tail, head))


def _is_shortened_adjective(word: str) -> bool:
    """«туристско-» is made of «туристский»."""
    return word[-1] in "ое" and any(is_known(word[:-1] + ending) for ending in ("ый", "ий", "ой"))


def _is_prefix(tail: str, head: str) -> bool:
    """«медиа» + «план»: a first part that is common or clipped is written as one with what follows."""
    methods = morphology().parse(tail + head)[0].methods_stack
    return tail in CLIPPED or any(
        isinstance(method[0], KnownPrefixAnalyzer) and method[1] == tail for method in methods
    )
