"""Words torn at the end of a line, put together again with a dictionary and with the document's own words."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

import pymorphy3

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST_WORD = re.compile(r"([^\W\d_]+)(\s?-)?\s*$")
FIRST_WORD = re.compile(r"\s*([^\W\d_]+)")
TORN_CAPITAL = re.compile(r"\b([А-ЯЁ]) ([а-яё]{3,})")
LONGEST_WORD = 60
CANNOT_BEGIN_A_WORD = "ьъы"
# A share of line ends that are certainly torn words, from which on the doubtful ones are taken for torn as well.
TORN_SHARE = 0.04


@cache
def morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=100_000)
def is_known(word: str) -> bool:
    return morphology().word_is_known(word)


class WordMender:
    """Knows the words of one document and joins what was torn across its lines."""

    def __init__(self, lines: Iterable[str]):
        lines = list(lines)
        self._seen = Counter(word.lower() for line in lines for word in WORD.findall(line)[:-1])
        self._doubtful_are_torn = False
        self._doubtful_are_torn = self._share_of_torn(lines) >= TORN_SHARE

    def join(self, before: str, after: str) -> tuple[str, str | None]:
        """Both texts as one, and «до-полнительного» → «дополнительного» where a word was mended."""
        if not before or not after:
            return before or after, None
        tail, head = LAST_WORD.search(before, max(len(before) - LONGEST_WORD, 0)), FIRST_WORD.match(after)
        if not tail or not head or not _same_case(tail[1], head[1]):
            return f"{before} {after}", None
        glue = self._glue(tail[1], tail[2], head[1])
        if glue is None:
            return f"{before} {after}", None
        repair = f"«{tail[1]}-{head[1]}» → «{tail[1]}{glue}{head[1]}»"
        joined = before[: tail.end(1)] + glue + after[head.start(1) :]
        return joined, None if tail[2] == glue else repair

    def _glue(self, tail: str, hyphen: str | None, head: str) -> str | None:
        """What stood between the two parts: nothing, a hyphen, or (None) a space between two words."""
        if hyphen is None:
            return "" if self._is_torn(tail, head) else None
        if self._is_one_word(tail, head) and not self._is_compound(tail, head):
            return ""
        return "-" if hyphen == "-" else None

    def _is_torn(self, tail: str, head: str) -> bool:
        if len(tail) < 2 or head[0].lower() in CANNOT_BEGIN_A_WORD:
            return head[0].lower() in CANNOT_BEGIN_A_WORD
        if (tail + head).lower() in self._seen:
            return True
        known_parts = is_known(tail) + is_known(head)
        if not is_known(tail + head):
            return known_parts == 0 and not tail.isupper()
        return known_parts < 2 or self._doubtful_are_torn

    def _is_one_word(self, tail: str, head: str) -> bool:
        return is_known(tail + head) or not (is_known(tail) or is_known(head))

    def _is_compound(self, tail: str, head: str) -> bool:
        """«организационно-методический»: both parts are words, and the first ends as compounds do."""
        if f"{tail}-{head}".lower() in self._seen:
            return True
        return len(tail) > 4 and tail[-1] in "ое" and is_known(tail) and is_known(head)

    def _share_of_torn(self, lines: list[str]) -> float:
        filled = [line for line in lines if line.strip()]
        torn = sum(self.join(line, following)[1] is not None for line, following in pairwise(filled))
        return torn / max(len(filled), 1)


def _same_case(tail: str, head: str) -> bool:
    """A torn word goes on as it began: in capitals only when it began in capitals."""
    if tail.isupper() and len(tail) > 1:
        return head.isupper() and len(head) > 2
    return head.islower()


def rejoin_letters(line: str) -> str:
    """«О тветственные» → «Ответственные»: a capital torn off its word, where only the whole is a word."""
    return TORN_CAPITAL.sub(
        lambda match: (
            match[1] + match[2] if is_known(match[1] + match[2]) and not is_known(match[2]) else match[0]
        ),
        line,
    )
