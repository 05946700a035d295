"""Rows put together into items: torn rows, merged cells, numbers, repairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading.structure import Document, Paragraph, Table
from documents.recognition import recognise
from tests.documents.outlines import HEADINGS, outline, plan, table


def test_row_torn_between_two_tables_is_put_together() -> None:
    head, tail = ["1.2", "Собрать заявки", "в течение", "Клёнов"], ["", "Школ и учебно-", "года", "", "да"]
    rest = ["", "методические планы", "", "Липов"]
    reading = plan(
        table(HEADINGS, ["1.1", "Слёт", "май", ""], head),
        table(HEADINGS, tail, rest, ["1.3", "Сбор", "", ""]),
    )
    item = reading.items[1]
    assert item.title == "Собрать заявки Школ и учебно-методические планы"
    assert (item.deadline, item.responsible, item.note) == ("в течение года", "Клёнов Липов", "да")
    assert reading.warnings == ["Строка 1.2 была разорвана на части и собрана в одну."]
    assert [row.number for row in reading.items] == ["1.1", "1.2", "1.3"]


UNNUMBERED = ["Срок", "Мероприятие", "Ответственный", "Прим."]


@pytest.mark.parametrize(
    ("rest", "titles"),
    [
        (["", "и выставка", "", ""], ["Слёт и выставка"]),
        (["", "«Юный мастер»", "", ""], ["Слёт «Юный мастер»"]),
        (["", "Вербного района", "", ""], ["Слёт Вербного района"]),
        (["", "", "", "в парке"], ["Слёт"]),
        (["июнь", "Выставка", "Липов", ""], ["Слёт", "Выставка"]),
    ],
)
def test_row_without_number_goes_on_overleaf_when_little_of_it_is_left(
    rest: list[str], titles: list[str]
) -> None:
    reading = plan(table(UNNUMBERED, ["май", "Слёт", "Клёнов", "да"]), table(UNNUMBERED, rest))
    assert [item.title for item in reading.items] == titles


def test_title_alone_in_a_later_column_is_an_item_without_other_texts() -> None:
    reading = plan(
        table(
            UNNUMBERED,
            ["май", "Слёт", "Клёнов", "да"],
            ["", "Выставка", "", ""],
            ["Лето", "", "", ""],
            ["июль", "Бал", "", ""],
        )
    )
    assert outline(reading) == {("", ""): ["Слёт", "Выставка"], ("", "Лето"): ["Бал"]}


def test_table_going_on_without_headings_keeps_the_columns() -> None:
    reading = plan(
        table(HEADINGS, ["1", "Слёт", "май", "Клёнов"]), table(["2", "Сбор", "июнь", "Липов", "да"])
    )
    assert [(item.title, item.responsible, item.note) for item in reading.items] == [
        ("Слёт", "Клёнов", ""),
        ("Сбор", "Липов", "да"),
    ]


def test_table_that_lost_its_last_column_is_read_and_named() -> None:
    headless = plan(
        table(HEADINGS, ["1", "Слёт", "май", "Клёнов", "да"]), table(["2", "Сбор", "июнь", "Липов"])
    )
    headed = plan(
        table(HEADINGS, ["1", "Слёт", "май", "", "да"]), table(HEADINGS[:4], ["2", "Сбор", "июнь", "Липов"])
    )
    warning = "В таблице, которая начинается строкой «2», нет столбца «Прим.»: он считается пустым."
    for reading in (headless, headed):
        assert (reading.items[1].responsible, reading.items[1].note) == ("Липов", "")
        assert warning in reading.warnings


def test_other_tables_after_the_plan_are_not_its_rows() -> None:
    signatures = table(["Директор", "П.П. Пнёв"])
    schools = table(
        ["Школа", "Адрес", "Телефон", "Почта", "Класс"], ["Первая", "Мира, 2", "2-22", "а@б", "5 А"]
    )
    reading = plan(table(HEADINGS, ["1", "Слёт", "май", "Клёнов"]), signatures, schools)
    assert outline(reading) == {("", ""): ["1 Слёт"]}


def test_signature_rows_below_the_table_are_skipped_with_a_warning() -> None:
    reading = plan(
        table(HEADINGS, ["1", "Слёт", "май", ""], ["Директор", "", "", "П.П. Пнёв"], ["Исполнитель Ёжикова"])
    )
    assert outline(reading) == {("", ""): ["1 Слёт"]}
    assert reading.warnings[-2:] == [
        "Строка «Директор П.П. Пнёв» не похожа на мероприятие и пропущена.",
        "Строка «Исполнитель Ёжикова» под таблицей пропущена.",
    ]


def test_section_at_the_top_of_a_page_is_no_part_of_the_row_before() -> None:
    first = table(HEADINGS, ["1", "Слёт", "май", "Я"])
    titles = ("ЛЕТО", "2. Отдых детей", "II квартал")
    for title in titles:
        reading = plan(first, table(HEADINGS, ["", title], ["2", "Сбор", "май", "Я"]))
        assert [item.title for item in reading.items] == ["Слёт", "Сбор"]
        assert reading.sections[-1].title in title


@pytest.mark.parametrize(
    "remark", ["(в ред. приказа от 01.02.2031)", "Примечание: сроки уточняются.", "Итого: 2"]
)
def test_remark_over_the_whole_width_is_skipped_with_a_warning(remark: str) -> None:
    reading = plan(table(HEADINGS, ["1", "Слёт", "май", ""], [remark], ["2", "Сбор", "", "Я"]))
    assert outline(reading) == {("", ""): ["1 Слёт", "2 Сбор"]}
    assert reading.warnings == [f"Пометка «{remark}» пропущена."]


def test_repeated_headings_and_counts_of_columns_are_no_rows() -> None:
    counts = ["1", "2", "3", "4", "5"]
    reading = plan(
        table(HEADINGS, counts, ["1", "Слёт", "май", ""], HEADINGS, counts, ["2", "Сбор", "май", ""])
    )
    assert outline(reading) == {("", ""): ["1 Слёт", "2 Сбор"]}


def test_section_printed_anew_on_the_next_page_is_gone_on_with() -> None:
    first = table(HEADINGS, ["1. Кадры"], ["1.1", "Слёт", "май", ""])
    second = table(HEADINGS, ["1. Кадры"], ["1.2", "Сбор", "май", ""])
    assert outline(plan(first, second)) == {("1", "Кадры"): ["1.1 Слёт", "1.2 Сбор"]}


def test_title_of_a_section_torn_between_pages_is_put_together() -> None:
    rows = [["1. Развитие кадров"], ["и наставничества"], ["1.1", "Слёт", "май", ""]]
    assert outline(plan(table(HEADINGS, *rows))) == {("1", "Развитие кадров и наставничества"): ["1.1 Слёт"]}


def test_cell_merged_over_rows_holds_for_each_of_them() -> None:
    rows = [HEADINGS, ["1", "Слёт", "весь год", "Клёнов"], ["2", "Сбор", "", "Липов"]]
    assert [item.deadline for item in plan(table(*rows, merged={(2, 2): (1, 2)})).items] == [
        "весь год",
        "весь год",
    ]


def test_rows_beside_one_merged_number_are_one_item() -> None:
    rows = [HEADINGS, ["1", "Слёт", "май", "Клёнов"], ["", "Награждение", "июнь", "Липов"]]
    item = plan(table(*rows, merged={(2, 0): (1, 0)})).items[0]
    assert (item.title, item.deadline, item.responsible) == ("Слёт Награждение", "май июнь", "Клёнов Липов")


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1.1.", "1.1"),
        ("1.1", "1.1"),
        ("2)", "2"),
        ("№ 3", "3"),
        ("1. 4.", "1.4"),
        ("1,5", "1.5"),
        ("п. 6", "6"),
        ("7-а", "7-а"),
    ],
)
def test_number_is_known_in_all_its_spellings(printed: str, number: str) -> None:
    assert plan(table(HEADINGS, [printed, "Слёт", "май", "Клёнов"])).items[0].number == number


def test_figure_that_begins_a_title_is_not_its_number() -> None:
    titles = ["8 Марта", "5 октября – День учителя", "01.06 Праздник", "2031. Итоги", "У МОЦ гости"]
    reading = plan(table(["Мероприятие", "Срок"], *([title, "май"] for title in titles)))
    assert [(item.number, item.title) for item in reading.items] == [("", title) for title in titles]


def test_row_of_number_and_title_with_merged_texts_is_an_item() -> None:
    rows = [HEADINGS, ["1", "Слёт", "май", "Я"], ["2", "Сбор", "", ""], ["2.1", "Бал", "май", "Я"]]
    reading = plan(table(*rows, merged={(2, 2): (1, 2), (2, 3): (1, 3)}))
    assert outline(reading) == {("", ""): ["1 Слёт", "2 Сбор", "2.1 Бал"]}


def test_number_before_the_title_is_taken_from_it() -> None:
    reading = plan(table(["Мероприятие", "Срок"], ["1. Кадры"], ["1.1. Слёт", "май"], ["1.2 Сбор", "июнь"]))
    assert outline(reading) == {("1", "Кадры"): ["1.1 Слёт", "1.2 Сбор"]}


def test_numbers_that_a_spreadsheet_spoiled_are_repaired() -> None:
    rows = [[f"1.{n}", "Слёт", "май", "Я"] for n in range(1, 10)] + [
        ["1.1", "Сбор", "май", "Я"],
        ["05.02.2031", "Бал", "", "Я"],
    ]
    reading = plan(table(HEADINGS, *rows))
    assert [item.number for item in reading.items[-2:]] == ["1.10", "5.2"]
    assert reading.warnings == [
        "Номер «1.1» исправлен на 1.10: таблица исказила его.",
        "Номер «05.02.2031» исправлен на 5.2: таблица исказила его.",
    ]


def test_doubled_missing_and_untitled_rows_are_named() -> None:
    rows = [
        ["1", "Слёт", "май", "Я"],
        ["1", "Бал", "май", "Я"],
        ["", "Сбор", "май", "Я"],
        ["4", "", "май", "Я"],
    ]
    reading = plan(table(HEADINGS, *rows))
    assert [item.number for item in reading.items] == ["1", "1", "", "4"]
    assert reading.warnings == [
        "Номер 1 стоит у 2 строк.",
        "У строки «Сбор» нет номера.",
        "В строке 4 нет названия мероприятия.",
    ]


def test_marks_below_quarters_become_the_deadline() -> None:
    headings = [["Мероприятие", "Срок", "", "", "Отв."], ["", "I кв.", "II кв.", "III кв.", ""]]
    reading = plan(table(*headings, ["Слёт", "+", "", "х", "Я"], ["Сбор", "", "10 мая", "", "Я"]))
    assert [item.deadline for item in reading.items] == ["I кв., III кв.", "10 мая"]


def test_begin_and_end_in_columns_of_their_own_are_one_deadline() -> None:
    reading = plan(
        table(
            ["Мероприятие", "Дата начала", "Дата окончания"], ["Слёт", "1 мая", "3 мая"], ["Сбор", "", "июнь"]
        )
    )
    assert [item.deadline for item in reading.items] == ["1 мая – 3 мая", "июнь"]


def test_title_standing_alone_beside_an_empty_number_is_a_section() -> None:
    rows = [["1", "Слёт", "май", "Я"], ["", "Летний отдых"], ["2", "Сбор", "май", "Я"]]
    assert outline(plan(table(HEADINGS, *rows))) == {("", ""): ["1 Слёт"], ("", "Летний отдых"): ["2 Сбор"]}


def test_text_of_an_unknown_column_alone_is_left_out() -> None:
    reading = plan(
        table(["№", "Мероприятие", "Срок", "Место"], ["1", "Слёт", "май", ""], ["", "", "", "в парке"])
    )
    assert reading.warnings == [
        "Столбец «Место» не распознан и не будет перенесён.",
        "В таблице нет столбца с ответственными.",
    ]


@pytest.mark.parametrize(
    ("line", "numbers"), [("Центр Парус", ("2.1", "2.2")), ("Продолжение таблицы", ("1", "2"))]
)
def test_line_over_a_table_that_goes_on_is_no_section(line: str, numbers: tuple[str, str]) -> None:
    first, second = (table(HEADINGS, [number, "Слёт", "май", "Я"]) for number in numbers)
    assert [(part.title, len(part.items)) for part in plan(first, line, second).sections] == [("", 2)]


def test_plan_without_deadlines_says_so() -> None:
    assert plan(table(["№", "Мероприятие", "Ответственный"], ["1", "Слёт", "Я"])).warnings == [
        "В таблице нет столбца со сроками."
    ]


def test_item_knows_where_it_stood() -> None:
    reading = plan(table(["Зона", "Южная"]), table(HEADINGS, ["1. Кадры"], ["1.1", "Слёт", "май", "Я"]))
    assert reading.items[0].source is not None
    assert (reading.items[0].source.table, reading.items[0].source.row) == (1, 2)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("(далее - 0 0)", "(далее - ОО)"),
        ("сайт 00, школы", "сайт ОО, школы"),
        ("методист О0", "методист ОО"),
        ("с 10 00 до 12 00", "с 10 00 до 12 00"),
        ("в 00 часов", "в 00 часов"),
        ("школа № 00", "школа № 00"),
        ("10 000 рублей", "10 000 рублей"),
        ("доля 0,00 %", "доля 0,00 %"),
    ],
)
def test_zeros_read_for_letters_are_mended_and_figures_are_not(printed: str, read: str) -> None:
    reading = plan(table(HEADINGS, ["1", printed, "май", "Я"]))
    assert reading.items[0].title == read
    assert reading.warnings == (["В строке 1 «0 0» прочитано как «ОО»."] if printed != read else [])


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("Директор\nметодист", "Директор методист"),
        ("Директор центра\nМетодист", "Директор центра, Методист"),
        ("Директор,\nМетодист", "Директор, Методист"),
        ("К.К. Клёнов\nЛ.Л. Липов", "К.К. Клёнов, Л.Л. Липов"),
        ("Клёнов\nК.К.", "Клёнов К.К."),
        ("Специалист\nОО", "Специалист ОО"),
    ],
)
def test_people_on_lines_of_their_own_are_listed(lines: str, read: str) -> None:
    assert plan(table(HEADINGS, ["1", "Слёт", "май", lines])).items[0].responsible == read


def test_white_space_is_folded_and_lines_flow() -> None:
    row = ["1", "Слёт\u00a0 юных\nмастеров учеб-\nных центров", "с 1\u2009июня", "Я"]
    item = plan(table(HEADINGS, row)).items[0]
    assert (item.title, item.deadline) == ("Слёт юных мастеров учебных центров", "с 1 июня")


TEXTS = [
    "",
    "",
    "1",
    "1.1.",
    "2)",
    "II",
    "1. Кадры",
    "Слёт",
    "и сбор",
    "(в ред.)",
    "0 0",
    "+",
    "-\n-",
    "до мая",
    *HEADINGS,
]
CELLS = st.sampled_from(TEXTS) | st.text(max_size=8)
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8).map(Table)
)
LINES = st.sampled_from(["План на 2031 год", "Отчёт", "ПРИКАЗ", "1. Кадры", "I квартал", ""]) | st.text(
    max_size=20
)


@given(st.lists(TABLES | LINES.map(Paragraph), max_size=6))
def test_whatever_a_document_holds_is_read_without_an_error(blocks: list[Table | Paragraph]) -> None:
    assert recognise(Document(blocks)).as_json()["kind"]
