"""Dates and reporting periods as official papers write them."""

from datetime import date

MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
MONTHS_GENITIVE = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def format_date(day: date) -> str:
    """«25.01.2022»."""
    return f"{day:%d.%m.%Y}"


def date_in_words(day: date) -> str:
    """«25 января 2022 г.»."""
    return f"{_day_and_month(day)} {day.year} г."


def date_range(start: date, end: date, *, in_words: bool = False) -> str:
    """«26.05.2022–29.05.2022», in words «с 26 по 29 мая 2022 г.»; one day is written once."""
    if start == end:
        return date_in_words(start) if in_words else format_date(start)
    return _range_in_words(start, end) if in_words else f"{format_date(start)}–{format_date(end)}"


def _range_in_words(start: date, end: date) -> str:
    if start.year != end.year:
        first = date_in_words(start)
    else:
        first = str(start.day) if start.month == end.month else _day_and_month(start)
    return f"с {first} по {date_in_words(end)}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}"
