"""Text whose columns ran together: torn words, torn pages, cells without bounds; the real papers as text."""

import json
import re
from pathlib import Path

import pytest

from documents.reading.structure import Document
from documents.reading.text import document_from_lines, read_text
from documents.reading.words import WordMender
from documents.recognition import recognise
from tests.documents.torn_papers import PAPERS, SCHOOL_YEAR, Damage, Paper, torn_text


def read(text: str) -> Document:
    return document_from_lines(text.strip("\n").split("\n"))


def row(text: str, number: str) -> list[str]:
    return next(
        cells for table in read(text).tables for cells in table.rows if cells[0].rstrip(".") == number
    )


class TestWords:
    @pytest.mark.parametrize(
        ("before", "after", "joined"),
        [
            ("повышение квалифика", "ции", "повышение квалификации"),
            ("план мероприя-", "тий", "план мероприятий"),
            ("частного партнёр -", "ства", "частного партнёрства"),
            ("организационно-", "методическая", "организационно-методическая"),
            ("ОБРАЗОВА", "НИЯ", "ОБРАЗОВАНИЯ"),
            ("сборник методи", "ческих пособий", "сборник методических пособий"),
            ("на сайте", "школы", "на сайте школы"),
            ("по приказу МОЦ", "в", "по приказу МОЦ в"),
            ("в", "ведение", "в ведение"),
            ("(далее -", "центр)", "(далее - центр)"),
            ("Отдел", "Школа", "Отдел Школа"),
        ],
    )
    def test_only_a_torn_word_is_put_together(self, before, after, joined):
        assert WordMender([]).join(before, after)[0] == joined

    def test_where_many_words_are_torn_doubtful_ones_are_too(self):
        torn = [
            "обновление образо",
            "вательных про",
            "грамм и методи",
            "ческих посо",
            "бий для педа",
            "гогов",
        ]
        assert WordMender(torn).join("новых про", "грамм")[0] == "новых программ"
        assert WordMender(["обычный текст"]).join("справку про", "грамм")[0] == "справку про грамм"

    def test_a_repair_shows_both_halves(self):
        assert WordMender([]).join("план мероприя", "тий")[1] == "«мероприя-тий» → «мероприятий»"


class TestBlocks:
    """The text layer of a page: cells come one after another, parted by blank lines or not at all."""

    PLAN = """
План работы центра на 2026 год
№
п/п

Мероприятие Ожидаемый результат Срок Ответственный

1. Мероприятия по созданию условий для работы
объединений
1.1. Обновление положения о совете на
ставников и состава совета

Приказ
директора

Январь 2026 Директор
центра

1.2. Проведение круглого стола с руко
водителями школьных музеев

Резолюция

круглого стола
До 20 марта

Методист по
краеведению

Заведующий
музеем

1.3. Сопровождение деятель-

Консультации
Выезды

В течение
года

Методисты
Отв. специа-



ности сельских объединений и
клубов по месту жительства

Отчёты лист 0 0

1.4. Сбор сведений о наборе

Справка

По плану
отдела

Специалист ОО
2. Мероприятия по работе с кадрами
2.1. Школа молодого педагога

Ежемесячно

Методист

Директор центра ______________ А.А. Рощина
"""

    def test_each_row_gets_its_cells_back(self):
        assert row(self.PLAN, "1.1") == [
            "1.1.",
            "Обновление положения о совете наставников и состава совета",
            "Приказ директора",
            "Январь 2026",
            "Директор центра",
        ]

    def test_blank_lines_inside_a_cell_do_not_part_it(self):
        assert row(self.PLAN, "1.2")[2:] == [
            "Резолюция круглого стола",
            "До 20 марта",
            "Методист по краеведению\nЗаведующий музеем",
        ]

    def test_a_row_torn_by_the_page_goes_on_in_each_column(self):
        assert row(self.PLAN, "1.3") == [
            "1.3.",
            "Сопровождение деятельности сельских объединений и клубов по месту жительства",
            "Консультации Выезды Отчёты",
            "В течение года",
            "Методисты\nОтв. специалист ОО",
        ]

    def test_a_deadline_without_dates_is_known_by_its_words(self):
        assert row(self.PLAN, "1.4")[3] == "По плану отдела"

    def test_an_empty_cell_stays_empty(self):
        assert row(self.PLAN, "2.1") == ["2.1.", "Школа молодого педагога", "", "Ежемесячно", "Методист"]

    def test_headings_sections_and_the_text_around(self):
        document = read(self.PLAN)
        rows = document.tables[0].rows
        assert rows[0] == ["№", "Мероприятие", "Ожидаемый результат", "Срок", "Ответственный"]
        titles = [cells[0] for cells in rows if not any(cells[1:])]
        assert titles == [
            "1. Мероприятия по созданию условий для работы объединений",
            "2. Мероприятия по работе с кадрами",
        ]
        assert document.paragraphs == [
            "План работы центра на 2026 год",
            "Директор центра ______________ А.А. Рощина",
        ]

    def test_repairs_are_told_row_by_row(self):
        warnings = read(self.PLAN).warnings
        assert "Строка 1.1: слова склеены по переносу: «на-ставников» → «наставников»." in warnings
        assert "Строка 1.3: строка собрана из частей, разорванных между страницами." in warnings
        assert "Строка 1.3: нули прочитаны как буквы: «0 0» → «ОО»." in warnings
        assert len(warnings) == len({(warning.split(":")[0], warning.split(":")[1]) for warning in warnings})

    def test_columns_come_in_the_order_of_the_headings(self):
        text = """
№ Наименование мероприятия Исполнители Сроки Результат
1. Выставка рисунков ко дню округа
Педагоги студии
10–15 июня
Каталог выставки
2. Велопробег «Зелёная тропа» для
старшеклассников
Отдел туризма, И.П. Осокин
сентябрь
Не менее 40 участников
"""
        assert row(text, "1") == [
            "1.",
            "Выставка рисунков ко дню округа",
            "Педагоги студии",
            "10–15 июня",
            "Каталог выставки",
        ]
        assert row(text, "2")[1:4] == [
            "Велопробег «Зелёная тропа» для старшеклассников",
            "Отдел туризма, И.П. Осокин",
            "сентябрь",
        ]

    def test_a_report_has_long_results_and_empty_deadlines(self):
        text = """
№ Мероприятие Срок Результат Примечание

1.1. Ведение раздела на сайте

июль - декабрь

Размещено 14 новостей, обновлены
контакты и график приёма.

1.2. Совещания с координаторами
школ

Проведено два совещания: 12.09.2025 и
5 декабря 2025 года.

Приказ № 45
"""
        assert row(text, "1.1")[2:] == [
            "июль - декабрь",
            "Размещено 14 новостей, обновлены контакты и график приёма.",
            "",
        ]
        assert row(text, "1.2")[2] == ""
        assert row(text, "1.2")[3].startswith("Проведено два совещания")

    def test_headings_and_page_numbers_repeated_on_each_page_are_left_out(self):
        page = "№ Мероприятия Сроки Ответственные\n"
        document = read(
            f"{page}\n1. Смотр строя\n\nмай\n\nДиректор\n\n2\n\f{page}\n2. Слёт\n\nиюнь\n\nМетодист"
        )
        assert document.tables[0].rows[1:] == [
            ["1.", "Смотр строя", "май", "Директор"],
            ["2.", "Слёт", "июнь", "Методист"],
        ]

    def test_sections_without_a_number_are_known_by_the_numbers_that_begin_anew(self):
        document = read("""
№ Мероприятия Сроки Ответственные
Работа с детьми
1. Смотр строя
май
Директор
2. Участие команды округа во
II Всероссийском слёте туристов
июнь
Методист МОЦ
РАБОТА С РОДИТЕЛЯМИ
3. Родительский клуб
ежемесячно
Педагог-психолог
Работа с кадрами
1. Школа наставника
октябрь
Методист
""")
        rows = document.tables[0].rows
        titles = [cells[0] for cells in rows if not any(cells[1:])]
        assert titles == ["Работа с детьми", "РАБОТА С РОДИТЕЛЯМИ", "Работа с кадрами"]
        assert rows[3] == [
            "2.",
            "Участие команды округа во II Всероссийском слёте туристов",
            "июнь",
            "Методист МОЦ",
        ]
        assert rows[7] == ["1.", "Школа наставника", "октябрь", "Методист"]


class TestOneLine:
    def test_a_deadline_in_the_middle_of_the_line_splits_it(self):
        text = """
N п/п Наименование мероприятия Срок выполнения Ответственный исполнитель
1. Приём заявок на участие в слёте Ежегодно, до 3 ноября текущего года Отдел по делам молодёжи
(в ред. постановления администрации округа от 04.10.2024 N 76)
2. Контроль за ходом подготовки Ежеквартально Первый заместитель главы Е.С. Рябинин
"""
        assert row(text, "1")[1:] == [
            "Приём заявок на участие в слёте",
            "Ежегодно, до 3 ноября текущего года",
            "Отдел по делам молодёжи",
        ]
        assert row(text, "2")[1:] == [
            "Контроль за ходом подготовки",
            "Ежеквартально",
            "Первый заместитель главы Е.С. Рябинин",
        ]
        assert read(text).warnings[0].startswith("Таблица: пометка о редакции пропущена: «(в ред.")

    def test_a_paper_pasted_as_one_paragraph_falls_into_rows(self):
        document = read(
            "Отдел образования План на 2026 год Приказ № 12 от 15.01.2026 № п/п Мероприятия Сроки Ответственные"
            " 1. Организация 1.1. Утверждение плана Январь Директор центра 1.2. Семинар до 15 марта 2026 г. Методист"
            " 2. Кадры 2.1. Стажировка сентябрь, май Методисты"
        )
        assert document.paragraphs == ["Отдел образования План на 2026 год Приказ № 12 от 15.01.2026"]
        assert document.tables[0].rows[1:] == [
            ["1. Организация", "", "", ""],
            ["1.1.", "Утверждение плана", "Январь", "Директор центра"],
            ["1.2.", "Семинар", "до 15 марта 2026 г.", "Методист"],
            ["2. Кадры", "", "", ""],
            ["2.1.", "Стажировка", "сентябрь, май", "Методисты"],
        ]

    def test_a_line_for_each_cell_is_taken_as_it_is(self):
        text = """
№
Мероприятие
Срок
Результат
Примечание
1.
Ярмарка в мае
апрель
15 апреля ярмарку посетили
Приказ
2.
Сверка списков

Сверено в июне

3.
Сдача отчёта
июль
Сдан
Протокол
"""
        assert row(text, "1")[1:] == ["Ярмарка в мае", "апрель", "15 апреля ярмарку посетили", "Приказ"]
        assert row(text, "2")[1:] == ["Сверка списков", "", "Сверено в июне", ""]


def test_a_capital_torn_off_its_word_is_put_back():
    assert read("О тветственные за О ткрытие").paragraphs == ["Ответственные за Открытие"]
    assert read("О ходе работ и О плане").paragraphs == ["О ходе работ и О плане"]


def test_a_row_beyond_all_measure_is_not_split_but_kept():
    words = " ".join(["Май", "Слёт", "Директор"] * 500)
    document = read(f"№ Мероприятия Сроки Ответственные\n1. {words}\n2. Смотр май Методист")
    assert document.tables[0].rows[1][1] == words
    assert "Строка 1: строка слишком длинная, столбцы не разделены." in document.warnings


class TestInventedPapers:
    """Each paper comes out of each kind of damage with nearly all its cells."""

    @pytest.mark.parametrize("name", PAPERS)
    @pytest.mark.parametrize(
        ("damage", "least"),
        [
            (Damage(), 0.98),
            (Damage(hyphen=""), 0.98),
            (Damage(hyphen="-"), 0.98),
            (Damage(hyphen="", torn_rows=0.5), 0.95),
            (Damage(hyphen="", stray_blanks=0.3), 0.95),
            (Damage(side_by_side=0.4), 0.93),
            (Damage(parted_by_blanks=False), 0.93),
            (Damage(parted_by_blanks=False, hyphen="", side_by_side=0.3), 0.9),
        ],
    )
    def test_cells_are_found(self, name, damage, least):
        right = [found for seed in (1, 2, 3) for found in self.compared(PAPERS[name], damage, seed)]
        assert sum(right) / len(right) >= least

    def test_a_table_on_one_line_is_found_too(self):
        cells = " ".join(" ".join([f"{row[0]}.", *row[1:]]) for row in SCHOOL_YEAR.rows)
        document = document_from_lines([f"План {' '.join(SCHOOL_YEAR.headings)} {cells}"])
        assert document.tables[0].rows[1:] == [[f"{row[0]}.", *row[1:]] for row in SCHOOL_YEAR.rows]

    def compared(self, paper: Paper, damage: Damage, seed: int) -> list[bool]:
        """Whether each cell of each row has the words it should have."""
        tables = document_from_lines(torn_text(paper, damage, seed)).tables
        rows = {cells[0].rstrip("."): cells for table in tables for cells in table.rows}
        return [
            words(found) == words(text)
            for item in paper.items
            for found, text in zip(rows.get(item["number"], [""] * len(item)), item.values(), strict=True)
        ]


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").lower())


@pytest.mark.samples
class TestSamples:
    def test_the_report_is_read_whole(self, samples):
        fields = ("number", "title", "deadline", "result", "responsible", "note")
        assert self.share(samples / "report-kushchevskaya-2022h1", fields, self.without_spaces) == 1

    def test_the_plan_whose_columns_ran_together_is_read_nearly_whole(self, samples):
        fields = ("number", "title", "deadline", "expected_result", "responsible")
        assert self.share(samples / "plan-kashin-2024", fields, words) >= 0.97

    @pytest.mark.parametrize("name", ["16-plan", "19-plan", "22-plan"])
    def test_small_plans_give_all_their_rows(self, samples, name):
        expected = json.loads((samples / "documents" / f"{name}.expected.json").read_text())["rows"]
        items = recognise(read_text(samples / "documents" / f"{name}.txt")).items
        for field in ("number", "title", "deadline", "responsible"):
            assert [words(getattr(item, field)) for item in items] == [words(row[field]) for row in expected]

    def test_the_roadmap_gives_all_its_rows(self, samples):
        expected = json.loads((samples / "documents" / "27-roadmap.expected.json").read_text())["rows"]
        (table,) = read_text(samples / "documents" / "27-roadmap.txt").tables
        names = ("number", "title", "deadline", "responsible", "result")
        rows = [cells for cells in table.rows[1:] if any(cells[1:])]
        assert [list(map(words, cells)) for cells in rows] == [
            [words(row[name]) for name in names] for row in expected
        ]

    def share(self, paper: Path, fields: tuple[str, ...], plain) -> float:
        """The share of fields that come out of the text as they should."""
        items = {item.number: item for item in recognise(read_text(paper.with_suffix(".txt"))).items}
        expected = [
            item
            for part in json.loads(paper.with_suffix(".json").read_text())["sections"]
            for item in part["items"]
        ]
        right = [
            plain(getattr(items.get(item["number"]), field, None)) == plain(item.get(field))
            for item in expected
            for field in fields
        ]
        return sum(right) / len(right)

    @staticmethod
    def without_spaces(text: str | None) -> str:
        return re.sub(r"\s", "", text or "").rstrip(".")
