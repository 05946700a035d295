"""Files that prove an event: what they are is told by their content, never by their name."""

import hashlib
import zipfile

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from records.models import Attachment

MAX_FILES = 10
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def content_type_of(file) -> str | None:
    """The content type of an open PDF, picture, Word or Excel file; None for any other."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(file)
    return next((kind for signature, kind in SIGNATURES.items() if head.startswith(signature)), None)


def _office_type(file):
    try:
        with zipfile.ZipFile(file) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((kind for member, kind in OFFICE.items() if member in members), None)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class EvidenceField(forms.FileField):
    """Several files at once; cleaned to a list of (file, content type)."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data or []
        errors = (
            [] if len(files) <= MAX_FILES else [f"За один раз можно приложить не больше {MAX_FILES} файлов."]
        )
        typed = [(file, content_type_of(file)) for file in files[:MAX_FILES]]
        errors += [refusal for file, kind in typed if (refusal := _refusal(file, kind))]
        if errors:
            raise ValidationError(errors)
        return typed


def _refusal(file, kind):
    if not file.size:
        return f"Файл «{file.name}» пустой."
    if file.size > settings.UPLOAD_MAX_BYTES:
        return f"Файл «{file.name}» больше {settings.UPLOAD_MAX_BYTES // 1024**2} МБ."
    return (
        ""
        if kind
        else f"Файл «{file.name}» не подходит: нужен PDF, снимок (JPEG, PNG), документ Word или Excel."
    )


def keep_file(file, content_type: str, municipality, user) -> Attachment:
    """Store an uploaded file; the same content is kept once in a municipality."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    facts = {
        "file": file,
        "name": file.name,
        "content_type": content_type,
        "size": file.size,
        "uploaded_by": user,
    }
    return Attachment.objects.get_or_create(
        municipality=municipality, sha256=digest.hexdigest(), defaults=facts
    )[0]
