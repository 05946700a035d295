"""Kinds of papers: what is imported, what is only named, what is refused."""

import pytest

from documents.reading.structure import Document, Paragraph, Table
from documents.recognition import Reading, recognise

PLAN = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Слёт", "май", "Клёнов"]]
REPORT = [["№", "Мероприятие", "Срок", "Исполнение"], ["1", "Слёт", "май", "Проведён"]]


def read(*lines: str, table: list[list[str]] | None = None) -> Reading:
    blocks: list[Paragraph | Table] = [Paragraph(line) for line in lines]
    return recognise(Document(blocks + ([Table(table)] if table else [])))


@pytest.mark.parametrize(
    ("kind", "lines", "table"),
    [
        ("plan", ["ПЛАН РАБОТЫ"], PLAN),
        ("plan", ["План-график мероприятий"], PLAN),
        ("plan", ["Проект плана", "Перспективный план на 2031 год"], PLAN),
        ("plan", ["Комплекс мер по развитию"], PLAN),
        ("plan", [], PLAN),
        ("report", ["Отчёт за 2031 год"], PLAN),
        ("report", ["Годовой отчет", "о выполнении плана"], REPORT),
        ("report", ["Информация о выполнении плана"], REPORT),
        ("report", [], REPORT),
        ("report", ["ИНФОРМАЦИЯ", "о проведённых мероприятиях"], PLAN),
        ("plan", [], [[*PLAN[0], "Исполнение"], ["1", "Слёт", "май", "Клёнов", ""]]),
        ("plan", ["ПРИКАЗ", "Об утверждении плана", "План мероприятий"], PLAN),
        ("plan", ["УТВЕРЖДЕНО", "Приказ № 7 от 10.01.2031", "Мероприятия центра"], PLAN),
        ("roadmap", ["План мероприятий («дорожная карта») на 2031 год"], PLAN),
        ("roadmap", ["План мероприятий по реализации Концепции на 2031-2034 годы"], PLAN),
        ("plan", ["План мероприятий центра на 2031-2034 годы"], PLAN),
        ("report", ["Справка о выполнении плана"], PLAN),
        ("roadmap", ["Отчёт о ходе реализации «дорожной карты»"], None),
        ("protocol", ["Центр детства", "ПРОТОКОЛ", "заседания совета"], None),
        ("protocol", ["Управление образования Протокол №3 от 25.03.2031 Повестка дня"], None),
        ("decision", ["Решение коллегии от 21.04.2031 г."], None),
        ("unknown", ["Протокол педсовета о плане", "ПРИКАЗ", "О плане"], None),
        ("unknown", ["ПРИКАЗ", "О сроках"], PLAN),
        ("unknown", ["Уважаемый Пётр Ильич!"], None),
        ("unknown", ["Прайс-лист"], [["№", "Наименование услуги", "Цена"], ["1", "Печать", "100"]]),
        ("unknown", ["Реестр программ"], [["№", "Название программы", "Срок"], ["1", "Роботы", "2 года"]]),
        ("unknown", ["3. Основные показатели"], [["Показатель", "Ед. изм.", "2030"], ["Охват", "%", "70"]]),
        ("unknown", [], [["№", "Мероприятие", "Результат"], ["1", "Слёт", "30 детей"]]),
        (
            "unknown",
            [],
            [["№", "Название программы", "Срок", "Ответственный"], ["1", "Роботы", "год", "Клёнов"]],
        ),
        ("unknown", ["Стихи о весне"], None),
        (
            "protocol",
            ["ПРОТОКОЛ № 3", "совещания", "Решили:", "1. Утвердить", "Приложение", "План на год"],
            PLAN,
        ),
        ("plan", ["ПРИНЯТО", "ПРОТОКОЛ", "№ 3 от 01.02.2031", "План работы на 2031 год"], PLAN),
        ("protocol", ["УТВЕРЖДАЮ", "Директор", "ПРОТОКОЛ", "заседания совета"], None),
        ("protocol", ["ВЫПИСКА ИЗ ПРОТОКОЛА № 2", "заседания совета"], None),
        ("protocol", ["Совет центра", "1. Слушали: Клёнова А.Б.", "Решили:", "1. Начать"], None),
        ("protocol", ["Протокол заседания совета", "Решение принято единогласно"], None),
        ("unknown", ["ПРОТОКОЛ", "соревнований по бегу"], [["Место", "Участник"], ["1", "Клёнов"]]),
        ("unknown", ["Протокол подведения итогов конкурса", "Решение:", "1. Наградить"], None),
        ("unknown", ["РЕШЕНИЕ", "Именем Российской Федерации", "РЕШИЛ:", "1. Отказать"], None),
        ("unknown", ["Решение уравнений", "Найти корень"], None),
        ("unknown", ["Повестка дня", "1. О лете"], None),
    ],
)
def test_kind_is_told_by_title_and_columns(
    kind: str, lines: list[str], table: list[list[str]] | None
) -> None:
    reading = read(*lines, table=table)
    assert reading.kind == kind
    assert reading.as_json()["kind"] == kind


def test_unknown_paper_says_what_it_was_taken_for() -> None:
    assert read("ПРИКАЗ").as_json() == {
        "kind": "unknown",
        "warnings": ["Это не план и не отчёт, а документ другого вида («ПРИКАЗ»): портал его не загружает."],
    }


def test_protocol_of_something_else_than_a_meeting_says_so() -> None:
    assert read("Протокол соревнований").as_json()["warnings"] == [
        "Это не протокол заседания и не решение коллегии, а документ другого вида: портал его не загружает."
    ]


def test_protocol_gives_title_number_and_date() -> None:
    reading = read("ПРОТОКОЛ", "заседания совета", "«28» апреля 2031 г. № 4").as_json()
    assert reading["title"] == "Протокол заседания совета"
    assert (reading["number"], reading["date"], reading["body"]) == ("4", "2031-04-28", "заседание совета")
    assert reading["warnings"] == [
        "В документе не найдено ни одного пункта решения: нет слова «Решили» или «Постановили».",
        "В протоколе не найдена повестка дня.",
    ]


def test_plan_whose_table_is_not_understood_offers_its_headings() -> None:
    reading = read("План на 2031 год", table=[["Что", "Где", "Как"], ["Слёт", "лес", "пешком"]])
    assert reading.columns == {"Что": None, "Где": None, "Как": None}
    assert reading.warnings[0].startswith("В документе нет таблицы, в которой узнаются столбцы")
    corrected = recognise(
        Document([Paragraph("План на 2031 год"), Table([["Что", "Где", "Как"], ["Слёт", "лес", "пешком"]])]),
        columns={"Что": "title", "Где": "", "Как": "note"},
    )
    assert (corrected.items[0].title, corrected.items[0].note) == ("Слёт", "пешком")


def test_year_named_only_by_deadlines_is_taken_with_a_warning() -> None:
    rows = [
        PLAN[0],
        ["1", "Слёт", "май 2031", ""],
        ["2", "Сбор", "июнь 2031", ""],
        ["3", "Бал", "до 2030", ""],
    ]
    reading = read("План работы", table=rows)
    assert reading.year == 2031
    assert "Год 2031 взят из сроков мероприятий: в заголовке он не указан." in reading.warnings


def test_year_of_an_approval_gives_way_to_that_of_the_deadlines() -> None:
    rows = [PLAN[0], ["1", "Слёт", "май 2032", ""], ["2", "Сбор", "июнь 2032", ""]]
    assert read("Утверждён 25.12.2031", "План работы", table=rows).year == 2032


def test_year_of_an_approval_is_taken_where_nothing_else_names_one() -> None:
    assert read("Приложение к приказу от 23.06.2031 № 5", "План работы", table=PLAN).year == 2031


def test_plan_without_any_year_says_so() -> None:
    assert read("План работы", table=PLAN).warnings == ["Год не указан ни в заголовке, ни в сроках."]


def test_head_laid_out_as_a_table_is_read() -> None:
    head = Table(
        [
            ["Территориальная зона", "Южная"],
            ["СОГЛАСОВАНО\nНачальник", "УТВЕРЖДАЮ\nДиректор"],
            ["План на 2031 год", ""],
        ]
    )
    reading = recognise(Document([head, Table(PLAN)]))
    assert (reading.kind, reading.zone, reading.title) == ("plan", "Южная", "План на 2031 год")
