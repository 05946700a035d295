"""Whether the numbers of an organisation can be what they are called: their lengths and control digits."""

import re

from django.core.exceptions import ValidationError

KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
# By what each digit of an ИНН is multiplied for its control digit: of organisations one, of people two.
INN_WEIGHTS: dict[int, list[tuple[int, ...]]] = {
    10: [(2, 4, 10, 3, 5, 9, 4, 6, 8)],
    12: [(7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)],
}
# By what the digits of an ОГРН before the last are divided: of organisations, and of those who work for themselves.
OGRN_DIVISORS = {13: 11, 15: 13}


def check_inn(value: str) -> None:
    digits = _digits(value)
    if len(digits) not in INN_WEIGHTS:
        raise ValidationError("В ИНН организации 10 цифр, у предпринимателя 12.")
    for weights in INN_WEIGHTS[len(digits)]:
        total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False))
        if total % 11 % 10 != digits[len(weights)]:
            raise ValidationError("В ИНН ошибка: контрольная цифра не сходится. Сверьте номер с документом.")


def check_ogrn(value: str) -> None:
    digits = _digits(value)
    if len(digits) not in OGRN_DIVISORS:
        raise ValidationError("В ОГРН 13 цифр, у предпринимателя (ОГРНИП) 15.")
    if int(value[:-1]) % OGRN_DIVISORS[len(digits)] % 10 != digits[-1]:
        raise ValidationError("В ОГРН ошибка: контрольная цифра не сходится. Сверьте номер с документом.")


def check_kpp(value: str) -> None:
    """A КПП has no control digit: four digits, two digits or Latin letters, three digits."""
    if not KPP.fullmatch(value):
        raise ValidationError("В КПП 9 знаков: цифры, на пятом и шестом месте бывают латинские буквы.")


def _digits(value):
    return [int(digit) for digit in value] if value.isascii() and value.isdecimal() else []
