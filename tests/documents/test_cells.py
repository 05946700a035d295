"""What offices write in the cells of registers, and how it is read; no database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from documents.cells import (
    ChoiceCell,
    DateCell,
    DigitsCell,
    FlagCell,
    NumberCell,
    RangeCell,
    SchoolYearCell,
    TextCell,
    WholeCell,
    neutral,
    plain,
)

LEVEL = ChoiceCell([("initial", "ознакомительный"), ("basic", "базовый")], {"initial": ("стартовый",)})


@pytest.mark.parametrize(
    ("cell", "raw", "value"),
    [
        (WholeCell(), 72.0, 72),
        (WholeCell(), "1 200", 1200),
        (WholeCell(), "7 лет", 7),
        (WholeCell(), "72,0", 72),
        (WholeCell(), "-", None),
        (NumberCell(), "105,30 руб.", Decimal("105.3")),
        (NumberCell(), 0.1 + 0.2, Decimal("0.3")),
        (NumberCell(), 200.0, Decimal(200)),
        (DateCell(), "1.9.26", date(2026, 9, 1)),
        (DateCell(), "2026-09-01T00:00:00", date(2026, 9, 1)),
        (DateCell(), "1 сентября 2026 г.", date(2026, 9, 1)),
        (DateCell(), datetime(2026, 9, 1, 10, tzinfo=UTC), date(2026, 9, 1)),
        (DateCell(), 46266.0, date(2026, 9, 1)),
        (SchoolYearCell(), "2026–2027 уч. год", 2026),
        (SchoolYearCell(), 2026.0, 2026),
        (RangeCell(), "7–12 лет", (7, 12)),
        (RangeCell(), "от 7 до 12", (7, 12)),
        (RangeCell(), "с 7 лет", (7, None)),
        (RangeCell(), "до 12", (None, 12)),
        (RangeCell(), 7.0, (7, 7)),
        (FlagCell(), "+", True),
        (FlagCell(), 1.0, True),
        (FlagCell(), "Нет", False),
        (LEVEL, "Стартовый уровень", "initial"),
        (LEVEL, "БАЗОВЫЙ.", "basic"),
        (TextCell(), 12345.0, "12345"),
        (TextCell(), " Юный \n шахматист ", "Юный шахматист"),
        (DigitsCell(10, 12), 101234567.0, "0101234567"),
    ],
)
def test_cells_are_read_as_offices_write_them(cell, raw, value):
    assert cell.clean(raw) == value


@pytest.mark.parametrize(
    ("cell", "raw", "sentence"),
    [
        (WholeCell(), "семь", "не число"),
        (WholeCell(), "7,5", "не целое число"),
        (WholeCell(), "-7", "не целое число"),
        (NumberCell(), float("inf"), "не число|слишком большое"),
        (NumberCell(), "9" * 40_000, "слишком большое"),
        (DateCell(), "31.02.2026", "не дата"),
        (SchoolYearCell(), "2026/28", "не учебный год"),
        (RangeCell(), "любой", "от – до"),
        (FlagCell(), "наверное", "«да» или «нет»"),
        (LEVEL, "сложный", "Возможно: ознакомительный, базовый"),
        (TextCell(), "=HYPERLINK(1)", "похоже на формулу"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_short_sentence(cell, raw, sentence):
    with pytest.raises(ValueError, match=sentence) as refusal:
        cell.clean(raw)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-5", "@SUM(A1)", "\tтекст", "'=1", "''+"])
def test_what_looks_like_a_formula_goes_out_neutralised_and_comes_back_the_same(text):
    assert neutral(text) == f"'{text}"
    assert plain(neutral(text)) == text


def test_a_telephone_and_a_mere_apostrophe_go_out_as_they_are():
    assert [neutral(text) for text in ("+7 (900) 000-00-00", "'Наш край", "")] == [
        "+7 (900) 000-00-00", "'Наш край", "",
    ]  # fmt: skip
