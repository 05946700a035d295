"""A school year runs from 1 September to 31 August and is named by the year in which it began."""


def current_school_year(day) -> int:
    """The year in which the school year of a day began: 2026 for 2026/27."""
    return day.year if day.month >= 9 else day.year - 1


def school_year_words(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"
