"""Numbers of rows and sections: «1.1.», «№ 3», «2)», «IV.», «Раздел 2», and what Excel made of them."""

import re

ROW_NUMBER = re.compile(
    r"(?:№|N|п\.)?\s*(\d{1,3}(?:\s?[.,]\s?\d{1,3}){0,4}(?:-?[а-я])?)\s*[.)]*", re.IGNORECASE
)
ODD_NUMBER = re.compile(r"(?=.{2,8}$)\D{0,3}\d[\d\W]*\w?")
# Excel in Russian turns a typed «1.2» into the first of February.
DATE_FOR_NUMBER = re.compile(r"(\d\d)\.(\d\d)\.\d{4}")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
LOOKALIKES = str.maketrans("ІХ", "IX")
SECTION_WORD = re.compile(
    r"^\s*(?:раздел|направление|блок|модуль|задача|этап|глава)\s*№?\s*(?=[\dIVXLІХ])", re.IGNORECASE
)
# The number and what parts it from the title: «1 полугодие» and «I квартал» are titles, not numbers.
NUMBERED = re.compile(
    r"([1-9]\d?(?:\.[1-9]\d?){0,3}|[IVXLІХ]{1,7})(?:\s*[.):]+\s*(?!\d)|\s+[–—-]\s+|\s+(?=[^а-яёa-z\d])|$)(.*)",
    re.DOTALL,
)
# Before the title of an activity a figure has to look like a number: «8 Марта» begins with none.
LEADING_NUMBER = re.compile(
    r"([1-9]\d?(?:\.[1-9]\d?)+)\.?\s*(?=\D)(.+)|([1-9]\d?)[.)]\s*(?=\D)(.+)", re.DOTALL
)


def row_number(text: str) -> str | None:
    """«1.1.», «№ 1.1», «1)» → «1.1», «1»; None where the text is not a number and nothing else."""
    text = text.strip()
    if match := DATE_FOR_NUMBER.fullmatch(text):
        return f"{int(match[1])}.{int(match[2])}"
    match = ROW_NUMBER.fullmatch(text)
    return re.sub(r"\s?[.,]\s?", ".", match[1]).lower() if match else None


def is_date(text: str) -> bool:
    """Whether a spreadsheet made a date of the number."""
    return DATE_FOR_NUMBER.fullmatch(text) is not None


def printed_number(text: str) -> str | None:
    """As `row_number`, and whatever short text with a figure an office puts in its place: «1-а», «п. 3/1»."""
    return row_number(text) or (text if ODD_NUMBER.fullmatch(text) else None)


def section_number(text: str) -> str | None:
    """The number of a section alone in its cell, a Roman one as an Arabic one."""
    number, title = split_number(text)
    return number if number and not title else None


def split_number(text: str) -> tuple[str, str]:
    """«II. Кадры» → ("2", "Кадры"), «1.2. Отчёты» → ("1.2", "Отчёты"); without a number ("", text)."""
    match = NUMBERED.fullmatch(SECTION_WORD.sub("", text.strip(), count=1))
    if not match:
        return "", text.strip()
    number, title = match[1], match[2].strip()
    return (number if number[0].isdigit() else str(_arabic(number))), title


def leading_number(text: str) -> tuple[str, str]:
    """«1.2 Сбор заявок» → ("1.2", "Сбор заявок"), an activity and the number written before it."""
    match = LEADING_NUMBER.fullmatch(text)
    return (match[1] or match[3], match[2] or match[4]) if match else ("", text)


def repaired(number: str, previous: str) -> str:
    """«1.1» standing after «1.9» is «1.10» that a spreadsheet kept as a figure."""
    section, _, last = previous.rpartition(".")
    following = f"{section}.{int(last) + 1}" if section and last.isdecimal() else ""
    return following if following == f"{number}0" else number


def depth(number: str) -> int:
    return number.count(".") + 1 if number else 0


def _arabic(roman: str) -> int:
    values = [ROMAN[letter] for letter in roman.translate(LOOKALIKES)]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
