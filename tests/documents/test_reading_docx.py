"""Word files: what counts as text, how cells come to stand in a rectangle, automatic numbers."""

from pathlib import Path

import pytest

from documents.reading import Document, UnreadableFile
from documents.reading.docx import MAX_ROWS, read_docx
from tests.documents.papers import WORD_NAMESPACE, cell, paragraph, table, word

MULTILEVEL = """<w:abstractNum w:abstractNumId="5">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>"""


def single_level(form: str, extra: str = "") -> str:
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1)"/></w:lvl>'
    )
    numbers = f'<w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>{extra}'
    return f'<w:abstractNum w:abstractNumId="5">{level}</w:abstractNum>{numbers}'


def numbered(text: str, level: int = 0, number_id: int = 7) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>')


@pytest.fixture
def read(tmp_path: Path):
    def reader(body: str, **parts: str) -> Document:
        return read_docx(word(tmp_path / "paper.docx", body, **parts))

    return reader


def test_paragraphs_and_tables_keep_their_order(read) -> None:
    document = read(paragraph("до") + table([paragraph("а"), paragraph("б")]) + paragraph("после"))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert document.tables[0].rows == [["а", "б"]]


def test_insertions_count_and_deletions_do_not(read) -> None:
    body = (
        "<w:p><w:r><w:t>План </w:t></w:r><w:del><w:r><w:delText>старый</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>новый</w:t></w:r></w:ins></w:p>"
    )
    assert read(body).paragraphs == ["План новый"]


def test_deleted_row_is_left_out(read) -> None:
    kept = f"<w:tr><w:tc>{paragraph('остаётся')}</w:tc></w:tr>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('удалена')}</w:tc></w:tr>"
    assert read(f"<w:tbl>{kept}{deleted}</w:tbl>").tables[0].rows == [["остаётся"]]


def test_content_controls_and_links_are_looked_through(read) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('в поле')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>ссылка</w:t></w:r></w:hyperlink></w:p>"
    )
    assert read(body).paragraphs == ["в поле", "ссылка"]


def test_text_boxes_are_left_out(read) -> None:
    body = f"<w:p><w:r><w:t>текст</w:t></w:r><w:r><w:pict><w:txbxContent>{paragraph('рамка')}</w:txbxContent></w:pict></w:r></w:p>"
    assert read(body).paragraphs == ["текст"]


def test_lines_of_a_cell_are_parted_by_newlines(read) -> None:
    lines = (
        paragraph("Клёнова К.К.")
        + "<w:p><w:r><w:t>Липов</w:t><w:br/><w:t>Л.Л.</w:t><w:tab/><w:t>методист</w:t></w:r></w:p>"
    )
    assert read(table([lines])).tables[0].rows == [["Клёнова К.К.\nЛипов\nЛ.Л. методист"]]


def test_wide_cell_stands_in_its_first_column(read) -> None:
    document = read(
        table(
            [paragraph("1"), cell(paragraph("широкая"), '<w:gridSpan w:val="2"/>'), paragraph("4")],
            [paragraph(text) for text in "абвг"],
            widths=[1000, 1000, 1000, 1000],
        )
    )
    assert document.tables[0].rows == [["1", "широкая", "", "4"], ["а", "б", "в", "г"]]


def test_cell_merged_downwards_is_empty_below_and_points_to_its_text(read) -> None:
    document = read(
        table(
            [paragraph("1"), cell(paragraph("весь год"), '<w:vMerge w:val="restart"/>')],
            [paragraph("2"), cell(paragraph(""), "<w:vMerge/>")],
            [paragraph("3"), cell(paragraph("май"))],
            widths=[1000, 1000],
        )
    )
    assert document.tables[0].rows == [["1", "весь год"], ["2", ""], ["3", "май"]]
    assert document.tables[0].merged == {(1, 1): (0, 1)}


def test_edges_drawn_almost_together_are_one_column(read) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    document = read(
        table(
            [paragraph("№"), cell(paragraph("Мероприятие"), wide), paragraph("Срок")],
            [cell(paragraph("1"), wide), paragraph("Слёт"), paragraph("май")],
            widths=[800, 90, 4000, 2000],
        )
    )
    assert document.tables[0].rows == [["№", "Мероприятие", "Срок"], ["1", "Слёт", "май"]]


def test_row_may_begin_in_a_later_column(read) -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{paragraph("б")}</w:tc><w:tc>{paragraph("в")}</w:tc></w:tr>'
    whole = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{paragraph("Кадры")}</w:tc></w:tr>'
    first = table([paragraph(text) for text in "123"])
    rows = read(first.replace("</w:tbl>", late + whole + "</w:tbl>")).tables[0].rows
    assert rows == [["1", "2", "3"], ["", "б", "в"], ["Кадры", "", ""]]


def test_grid_without_widths_is_taken_as_it_is(read) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    rows = [[cell(paragraph("а"), wide), paragraph("б")], [paragraph("1"), paragraph("2"), paragraph("3")]]
    assert read(table(*rows, widths=[0, 0, 0])).tables[0].rows == [["а", "", "б"], ["1", "2", "3"]]


def test_two_cells_within_one_column_share_it(read) -> None:
    row = [paragraph("1"), paragraph("а"), paragraph("Слёт")]
    assert read(table(row, widths=[800, 100, 4000])).tables[0].rows == [["1", "а\nСлёт"]]


def test_nested_table_follows_the_outer_one_and_stays_in_its_cell(read) -> None:
    inner = table([paragraph("школа"), paragraph("12 детей")])
    document = read(table([paragraph("1"), paragraph("Охват:") + inner]))
    assert [block.rows for block in document.tables] == [
        [["1", "Охват:\nшкола 12 детей"]],
        [["школа", "12 детей"]],
    ]


def test_automatic_numbers_of_two_levels_are_counted(read) -> None:
    rows = [
        [numbered("Раздел"), paragraph("")],
        [numbered("", 1), paragraph("Сбор заявок")],
        [numbered("", 1), paragraph("Слёт")],
        [numbered("Второй"), paragraph("")],
        [numbered("", 1), paragraph("Отчёт")],
    ]
    first_column = [row[0] for row in read(table(*rows), numbering=MULTILEVEL).tables[0].rows]
    assert first_column == ["1. Раздел", "1.1.", "1.2.", "2. Второй", "2.1."]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("upperRoman", ["I)", "II)"]),
        ("russianLower", ["а)", "б)"]),
        ("lowerLetter", ["a)", "b)"]),
        ("bullet", ["", ""]),
    ],
)
def test_numbers_are_written_in_the_format_of_their_list(read, form: str, labels: list[str]) -> None:
    document = read(numbered("первый") + numbered("второй"), numbering=single_level(form))
    assert document.paragraphs == [
        f"{label} {text}".strip() for label, text in zip(labels, ["первый", "второй"], strict=True)
    ]


def test_list_may_begin_with_a_later_number(read) -> None:
    numbering = single_level("decimal").replace('<w:start w:val="1"/>', '<w:start w:val="4"/>')
    assert read(numbered("а") + numbered("б"), numbering=numbering).paragraphs == ["4) а", "5) б"]


def test_list_begun_anew_restarts_its_number(read) -> None:
    restart = (
        '<w:num w:numId="8"><w:abstractNumId w:val="5"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    document = read(
        numbered("а") + numbered("б") + numbered("в", number_id=8) + numbered("г", number_id=8),
        numbering=single_level("decimal", restart),
    )
    assert document.paragraphs == ["1) а", "2) б", "1) в", "2) г"]


def test_number_may_come_from_the_style_of_a_paragraph(read) -> None:
    styles = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style>'
    )
    body = paragraph("Кадры", '<w:pStyle w:val="own"/>') + paragraph(
        "без номера", '<w:pStyle w:val="own"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    assert read(body, styles=styles, numbering=single_level("decimal")).paragraphs == [
        "1) Кадры",
        "без номера",
    ]


def test_deleted_paragraph_takes_no_number(read) -> None:
    numbering = '<w:numPr><w:numId w:val="7"/></w:numPr>'
    gone = f"<w:p><w:pPr>{numbering}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>нет</w:delText></w:r></w:del></w:p>"
    assert read(numbered("а") + gone + numbered("б"), numbering=single_level("decimal")).paragraphs == [
        "1) а",
        "2) б",
    ]


def test_strict_office_namespace_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    monkeypatch.setattr("tests.documents.papers.WORD_NAMESPACE", strict)
    assert strict != WORD_NAMESPACE
    assert read_docx(word(tmp_path / "strict.docx", paragraph("текст"))).paragraphs == ["текст"]


def test_table_of_too_many_rows_is_refused(read) -> None:
    with pytest.raises(UnreadableFile, match=f"больше {MAX_ROWS} строк"):
        read(table(*[[paragraph("")]] * (MAX_ROWS + 1)))


def test_tables_nested_too_deep_are_refused(read) -> None:
    body = paragraph("дно")
    for _ in range(12):
        body = table([body])
    with pytest.raises(UnreadableFile, match="слишком глубоко"):
        read(body)


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="повреждён"):
        read_docx(word(tmp_path / "broken.docx", "<w:p>"))
