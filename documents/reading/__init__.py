"""Office files in: `read_file` turns a .docx, .xlsx, .pdf or .txt into paragraphs and tables."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from documents.reading import archive
from documents.reading.docx import read_docx
from documents.reading.isolation import read_isolated
from documents.reading.pdf import read_pdf
from documents.reading.structure import Document, Paragraph, Table, UnreadableFile
from documents.reading.text import read_text
from documents.reading.xlsx import read_xls, read_xlsx

__all__ = ["MAX_BYTES", "Document", "Paragraph", "Table", "UnreadableFile", "read_file"]

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 500_000  # some two hundred pages
Reader = Callable[[Path], Document]

ACCEPTED = "Портал читает файлы .docx, .xlsx, .pdf и .txt."
PROTECTED = "Файл защищён паролем. Снимите пароль и загрузите его ещё раз."
FOREIGN_SIGNATURES = {
    b"{\\rtf": "документ RTF",
    b"\xff\xd8\xff": "картинка",
    b"\x89PNG": "картинка",
    b"GIF8": "картинка",
    b"BM": "картинка",
    b"II*\0": "картинка",
    b"MM\0*": "картинка",
    b"MZ": "программа",
    b"\x7fELF": "программа",
    b"Rar!": "архив",
    b"7z\xbc\xaf": "архив",
    b"\x1f\x8b": "архив",
    b"<!DOCTYPE html": "веб-страница",
    b"<html": "веб-страница",
}
# What the container of the older Office formats holds, as the names in its directory.
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED, OLE_WORD, OLE_EXCEL = "EncryptedPackage", "WordDocument", ("Workbook", "Book")


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> Document:
    """The paragraphs and tables of an office file, its kind taken from its content, never from its name.

    Raises UnreadableFile with a Russian sentence for the user.
    """
    size = path.stat().st_size
    if not size:
        raise UnreadableFile("Файл пустой: в нём нет ни одного байта.")
    if size > max_bytes:
        raise UnreadableFile(
            f"Файл больше {max_bytes // 1024**2} МБ. Разделите его на части или уберите из него картинки."
        )
    document = read_isolated(_reader(path.read_bytes()), path)
    characters = sum(map(len, _texts(document)))
    if not characters:
        raise UnreadableFile("В файле нет текста.")
    if characters > MAX_CHARACTERS:
        raise UnreadableFile(
            f"В файле больше {MAX_CHARACTERS} знаков: это слишком много для плана или отчёта. Разделите его на части."
        )
    return document


def _texts(document: Document) -> list[str]:
    return [*document.paragraphs, *(cell for table in document.tables for row in table.rows for cell in row)]


def _reader(data: bytes) -> Reader:
    if b"%PDF-" in data[:1024]:
        return read_pdf
    if data.startswith(b"PK"):
        return _zip_reader(data)
    if data.startswith(OLE_SIGNATURE):
        return _ole_reader(data)
    for signature, kind in FOREIGN_SIGNATURES.items():
        # Two letters may begin a text as well; a text holds no zero bytes.
        if data.startswith(signature) and (len(signature) > 2 or b"\0" in data[:100]):
            raise UnreadableFile(f"Это не документ, а {kind}. {ACCEPTED}")
    return read_text


def _zip_reader(data: bytes) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = set(container.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(archive.DAMAGED) from error
    if any(name.startswith("word/document") for name in names):
        return read_docx
    # An OpenDocument names its kind in its first member, which is never packed.
    if "xl/workbook.xml" in names or b"opendocument.spreadsheet" in data[:200]:
        return read_xlsx
    raise UnreadableFile(f"Это архив или документ другой программы. {ACCEPTED}")


def _ole_reader(data: bytes) -> Reader:
    if _named(data, OLE_ENCRYPTED):
        raise UnreadableFile(PROTECTED)
    if _named(data, OLE_WORD):
        raise UnreadableFile(
            "Это документ старого Word (.doc). Откройте его, сохраните как .docx и загрузите ещё раз."
        )
    if any(_named(data, name) for name in OLE_EXCEL):
        return read_xls
    raise UnreadableFile(f"Это документ другой программы. {ACCEPTED}")


def _named(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data
