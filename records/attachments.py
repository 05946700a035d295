"""Files that people attach: what they are is told by their content, never by their name."""

import hashlib

from django.conf import settings

from documents.file_types import FileType, file_type_of

from .models import Attachment

# What proves an event or shows an act.
ATTACHABLE = {FileType.PDF, FileType.JPEG, FileType.PNG, FileType.DOCX, FileType.XLSX}

# What a scanner makes.
SCANS = {FileType.PDF, FileType.JPEG, FileType.PNG}


def content_type_of(file) -> FileType | None:
    """The type of an open PDF, picture, Word or Excel file; None for any other."""
    file.seek(0)
    kind = file_type_of(file.read())
    return kind if kind in ATTACHABLE else None


def size_refusal(file) -> str:
    """Why a file of this size is not taken, as a sentence; empty when it is."""
    if not file.size:
        return f"Файл «{file.name}» пустой."
    if file.size > settings.UPLOAD_MAX_BYTES:
        return f"Файл «{file.name}» больше {settings.UPLOAD_MAX_BYTES // 1024**2} МБ."
    return ""


def scan_refusal(file, content_type: str | None) -> str:
    """Why a file is not taken for a scanned paper, as a sentence; empty when it is."""
    unsuitable = f"Файл «{file.name}» не похож на скан: нужен PDF или снимок (JPEG, PNG)."
    return size_refusal(file) or ("" if content_type in SCANS else unsuitable)


def fingerprint(file) -> str:
    """The SHA-256 of an uploaded file, by which the same content is known again."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def keep_file(file, content_type: str, municipality, user) -> Attachment:
    """Store an uploaded file; the same content is kept once in a municipality."""
    facts = {
        "file": file,
        "name": file.name,
        "content_type": content_type,
        "size": file.size,
        "uploaded_by": user,
    }
    return Attachment.objects.get_or_create(
        municipality=municipality, sha256=fingerprint(file), defaults=facts
    )[0]
