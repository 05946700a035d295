import re
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from django.conf import settings

from documents.paper import Column, Ends, Entry, Heading, Paper, Row, SectionRow, Table, Text
from documents.rendering.html import paper_document, paper_html

from .official_papers import COLUMNS, SECTIONS, all_texts, one_row, report, table

STYLES = Path(settings.BASE_DIR, "static", "documents", "paper.css").read_text()


def drawn(paper):
    return lxml.html.fromstring(paper_html(paper))


def texts(element, selector):
    return [found.text_content() for found in element.xpath(selector)]


def test_a_protocol_has_its_author_above_the_title_and_lines_of_its_own():
    body = [
        Ends("3 мая 2031 г.", "№ 4"),
        Entry("Место", "зал"),
        Entry("Позваны", "Цаплин\nЭхова"),
        Text("1.", leads=True),
    ]
    page = drawn(Paper(["Протокол"], body, author="Дом «Искра»"))
    assert texts(page, "//header/*") == ["Дом «Искра»", "Протокол"]
    assert texts(page, "//p[@class='paper-ends']/span") == ["3 мая 2031 г.", "№ 4"]
    assert texts(page, "//article/p[not(@class)]") == ["Место: зал", "Позваны:", "Цаплин", "Эхова"]
    assert texts(page, "//p[@class='paper-text paper-leads']") == ["1."]


def test_the_parts_of_a_paper_stand_in_their_order():
    text = drawn(report(draft=True)).text_content()
    parts = [
        "Редакция 2",
        "ПРОЕКТ",
        "УТВЕРЖДАЮ",
        "Начальник отдела образования",
        "Р.С. Туманова",
        "2 июля 2031 г.",
        "за I полугодие 2031 года",
        "Территориальная зона: Заречная",
        "№ п/п",
        SECTIONS[0],
        "конец306",
        "Данные на 30.06.2031",
        "* — с учётом филиала",
        "Руководитель опорного центра __________________ О.П. Ручьёва",
        "СОГЛАСОВАНО",
        "Исп. Юлия Яковлевна Эхова",
        "тел. 8 (00000) 1-23-45",
    ]
    assert sorted(parts, key=text.index) == parts


def test_every_text_of_the_table_is_there():
    cells = texts(drawn(report()), "//td | //tbody//th")
    assert [cell for cell in cells if cell] == all_texts(report())


def test_only_a_draft_says_so():
    assert "ПРОЕКТ" not in paper_html(report())


def test_what_a_paper_does_not_have_leaves_no_trace():
    bare = drawn(Paper(["Протокол"]))
    assert bare.text_content().strip() == "Протокол"
    assert bare.xpath(".//*/@class") == []


def test_running_text_and_headings_are_blocks_of_their_own():
    page = drawn(Paper(["Протокол"], [Heading("1. О плане"), Text("СЛУШАЛИ:\nметодиста")]))
    assert (texts(page, "//h2"), texts(page, "//h3")) == (["Протокол"], ["1. О плане"])
    assert texts(page, "//p[@class='paper-text']") == ["СЛУШАЛИ:", "методиста"]


def test_heads_of_columns_and_sections_are_marked_for_screen_readers():
    page = drawn(report())
    assert texts(page, "//thead/tr/th[@scope='col']") == [column.title for column in COLUMNS]
    sections = page.xpath("//tbody/tr[1]/th[@scope='rowgroup']")
    assert [section.text_content() for section in sections] == SECTIONS
    assert {section.get("colspan") for section in sections} == {"5"}


def test_a_section_holds_its_rows_in_a_body_of_its_own():
    rows = [
        Row(["0", "", "", "", ""]),
        SectionRow("Раздел"),
        Row(["1", "", "", "", ""]),
        SectionRow("Пустой"),
    ]
    bodies = drawn(table(*rows)).xpath("//tbody")
    assert [texts(body, ".//th | .//td[1]") for body in bodies] == [["0"], ["Раздел", "1"], ["Пустой"]]


def test_a_row_can_be_linked_to_by_its_key():
    assert drawn(report()).get_element_by_id("row-item-101").xpath("string(td[1])") == "1.1"
    assert not drawn(table(Row(["1", "", "", "", ""]))).xpath("//tr[@id]")


def test_columns_have_their_widths_and_cells_their_alignment():
    columns = [Column("a", "А", 1, "center"), Column("b", "Б", 2, "right"), Column("c", "В", 17)]
    page = drawn(Paper(["Т"], [Table(columns, [Row(["1", "2", "3"])])]))
    assert page.xpath("//col/@class") == ["w-5", "w-10", "w-85"]
    assert [cell.get("class") for cell in page.xpath("//td")] == ["paper-center", "paper-right", None]


def test_the_styles_know_every_width_and_class_that_is_used():
    used = set(drawn(report(draft=True)).xpath("//@class")) | {f"w-{width}" for width in range(5, 101, 5)}
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", STYLES))
    assert {name for names in used for name in names.split()} <= known


def test_a_strict_content_policy_has_nothing_to_forbid():
    page = drawn(report(draft=True))
    assert not page.xpath("//@style | //style | //script | //*[starts-with(name(@*), 'on')]")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt; & 'кавычки'"]
)
def test_hostile_text_stays_text_everywhere(text):
    paper = one_row(number=text, result=text)
    paper = report(
        title=[text], head=[(text, text)], body=[*paper.body, Text(text), Heading(text)], notes=[text]
    )
    page = drawn(paper)
    assert not page.xpath("//script | //img | //b//b")
    assert page.text_content().count(text) == 8


def test_a_key_cannot_break_out_of_its_attribute():
    assert drawn(table(Row([""] * 5, key='"><b>'))).xpath("//tr/@id") == ['row-"><b>']


def test_only_a_word_that_may_not_fit_is_offered_to_be_parted():
    page = drawn(one_row(deadline="персонифицированного", result="персонифицированного", note="до 5 мая"))
    assert [cell.get("class") for cell in page.xpath("//td")] == [None, None, "paper-tight", None, None]


def test_only_a_row_higher_than_a_page_may_be_parted():
    assert not drawn(one_row(result="слово " * 250)).find_class("paper-tall")
    assert drawn(one_row(result="слово " * 600)).find_class("paper-tall")
    assert drawn(one_row(result="строка\n" * 60)).find_class("paper-tall")


def test_the_document_for_printing_is_whole_and_well_formed():
    document = paper_document(report(draft=True))
    root = lxml.etree.fromstring(document.removeprefix("<!DOCTYPE html>"))
    assert root.get("lang") == "ru"
    assert [heading.text for heading in root.iter("h1")] == ["ОТЧЁТ"]
    assert root.findtext("head/title") == "ОТЧЁТ о деятельности опорного центра за I полугодие 2031 года"


def test_a_word_without_end_is_offered_places_to_break_only_for_printing():
    paper = one_row(result="а" * 5000 + " обычное")
    assert "а" * 5000 in paper_html(paper)
    printed = paper_document(paper)
    assert "а" * 9 not in printed
    assert printed.replace("\u200b", "").count("а" * 5000) == 1
    assert "обычное" in printed
