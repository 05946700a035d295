"""Whole papers of invented towns, each as a Word, an Excel and a PDF file: other orders, headings and shapes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from documents.reading import Document
from documents.reading.docx import read_docx
from documents.reading.pdf import read_pdf
from documents.reading.xlsx import read_xlsx
from documents.recognition import Reading, recognise
from tests.documents.papers import Rows, cell, docx, paragraph, pdf, table, word, xlsx


@dataclass
class Paper:
    """A paper and what has to be read: its head, and its rows as «section number: number, title, other texts»."""

    name: str
    lines: list[str]
    tables: list[Rows]
    head: dict[str, object]
    rows: list[tuple[str, ...]]
    warnings: list[str] = field(default_factory=list)


PAPERS = [
    Paper(
        "other order of columns, no sections, a mark of fulfilment",
        [
            "УТВЕРЖДАЮ",
            "Директор МБУ ДО «Радуга»",
            "____ К.К. Клёнова",
            "«12» января 2033 г.",
            "ПЛАН-ГРАФИК",
            "мероприятий Озёрного муниципального округа",
            "на 2033 год",
        ],
        [
            [
                [
                    "№",
                    "Срок исп.",
                    "Содержание работы",
                    "Отв-ный",
                    "Место проведения",
                    "Отметка о выполнении",
                ],
                ["1", "январь", "Совещание с завучами", "Клёнова К.К.", "Дом творчества", ""],
                ["2", "15.02.2033", "Конкурс «Юный техник»", "Липов Л.Л.", "СОШ № 4", "проведён"],
            ]
        ],
        {"kind": "plan", "year": 2033, "municipality": "Озёрный муниципальный округ"},
        [
            ("", "1", "Совещание с завучами", "январь", "Клёнова К.К.", "", "", ""),
            ("", "2", "Конкурс «Юный техник»", "15.02.2033", "Липов Л.Л.", "", "проведён", ""),
        ],
        ["Столбец «Место проведения» не распознан и не будет перенесён."],
    ),
    Paper(
        "school year by months",
        ["План работы МОЦ", "города Вербного", "на 2032-2033 учебный год"],
        [
            [
                ["№ п/п", "Мероприятия", "Дата проведения", "Ответственные"],
                ["Сентябрь", "", "", ""],
                ["1", "Сверка данных в навигаторе", "до 10 сентября", "Модератор"],
                ["Октябрь", "", "", ""],
                ["1", "Мониторинг", "", "Методист МОЦ"],
            ]
        ],
        {"kind": "plan", "year": 2032, "school_year": True, "municipality": "город Вербный"},
        [
            ("Сентябрь", "1", "Сверка данных в навигаторе", "до 10 сентября", "Модератор", "", "", ""),
            ("Октябрь", "1", "Мониторинг", "", "Методист МОЦ", "", "", ""),
        ],
    ),
    Paper(
        "quarter above the table, form of account",
        ["Комплексный план мероприятий МОЦ Речного района на 2034 год", "I квартал"],
        [
            [
                ["№ п/п", "Мероприятие", "Срок", "Исполнитель", "Форма отчётности"],
                ["1.", "Сбор планов", "январь", "Методист", "Сводный план"],
            ]
        ],
        {"kind": "plan", "year": 2034, "municipality": "Речной район"},
        [("I квартал", "1", "Сбор планов", "январь", "Методист", "Сводный план", "", "")],
    ),
    Paper(
        "report of a year under two rows of headings",
        [
            "Отчёт о работе муниципального опорного центра за 2030 год",
            "Муниципальное образование: Тихий район",
            "Территориальная зона: Восточная",
        ],
        [
            [
                ["№", "Наименование", "Срок", "Результат", "", "Прим."],
                ["", "", "", "количественный", "качественный", ""],
                ["1", "2", "3", "4", "5", "6"],
                ["1.1", "Проведение слёта", "май", "120 детей", "Слёт прошёл успешно", ""],
                ["1.2", "Выпуск газеты", "ежемесячно", "12 номеров", "", "на сайте"],
            ]
        ],
        {"kind": "report", "year": 2030, "half": None, "municipality": "Тихий район", "zone": "Восточная"},
        [
            ("", "1.1", "Проведение слёта", "май", "", "", "120 детей Слёт прошёл успешно", ""),
            ("", "1.2", "Выпуск газеты", "ежемесячно", "", "", "12 номеров", "на сайте"),
        ],
    ),
    Paper(
        "Roman sections over the width and in their own cell",
        ["План мероприятий", "на 2 полугодие 2031 года"],
        [
            [
                [
                    "№ п/п",
                    "Мероприятие",
                    "Ожидаемый результат",
                    "Сроки реализации",
                    "Ответственный исполнитель",
                ],
                ["I. Внедрение персонифицированного финансирования", "", "", "", ""],
                ["1", "Собрание родителей", "Протокол", "август", "Директора школ"],
                ["II", "Кадры", "", "", ""],
                ["1", "Курсы", "Удостоверения", "октябрь", "Методист"],
            ]
        ],
        {"kind": "plan", "year": 2031, "half": 2},
        [
            ("1", "1", "Собрание родителей", "август", "Директора школ", "Протокол", "", ""),
            ("2", "1", "Курсы", "октябрь", "Методист", "Удостоверения", "", ""),
        ],
    ),
    Paper(
        "numbers within the titles",
        ["Перспективный план работы опорного центра на 2031 год"],
        [
            [
                ["Мероприятие", "Срок", "Ответственный"],
                ["1. Организационная работа", "", ""],
                ["1.1. Составить график", "январь", "Иволгина"],
                ["2. Методическая работа", "", ""],
                ["2.1 Обучение", "май", "Чижов"],
            ]
        ],
        {"kind": "plan", "year": 2031},
        [
            ("1", "1.1", "Составить график", "январь", "Иволгина", "", "", ""),
            ("2", "2.1", "Обучение", "май", "Чижов", "", "", ""),
        ],
    ),
    Paper(
        "dates first, no numbers, seasons in capitals",
        ["КАЛЕНДАРНЫЙ ПЛАН МЕРОПРИЯТИЙ НА 2031/32 УЧЕБНЫЙ ГОД"],
        [
            [
                ["Дата", "Мероприятие", "Участники", "Ответственный"],
                ["ОСЕНЬ", "", "", ""],
                ["1 сентября", "Праздник", "1–4 классы", "Чижов"],
                ["ЗИМА", "", "", ""],
                ["31 декабря", "Ёлка", "все", "Иволгина"],
            ]
        ],
        {
            "kind": "plan",
            "year": 2031,
            "school_year": True,
            "title": "Календарный план мероприятий на 2031/32 учебный год",
        },
        [
            ("ОСЕНЬ", "", "Праздник", "1 сентября", "Чижов", "", "", ""),
            ("ЗИМА", "", "Ёлка", "31 декабря", "Иволгина", "", "", ""),
        ],
        ["Столбец «Участники» не распознан и не будет перенесён."],
    ),
    Paper(
        "order with a plan as its annex",
        [
            "ПРИКАЗ",
            "10.01.2031 № 7",
            "Об утверждении плана",
            "1. Утвердить план.",
            "Приложение № 1",
            "к приказу от 10.01.2031 № 7",
            "План мероприятий",
            "по развитию кружков в городском округе Заречье",
            "на 2031 год",
        ],
        [
            [
                [
                    "№",
                    "Основные мероприятия",
                    "Срок выполнения",
                    "Ответственные за исполнение",
                    "Предполагаемый результат",
                ],
                ["1", "Мониторинг", "июнь", "МОЦ", "Справка"],
            ]
        ],
        {"kind": "plan", "year": 2031, "municipality": "городской округ Заречье"},
        [("", "1", "Мониторинг", "июнь", "МОЦ", "Справка", "", "")],
    ),
    Paper(
        "half-year report with a labelled head and the course of work",
        [
            "ОТЧЕТ МУНИЦИПАЛЬНОГО ОПОРНОГО ЦЕНТРА",
            "за январь – июнь 2031 г.",
            "Муниципальное образование Горный район",
            "Наименование МОЦ (полное и краткое): МБУ ДО «Дом детства» (Дом)",
        ],
        [
            [
                ["№", "Мероприятие", "Плановый срок", "Ход исполнения", "Исполнитель", "Комментарий"],
                ["1.", "Слёт", "май", "Проведён 5 мая, 30 детей", "Лосева", "в срок"],
                ["2.", "Сбор", "", "Не проводился", "", ""],
            ]
        ],
        {
            "kind": "report",
            "year": 2031,
            "half": 1,
            "municipality": "Горный район",
            "organization": "МБУ ДО «Дом детства» (Дом)",
            "title": "Отчет муниципального опорного центра за январь – июнь 2031 г.",
        },
        [
            ("", "1", "Слёт", "май", "Лосева", "", "Проведён 5 мая, 30 детей", "в срок"),
            ("", "2", "Сбор", "", "", "", "Не проводился", ""),
        ],
    ),
    Paper(
        "eight columns, a broad and a narrow heading of the activity",
        ["План основных мероприятий МБУ ДО «Росток» на 2031 год"],
        [
            [
                [
                    "№",
                    "Направление работы",
                    "Содержание деятельности",
                    "Месяц",
                    "Отв.",
                    "Планируемый результат",
                    "Индикатор",
                    "Прим.",
                ],
                ["1", "Методика", "Семинар по программам", "март", "Чижов", "20 участников", "1", ""],
                ["2", "Досуг", "Слёт", "апрель", "Чижов", "слёт", "2", "в парке"],
            ]
        ],
        {"kind": "plan", "year": 2031},
        [
            ("", "1", "Семинар по программам", "март", "Чижов", "20 участников", "", ""),
            ("", "2", "Слёт", "апрель", "Чижов", "слёт", "", "в парке"),
        ],
        [
            "Столбец «Направление работы» не распознан и не будет перенесён.",
            "Столбец «Индикатор» не распознан и не будет перенесён.",
        ],
    ),
    Paper(
        "headings moved to the left, a heading cut at its hyphen",
        ["План работы на 2031 год"],
        [
            [
                [
                    "Наименование мероприятия",
                    "Срок реализа-",
                    "Ответственные исполнители",
                    "Итоговый документ",
                    "",
                ],
                ["1.", "Слёт", "IV квартал", "Чижов", "приказ"],
                ["2.", "Сбор", "май", "Иволгина", "отчёт"],
            ]
        ],
        {"kind": "plan", "year": 2031},
        [
            ("", "1", "Слёт", "IV квартал", "Чижов", "приказ", "", ""),
            ("", "2", "Сбор", "май", "Иволгина", "отчёт", "", ""),
        ],
        ["Заголовки таблицы сдвинуты на один столбец: над номерами строк заголовка нет."],
    ),
]


def excel(path: Path, lines: list[str], *tables: Rows) -> Path:
    return xlsx(path, [[line] for line in lines] + [[]] + [row for rows in tables for row in rows])


FORMATS: dict[str, tuple[Callable[..., Path], Callable[[Path], Document]]] = {
    "docx": (docx, read_docx),
    "xlsx": (excel, read_xlsx),
    "pdf": (pdf, read_pdf),
}
TEXTS = ("number", "title", "deadline", "responsible", "expected_result", "result", "note")


def rows_of(reading: Reading) -> list[tuple[str, ...]]:
    return [
        (part.number or part.title, *(getattr(item, name) for name in TEXTS))
        for part in reading.sections
        for item in part.items
    ]


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_paper_is_read_alike_from_every_format(tmp_path: Path, paper: Paper, extension: str) -> None:
    write, read = FORMATS[extension]
    reading = recognise(read(write(tmp_path / f"paper.{extension}", paper.lines, *paper.tables)))
    assert {name: getattr(reading, name) for name in paper.head} == paper.head
    assert rows_of(reading) == paper.rows
    assert reading.warnings == paper.warnings


def test_numbers_counted_by_word_are_numbers_of_rows(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, text in enumerate(["%1.", "%1.%2."])
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'

    def counted(text: str, depth: int) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')

    rows = [
        [paragraph("№"), paragraph("Мероприятие"), paragraph("Срок")],
        [cell(counted("Кадры", 0), '<w:gridSpan w:val="3"/>')],
        [counted("", 1), paragraph("Слёт"), paragraph("май")],
        [counted("", 1), paragraph("Сбор"), paragraph("июнь")],
    ]
    body = paragraph("План на 2031 год") + table(*rows, widths=[900, 4000, 2000])
    reading = recognise(read_docx(word(tmp_path / "plan.docx", body, numbering=numbering)))
    assert [row[:3] for row in rows_of(reading)] == [("1", "1.1", "Слёт"), ("1", "1.2", "Сбор")]


def test_numbers_typed_as_figures_into_excel_are_repaired(tmp_path: Path) -> None:
    rows: list[list[object]] = [["План на 2031 год"], ["№", "Мероприятие", "Срок"]]
    rows += [[round(1 + number / 10, 1), f"Дело {number}", "май"] for number in range(1, 10)]
    rows += [[1.1, "Дело 10", "май"], [1.11, "Дело 11", 2031.0]]
    reading = recognise(read_xlsx(xlsx(tmp_path / "plan.xlsx", rows)))
    assert [item.number for item in reading.items] == [f"1.{number}" for number in range(1, 12)]
    assert reading.items[-1].deadline == "2031"
    assert "Номер «1.1» исправлен на 1.10: таблица исказила его." in reading.warnings


def test_pdf_of_many_pages_keeps_its_rows_whole(tmp_path: Path) -> None:
    titles = [
        f"Мероприятие {number}: " + "подготовка учебно-методических рекомендаций " * (number % 7 * 3)
        for number in range(1, 26)
    ]
    rows = [
        ["№", "Мероприятие", "Срок", "Ответственные"],
        *([f"1.{n}", title, "май", "Методист"] for n, title in enumerate(titles, 1)),
    ]
    reading = recognise(read_pdf(pdf(tmp_path / "plan.pdf", ["План на 2031 год"], rows)))
    assert [item.title for item in reading.items] == [title.strip() for title in titles]
    assert [item.number for item in reading.items] == [f"1.{number}" for number in range(1, 26)]
    assert all("разорвана" in warning for warning in reading.warnings)
