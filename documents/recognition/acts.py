"""Number and date of a protocol or decision."""

import datetime
import re

# The paper's own number: after its name, beside its date or at the start of a line; «СОШ № 2» is none.
NUMBER = re.compile(
    r"(?:^|протокол|решение|\bг\.?|\bгода|\d)\s*№\s*(\d[\w/-]*)|№\s*(\d[\w/-]*)\s+от\b",
    re.IGNORECASE | re.MULTILINE,
)
MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
DATE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})[»\"]?"
    rf"(?:\.\s?(?P<month>\d{{1,2}})\.\s?|\s+(?P<name>{'|'.join(MONTHS)})[а-я]*\s+)"
    r"(?P<year>\d{4}|\d\d(?!\d))",
    re.IGNORECASE,
)
NEAR = 8


def number_and_date(lines: list[str]) -> tuple[str | None, str | None]:
    """Number and date (ISO) from the lines with which the title begins."""
    near = "\n".join(lines[:NEAR])
    number = NUMBER.search(near)
    dates = filter(None, map(_iso, DATE.finditer(near)))
    return (number[1] or number[2]) if number else None, next(dates, None)


def _iso(match: re.Match[str]) -> str | None:
    year = int(match["year"])
    month = int(match["month"] or 1 + MONTHS.index(match["name"].lower()))
    try:
        return datetime.date(year + (2000 if year < 100 else 0), month, int(match["day"])).isoformat()
    except ValueError:
        return None
