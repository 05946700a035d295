import io
import re

import page as validator
import pdfplumber
import pikepdf
import pytest
from weasyprint import draw
from weasyprint.layout import block, inline, percent
from weasyprint.text import fonts, line_break

from documents.paper import Ends, Paper, Row, SectionRow, Stamp, Table, Text
from documents.rendering import pdf, remembered
from documents.rendering.pdf import FontMissing, paper_pdf

from .official_papers import COLUMNS, SECTIONS, all_texts, one_row, report, report_rows, table

MM = 72 / 25.4


class Printed:
    """A PDF as its reader sees it: the text of each page, and all of it in one line without hyphens."""

    def __init__(self, paper):
        self.bytes = paper_pdf(paper)
        with pdfplumber.open(io.BytesIO(self.bytes)) as file:
            self.pages = [page.extract_text() for page in file.pages]
            self.words = [page.extract_words(extra_attrs=["size"]) for page in file.pages]
            self.sizes = [(round(page.width / MM), round(page.height / MM)) for page in file.pages]
            self.fonts = {char["fontname"].split("+")[1] for page in file.pages for char in page.chars}

    def page_of(self, text):
        """The number of the only page that holds the text, from 0."""
        (number,) = [number for number, page in enumerate(self.pages) if text in page]
        return number

    def word(self, text):
        return next(word for words in self.words for word in words if word["text"] == text)

    def body(self, number):
        """Words of a page between its top and bottom margins."""
        return [
            word for word in self.words[number] if 20 * MM <= word["top"] <= self.sizes[0][1] * MM - 20 * MM
        ]


@pytest.fixture(scope="module")
def printed():
    return Printed(report())


@pytest.fixture(scope="module")
def draft():
    return Printed(report(draft=True, revision=""))


def test_the_text_of_every_row_is_printed(printed):
    squeezed = re.sub(r"[\s‐]", "", "".join(printed.pages))
    # Cells of one row stand beside each other, so their lines alternate: look for words, not for whole texts.
    for word in " ".join(all_texts(report())).split():
        assert word in squeezed


def test_a_report_takes_several_landscape_sheets(printed):
    assert printed.sizes == [(297, 210)] * 4


def test_a_portrait_paper_stands_upright():
    assert Printed(Paper(["Протокол"], orientation="portrait")).sizes == [(210, 297)]


def test_nothing_is_printed_in_the_margins_but_their_own_marks(printed):
    for words in printed.words:
        assert min(word["x0"] for word in words) >= 20 * MM - 0.01
        assert max(word["x1"] for word in words) <= (297 - 10) * MM
        margins = {word["text"] for word in words if not 20 * MM <= word["top"] <= (210 - 20) * MM}
        assert margins <= {"2", "3", "4", "Редакция"}


def test_the_letters_are_as_big_as_the_profile_says():
    for profile, text_size, table_size in (("7.0.97-2025", 13, 10.5), ("7.0.97-2016", 14, 12)):
        paper = Printed(report(profile=profile))
        assert paper.word("УТВЕРЖДАЮ")["size"] == pytest.approx(text_size, abs=0.01)
        assert paper.word("Дело101")["size"] == pytest.approx(table_size, abs=0.01)


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(printed):
    def top_margin(words):
        return [word for word in words if word["bottom"] < 20 * MM]

    first, *later = map(top_margin, printed.words)
    assert first == []
    assert [[word["text"] for word in words] for words in later] == [["2"], ["3"], ["4"]]
    assert (later[0][0]["x0"] + later[0][0]["x1"]) / 2 == pytest.approx((20 + 267 / 2) * MM, abs=1)


def test_the_table_has_its_head_on_each_page(printed):
    pages = [text for text in printed.pages if "начало" in text]
    assert len(pages) > 1
    assert all("Результат (количественный и качественный)" in text for text in pages)


def test_rows_are_kept_whole(printed):
    for row in report_rows():
        if isinstance(row, Row):
            mark = row.key.removeprefix("item-")
            assert printed.page_of(f"начало{mark}") == printed.page_of(f"конец{mark}")


@pytest.mark.parametrize("rows_above", range(23, 30))
def test_a_section_is_never_parted_from_its_first_row(rows_above):
    above = [Row([str(number), *[""] * 4]) for number in range(rows_above)]
    paper = Printed(table(*above, SectionRow(SECTIONS[0]), Row(["1.1", "дело\nдело\nдело\nдело", *[""] * 3])))
    assert paper.page_of(SECTIONS[0]) == paper.page_of("дело")


def test_what_leads_on_goes_to_the_sheet_of_what_follows():
    def parted(lines, *, leads):
        body = [
            Text("\n".join(["строка"] * lines)),
            Text("РЕШИЛИ:", leads=leads),
            Text("1. Дело. " + "слово " * 60),
        ]
        paper = Printed(Paper(["Протокол"], body, orientation="portrait"))
        return paper.page_of("РЕШИЛИ") != paper.page_of("1. Дело")

    heights = range(38, 48)
    assert any(parted(lines, leads=False) for lines in heights), "else the test shows nothing"
    assert not any(parted(lines, leads=True) for lines in heights)


def test_both_ends_of_a_line_reach_the_margins():
    words = Printed(Paper(["Протокол"], [Ends("День", "Номер")], orientation="portrait")).words[0]
    day, number = (next(word for word in words if word["text"] == text) for text in ("День", "Номер"))
    assert (round(day["x0"] / MM), round(number["x1"] / MM)) == (20, 200)
    assert day["top"] == number["top"]


def test_a_signature_takes_the_last_row_along():
    for rows in range(9, 14):
        body = [
            Table(
                COLUMNS, [Row([str(number), "дело\nдело", "", f"итог{number}", ""]) for number in range(rows)]
            )
        ]
        paper = Printed(report(body=body))
        last_row = paper.page_of(f"итог{rows - 1}\n")
        assert last_row == paper.page_of("Руководитель опорного центра") == paper.page_of("СОГЛАСОВАНО")


@pytest.mark.parametrize("lines", [16, 22, 30])
def test_stamps_never_stand_on_a_sheet_alone(lines):
    """A last row too long to be taken along leaves the sheet to all that is signed."""
    row = Row(["1", "", "", "\n".join(["строка"] * lines), ""])
    agreements = [Stamp("СОГЛАСОВАНО", f"Директор {number}") for number in range(4)]
    paper = Printed(report(body=[Table(COLUMNS, [row])], agreements=agreements))
    signed = [number for number, text in enumerate(paper.pages) if "СОГЛАСОВАНО" in text]
    assert signed == [paper.page_of("Руководитель опорного центра")] == [paper.page_of("Исп.")]


def test_a_row_higher_than_a_page_goes_on_without_loss():
    marks = [f"метка{number:04}" for number in range(1000)]
    paper = Printed(table(SectionRow(SECTIONS[0]), Row(["1", "", "", " ".join(marks), ""])))
    assert SECTIONS[0] in paper.pages[0]
    assert re.findall(r"метка\d+", "\n".join(paper.pages)) == marks
    assert all("Наименование мероприятия" in text for text in paper.pages)


@pytest.mark.parametrize("length", [150, 5000])
@pytest.mark.parametrize("letter", ["W", "щ"])
def test_a_word_without_end_stays_in_its_cell(letter, length):
    paper = Printed(one_row(title=letter * length, result="соседняя"))
    words = [word for number in range(len(paper.pages)) for word in paper.body(number)]
    parts = [word for word in words if letter * 4 in word["text"]]
    assert sum(word["text"].count(letter) for word in parts) >= length - 10
    assert max(word["x1"] for word in parts) < (20 + 267 * 0.30) * MM


def test_a_long_word_in_a_narrow_column_is_hyphenated():
    text = Printed(one_row(number="персонифицированного", result="персонифицированного")).pages[0]
    assert text.count("персонифицированного") == 1
    assert re.search(r"^пер\w*‐", text, re.MULTILINE)


def test_whole_words_are_kept_where_they_fit():
    words = ["систематического", "персонифицированного", "интеллектуального", "профессионального"] * 3
    lines = Printed(one_row(title=" ".join(words))).pages[0].split()
    assert [word for word in lines if word in words] == words


def test_every_sheet_of_a_draft_says_so(draft, printed):
    assert all(text.count("ПРОЕКТ") == 1 for text in draft.pages)
    assert "ПРОЕКТ" not in "".join(printed.pages)


def test_every_sheet_names_its_revision(draft, printed):
    assert all(text.endswith("Редакция 2") for text in printed.pages)
    assert "Редакция" not in "".join(draft.pages)


def test_only_the_font_of_official_papers_is_embedded(printed):
    assert printed.fonts == {"Liberation-Serif", "Liberation-Serif-Bold"}
    with pikepdf.open(io.BytesIO(printed.bytes)) as file:
        descriptors = [
            item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item
        ]
        assert len(descriptors) == 2


def test_the_file_names_its_title_and_language(printed):
    with pikepdf.open(io.BytesIO(printed.bytes)) as file:
        assert str(file.docinfo["/Title"]).startswith("ОТЧЁТ о деятельности опорного центра")
        assert str(file.Root.Lang) == "ru"
        assert file.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize(
    "paper", [report(), report(draft=True), Paper(["Протокол"])], ids=["full", "draft", "bare"]
)
def test_the_file_keeps_the_rules_of_archival_and_accessible_papers(paper, profile):
    found = validator.validate_pdf_bytes(paper_pdf(paper), profile=validator.ValidationProfile(profile))
    assert [failure.message for failure in found.failures] == []


def test_the_table_is_tagged_with_heads_and_rows(printed):
    with pikepdf.open(io.BytesIO(printed.bytes)) as file:
        kinds = [
            str(item.S) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
        ]
    assert {"/H1", "/Table", "/THead", "/TH", "/TR", "/TD"} <= set(kinds)


def test_the_same_paper_gives_the_same_bytes(printed):
    assert paper_pdf(report()) == printed.bytes
    assert paper_pdf(report(as_of="Данные на 01.07.2031")) != printed.bytes


def test_what_is_remembered_changes_nothing(printed, monkeypatch):
    same_words = table(
        *[Row([f"1.{number}", "Дело " * (number % 3 * 9), "май", "", ""]) for number in range(60)]
    )
    long_list = paper_pdf(same_words)
    assert inline.split_first_line is not line_break.split_first_line
    monkeypatch.setattr(inline, "resolve_percentages", percent.resolve_percentages)
    monkeypatch.setattr(inline, "strut", line_break.strut)
    monkeypatch.setattr(inline, "split_first_line", line_break.split_first_line)
    monkeypatch.setattr(line_break, "get_font_description", fonts.get_font_description)
    monkeypatch.setattr(block, "block_container_layout", remembered.block_container_layout)
    monkeypatch.setattr(draw, "draw_text", remembered.draw_text)
    assert paper_pdf(report()) == printed.bytes
    assert paper_pdf(same_words) == long_list


def test_five_hundred_rows_are_printed():
    rows = [Row([f"1.{number}", f"Дело{number}", "", "", ""]) for number in range(1, 501)]
    paper = Printed(table(*rows))
    assert re.findall(r"Дело(\d+)", "\n".join(paper.pages)) == [str(number) for number in range(1, 501)]


def test_a_paper_fetches_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна")
    for url in (secret.as_uri(), "http://example.org/", "data:text/plain,тайна"):
        with pytest.raises(ValueError, match="fetches nothing"):
            pdf._FONT_FILES.fetch(url)


def test_a_missing_font_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "FONT_FOLDERS", [tmp_path])
    pdf._font_paths.cache_clear()
    with pytest.raises(FontMissing, match="fonts-liberation2"):
        pdf._font_paths()
