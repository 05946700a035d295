"""Headings of columns: what offices write above a column and which field it is."""

import pytest

from documents.reading.headings import OUTCOME, meaning_of
from documents.recognition.columns import Columns, is_heading, read_columns
from documents.recognition.wording import key


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        (
            "number",
            ["№", "№ п/п", "№ пп", "N°", "№\nп/\nп", "N п.п.", "п/п", "Номер пункта", "№ мероприятия"],
        ),
        (
            "title",
            [
                "Наименование мероприятия",
                "Мероприятия",
                "Наименова-ние меропри- ятий",
                "Содержание работы",
                "Вид деятельности",
                "Планируемое мероприятие",
                "Меропрятия",
                "Тема",
                "Тематика",
                "Название события",
                "Направление деятельности",
                "№ и наименование мероприятия",
            ],
        ),
        (
            "deadline",
            [
                "Срок",
                "Сроки исполнения",
                "Срок исп.",
                "Срок реализа-",
                "Дата и время проведения",
                "Время и место",
                "Место и дата проведения",
                "Планируемый срок",
                "Период",
                "Месяц",
                "Когда",
            ],
        ),
        (
            "responsible",
            [
                "Ответственные",
                "Ответственный за исполнение",
                "Отв-ный",
                "Отв.",
                "Исполнители",
                "Ответсвенные",
                "Кто отвечает",
                "ФИО ответственного",
                "Организатор",
                "Участники, ответственные",
            ],
        ),
        (
            "expected_result",
            [
                "Ожидаемый результат",
                "Планируемые результаты",
                "Форма отчётности",
                "Форма представления результата",
                "Итоговый документ",
                "Вид документа",
                "Отчётный документ",
                "Форма отчёта",
                "Форма подведения итогов",
                "Отчётная документация",
                "Прогнозируемый результат",
                "Результат план",
            ],
        ),
        (
            "result",
            [
                "Исполнение",
                "Отметка о выполнении",
                "Отметка",
                "Информация об исполнении мероприятия",
                "Ход выполнения",
                "Достигнутые результаты",
                "Результат факт",
                "Что сделано",
                "Выполнено",
                "Краткая информация о проведении",
                "Отчёт о выполнении",
                "Степень выполнения",
                "Статус",
            ],
        ),
        (OUTCOME, ["Результат", "Результаты", "Результат (количественный и качественный)", "Итоги"]),
        ("note", ["Примечание", "Прим.", "Прим", "Комментарий", "Дополнительная информация"]),
        (
            "",
            [
                "Место проведения",
                "Форма проведения",
                "Форма проведения мероприятия",
                "Участники мероприятия",
                "Количество участников",
                "Количество мероприятий",
                "Целевая аудитория",
                "Показатель",
                "Ед. изм.",
                "2023",
                "Цена, руб.",
                "Название программы",
                "Наименование услуги",
                "Наименование МОЦ",
                "Источник финансирования",
            ],
        ),
    ],
)
def test_heading_means_its_field_in_all_its_wordings(name: str, headings: list[str]) -> None:
    assert {heading: meaning_of(heading).field for heading in headings} == dict.fromkeys(headings, name)


def columns_of(*rows: list[str], corrections: dict[str, str] | None = None) -> Columns:
    return read_columns(rows, corrections or {})[0]


def test_columns_are_known_in_any_order_and_number() -> None:
    columns = columns_of(["Срок", "Место", "Отв.", "Итоговый документ", "№", "Дело", "Мероприятие", "Прим."])
    assert columns.fields == {
        0: "deadline",
        2: "responsible",
        3: "expected_result",
        4: "number",
        6: "title",
        7: "note",
    }
    assert columns.repairs() == [
        "Столбец «Место» не распознан и не будет перенесён.",
        "Столбец «Дело» не распознан и не будет перенесён.",
    ]


def test_remembered_or_corrected_headings_come_first() -> None:
    columns = columns_of(
        ["Мероприятие", "Кто", "Сроки", "Место проведения"],
        corrections={"место проведения": "note", "кто": ""},
    )
    assert columns.fields == {0: "title", 2: "deadline", 3: "note"}


def test_second_row_of_headings_belongs_to_the_wide_heading_above() -> None:
    columns, height = read_columns(
        [
            ["№", "Мероприятие", "Результат", "", "Прим."],
            ["", "", "планируемый", "фактический", ""],
            ["1", "Слёт", "30 детей", "28 детей", ""],
        ],
        {},
    )
    assert height == 2
    assert columns.headings[3] == "Результат фактический"
    assert columns.fields == {0: "number", 1: "title", 2: "expected_result", 3: "result", 4: "note"}


@pytest.mark.parametrize(
    "second",
    [
        ["", "Слёт", "", "в лесу"],  # something under «Мероприятие»: a row
        ["", "", "", "5"],  # a figure
        ["", "", "", "подробный рассказ о том, как прошёл слёт юных мастеров и кто приехал"],
        ["Кадры", "", "", ""],
        ["", "", "", ""],
    ],
)
def test_row_of_texts_below_a_wide_heading_is_no_second_row_of_headings(second: list[str]) -> None:
    assert read_columns([["№", "Мероприятие", "Результат", ""], second], {})[1] == 1


def test_columns_that_begin_alike_share_their_field() -> None:
    columns = columns_of(["Мероприятие", "Срок начала", "Срок окончания", "Дата отчёта"])
    assert columns.fields == {0: "title", 1: "deadline", 2: "deadline"}


def test_quarters_in_columns_of_their_own_share_the_deadline() -> None:
    columns = columns_of(["Мероприятие", "I кв.", "II кв.", "Ответственный"])
    assert columns.fields == {0: "title", 1: "deadline", 2: "deadline", 3: "responsible"}
    assert [columns.period(place) for place in (1, 2)] == ["I кв.", "II кв."]


@pytest.mark.parametrize(
    ("headings", "plan", "report"),
    [
        (["Мероприятие", "Результат"], "expected_result", "result"),
        (["Мероприятие", "Результат", "Исполнение"], "expected_result", "result"),
        (["Мероприятие", "Результат", "Ожидаемый результат"], "result", "result"),
    ],
)
def test_bare_result_is_expected_in_a_plan_and_achieved_in_a_report(
    headings: list[str], plan: str, report: str
) -> None:
    for kind, field in (("plan", plan), ("report", report)):
        columns = columns_of(headings)
        columns.settle(kind, [])
        assert columns.fields[1] == field


def test_all_accounts_of_what_was_done_are_results() -> None:
    columns = columns_of(["Мероприятие", "Фактическое исполнение", "Достигнутые результаты", "Отметка"])
    assert columns.fields == {0: "title", 1: "result", 2: "result", 3: "result"}


def test_blank_heading_above_numbers_is_the_column_of_numbers() -> None:
    assert columns_of(["", "Мероприятие", "Срок"], ["1", "Слёт", "май"]).fields[0] == "number"
    assert 0 not in columns_of(["", "Мероприятие", "Срок"], ["Кадры", "Слёт", "май"]).fields
    assert 0 not in columns_of(["", "№", "Мероприятие"], ["7", "1", "Слёт"]).fields


def test_headings_moved_to_the_left_are_moved_back() -> None:
    columns = columns_of(["Мероприятие", "Срок", "Отв.", ""], ["1.", "Слёт", "май", "Клёнов"])
    assert columns.fields == {0: "number", 1: "title", 2: "deadline", 3: "responsible"}
    assert "сдвинуты" in columns.warnings[0]


def test_wordiest_unknown_column_is_the_title_where_no_heading_says_so() -> None:
    columns = columns_of(["№", "Что", "Где", "Срок", "Отв."])
    columns.settle("plan", [["1", "Собрать заявки школ", "клуб", "май", "Клёнов"]])
    assert columns.fields[1] == "title"
    assert columns.repairs() == [
        "Столбец «Что» принят за наименование мероприятия.",
        "Столбец «Где» не распознан и не будет перенесён.",
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["№", "Мероприятие", "Срок"], True),
        (["", "Мероприятие", "", "Отв."], True),
        (["1", "Мероприятие", "Срок"], False),
        (["", "Обсудить сроки сдачи отчётов о мероприятиях за прошлый учебный год", "Срок", ""], False),
        (["Показатель", "Ед. изм.", "2030", "2031"], False),
        (
            ["До 15 мая 2031", "Отв. методист", "выполнено", "Проведение итогового мероприятия для школ"],
            False,
        ),
        (
            ["Сроки карты района", "Исполнитель карты района", "Выполнение мероприятий по внедрению модели"],
            False,
        ),
        (["Мероприятия по развитию центра", "", "", ""], False),
    ],
)
def test_row_of_headings_is_told_from_a_row_of_texts(cells: list[str], expected: bool) -> None:
    assert is_heading(cells, {}) is expected


def test_wordy_heading_counts_once_the_user_named_its_field() -> None:
    wordy = "Мероприятия, которые пройдут в школах города при поддержке центра"
    assert not is_heading([wordy, "Срок"], {})
    assert is_heading([wordy, "Срок"], {key(wordy): "title"})
