"""Files that people attach: what they are is told by their content, never by their name."""

import hashlib
import zipfile

from django.conf import settings
from django.db import transaction

from .models import Attachment

SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

EXTENSIONS = dict(
    zip((*SIGNATURES.values(), *OFFICE.values()), (".pdf", ".jpg", ".png", ".docx", ".xlsx"), strict=True)
)


def content_type_of(file) -> str | None:
    """The content type of an open PDF, picture, Word or Excel file; None for any other."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(file)
    return next((kind for signature, kind in SIGNATURES.items() if head.startswith(signature)), None)


def size_refusal(file) -> str:
    """Why a file of this size is not taken, as a sentence; empty when it is."""
    if not file.size:
        return f"Файл «{file.name}» пустой."
    if file.size > settings.UPLOAD_MAX_BYTES:
        return f"Файл «{file.name}» больше {settings.UPLOAD_MAX_BYTES // 1024**2} МБ."
    return ""


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


def discard(attachment: Attachment) -> None:
    """Remove a file to which nothing refers any more, from the database and then from the disk."""
    relations = Attachment._meta.related_objects
    if attachment.acts.exists() or any(_refers(relation, attachment) for relation in relations):
        return
    attachment.delete()
    transaction.on_commit(lambda: attachment.file.delete(save=False))


def _refers(relation, attachment):
    return relation.related_model._base_manager.filter(**{relation.field.name: attachment}).exists()


def _office_type(file):
    try:
        with zipfile.ZipFile(file) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((kind for member, kind in OFFICE.items() if member in members), None)
