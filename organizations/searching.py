"""Finding rows by words: letter case, ё, quotation marks and the sign № do not matter."""

from django.db.models import Q

from documents.prose import normalise


def words_of(text: str) -> list[str]:
    """The words of a search as they stand in a `search_key`: «№13/1» and «№ 13/1» are one."""
    return normalise(text.replace("\0", "")).replace("№", " ").split()


def every_word(text: str, key: str = "search_key") -> Q:
    """Rows in whose key stands every word of the text."""
    return Q(*((f"{key}__contains", word) for word in words_of(text)))
