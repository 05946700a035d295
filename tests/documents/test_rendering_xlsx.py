import io

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from documents.paper import Column, Ends, Entry, Heading, Paper, Row, SectionRow, Signature, Table, Text
from documents.rendering.xlsx import paper_xlsx

from .official_papers import COLUMNS, SECTIONS, all_texts, one_row, report, table


def written(paper):
    return openpyxl.load_workbook(io.BytesIO(paper_xlsx(paper))).active


@pytest.fixture(scope="module")
def cells():
    return written(report())


def texts(cells):
    return [cell.value for row in cells.iter_rows() for cell in row if cell.value is not None]


def row_of(cells, text):
    return next(row for row in cells.iter_rows() if text in [cell.value for cell in row])


def merged(cells, row):
    """Column ranges of a row that are one cell."""
    return {(span.min_col, span.max_col) for span in cells.merged_cells.ranges if span.min_row == row[0].row}


def test_the_parts_of_a_paper_stand_in_their_order():
    found = texts(written(report(draft=True)))
    table_starts, table_ends = found.index("№ п/п"), found.index("Данные на 30.06.2031")
    assert found[:table_starts] == [
        "ПРОЕКТ",
        "УТВЕРЖДАЮ",
        "Начальник отдела образования",
        "__________________ Р.С. Туманова",
        "2 июля 2031 г.",
        "ОТЧЁТ",
        "о деятельности опорного центра",
        "за I полугодие 2031 года",
        "Территориальная зона: Заречная",
        "Наименование МОЦ (полное и краткое): Дом творчества «Искра» (ДТ «Искра»)",
    ]
    assert found[table_ends:] == [
        "Данные на 30.06.2031",
        "* — с учётом филиала",
        "Руководитель опорного центра",
        "__________________ О.П. Ручьёва",
        "СОГЛАСОВАНО",
        "Директор ДТ «Искра»",
        "__________________ Ф.Х. Цаплин",
        "«___» ______________ 20___ г.",
        "Исп. Юлия Яковлевна Эхова",
        "тел. 8 (00000) 1-23-45",
    ]


def test_every_text_of_the_table_is_there(cells):
    found = texts(cells)
    start = found.index("№ п/п")
    assert found[start : start + 5] == [column.title for column in COLUMNS]
    assert found[start + 5 : found.index("Данные на 30.06.2031")] == all_texts(report())


def test_other_programs_read_the_same_texts():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(paper_xlsx(report()))).get_sheet_by_index(0)
    assert [value for row in sheet.to_python() for value in row if value] == texts(written(report()))


def test_a_paper_may_have_nothing_but_a_title():
    assert texts(written(Paper(["Протокол"]))) == ["Протокол"]


def test_running_text_and_headings_have_rows_of_their_own():
    assert texts(written(Paper(["Протокол"], [Heading("1. О плане"), Text("СЛУШАЛИ")]))) == [
        "Протокол",
        "1. О плане",
        "СЛУШАЛИ",
    ]


def test_a_protocol_has_its_author_above_the_title_and_lines_of_its_own():
    body = [Ends("3 мая 2031 г.", "№ 4"), Entry("Позваны", "Цаплин\nЭхова")]
    written_texts = texts(written(Paper(["Протокол"], body, author="Дом «Искра»")))
    assert written_texts == ["Дом «Искра»", "Протокол", "3 мая 2031 г.", "№ 4", "Позваны:\nЦаплин\nЭхова"]


@pytest.mark.parametrize(
    "text", ["1.10", "=1+1", "+7 000", "-5", "@SUM(A1)", "\t=1", "#N/A", "=cmd|'/c calc'!A1", "01.02.2031"]
)
def test_every_cell_is_text_whatever_it_begins_with(text):
    cell = row_of(written(one_row(number="1", result=text)), "1")[3]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_a_section_lies_over_the_whole_table(cells):
    section = row_of(cells, SECTIONS[0])
    assert merged(cells, section) == {(1, 5)}
    assert section[0].font.bold
    assert all(cell.border.top.style == "thin" for cell in section)


def test_stamps_stand_on_the_right_and_signatures_have_room(cells):
    assert merged(cells, row_of(cells, "УТВЕРЖДАЮ")) == {(4, 5)}
    assert merged(cells, row_of(cells, "Руководитель опорного центра")) == {(1, 3), (4, 5)}


def test_the_head_of_the_table_stays_in_sight_and_on_each_page(cells):
    head = row_of(cells, "№ п/п")[0].row
    assert cells.print_title_rows == f"${head}:${head}"
    assert cells.freeze_panes == f"A{head + 1}"


def test_it_prints_on_a_landscape_sheet_as_wide_as_the_paper(cells):
    assert cells.page_setup.orientation == "landscape"
    assert int(cells.page_setup.paperSize) == 9  # A4
    assert cells.sheet_properties.pageSetUpPr.fitToPage
    assert (cells.page_setup.fitToWidth, cells.page_setup.fitToHeight) == (None, 0)
    margins = cells.page_margins
    inches = [margins.top, margins.right, margins.bottom, margins.left]
    assert [round(inch * 25.4) for inch in inches] == [20, 10, 20, 20]


def test_pages_are_numbered_from_the_second():
    draft, final = written(report(draft=True, revision="Редакция 2 & 3")), written(report())
    assert draft.HeaderFooter.differentFirst
    assert (draft.oddHeader.center.text, draft.firstHeader.center.text) == ("&P", None)
    assert (draft.oddHeader.right.text, final.oddHeader.right.text) == ("ПРОЕКТ", None)
    assert draft.firstFooter.left.text == draft.oddFooter.left.text == "Редакция 2 && 3"


def test_columns_are_as_wide_as_on_paper_and_text_is_wrapped(cells):
    widths = [cells.column_dimensions[letter].width for letter in "ABCDE"]
    assert [round(width / sum(widths) * 100) for width in widths] == [5, 25, 15, 40, 15]
    assert all(cell.alignment.wrap_text for cell in row_of(cells, "1.1"))


def test_columns_keep_their_alignment():
    columns = [Column("a", "А", align="right"), Column("b", "Б", align="center")]
    row = row_of(written(Paper(["Т"], [Table(columns, [Row(["слева", "посередине"])])])), "слева")
    assert [cell.alignment.horizontal for cell in row] == ["right", "center"]


def test_a_row_is_high_enough_for_its_longest_text():
    cells = written(
        table(
            Row(["1", "", "", "слово " * 100, ""]), Row(["2", "", "", "а\nб\nв", ""]), Row(["3", *[""] * 4])
        )
    )
    long, lines, short = (cells.row_dimensions[row_of(cells, number)[0].row].height for number in "123")
    assert long > 10 * short
    assert lines == 3 * short
    assert written(one_row(number="1", result="слово " * 6000)).row_dimensions[4].height == 409


def test_the_head_of_the_table_and_posts_to_sign_are_high_enough():
    columns = [Column("a", "А", share=1), Column("b", "Должность, которую занимает участник", share=1)]
    columns.append(Column("c", "В", share=8))
    post = "Исполняющий обязанности руководителя муниципального опорного центра"
    paper = Paper(
        ["Т"], [Table(columns, [Row(["1", "2", "3"])])], signatures=[Signature(post, "О.П. Ручьёва")]
    )
    cells = written(paper)
    head, post, row = (cells.row_dimensions[row_of(cells, text)[0].row].height for text in ("А", post, "1"))
    assert (head, post) == (3 * row, 3 * row)


@pytest.mark.parametrize("columns", [1, 2, 12])
def test_any_number_of_columns_is_written(columns):
    heads = [Column(str(number), f"Столбец {number}") for number in range(columns)]
    row = [f"ячейка {number}" for number in range(columns)]
    paper = report(body=[Table(heads, [SectionRow("Раздел"), Row(row)])])
    assert [cell.value for cell in row_of(written(paper), "ячейка 0")][:columns] == row


def test_russian_typography_and_hostile_text_survive():
    text = "«ёлочки», „лапки“, № 5 — 10\u00a0% <b>&amp;</b> \x00\ud800" + "щ" * 5000
    assert text.replace("\x00\ud800", "") in texts(written(one_row(result=text)))


def test_five_hundred_rows_are_written():
    cells = written(table(*[Row([f"1.{number}", "", "", "", ""]) for number in range(500)]))
    assert texts(cells)[-1] == "1.499"
    assert "1.10" in texts(cells)
