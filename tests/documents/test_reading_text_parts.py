"""What the reading of text is made of: numbers, headings, deadlines and posts, cells put in place, repairs told."""

import pytest

from documents.reading.text.fitting import fit_short_rows
from documents.reading.text.headings import (
    Role,
    find_headings,
    is_heading_row,
    name_a_table,
    read_headings,
    role_of,
)
from documents.reading.text.numbering import (
    begins_section,
    follows,
    is_amendment,
    is_bare_number,
    read_number,
)
from documents.reading.text.plausibility import DEADLINE_OPENING, begins_a_person, begins_with_a_post
from documents.reading.text.repairs import Repair, Repairs
from documents.reading.text.unfolding import unfold


class TestNumbers:
    @pytest.mark.parametrize(
        ("line", "parts", "rest"),
        [
            ("1. Смотр", (1,), "Смотр"),
            ("2.10. Слёт", (2, 10), "Слёт"),
            ("  3) Поход", (3,), "Поход"),
            ("4.1.Поход", (4, 1), "Поход"),
            ("5.", (5,), ""),
            ("6 программ", (6,), "программ"),
        ],
    )
    def test_a_number_begins_the_line(self, line, parts, rest):
        number = read_number(line)
        assert (number.parts, number.rest) == (parts, rest)

    @pytest.mark.parametrize(
        "line", ["25.01.2026 семинар", "2026 год", "01.09", "1-й этап", "10:30", "Смотр 1.", ""]
    )
    def test_dates_years_and_times_are_no_numbers_of_rows(self, line):
        assert read_number(line) is None

    def test_a_bare_number_is_a_number_and_nothing_else(self):
        assert is_bare_number("1.2.")
        assert not is_bare_number("1.2. Смотр")

    @pytest.mark.parametrize(
        ("number", "previous"),
        [((2,), (1,)), ((1, 3), (1, 2)), ((2, 1), (1, 9)), ((1, 1), (1,)), ((2,), (1, 4)), ((4,), (1,))],
    )
    def test_the_next_number_follows(self, number, previous):
        assert follows(number, previous)

    @pytest.mark.parametrize(
        ("number", "previous"), [((1,), (1,)), ((1,), (2,)), ((15,), (3,)), ((2, 2), (1, 9)), ((1, 2), (1,))]
    )
    def test_a_figure_that_is_not_the_next_number_does_not(self, number, previous):
        assert not follows(number, previous)

    @pytest.mark.parametrize(
        "line", ["I. Кадры", "IV) Дети", "Раздел 2. Семья", "II РАБОТА С ДЕТЬМИ", "Блок III"]
    )
    def test_a_section_may_be_numbered_otherwise(self, line):
        assert begins_section(line)

    @pytest.mark.parametrize("line", ["I квартал", "II Всероссийский слёт", "Разделы сайта", "В. И. Лугов"])
    def test_not_every_roman_numeral_begins_a_section(self, line):
        assert not begins_section(line)

    def test_an_editors_remark_is_no_row(self):
        assert is_amendment("(в ред. постановления от 01.02.2025 N 3)")
        assert not is_amendment("(в редких случаях)")
        assert not is_amendment("Внести изменения")


class TestHeadings:
    @pytest.mark.parametrize(
        ("line", "texts"),
        [
            (
                "№ пп Наименование мероприятия Результат Сроки Ответственные",
                ["№ пп", "Наименование мероприятия", "Результат", "Сроки", "Ответственные"],
            ),
            (
                "N п/п Содержание работы Дата проведения Место проведения Ответственный исполнитель",
                [
                    "N п/п",
                    "Содержание работы",
                    "Дата проведения",
                    "Место проведения",
                    "Ответственный исполнитель",
                ],
            ),
            (
                "№ Мероприятие Срок Результат (количественный и качественный) Прим",
                ["№", "Мероприятие", "Срок", "Результат (количественный и качественный)", "Прим"],
            ),
        ],
    )
    def test_headings_without_bounds_are_told_apart(self, line, texts):
        headings = read_headings(line)
        assert [heading.text for heading in headings] == texts
        assert name_a_table(headings)

    def test_a_sentence_that_speaks_of_deadlines_holds_no_headings(self):
        assert read_headings("Представить план мероприятий, указать сроки и ответственных лиц") == []

    def test_headings_are_found_inside_a_longer_line(self):
        line = "План работы № Мероприятия Сроки Ответственные 1. Смотр"
        start, end = find_headings(line)
        assert line[start:end] == "№ Мероприятия Сроки Ответственные"
        assert find_headings("Укажите: мероприятия, сроки, ответственные, результат.") is None

    @pytest.mark.parametrize(
        ("cell", "role"),
        [
            ("№ п/п", Role.NUMBER),
            ("Срок реализа-", Role.DEADLINE),
            ("Отв-ный", Role.RESPONSIBLE),
            ("Ожидаемый результат", Role.RESULT),
            ("Место проведения", Role.OTHER),
            ("Мероприятия по подготовке к районному слёту юных туристов и краеведов", None),
            ("Методист", None),
        ],
    )
    def test_a_heading_has_a_role(self, cell, role):
        assert role_of(cell) is role

    def test_a_row_of_headings_is_not_a_row_of_the_plan(self):
        assert is_heading_row(["№", "Мероприятие", "Срок", "Финансирование"])
        assert not is_heading_row(
            ["1.1", "Мероприятия ко дню округа", "сроки по плану", "Ответственный секретарь"]
        )
        assert not is_heading_row(["", ""])


class TestWhatWordsSay:
    @pytest.mark.parametrize(
        "text",
        [
            "Январь 2026", "в течение года", "до 10 мая", "С 1 по 5 июня", "15-20 октября", "I квартал", "2 раза в год",
            "осенние каникулы", "по мере поступления", "В соответствии с положением", "ежемесячно", "2026 год", "12.04.2026",
        ],
    )  # fmt: skip
    def test_a_deadline_is_known_by_its_first_words(self, text):
        assert DEADLINE_OPENING.match(text)

    @pytest.mark.parametrize(
        "text", ["6 программ", "в сельских школах", "по программам центра", "Срочный выезд", "Майоров А.А."]
    )
    def test_other_texts_do_not_begin_like_a_deadline(self, text):
        assert not DEADLINE_OPENING.match(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Методист МОЦ",
            "Заведующий отделом",
            "Первый заместитель",
            "И.П. Осокин",
            "Лугов А.Д.",
            "Отв. специалист",
            "Педагог-психолог",
        ],
    )
    def test_a_post_or_a_name_is_known_by_its_first_words(self, text):
        assert begins_with_a_post(text.split())

    def test_a_post_in_another_case_names_nobody(self):
        assert not begins_with_a_post(["методистов", "района"])

    def test_a_new_person_begins_after_a_whole_line(self):
        assert begins_a_person("Методист МОЦ", "Директор")
        assert not begins_a_person("Руководитель,", "Методист")
        assert not begins_a_person("Отдел", "образования")


class TestShortRows:
    ROLES = (Role.NUMBER, Role.TITLE, Role.DEADLINE, Role.RESPONSIBLE, Role.RESULT)

    def fitted(self, *rows: list[str]) -> list[list[str]]:
        return fit_short_rows(rows, list(self.ROLES))

    def test_a_row_without_a_deadline_keeps_its_other_cells_in_their_columns(self):
        assert self.fitted(["1", "Смотр", "Методист", "Справка"]) == [
            ["1", "Смотр", "", "Методист", "Справка"]
        ]

    def test_a_row_cut_off_at_the_end_is_filled_up(self):
        assert self.fitted(["1", "Смотр", "май"]) == [["1", "Смотр", "май", "", ""]]

    def test_a_title_stays_in_the_first_cell(self):
        assert self.fitted(["1. Кадры"]) == [["1. Кадры", "", "", "", ""]]

    def test_neighbours_of_one_length_are_fitted_alike(self):
        rows = self.fitted(["1", "Смотр", "Методист", "Справка"], ["2", "Сбор", "комиссия", "Акт"])
        assert [row[2] for row in rows] == ["", ""]


def test_a_line_of_headings_and_rows_is_unfolded_and_other_lines_stay():
    lines = unfold(["Приказ", "План № Мероприятия Сроки Ответственные 1. Смотр май 2. Слёт 10 июня"])
    assert [line.strip() for line in lines] == [
        "Приказ",
        "План",
        "№ Мероприятия Сроки Ответственные",
        "",
        "1. Смотр май",
        "2. Слёт 10 июня",
    ]
    assert unfold(["1. Смотр май", "2. Слёт июнь"]) == ["1. Смотр май", "2. Слёт июнь"]


def test_repairs_of_a_row_are_told_in_one_sentence_for_each_kind():
    repairs = Repairs()
    for example in ("«а-б»", "«в-г»", "«а-б»", "«д-е»", "«ж-з»"):
        repairs.add("Строка 1", Repair.HYPHENS, example)
    repairs.add("Строка 1", Repair.TORN)
    repairs.add("Строка 1", Repair.TORN)
    assert repairs.sentences() == [
        "Строка 1: слова склеены по переносу: «а-б», «в-г», «д-е» и ещё 1.",
        "Строка 1: строка собрана из частей, разорванных между страницами.",
    ]
