"""Plain text whose cells something separates, running text, encodings and what is no text at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading.structure import Document, UnreadableFile
from documents.reading.text import document_from_lines, read_text

PHRASE = "План мероприятий на новый год. Ёлка и съезд юннатов"


SCRAPS = [
    *(
        "1.",
        "1.1 ",
        "2) ",
        "I. ",
        "|",
        " | ",
        "||||",
        "\t",
        ";",
        "   ",
        "\n",
        "\n",
        "\n\n\n\n",
        "\f",
        "май",
        " до 5 мая ",
        "Методист",
        "№",
    ),
    *(
        "И.И. Лугов",
        "со",
        "става",
        "специа-",
        "лист",
        "0 0",
        "(в ред. закона)",
        "<p>",
        '"',
        "---",
        "├──┼──┤",
        "(",
        "РАБОТА",
        "\u00ad",
    ),
]


def read(text: str) -> Document:
    return document_from_lines(text.strip("\n").split("\n"))


def rows_of(text: str) -> list[list[str]]:
    (table,) = read(text).tables
    return table.rows


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "paper.txt"
    path.write_bytes(data)
    return path


class TestEncodings:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"]
    )
    def test_russian_text_is_read_in_every_encoding_of_an_office(self, tmp_path, encoding):
        document = read_text(saved(tmp_path, f"{PHRASE}\r\n\r\nВторая строка".encode(encoding)))
        assert document.paragraphs == [PHRASE, "Вторая строка"]

    def test_a_file_cut_in_the_middle_of_a_letter_is_read(self, tmp_path):
        assert read_text(saved(tmp_path, PHRASE.encode()[:-1])).paragraphs == [PHRASE[:-1]]

    @pytest.mark.parametrize(
        "data", [bytes(range(256)) * 40, b"\0" * 5000, "Übung für große Häuser".encode("latin-1") * 9]
    )
    def test_what_is_no_russian_text_is_refused_with_a_sentence(self, tmp_path, data):
        with pytest.raises(UnreadableFile, match="сохраните"):
            read_text(saved(tmp_path, data))


class TestLimits:
    def test_a_file_too_large_for_a_paper_is_refused_unread(self, tmp_path):
        with pytest.raises(UnreadableFile, match="больше 2 МБ"):
            read_text(saved(tmp_path, b"a" * 20_000_000))

    def test_a_line_of_a_million_characters_is_refused(self):
        with pytest.raises(UnreadableFile, match="строка длиннее"):
            document_from_lines(["а" * 1_000_000])

    def test_more_lines_than_any_paper_has_are_refused(self):
        with pytest.raises(UnreadableFile, match="20 000 строк"):
            document_from_lines(["строка"] * 20_001)

    def test_an_empty_text_is_an_empty_document(self):
        assert document_from_lines([]).blocks == []
        assert document_from_lines(["", "  ", "\f"]).blocks == []

    @pytest.mark.parametrize(
        "line", ["|" * 5000, "\t" * 5000, "1. " * 3000, "<" * 5000, "№ Мероприятия Сроки", "«(" * 900]
    )
    def test_nonsense_is_read_without_a_crash(self, line):
        assert document_from_lines([line] * 3).warnings is not None

    @given(
        st.sampled_from(
            [
                "№ Мероприятия Сроки",
                "№\tМероприятия\tСроки",
                "№   Мероприятия   Сроки",
                "№ | Мероприятия | Сроки",
            ]
        ),
        st.lists(st.sampled_from(SCRAPS), max_size=60),
    )
    @settings(max_examples=300, deadline=None)
    def test_whatever_stands_under_headings_gives_rectangular_tables(self, heading, scraps):
        for table in document_from_lines([heading, *"".join(scraps).split("\n")]).tables:
            assert len({len(row) for row in table.rows}) == 1

    def test_a_quotation_mark_left_open_does_not_swallow_time(self):
        document = read('№;Мероприятие;Срок\n1;"Смотр;май\n' + "2;Слёт;июнь\n" * 5000)
        assert document.tables[0].rows[0] == ["№", "Мероприятие", "Срок"]


class TestRunningText:
    def test_lines_broken_at_the_margin_make_one_paragraph(self):
        document = read("""
Заслушав сообщение о подготовке лагерей к открытию смены, комиссия отметила
своевременное заключение договоров на питание и охрану, а также готов-
ность помещений.
Директорам школ сдать отчёты.
""")
        assert document.paragraphs == [
            "Заслушав сообщение о подготовке лагерей к открытию смены, комиссия отметила своевременное заключение"
            " договоров на питание и охрану, а также готовность помещений.",
            "Директорам школ сдать отчёты.",
        ]

    def test_lines_of_a_head_and_of_a_list_stay_apart(self):
        lines = [
            "ПРОТОКОЛ",
            "заседания совета",
            "Председатель: Лугова А.А.",
            "1. О наборе",
            "2. О смотре",
            "- песни",
            "- танцы",
        ]
        assert document_from_lines(lines).paragraphs == lines

    def test_a_text_set_with_double_spacing_is_put_together(self):
        lines = [
            "Совет рассмотрел вопрос о проведении осенней недели творчества",
            "и рекомендовал школам района принять в ней участие.",
        ]
        document = document_from_lines([part for line in lines for part in (line, "")])
        assert document.paragraphs == [" ".join(lines)]

    def test_a_letter_with_double_spaces_is_no_table(self):
        assert (
            read(
                "Просим  сообщить  сроки  и  ответственных  за  мероприятия.\nДата  ответа  –  10  мая."
            ).tables
            == []
        )


class TestTabs:
    TORN = """
План работы на 2026 год

№ п/п\tНаименование мероприятия\tСроки\tОтветственные\tПримечание
1. Организационная работа\t\t\t\t
1.1\tСмотр кабинетов технического творчества\tавгуст\tДиректор\tПриказ № 5
1.2.\tНеделя открытых занятий для родителей и\tсентябрь\t<p>Методист,</p> <p>педагоги</p>\t

\tбудущих первоклассников\t\tобъединений\t
2. Работа с кадрами

2.1.\tШкола наставника\tежемесячно\tМетодист

<p>3. Конкурсы</p>\t\t\t\t
3.1.\tКонкурс «Росток»\tмай\tДиректор\t
--\t--\t--\t--\t--

Директор центра\t\tА.А. Рощина
"""

    def test_a_row_torn_by_a_page_is_whole_again(self):
        row = next(row for row in rows_of(self.TORN) if row[0] == "1.2.")
        assert row == [
            "1.2.",
            "Неделя открытых занятий для родителей и будущих первоклассников",
            "сентябрь",
            "Методист, педагоги объединений",
            "",
        ]

    def test_each_repair_is_told_once_with_its_row(self):
        assert read(self.TORN).warnings == [
            "Весь текст: метки разметки убраны из текста.",
            "Строка 1.2: строка собрана из частей, разорванных между страницами.",
            "Строка 2.1: ячеек меньше, чем столбцов, недостающие оставлены пустыми.",
        ]

    def test_titles_of_sections_stand_alone_in_their_rows_however_they_were_typed(self):
        titles = [row[0] for row in rows_of(self.TORN) if not any(row[1:])]
        assert titles == ["1. Организационная работа", "2. Работа с кадрами", "3. Конкурсы"]

    def test_what_stands_around_the_table_is_text(self):
        assert read(self.TORN).paragraphs == ["План работы на 2026 год", "Директор центра А.А. Рощина"]

    def test_lines_of_a_cell_go_on_below(self):
        assert rows_of("""
№\tМероприятия\tСроки\tОтветственные
1.\tСбор заявок
на смену\tдо 15
апреля\tМетодист
2.\tВыезд в музей\tмай\tПедагоги
дополнительного образования
""")[1:] == [
            ["1.", "Сбор заявок на смену", "до 15 апреля", "Методист"],
            ["2.", "Выезд в музей", "май", "Педагоги дополнительного образования"],
        ]

    def test_headings_repeated_on_a_new_page_are_left_out(self):
        document = read("""
№\tМероприятия\tСроки
1\tСмотр\tмай

№\tМероприятия\tСроки
2\tСлёт\tиюнь
""")
        assert [row[0] for row in document.tables[0].rows] == ["№", "1", "2"]
        assert document.warnings == ["Таблица: повтор заголовка на новой странице пропущен."]

    def test_a_section_that_lost_its_column_of_deadlines_finds_the_others(self):
        rows = rows_of("""
№\tМероприятие\tСрок\tОтветственный\tРезультат
1.1\tСмотр\tмай\tМетодист\tСправка
2. Без сроков\t\t\t\t
2.1\tПодбор заданий\tПедагог Лугов А.Д.\tСборник
2.2\tПроверка журналов\tЗаместитель директора\tСправка
""")
        assert rows[3] == ["2.1", "Подбор заданий", "", "Педагог Лугов А.Д.", "Сборник"]
        assert rows[4] == ["2.2", "Проверка журналов", "", "Заместитель директора", "Справка"]

    def test_two_tables_stay_two(self):
        document = read("""
№\tМероприятие\tСрок
1\tСмотр\tмай

Приложение 2
№\tНаименование\tИсполнитель\tСрок
1\tСлёт\tДиректор\tиюнь
""")
        assert [table.rows[1] for table in document.tables] == [
            ["1", "Смотр", "май"],
            ["1", "Слёт", "Директор", "июнь"],
        ]
        assert document.paragraphs == ["Приложение 2"]


class TestBars:
    def test_cells_one_below_another_each_closed_by_a_bar(self):
        document = read("""
Приложение 3
N
п/п |
Содержание
работы |
Дата
проведения |
Ответственные |
1. |
Открытие сезона
для юных
мастеров |
До 10 октября
2025 г. |
Лугов А.Д.
Члены жюри |
2. |
Отчётный концерт |
21 мая |
Директор
""")
        assert document.paragraphs == ["Приложение 3"]
        assert document.tables[0].rows == [
            ["N п/п", "Содержание работы", "Дата проведения", "Ответственные"],
            ["1.", "Открытие сезона для юных мастеров", "До 10 октября 2025 г.", "Лугов А.Д.\nЧлены жюри"],
            ["2.", "Отчётный концерт", "21 мая", "Директор"],
        ]

    def test_lines_of_several_bars_close_rows_and_titles(self):
        rows = rows_of("""
N п/п |
Мероприятие |
Срок |
Результат |
||||
1. |
Подготовка |
|||||||
1.1 |
Заключение
соглашений |
До 1 мая |
Соглашения |
||||
Итоги сезона | ||||
2. |
Выпуск сборника |
ноябрь |
Сборник |
||||
""")
        assert rows[1:] == [
            ["1.", "Подготовка", "", ""],
            ["1.1", "Заключение соглашений", "До 1 мая", "Соглашения"],
            ["Итоги сезона", "", "", ""],
            ["2.", "Выпуск сборника", "ноябрь", "Сборник"],
        ]

    def test_headings_shifted_against_the_rows_notes_and_a_row_cut_off(self):
        document = read("""
Мероприятие | Срок | Исполнители | Документ | |
I. Общие меры | ||||
1. | Обновление реестра | IV квартал | Отдел культуры | реестр |
(Позиция в редакции постановления от 2 мая 2025 года N 11) | ||||
2. | Создание банка зад
""")
        assert document.tables[0].rows == [
            ["№", "Мероприятие", "Срок", "Исполнители", "Документ"],
            ["I. Общие меры", "", "", "", ""],
            ["1.", "Обновление реестра", "IV квартал", "Отдел культуры", "реестр"],
            ["2.", "Создание банка зад", "", "", ""],
        ]
        assert document.warnings == [
            "Таблица: пометка о редакции пропущена: «(Позиция в редакции постановления от 2 мая 2025 года N 11)».",
            "Таблица: заголовки сдвинуты относительно строк, добавлен столбец «№».",
            "Строка 2: строка обрывается.",
        ]

    def test_a_drawn_table_with_a_title_across_and_torn_words(self):
        document = read("""
┌────┬──────────────┬────────┬─────────────┐
│ N  │ Мероприятия  │Сроки   │Ответственные│
│п/п │              │проведе-│ исполнители │
│    │              │ния     │             │
├────┼──────────────┼────────┼─────────────┤
│ 1  │      2       │   3    │      4      │
├────┴──────────────┴────────┴─────────────┤
│                  ИЮНЬ                    │
├────┬──────────────┬────────┬─────────────┤
│1.  │Открытие пло- │1 июня  │Отдел        │
│    │щадок         │        │образования  │
├────┼──────────────┼────────┼─────────────┤
│2.  │Турнир        │До 20   │Тренеры      │
│    │              │июня    │             │
└────┴──────────────┴────────┴─────────────┘
Начальник отдела                 И.И. Ветрова
""")
        assert document.tables[0].rows == [
            ["N п/п", "Мероприятия", "Сроки проведения", "Ответственные исполнители"],
            ["ИЮНЬ", "", "", ""],
            ["1.", "Открытие площадок", "1 июня", "Отдел образования"],
            ["2.", "Турнир", "До 20 июня", "Тренеры"],
        ]
        assert document.paragraphs == ["Начальник отдела И.И. Ветрова"]
        assert "Строка 1: слова склеены по переносу: «пло-щадок» → «площадок»." in document.warnings

    def test_headings_in_two_storeys_become_one(self):
        rows = rows_of("""
│N│Мероприятие│Срок│Объём, тыс. руб. │Исполнитель│
│ │ │ ├══════┬══════════┤ │
│ │ │ │всего │бюджет │ │
├═┼═══════════┼════┼══════┼══════════┼═══════════┤
│1│Ремонт зала│май │100 │50 │Завхоз │
├═┼═══════════┼════┼══════┼══════════┼═══════════┤
│2│Новый сайт│июнь│10 │5 │Методист │
""")
        assert rows[0] == [
            "N",
            "Мероприятие",
            "Срок",
            "Объём, тыс. руб. всего",
            "Объём, тыс. руб. бюджет",
            "Исполнитель",
        ]
        assert rows[2] == ["2", "Новый сайт", "июнь", "10", "5", "Методист"]

    def test_a_table_of_markdown(self):
        assert rows_of("""
| № | Мероприятие | Срок |
|---|:------------|-----:|
| **1** | Смотр | 5 мая |
| 2 | Слёт | октябрь |
""") == [["№", "Мероприятие", "Срок"], ["1", "Смотр", "5 мая"], ["2", "Слёт", "октябрь"]]

    def test_a_row_broken_after_a_cell_goes_on_with_the_next_cell(self):
        assert rows_of("""
| № | Мероприятие | Срок | Охват |
|---|---|---|---|
| 1. Праздники | |||
| 1.1 | День знаний | сентябрь | 350 |
| 1.2 | Поход |
в каникулы |
40 |
| 2. Смотры | |||
""")[2:] == [
            ["1.1", "День знаний", "сентябрь", "350"],
            ["1.2", "Поход", "в каникулы", "40"],
            ["2. Смотры", "", "", ""],
        ]

    def test_a_table_of_figures_without_known_headings_is_kept(self):
        document = read("""
Показатели
|
Ед. изм. |
2024 |
2025 |
Дополнительное образование | |||
Число кружков |
ед. |
40 |
42 |
""")
        assert document.paragraphs == ["Показатели"]
        assert document.tables[0].rows == [
            ["", "Ед. изм.", "2024", "2025"],
            ["Дополнительное образование", "", "", ""],
            ["Число кружков", "ед.", "40", "42"],
        ]


def test_a_csv_file_keeps_semicolons_and_line_breaks_inside_quotes():
    assert rows_of("""
План на 2026 год
№;Мероприятие;Срок;Результат
1;"Слёт; сбор актива";5 мая;"Протокол
слёта"
""") == [["№", "Мероприятие", "Срок", "Результат"], ["1", "Слёт; сбор актива", "5 мая", "Протокол слёта"]]


class TestPositions:
    PAGE = """
                  ПЛАН РАБОТЫ

№      Мероприятие                       Срок             Ответственный
п/п                                      исполнения
1. Подготовка центра к работе в новом учебном году и набор детей в
объединения
1.1.   Составление расписания занятий    до 10 сентября   заместитель
       с учётом пожеланий родителей                       директора
1.2.   Приём заявлений                   август -         методисты
                                         сентябрь

1.3.   Выставка лучших работ             В течение года Педагоги
                                                        объединений
№      Мероприятие                       Срок             Ответственный
п/п                                      исполнения
       воспитанников отдела
1.4.   Праздник                             май           директор

Директор                                                  А.А. Рощина
"""

    def test_a_cell_belongs_to_the_heading_it_stands_under(self):
        rows = rows_of(self.PAGE)
        assert rows[0] == ["№ п/п", "Мероприятие", "Срок исполнения", "Ответственный"]
        assert rows[2] == [
            "1.1.",
            "Составление расписания занятий с учётом пожеланий родителей",
            "до 10 сентября",
            "заместитель директора",
        ]
        assert rows[3] == ["1.2.", "Приём заявлений", "август - сентябрь", "методисты"]
        assert rows[5] == ["1.4.", "Праздник", "май", "директор"]

    def test_a_title_runs_across_the_columns(self):
        title = rows_of(self.PAGE)[1]
        assert title[0] == "1. Подготовка центра к работе в новом учебном году и набор детей в объединения"
        assert title[1:] == ["", "", ""]

    def test_columns_that_touch_are_told_apart_by_what_they_say_and_pages_are_joined(self):
        row = rows_of(self.PAGE)[4]
        assert row == [
            "1.3.",
            "Выставка лучших работ воспитанников отдела",
            "В течение года",
            "Педагоги объединений",
        ]

    def test_the_signature_below_is_text(self):
        assert read(self.PAGE).paragraphs == ["ПЛАН РАБОТЫ", "Директор А.А. Рощина"]
