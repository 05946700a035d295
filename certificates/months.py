"""Months: «2026-10» in addresses, «октябрь 2026 года» on pages; each is known by its first day."""

import re
from datetime import date

from documents.prose import MONTHS

CODE = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def read_month(code: str) -> date | None:
    """The first day of «2026-10»; None for anything else."""
    match = CODE.fullmatch(code)
    return date(int(match[1]), int(match[2]), 1) if match else None


def month_of(day: date) -> date:
    return day.replace(day=1)


def shift(month: date, number: int) -> date:
    """The month that many months later, or earlier for a negative number."""
    years, rest = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, rest + 1, 1)


def month_in_words(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year} года"


def refuse_future(month: date, today: date) -> str:
    """What to say of a month that has not begun by the municipality's clock; empty for any other."""
    if month <= today:
        return ""
    return f"{month_in_words(month).capitalize()} ещё не наступил: внесите сведения, когда месяц начнётся."
