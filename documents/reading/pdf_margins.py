"""Lines in the margins of pages that are no part of the text: page numbers and running heads."""

import re
from collections import Counter

SAME_PLACE = 4  # points


def without_running_lines(pages: list[list[dict]]) -> list[list[dict]]:
    """The lines of each page without page numbers and without what stands at the same place of most pages.

    A line is a dictionary with its `text` and `top`.
    """
    seen = Counter(place for lines in pages for place in {_place(line) for line in lines})
    running = {place for place, count in seen.items() if count > 1 and count > len(pages) / 2}
    return [
        [line for line in lines if _place(line) not in running and not is_page_number(line["text"])]
        for lines in pages
    ]


def is_page_number(text: str) -> bool:
    """«12», «– 3 –», «Страница 2 из 5», «стр. 4»."""
    return (
        re.fullmatch(
            r"(?:стр(?:аница|\.)?\s*)?[-–— ]*\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?[-–— .]*",
            text.strip(),
            re.IGNORECASE,
        )
        is not None
    )


def _place(line: dict) -> tuple[int, str]:
    """Height and text of a line; the number of the page may change."""
    return round(line["top"] / SAME_PLACE), re.sub(r"\d+", "", line["text"])
