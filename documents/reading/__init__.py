"""Office files in: `read_file` turns a .docx, .xlsx, .xls, .ods, .pdf or .txt into paragraphs and tables."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from documents.file_types import OLE_SIGNATURE, FileType, file_type_of, holds_member
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

ACCEPTED = "Портал читает файлы .docx, .xlsx, .xls, .pdf и .txt."
PROTECTED = "Файл защищён паролем. Снимите пароль и загрузите его ещё раз."
OLD_WORD = "Это документ старого Word (.doc). Откройте его, сохраните как .docx и загрузите ещё раз."
PICTURE = f"Это не документ, а картинка. {ACCEPTED}"
READERS: dict[FileType, Reader] = {
    FileType.PDF: read_pdf,
    FileType.DOCX: read_docx,
    FileType.XLSX: read_xlsx,
    FileType.ODS: read_xlsx,
    FileType.XLS: read_xls,
}
REFUSED = {FileType.DOC: OLD_WORD, FileType.JPEG: PICTURE, FileType.PNG: PICTURE}
FOREIGN_SIGNATURES = {
    b"{\\rtf": "документ RTF",
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
    if data.startswith(OLE_SIGNATURE) and holds_member(data, "EncryptedPackage"):
        raise UnreadableFile(PROTECTED)
    kind = file_type_of(data)
    if kind in REFUSED:
        raise UnreadableFile(REFUSED[kind])
    return READERS[kind] if kind else _reader_of_text(data)


def _reader_of_text(data: bytes) -> Reader:
    """What is none of the known kinds is read as a text, unless it plainly is something else."""
    if data.startswith(b"PK"):
        whole = zipfile.is_zipfile(io.BytesIO(data))
        raise UnreadableFile(
            f"Это архив или документ другой программы. {ACCEPTED}" if whole else archive.DAMAGED
        )
    if data.startswith(OLE_SIGNATURE):
        raise UnreadableFile(f"Это документ другой программы. {ACCEPTED}")
    for signature, kind in FOREIGN_SIGNATURES.items():
        # Two letters may begin a text as well; a text holds no zero bytes.
        if data.startswith(signature) and (len(signature) > 2 or b"\0" in data[:100]):
            raise UnreadableFile(f"Это не документ, а {kind}. {ACCEPTED}")
    return read_text
