"""Text whose columns ran together: torn words, torn pages, cells without bounds; the real papers as text."""

import json
import re
from pathlib import Path

import pytest

from documents.reading.text import document_from_lines, read_text
from documents.reading.words import WordMender
from documents.recognition import recognise
from tests.documents.texts import read, row
from tests.documents.torn_papers import PAPERS, SCHOOL_YEAR, Damage, Paper, torn_text


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
