"""Files that prove an event."""

from django import forms
from django.core.exceptions import ValidationError

from records.attachments import content_type_of, size_refusal

MAX_FILES = 10


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
    unsuitable = f"Файл «{file.name}» не подходит: нужен PDF, снимок (JPEG, PNG), документ Word или Excel."
    return size_refusal(file) or ("" if kind else unsuitable)
