"""How the cells of registers are read and written: what offices type, as values; values, as cells that come back the same.

A cell that cannot be read raises ValueError with a sentence for the user. Nothing here asks the database.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from import_export.widgets import Widget

from documents.prose import normalise
from documents.prose.dates import MONTHS_GENITIVE

# Said of a number or a date that is not there.
NOTHING = {"", "-", "н/д", "нет данных", "не указано", "не указан", "не указана"}
YES = {"да", "+", "1", "x", "х", "v", "✓", "✔", "истина", "true", "yes", "имеется", "есть"}
NO = {"нет", "-", "0", "ложь", "false", "no", "не имеется"}
# Words that stand beside a choice and say nothing more: «техническая направленность».
BESIDE = re.compile(r"\b(направленность|уровень|форма обучения|форма|программа|программы)\b")
NUMBER = re.compile(r"-?\d[\d\s]*(?:[.,]\d+)?")
UNITS = re.compile(
    r"(?<=\d)\s*(?:лет|год(?:а|ов)?|ч(?:ас(?:а|ов)?)?|мест[оа]?|чел(?:овек)?|руб(?:лей)?|р)\.?$"
)
RANGE = re.compile(
    r"(?:(?:от|с) )?(?P<first>\d{1,3})(?: лет)? ?(?:-|до|по) ?(?P<last>\d{1,3})"
    r"|(?:от|с) (?P<least>\d{1,3})|до (?P<most>\d{1,3})|(?P<single>\d{1,3})"
)
FORMULA = re.compile(r"'*[=+\-@\t\r]")
PHONE = re.compile(r"\+\d[\d ()-]{8,}")
ORDERED_DATES = (
    r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}|\d{2})",
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
)
DATE = re.compile(rf"(?:{ORDERED_DATES[0]})(?:\s*г\.?)?")
ISO_DATE = re.compile(rf"(?:{ORDERED_DATES[1]})(?:[t ].*)?")
DATE_IN_WORDS = re.compile(r"(?P<d>\d{1,2}) (?P<m>[а-я]+) (?P<y>\d{4})(?: ?г(?:\.|ода)?)?")
SCHOOL_YEAR = re.compile(r"(\d{4})(?:\s*[/-]\s*(\d{4}|\d{2}))?(?:\s*(?:уч\w*\.?|г\w*\.?|год\w*))*")
FIRST_DAY_OF_EXCEL = date(1899, 12, 30)
SHOWN = 60


def shown(raw) -> str:
    """A cell in a sentence: «…», however long it is."""
    text = " ".join(str(raw).split())
    return f"«{text[:SHOWN]}…»" if len(text) > SHOWN else f"«{text}»"


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `plain` gives it back."""
    return f"'{text}" if FORMULA.match(text) and not PHONE.fullmatch(text) else text


def plain(raw: Any) -> Any:
    """A cell without the mark of `neutral`; a number that a text column holds stays a number."""
    if not isinstance(raw, str):
        return raw
    text = raw.strip(" \n\r\xa0")
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def is_empty(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def as_text(raw: Any) -> str:
    """A cell as the sheet shows it: spreadsheets hold whole numbers as 72.0."""
    if isinstance(raw, bool):
        return "да" if raw else "нет"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime | date):
        return f"{raw:%d.%m.%Y}"
    return str(raw).strip()


class Cell(Widget):
    """`clean` reads a cell that is not empty, `render` writes a value; `needs_row` where other cells say what it means."""

    needs_row = False

    def clean(self, value, row=None, **kwargs) -> Any:
        raise NotImplementedError

    def render(self, value, obj=None, **kwargs) -> Any:
        return "" if value is None else value

    def words(self, value) -> str:
        """A value as people read it in a preview."""
        return as_text(self.render(value))

    def same(self, before, after) -> bool:
        return before == after

    def problem(self, value) -> str:
        """What is wrong with a value that is not yet in the register, as a sentence."""
        return ""

    def told(self, raw, value) -> str:
        """What was taken for something else than it stands there, as a sentence."""
        return ""


class TextCell(Cell):
    """A line of text, or several."""

    def __init__(self, has_lines: bool = False):
        super().__init__()
        self.has_lines = has_lines

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, str) and value.lstrip().startswith("="):
            raise ValueError(f"{shown(value)} похоже на формулу. Замените её текстом.")
        text = as_text(plain(value)).replace("\0", "")
        lines = (" ".join(line.split()) for line in text.splitlines())
        return "\n".join(lines).strip() if self.has_lines else " ".join(text.split())

    def render(self, value, obj=None, **kwargs):
        return neutral(value or "")

    def words(self, value):
        return value or ""

    def same(self, before, after):
        return (before or "").split() == (after or "").split()


class DigitsCell(TextCell):
    """A number of so many digits (ИНН, КПП); a spreadsheet that holds it as a number has lost its leading zero."""

    def __init__(self, *lengths: int):
        super().__init__()
        self.lengths = lengths

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value, row, **kwargs)
        digits = re.sub(r"[\s-]", "", text)
        return digits.zfill(len(digits) + 1) if self._lost_zero(value, digits) else digits

    def _lost_zero(self, raw, digits):
        return not isinstance(raw, str) and digits.isdecimal() and len(digits) + 1 in self.lengths

    def problem(self, value):
        if not value or (value.isdecimal() and len(value) in self.lengths):
            return ""
        return f"{shown(value)}: здесь должно быть {' или '.join(map(str, self.lengths))} цифр."

    def told(self, raw, value):
        return f"Впереди добавлен ноль: {value}." if self._lost_zero(raw, value[1:]) else ""


class AddressCell(TextCell):
    """A link; written without a scheme it is taken for https."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value, row, **kwargs)
        return text if "://" in text else f"https://{text}"


class WholeCell(Cell):
    """A whole number: 72, «72.0», «1 200», «7 лет»."""

    def clean(self, value, row=None, **kwargs):
        number = read_number(value)
        if number is not None and (number != int(number) or number < 0):
            raise ValueError(f"{shown(as_text(value))} — не целое число.")
        return None if number is None else int(number)


class NumberCell(Cell):
    """A number with a decimal comma or point."""

    def clean(self, value, row=None, **kwargs):
        return read_number(value)


class RangeCell(Cell):
    """Two whole numbers in one cell: «7–12 лет», «от 7», «до 12», 7."""

    def clean(self, value, row=None, **kwargs):
        text = UNITS.sub("", normalise(as_text(plain(value))))
        if text in NOTHING:
            return None
        if not (match := RANGE.fullmatch(text)):
            raise ValueError(f"{shown(value)}: здесь должно быть «от – до», например «7–12».")
        told = {name: int(number) for name, number in match.groupdict().items() if number}
        single = told.get("single")
        return told.get("first", told.get("least", single)), told.get("last", told.get("most", single))


class FlagCell(Cell):
    """Да or нет, +, 1."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, bool):
            return value
        word = normalise(as_text(plain(value))).rstrip(".")
        if word not in YES | NO:
            raise ValueError(f"{shown(value)}: здесь должно быть «да» или «нет».")
        return word in YES

    def render(self, value, obj=None, **kwargs):
        return "да" if value else "нет"


class ChoiceCell(Cell):
    """One of the words of a list, by its label or by another word for it."""

    def __init__(self, choices, also: dict[str, tuple[str, ...]] | None = None):
        super().__init__()
        self.labels = {str(value): str(label) for value, label in choices}
        self.known = {}
        for value, label in self.labels.items():
            for word in (label, value, *(also or {}).get(value, ())):
                self.known[self._key(word)] = value

    @staticmethod
    def _key(word):
        return re.sub(r"[\W_]", "", BESIDE.sub("", normalise(word))) or re.sub(r"\W", "", normalise(word))

    def clean(self, value, row=None, **kwargs):
        text = as_text(plain(value))
        if normalise(text) in NOTHING:
            return None
        if (key := self._key(text)) not in self.known:
            raise ValueError(f"Портал не знает {shown(text)}. Возможно: {', '.join(self.labels.values())}.")
        return self.known[key]

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(str(value), "") if value else ""


class DateCell(Cell):
    def clean(self, value, row=None, **kwargs):
        return read_date(value)

    def words(self, value):
        return f"{value:%d.%m.%Y}" if value else ""


class SchoolYearCell(Cell):
    """«2026/27», «2026-2027 уч. год», 2026: the year in which it begins."""

    def clean(self, value, row=None, **kwargs):
        text = normalise(as_text(value))
        if text in NOTHING:
            return None
        match = SCHOOL_YEAR.fullmatch(text)
        begins = int(match[1]) if match else 0
        if not match or (match[2] and int(match[2][-2:]) != (begins + 1) % 100):
            raise ValueError(f"{shown(text)} — не учебный год. Пример: 2026/27.")
        return begins

    def render(self, value, obj=None, **kwargs):
        return f"{value}/{(value + 1) % 100:02}" if value else ""


def read_number(raw: Any) -> Decimal | None:
    """None for a dash; ValueError for what is no number or too long to be one."""
    if isinstance(raw, bool | date | timedelta):
        raise ValueError(f"{shown(as_text(raw))} — не число.")
    text = repr(raw) if isinstance(raw, float) else normalise(str(raw))
    if text in NOTHING:
        return None
    digits = UNITS.sub("", text)
    if isinstance(raw, str) and not NUMBER.fullmatch(digits):
        raise ValueError(f"{shown(raw)} — не число.")
    number = Decimal("".join(digits.split()).replace(",", "."))
    if not number.is_finite() or abs(number) >= 10**9:
        raise ValueError(f"{shown(raw)} — слишком большое число.")
    return round(number, 6).normalize() if number != int(number) else Decimal(int(number))


def read_date(raw: Any) -> date | None:
    """A day in any of the usual forms; None for a dash."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 20_000 < raw < 80_000:
        return FIRST_DAY_OF_EXCEL + timedelta(days=int(raw))
    text = normalise(str(raw))
    if text in NOTHING:
        return None
    match = DATE.fullmatch(text) or ISO_DATE.fullmatch(text) or DATE_IN_WORDS.fullmatch(text)
    try:
        return _day(**match.groupdict()) if match else _refuse()
    except ValueError as no_day:
        raise ValueError(f"{shown(raw)} — не дата. Пример: 01.09.2026.") from no_day


def _day(d, m, y):
    month = int(m) if m.isdecimal() else MONTHS_GENITIVE.index(m) + 1
    return date(int(y) + (2000 if len(y) == 2 else 0), month, int(d))


def _refuse():
    raise ValueError
