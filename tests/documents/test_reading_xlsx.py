"""Excel lists: values as the sheet shows them, lines above the table, merged cells, limits."""

import datetime
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from documents.reading import Paragraph, Table, UnreadableFile, read_file
from documents.reading.xlsx import MAX_ROWS, read_xlsx
from tests.documents.papers import xlsx


def test_lines_above_the_table_are_paragraphs_and_empty_rows_are_dropped(tmp_path: Path) -> None:
    rows = [["План"], [], ["Зона", "Восточная"], ["№", "Дело", "Срок"], [], ["1", "Слёт", "май"]]
    assert read_xlsx(xlsx(tmp_path / "plan.xlsx", rows)).blocks == [
        Paragraph("План"),
        Paragraph("Зона"),
        Paragraph("Восточная"),
        Table([["№", "Дело", "Срок"], ["1", "Слёт", "май"]]),
    ]


def test_table_of_two_columns_is_a_table_and_a_list_of_lines_is_none(tmp_path: Path) -> None:
    narrow = read_xlsx(xlsx(tmp_path / "narrow.xlsx", [["План"], ["Дело", "Срок"], ["Слёт", "май"]]))
    assert [table.rows for table in narrow.tables] == [[["Дело", "Срок"], ["Слёт", "май"]]]
    assert read_xlsx(xlsx(tmp_path / "lines.xlsx", [["План"], ["Слёт"]])).paragraphs == ["План", "Слёт"]


def test_book_of_an_older_excel_is_read() -> None:
    """A file written by another program: nothing here writes this format any more."""
    document = read_file(Path(__file__).with_name("plan.xls"))
    assert document.paragraphs[0] == "ПЛАН РАБОТЫ"
    [table] = document.tables
    assert table.rows[0][:4] == ["№ п/п", "Наименование мероприятия", "Результат", "Сроки"]
    assert table.rows[5] == ["2.1", "Сборы юных туристов", "2 смены", "июль", "Методист МОЦ"]
    assert table.rows[8][:4] == ["2.3.", "Поход", "", "01.08.2026"]
    assert table.merged == {(7, 0): (6, 0)}
    assert document.warnings == ["Скрытый лист «Скрытый» не прочитан."]


def test_opendocument_list_is_read(tmp_path: Path) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("№", "Дело", "Срок")
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="Лист1"><table:table-row>{cells}</table:table-row></table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    assert read_file(path).tables[0].rows == [["№", "Дело", "Срок"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (1.1, "1.1"),
        (2.0, "2"),
        (True, "да"),
        (datetime.date(2031, 9, 5), "05.09.2031"),
        (datetime.datetime(2031, 9, 5, 14, 30), "05.09.2031 14:30"),  # noqa: DTZ001 -- a cell has no time zone
        (datetime.time(9, 5), "09:05"),
        ("  с пробелами ", "с пробелами"),
        ("две\nстроки", "две\nстроки"),
    ],
)
def test_value_reads_as_the_sheet_shows_it(tmp_path: Path, value: object, text: str) -> None:
    table = read_xlsx(xlsx(tmp_path / "book.xlsx", [["а", "б", "в"], ["г", "д", value]])).tables[0]
    assert table.rows[1][2] == text


def test_every_visible_sheet_is_read_and_a_hidden_one_is_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "book.xlsx", [["а", "б", "в"]], [["г", "д", "е"]], [["ё", "ж", "з"]])
    book = openpyxl.load_workbook(path)
    book["Лист2"].sheet_state = "hidden"
    book.save(path)
    document = read_xlsx(path)
    assert [table.rows for table in document.tables] == [[["а", "б", "в"]], [["ё", "ж", "з"]]]
    assert document.warnings == ["Скрытый лист «Лист2» не прочитан."]


def test_cell_merged_downwards_points_to_its_text(tmp_path: Path) -> None:
    rows = [["План"], ["№", "Дело", "Срок"], ["1", "Слёт", "май"], [], ["2", "Сбор", ""]]
    path = xlsx(tmp_path / "book.xlsx", rows)
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("C3:C5")
    book.save(path)
    table = read_xlsx(path).tables[0]
    assert table.rows[2] == ["2", "Сбор", ""]
    assert table.merged == {(2, 2): (1, 2)}


def test_too_many_rows_are_refused_with_the_name_of_the_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "long.xlsx", [["а", "б", "в"]] * (MAX_ROWS + 1))
    with pytest.raises(UnreadableFile, match=f"На листе «Лист1» занято {MAX_ROWS + 1} строк"):
        read_xlsx(path)


def test_sheet_that_only_claims_to_be_huge_is_read(tmp_path: Path) -> None:
    path = tmp_path / "styled.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["№", "Дело", "Срок"])
    book.active.cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)
    book.save(path)
    assert read_xlsx(path).tables[0].rows == [["№", "Дело", "Срок"]]


def test_hundred_thousand_merged_cells_are_read_in_time(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "merged.xlsx", [["№", "Дело", "Срок"]])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    merges = "".join(f'<mergeCell ref="A{row}:C{row + 1}"/>' for row in range(2, 200_002, 2))
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(
        b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    started = time.monotonic()
    assert read_xlsx(path).tables[0].merged == {}
    assert time.monotonic() - started < 5


def test_damaged_book_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "book.xlsx", [["а", "б", "в"]])
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(UnreadableFile, match="повреждён"):
        read_xlsx(path)
