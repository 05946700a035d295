"""How alike two wordings are: told by the stems of their words, in whatever form and order these stand."""

import re
from functools import lru_cache

from documents.prose import analyser, normalise

# Of 100: below it two texts have no more than ordinary words in common. To be offered, not to be relied on.
LIKELY = 55
# Two wordings of one thing, ordinary words apart.
ALIKE = 60
# Words that stand in nearly every item tell no item from another.
ORDINARY = frozenset(
    [
        *("организация", "проведение", "деятельность", "муниципальный"),
        *("дополнительный", "общеобразовательный", "образование", "ребенок"),
        *("далее", "по", "на", "для", "из"),
    ]
)


def stems(text: str) -> set[str]:
    """Eight letters of each word's dictionary form, alike in «консультаций» and «консультирование»."""
    return {form[:8] for form in _forms(text)}


def stemmed(text: str, *, without_ordinary: bool = False) -> str:
    """The stems of a text in one string, as rapidfuzz compares them."""
    left_out = ORDINARY if without_ordinary else frozenset()
    return " ".join(form[:8] for form in _forms(text) if form not in left_out)


def _forms(text):
    return [_dictionary_form(word) for word in re.findall(r"\w{2,}", normalise(text))]


@lru_cache(maxsize=10_000)
def _dictionary_form(word):
    return analyser().parse(word)[0].normal_form.replace("ё", "е")
