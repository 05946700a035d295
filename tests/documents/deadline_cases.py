"""Deadlines as one line each, for tables of phrases and what is read in them."""

import pytest

from documents.deadlines import Recurrence, read_deadline


def read(text: str, year=2024, *, school=False) -> str:
    """«until ..2024-12-10», «recurring 2024-01-01..2024-12-31 monthly», a list with one period after another."""
    deadline = read_deadline(text, year, school_year=school)
    assert deadline.text == text
    periods = [f"{period.start or ''}..{period.end or ''}" for period in deadline.periods]
    repeated = [deadline.recurrence.value] if deadline.recurrence is not Recurrence.NONE else []
    return " ".join([deadline.kind.value, *periods, *repeated])


def cases(table: str):
    """Lines of «phrase | reading»."""
    rows = [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]
    return pytest.mark.parametrize(("text", "expected"), rows, ids=[row[0] for row in rows])
