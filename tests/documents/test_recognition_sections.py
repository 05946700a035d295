"""Rows and lines that begin a section, and which of the six it is."""

import pytest

from tests.documents.outlines import HEADINGS, outline, plan, table


def test_plan_without_sections_has_one_without_number_and_title() -> None:
    reading = plan(table(HEADINGS, ["1", "Слёт", "май", "Клёнов"]))
    assert outline(reading) == {("", ""): ["1 Слёт"]}
    assert reading.as_json()["sections"][0]["number"] is None


@pytest.mark.parametrize(
    ("row", "section"),
    [
        (["1. Кадры центра"], ("1", "Кадры центра")),
        (["II. Кадры центра"], ("2", "Кадры центра")),
        (["ІІІ. Кадры центра"], ("3", "Кадры центра")),  # Cyrillic letters typed for Roman figures
        (["Раздел 4. Кадры центра"], ("4", "Кадры центра")),
        (["Направление V: Кадры центра"], ("5", "Кадры центра")),
        (["6", "Кадры центра"], ("6", "Кадры центра")),
        (["VII", "Кадры центра"], ("7", "Кадры центра")),
        (["Летний отдых"], ("", "Летний отдых")),
        (["8. Правка раздел 2"], ("8", "Правка раздел 2")),
        (["I квартал"], ("", "I квартал")),
        (["1 полугодие"], ("", "1 полугодие")),
    ],
)
def test_row_of_a_title_begins_a_section(row: list[str], section: tuple[str, str]) -> None:
    reading = plan(table(HEADINGS, row, ["1", "Слёт", "май", "Клёнов"], ["2", "Сбор", "июнь", "Клёнов"]))
    assert outline(reading) == {section: ["1 Слёт", "2 Сбор"]}


def test_section_number_above_its_title_is_one_section() -> None:
    reading = plan(table(HEADINGS, ["Раздел 2"], ["Сетевые программы"], ["1", "Слёт", "май", "Клёнов"]))
    assert outline(reading) == {("2", "Сетевые программы"): ["1 Слёт"]}


def test_section_without_number_takes_that_of_its_rows() -> None:
    reading = plan(table(HEADINGS, ["Летний отдых"], ["3.1", "Слёт", "май", ""], ["3.2", "Сбор", "май", ""]))
    assert [part.number for part in reading.sections] == ["3"]


def test_row_without_deadline_among_deeper_numbers_is_a_section_and_otherwise_an_item() -> None:
    deep = plan(table(HEADINGS, ["1", "Лагерь"], ["1.1", "Слёт", "май", "Клёнов"]))
    flat = plan(table(HEADINGS, ["1", "Лагерь"], ["2", "Слёт", "май", "Клёнов"]))
    assert outline(deep) == {("1", "Лагерь"): ["1.1 Слёт"]}
    assert outline(flat) == {("", ""): ["1 Лагерь", "2 Слёт"]}


@pytest.mark.parametrize(
    ("title", "standard"),
    [
        ("Обеспечение деятельности МОЦ", 1),
        ("Внедрение персонифицированого финансирования (ПФДО)", 2),
        ("Развитие кадрового потенциала и профессионального мастерства педагогов", 3),
        ("Реализация программ в сетевой форме", 4),
        ("Выравнивание доступности для детей из сельской местности", 5),
        ("Ведение общедоступного навигатора", 6),
        ("Сетевые программы в навигаторе", None),
        ("Летний отдых", None),
    ],
)
def test_standard_sections_are_known_by_their_wording(title: str, standard: int | None) -> None:
    reading = plan(table(HEADINGS, [f"9. {title}"], ["1", "Слёт", "май", "Клёнов"]))
    assert (reading.sections[0].number, reading.sections[0].standard) == ("9", standard)


def test_section_of_two_standard_themes_is_decided_by_its_number() -> None:
    reading = plan(table(HEADINGS, ["4. Сетевые программы в навигаторе"], ["4.1", "Слёт", "май", "Клёнов"]))
    assert reading.sections[0].standard == 4


def test_empty_section_keeps_its_place_where_it_is_numbered() -> None:
    reading = plan(table(HEADINGS, ["1. Кадры"], ["1.1", "Слёт", "май", "Я"], ["2. Летний отдых"]))
    assert outline(reading) == {("1", "Кадры"): ["1.1 Слёт"], ("2", "Летний отдых"): []}


def test_lines_between_tables_are_titles_of_sections() -> None:
    first = table(HEADINGS, ["1", "Слёт", "май", "Клёнов"])
    second = table(HEADINGS, ["1", "Сбор", "июнь", "Клёнов"])
    reading = plan("1. Работа с", "родителями", first, "Летний отдых", second)
    assert outline(reading) == {("1", "Работа с родителями"): ["1 Слёт"], ("", "Летний отдых"): ["1 Сбор"]}
    assert reading.title == "План работы на 2031 год"
