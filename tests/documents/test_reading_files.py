"""`read_file`: the reader is chosen by content, and whatever is no document gets a clear sentence in time."""

import io
import time
import zipfile
from pathlib import Path

import pikepdf
import pytest

from documents.reading import UnreadableFile, read_file
from documents.reading.isolation import read_isolated
from documents.reading.pdf import read_pdf
from tests.documents.odd_readers import (
    be_held_up,
    compute_forever,
    stumble,
    take_all_memory,
    wait_forever,
)
from tests.documents.papers import PLAN_ROWS, PLAN_TITLE, WORD_NAMESPACE, docx, paragraph, pdf, word, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def stored(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refusal(path: Path, **limits: int) -> str:
    started = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        read_file(path, **limits)
    assert time.monotonic() - started < 10
    return str(caught.value)


@pytest.mark.parametrize("name", ["plan.txt", "plan.pdf", "plan"])
def test_word_file_is_known_under_any_name(tmp_path: Path, name: str) -> None:
    path = docx(tmp_path / "plan.docx", PLAN_TITLE, PLAN_ROWS).rename(tmp_path / name)
    assert read_file(path).paragraphs == PLAN_TITLE


def test_excel_pdf_and_text_are_known_under_a_wrong_name(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "book.xlsx", PLAN_ROWS).rename(tmp_path / "a.docx")
    page = pdf(tmp_path / "page.pdf", PLAN_TITLE).rename(tmp_path / "b.docx")
    text = stored(tmp_path / "c.docx", "План работы".encode())
    assert read_file(book).tables[0].rows[0] == PLAN_ROWS[0]
    assert read_file(page).paragraphs == PLAN_TITLE
    assert read_file(text).paragraphs == ["План работы"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Файл пустой"),
        (OLE + "WordDocument".encode("utf-16-le"), "старого Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "защищён паролем"),
        (OLE, "документ другой программы"),
        (OLE + "Workbook".encode("utf-16-le"), "повреждена"),
        (b"{\\rtf1\\ansi text}", "документ RTF"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "картинка"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "картинка"),
        (b"MZ\x90\x00" + bytes(100), "программа"),
        (b"Rar!\x1a\x07\x00" + bytes(100), "архив"),
        (b"<html><body>plan</body></html>", "веб-страница"),
        (b"PK\x03\x04" + bytes(100), "повреждён"),
        (b"%PDF-1.4 nothing more", "повреждён"),
    ],
)
def test_foreign_or_broken_content_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    assert sentence in refusal(stored(tmp_path / "plan.docx", content))


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"photo.jpg": b"picture"}, "архив или документ другой программы"),
        ({"ppt/presentation.xml": b"<p/>"}, "архив или документ другой программы"),
        (
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<c/>"},
            "другой программы",
        ),
        ({"word/document.xml": b"not xml"}, "повреждён"),
        ({"word/document.xml": b"<document/>"}, "повреждён"),
        ({"xl/workbook.xml": b"not xml"}, "повреждена"),
    ],
)
def test_archive_of_something_else_is_refused(
    tmp_path: Path, members: dict[str, bytes], sentence: str
) -> None:
    assert sentence in refusal(zipped(tmp_path / "plan.docx", members))


def test_file_larger_than_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        file.truncate(50 * 1024**2)
    assert refusal(path).startswith("Файл больше 20 МБ")
    assert refusal(stored(tmp_path / "a.txt", b"a" * 2_000_000), max_bytes=1024**2).startswith(
        "Файл больше 1 МБ"
    )


def test_file_without_text_is_refused(tmp_path: Path) -> None:
    assert refusal(word(tmp_path / "blank.docx", paragraph(""))) == "В файле нет текста."


def test_file_of_too_much_text_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "long.docx", ["слово " * 100_000])
    assert "больше 500000 знаков" in refusal(path)


@pytest.mark.parametrize("megabytes", [30, 200])
def test_zip_bomb_is_refused_by_its_directory(tmp_path: Path, megabytes: int) -> None:
    path = zipped(tmp_path / "bomb.docx", {"word/document.xml": bytes(megabytes * 1024**2)})
    assert "архивную бомбу" in refusal(path)


def test_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(100 * 1024**2))
    size = (100 * 1024**2).to_bytes(4, "little")
    path = stored(tmp_path / "liar.docx", packed.getvalue().replace(size, (1000).to_bytes(4, "little")))
    assert "повреждён" in refusal(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<!DOCTYPE d [<!ENTITY a0 "laugh">{entities}]><w:document xmlns:w="{WORD_NAMESPACE}">'
        "<w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert refusal(zipped(tmp_path / "laughs.docx", {"word/document.xml": xml.encode()}))


def test_xml_nested_thousands_deep_is_refused(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 900
    body = deep + paragraph("дно") + "</w:sdtContent></w:sdt>" * 900
    assert refusal(word(tmp_path / "deep.docx", body))


def test_sheet_with_cells_at_its_far_corners_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "far.xlsx", [["а", "б", "в"]])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    assert refusal(zipped(path, members))


def test_pdf_stream_that_inflates_without_end_is_stopped(tmp_path: Path) -> None:
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.Contents = document.make_stream(b"0 0 m 9 9 l S\n" * 10_000_000)
        document.save(tmp_path / "bomb.pdf", compress_streams=True)
    with pytest.raises(UnreadableFile, match="слишком сложный"):
        read_isolated(read_pdf, tmp_path / "bomb.pdf", seconds=2)


def test_reader_that_hangs_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="слишком сложный"):
        read_isolated(wait_forever, tmp_path, patience=0.5)


def test_reader_that_computes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="слишком сложный"):
        read_isolated(compute_forever, tmp_path, seconds=1)


def test_time_in_which_others_have_the_machine_is_not_counted(tmp_path: Path) -> None:
    assert read_isolated(be_held_up, tmp_path, seconds=1).warnings == ["read at last"]


def test_reader_that_takes_all_memory_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="слишком сложный"):
        read_isolated(take_all_memory, tmp_path)


def test_reader_that_stumbles_over_a_file_calls_it_damaged(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="повреждён"):
        read_isolated(stumble, tmp_path)
