"""The kinds of files that the portal knows, told by their content, never by their name."""

import io
import zipfile
from enum import StrEnum


class FileType(StrEnum):
    """A kind of file by its media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    DOC = "application/msword"
    XLS = "application/vnd.ms-excel"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TEXT = "text/plain"


EXTENSIONS: dict[str, str] = {
    FileType.PDF: ".pdf",
    FileType.DOCX: ".docx",
    FileType.XLSX: ".xlsx",
    FileType.ODS: ".ods",
    FileType.DOC: ".doc",
    FileType.XLS: ".xls",
    FileType.JPEG: ".jpg",
    FileType.PNG: ".png",
    FileType.TEXT: ".txt",
}
PICTURES = {b"\xff\xd8\xff": FileType.JPEG, b"\x89PNG\r\n\x1a\n": FileType.PNG}
# What the container of the older Office formats holds, as the names in its directory.
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_MEMBERS = {"WordDocument": FileType.DOC, "Workbook": FileType.XLS, "Book": FileType.XLS}


def file_type_of(data: bytes) -> FileType | None:
    """The kind of a file with this content; None for what is not known, and for a text: nothing tells it for sure."""
    if b"%PDF-" in data[:1024]:
        return FileType.PDF
    if data.startswith(b"PK"):
        return _type_of_archive(data)
    if data.startswith(OLE_SIGNATURE):
        return next((kind for name, kind in OLE_MEMBERS.items() if holds_member(data, name)), None)
    return next((kind for signature, kind in PICTURES.items() if data.startswith(signature)), None)


def holds_member(data: bytes, name: str) -> bool:
    """Whether the container of an older Office format holds a member of this name."""
    return name.encode("utf-16-le") in data


def _type_of_archive(data: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.startswith("word/document") for name in names):
        return FileType.DOCX
    if "xl/workbook.xml" in names:
        return FileType.XLSX
    # An OpenDocument names its kind in its first member, which is never packed.
    return FileType.ODS if FileType.ODS.encode() in data[:200] else None
