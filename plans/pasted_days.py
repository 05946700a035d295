"""The days of an event as offices type them: «14.09.26», «14 сент. 2026», «с 14 по 16 сентября 2026 г.»."""

import re
from datetime import date

from django.core.exceptions import ValidationError

from documents.deadlines import Kind, read_deadline

_IN_FIGURES = r"(?:(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)|(\d{4})-(\d\d)-(\d\d))"
_MONTH = r"(?:янв|февр?|мар|апр|ма[йя]|июн|июл|авг|сент?|окт|ноя|дек)[а-я]*"
_IN_WORDS = rf"\d{{1,2}}(?:-?го)?[\s.-]+{_MONTH}[\s.-]+(?:20)?\d\d"
DAY = re.compile(rf"(?<!\d){_IN_FIGURES}(?!\d)")
ANY_DAY = re.compile(rf"(?<!\d)(?:{_IN_FIGURES}|{_IN_WORDS})(?!\d)", re.IGNORECASE)
# A cell that begins with a day: «с 14 по 16 сентября 2026 г.», «понедельник, 14.09.2026».
BEGINS_WITH_A_DAY = rf"(?:с |[а-я]+, ?)?(?:\d{{1,2}} ?(?:-|по|и) ?)?{ANY_DAY.pattern}.*"
# As Excel writes the month when its cell is narrow: «14.сен.26», «14-сен-26».
_SHORT_YEAR = re.compile(rf"(\d{{1,2}})[\s.-]+({_MONTH})[\s.-]+(\d\d)(?!\d)", re.IGNORECASE)


def days_in(text: str) -> tuple[date, date]:
    """The first and the last day that a cell names, each with its year; ValidationError with what is wrong."""
    days = _understood(_SHORT_YEAR.sub(r"\1 \2 20\3", text)) or [_day(match) for match in DAY.finditer(text)]
    if not 1 <= len(days) <= 2:
        raise ValidationError(f"«{text}» — не дата. Напишите так: 25.01.2026.")
    if days != sorted(days):
        raise ValidationError(f"«{text}» — окончание раньше начала.")
    return days[0], days[-1]


def _understood(text):
    """As the reader of deadlines takes it; a day that moves with the year it is asked about was named without one."""
    one, other = (read_deadline(text, year) for year in (2000, 2001))
    is_named = one == other and one.kind is Kind.DATE
    return [one.start, one.end] if is_named else []


def _day(match):
    day, month, year = (match[n] for n in (1, 2, 3)) if match[1] else (match[6], match[5], match[4])
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        raise ValidationError(f"«{match[0]}» — такой даты нет.") from None
