import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents.paper import Ends, Entry, Heading, Paper, Row, SectionRow, Stamp, Text
from documents.rendering.docx import paper_docx

from .official_papers import COLUMNS, SECTIONS, all_texts, one_row, report, table


def written(paper):
    return docx.Document(io.BytesIO(paper_docx(paper)))


@pytest.fixture(scope="module")
def document():
    return written(report())


def paragraphs(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def rows(document):
    return document.tables[0].rows


def test_a_protocol_has_its_author_above_the_title_and_lines_of_its_own():
    body = [
        Ends("3 мая 2031 г.", "№ 4"),
        Entry("Позваны", "Цаплин\nЭхова"),
        Text("1.", leads=True),
        Text("2."),
    ]
    document = written(Paper(["Протокол"], body, author="Дом «Искра»", orientation="portrait"))
    assert paragraphs(document) == [
        "Дом «Искра»",
        "Протокол",
        "3 мая 2031 г.\t№ 4",
        "Позваны:",
        "Цаплин",
        "Эхова",
        "1.",
        "2.",
    ]
    by_text = {paragraph.text: paragraph.paragraph_format for paragraph in document.paragraphs}
    assert round(by_text["3 мая 2031 г.\t№ 4"].tab_stops[0].position.mm) == 180
    assert (by_text["1."].keep_with_next, by_text["Эхова"].first_line_indent) == (True, None)


def test_the_parts_of_a_paper_stand_in_their_order():
    assert paragraphs(written(report(draft=True))) == [
        "ПРОЕКТ",
        "УТВЕРЖДАЮ",
        "Начальник отдела образования",
        "__________________ Р.С. Туманова",
        "2 июля 2031 г.",
        "ОТЧЁТ\nо деятельности опорного центра\nза I полугодие 2031 года",
        "Территориальная зона: Заречная",
        "Наименование МОЦ (полное и краткое): Дом творчества «Искра» (ДТ «Искра»)",
        "Данные на 30.06.2031",
        "* — с учётом филиала",
        "Исп. Юлия Яковлевна Эхова",
        "тел. 8 (00000) 1-23-45",
    ]


def test_a_paper_may_have_nothing_but_a_title():
    assert paragraphs(written(Paper(["Протокол"]))) == ["Протокол"]


def test_the_table_is_real_and_holds_every_text(document):
    head, *body = rows(document)
    assert [cell.text for cell in head.cells] == [column.title for column in COLUMNS]
    merged_once = [{cell._tc: cell for cell in row.cells}.values() for row in body]
    assert [cell.text for cells in merged_once for cell in cells if cell.text] == all_texts(report())


def test_lines_of_a_text_are_paragraphs():
    cell = rows(written(one_row(result="первый\nвторой\n\nчетвёртый")))[1].cells[3]
    assert [paragraph.text for paragraph in cell.paragraphs] == ["первый", "второй", "", "четвёртый"]


def test_running_text_and_headings_are_paragraphs():
    document = written(Paper(["Протокол"], [Heading("1. О плане"), Text("СЛУШАЛИ:\nметодиста")]))
    assert paragraphs(document) == ["Протокол", "1. О плане", "СЛУШАЛИ:", "методиста"]
    assert document.paragraphs[1].style.name == "Heading 2"


def test_the_sheet_lies_with_the_margins_of_the_profile(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm) for margin in margins] == [20, 10, 20, 20]


def test_a_portrait_sheet_stands():
    section = written(Paper(["Протокол"], orientation="portrait")).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_typeface_is_set_for_every_script(document):
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert set(defaults.find(".//" + qn("w:rFonts")).attrib.values()) == {"Times New Roman"}
    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == "ru"
    assert document.styles["Heading 1"].element.find(".//" + qn("w:rFonts")) is None


def test_the_letters_are_as_big_as_the_profile_says(document):
    assert document.styles["Normal"].font.size == Pt(13)
    assert rows(document)[2].cells[0].paragraphs[0].style.font.size == Pt(10.5)
    assert written(report(profile="7.0.97-2016")).styles["Normal"].font.size == Pt(14)


def test_the_head_is_repeated_and_rows_are_kept_whole(document):
    head, *body = rows(document)
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    for row in (head, *body):
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    assert not any(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in body)


def test_a_section_is_one_cell_that_keeps_with_its_first_row(document):
    section = rows(document)[1]
    (cell,) = {cell._tc: cell for cell in section.cells}.values()
    assert (cell.text, cell.grid_span) == (SECTIONS[0], len(COLUMNS))
    assert cell.paragraphs[0].paragraph_format.keep_with_next


def test_columns_have_fixed_widths_in_cells_and_grid(document):
    word_table = document.tables[0]
    widths = [Mm(267 * percent / 100) for percent in (5, 25, 15, 40, 15)]
    assert [column.width for column in word_table.columns] == pytest.approx(widths, abs=Mm(0.1))
    assert [tc.width for tc in word_table.rows[2]._tr.tc_lst] == pytest.approx(widths, abs=Mm(0.1))
    assert not word_table.autofit


def test_pages_are_numbered_from_the_second():
    section = written(report(draft=True)).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous
    (field,) = section.header._element.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"


def test_later_sheets_of_a_draft_say_so_and_each_names_its_revision():
    draft, final = (written(report(draft=draft)).sections[0] for draft in (True, False))
    assert "ПРОЕКТ" in draft.header.paragraphs[0].text
    assert "ПРОЕКТ" not in final.header.paragraphs[0].text
    assert {final.footer.paragraphs[0].text, final.first_page_footer.paragraphs[0].text} == {"Редакция 2"}


def test_a_signature_stands_beside_its_post_and_two_stamps_beside_each_other():
    stamps = [Stamp("СОГЛАСОВАНО", f"Директор {number}", date="2 июля 2031 г.") for number in (1, 2, 3)]
    signed = written(report(agreements=stamps)).tables[1]
    assert [[cell.text for cell in row.cells] for row in signed.rows] == [
        ["Руководитель опорного центра", "__________________ О.П. Ручьёва"],
        ["\n".join(stamps[0].lines), "\n".join(stamps[1].lines)],
        ["\n".join(stamps[2].lines), ""],
    ]


def test_what_is_signed_keeps_with_the_last_row(document):
    blocks = list(document.iter_inner_content())
    end = blocks[
        blocks.index(
            next(block for block in blocks if getattr(block, "text", "") == "Данные на 30.06.2031")
        ) :
    ]
    kept = [rows(document)[-1].cells[3].paragraphs[0], *[block for block in end if hasattr(block, "text")]]
    signed = document.tables[1].rows
    kept += [paragraph for row in signed for cell in row.cells for paragraph in cell.paragraphs]
    assert len(signed) == 2
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in kept)


def test_russian_typography_and_hostile_text_survive():
    text = "«ёлочки», „лапки“, № 5 — 10\u00a0% <b>&amp;</b> \x00" + "щ" * 5000
    assert rows(written(one_row(result=text)))[1].cells[3].text == text.replace("\x00", "")


def test_five_hundred_rows_are_written():
    document = written(
        table(SectionRow("Раздел"), *[Row([str(number), "", "", "", ""]) for number in range(500)])
    )
    assert len(rows(document)) == 502
    assert rows(document)[501].cells[0].text == "499"
