from datetime import date

import pytest

from plans.periods import ReportingPeriod


@pytest.mark.parametrize(
    ("code", "start", "end", "previous", "following", "words"),
    [
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30), "2025H2", "2026H2", "I полугодие 2026 года"),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31), "2026H1", "2027H1", "II полугодие 2026 года"),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2025Q4", "2026Q2", "I квартал 2026 года"),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), "2026Q3", "2027Q1", "IV квартал 2026 года"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025", "2027", "2026 год"),
    ],
)
def test_period_knows_its_days_and_its_neighbours(code, start, end, previous, following, words):
    period = ReportingPeriod.from_code(code)
    assert (period.start, period.end, str(period), period.code) == (start, end, words, code)
    assert (period.previous.code, period.next.code) == (previous, following)


@pytest.mark.parametrize("code", ["2026H3", "2026Q5", "26H1", "2026H", "2026Q1H1", ""])
def test_what_is_no_period_is_refused(code):
    with pytest.raises(ValueError, match="Не период"):
        ReportingPeriod.from_code(code)


@pytest.mark.parametrize(
    ("code", "halves"), [("2026", ["2026H1", "2026H2"]), ("2026H2", ["2026H2"]), ("2026Q2", [])]
)
def test_half_years_in_a_period(code, halves):
    assert [half.code for half in ReportingPeriod.from_code(code).halves] == halves
