"""Heads of papers: title, years, half-years, places, labelled lines, numbers and dates of acts."""

import pytest

from documents.recognition.acts import number_and_date
from documents.recognition.heads import half_of, read_head, years_of
from documents.recognition.municipalities import municipality


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("План работы на 2031 год", (2031, 2031, False)),
        ("Отчёт за 1 полугодие 2031 г.", (2031, 2031, False)),
        ("План на 2031-2032 учебный год", (2031, 2031, True)),
        ("План на 2031/32 уч.г.", (2031, 2031, True)),
        ("План на 2031 – 2032 год", (2031, 2031, True)),
        ("План мероприятий (2031-2033 годы)", (2031, 2033, False)),
        ("Программа на 2031-2032 гг.", (2031, 2032, False)),
        ("План по Концепции до 2040 года на 2031 год", (2031, 2031, False)),
        ("План по указу от 31.03.2022 № 7 на 2 квартал 2031 г.", (2031, 2031, False)),
        ("План по Концепции развития детей до 2040 года", (None, None, False)),
        ("План работы", (None, None, False)),
        ("Приказ № 12034 и 20356", (None, None, False)),
    ],
)
def test_years_of_a_title(title: str, years: tuple) -> None:
    assert years_of(title) == years


@pytest.mark.parametrize(
    ("title", "half"),
    [
        ("за первое полугодие 2031 года", 1),
        ("по итогам первого полугодия", 1),
        ("за I полугодие", 1),
        ("за 1-е полугодие", 1),
        ("за январь – июнь 2031 г.", 1),
        ("за 6 месяцев 2031 года", 1),
        ("на второе полугодие", 2),
        ("за II полугодие", 2),
        ("за ІІ полугодие", 2),
        ("за 2 полугодие", 2),
        ("июль-декабрь 2031", 2),
        ("за 2031 год", None),
        ("за 9 месяцев", None),
    ],
)
def test_half_year_of_a_title(title: str, half: int | None) -> None:
    assert half_of(title) == half


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("план Лесногорского городского округа на 2031 год", "Лесногорский городской округ"),
        ("в Тихом районе", "Тихий район"),
        ("центра Верхнего Лесного муниципального района", "Верхний Лесной муниципальный район"),
        ("Усть-Лесного района Лугового края", "Усть-Лесной район"),
        ("муниципального образования «Лесной район»", "Лесной район"),
        ("МО «Город Мастеров»", "Город Мастеров"),
        ("городского округа Вербный Луговой области", "городской округ Вербный"),
        ("муниципального округа – город Вербный", "муниципальный округ город Вербный"),
        ("города Вербного", "город Вербный"),
        ("г. Вербного", "г. Вербный"),
        ("города Великие Горы", "город Великие Горы"),
        ("города Вербного Директор школы", "город Вербный"),
        ("Ясного Муниципального Округа На 2031 Год", "Ясный муниципальный округ"),
        ("Города Вербного На 2031 Год", "город Вербный"),
        ("на 2031 г. Руководитель центра", None),
        ("Луговой области", None),
        ("дополнительного образования детей", None),
    ],
)
def test_municipality_is_named_in_the_nominative(text: str, name: str | None) -> None:
    assert municipality(text) == name


def test_title_is_joined_from_its_lines_and_calmed_down() -> None:
    lines = [
        "УТВЕРЖДАЮ",
        "Директор _____ К.К. Клёнов",
        "«12» января 2031 г.",
        "ПЛАН РАБОТЫ МОЦ",
        "Тихого района",
        "на 2031 год",
    ]
    head = read_head([*lines, "Цель: развитие"], title_at=3)
    assert head.title == "План работы МОЦ Тихого района на 2031 год"
    assert (head.year, head.municipality) == (2031, "Тихий район")


def test_labels_are_read_from_their_own_or_the_next_line() -> None:
    lines = [
        "Отчёт за 2031 год",
        "Территориальная зона: Южная",
        "Муниципальное образование Тихий район",
        "Наименование МОЦ (полное и краткое):",
        "Дом детства (ДД)",
    ]
    head = read_head(lines, title_at=0)
    assert (head.zone, head.municipality, head.organization) == ("Южная", "Тихий район", "Дом детства (ДД)")
    assert head.title == "Отчёт за 2031 год"


def test_label_may_name_a_place_of_no_known_sort() -> None:
    assert (
        read_head(["План", "Муниципальное образование: Белая Гора"], title_at=0).municipality == "Белая Гора"
    )


def test_municipality_in_capitals_is_found() -> None:
    assert read_head(["ПЛАН РАБОТЫ", "ТИХОГО РАЙОНА"], title_at=0).municipality == "Тихий район"


def test_year_of_the_approval_is_taken_where_the_title_has_none() -> None:
    head = read_head(["Приложение к приказу от 23.06.2031 № 5", "План"], title_at=1)
    assert (head.year, head.approval_year) == (None, 2031)


@pytest.mark.parametrize(
    ("lines", "number", "date"),
    [
        (["ПРОТОКОЛ", "«28» апреля 2031 г.   № 4"], "4", "2031-04-28"),
        (["Протокол №3 от 25.03. 2031г."], "3", "2031-03-25"),
        (["Решение от 24.03.2031 г № 2/8"], "2/8", "2031-03-24"),
        (["Протокол педсовета СОШ № 2", "5 мая 2031 года"], None, "2031-05-05"),
        (["Решение", "31.02.2031"], None, None),
    ],
)
def test_number_and_date_of_an_act(lines: list[str], number: str | None, date: str | None) -> None:
    assert number_and_date(lines) == (number, date)
