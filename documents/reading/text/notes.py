"""Remarks that stand between the rows of a table without belonging to it."""

import re

AMENDMENT = re.compile(
    r"\s*[(\[]\s*(?:[^()]{0,40}\s)?(?:в ред\.|в редакции|с изм\.|с изменениями|введен|дополнен|утратил|исключен)",
    re.IGNORECASE,
)


def is_amendment(text: str) -> bool:
    """An editor's remark on a row of a legal act: «(в ред. постановления от … № …)»."""
    return AMENDMENT.match(text) is not None
