"""What is asked of a register in a file: where it comes from, and what stands in its columns."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string

from documents.file_types import FileType, file_type_of
from documents.reading.structure import UnreadableFile

from .attachments import keep_file, size_refusal
from .importing.staging import stage_somewhere
from .importing.tables import sheets_of
from .models import ImportBatch


def kinds() -> list[tuple[str, str]]:
    return [(kind, import_string(path).title) for kind, path in settings.REGISTER_RESOURCES.items()]


class ImportFileForm(forms.ModelForm):
    """The file is read at once: what is no table is refused here, and nothing is kept of it."""

    kind = forms.ChoiceField(label="реестр", choices=kinds, initial="programs")
    file = forms.FileField(
        label="файл",
        help_text=f"Excel (.xlsx, .xls), .ods или .csv, до {settings.UPLOAD_MAX_BYTES // 1024**2} МБ.",
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    is_reconciliation = forms.BooleanField(
        label="только сверить",
        required=False,
        help_text="Портал составит акт сверки и ничего не изменит.",
    )

    class Meta:
        model = ImportBatch
        fields = ["kind", "source", "file", "is_reconciliation"]

    def __init__(self, *args, municipality, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.municipality, self.instance.user = municipality, user

    def clean_source(self):
        return " ".join(self.cleaned_data["source"].split())

    def clean_file(self):
        file = self.cleaned_data["file"]
        if refusal := size_refusal(file):
            raise ValidationError(refusal)
        file.seek(0)
        self.content = file.read()
        try:
            self.sheets = sheets_of(self.content)
        except UnreadableFile as unreadable:
            raise ValidationError(str(unreadable)) from unreadable
        return file

    def save(self, commit=True):
        batch, file = self.instance, self.cleaned_data["file"]
        kind = file_type_of(self.content) or FileType.TEXT
        with transaction.atomic():
            batch.name = file.name
            batch.attachment = keep_file(file, kind, batch.municipality, batch.user)
            batch.save()
        stage_somewhere(batch, self.sheets)
        return batch


class ColumnsForm(forms.Form):
    """For which field each column of the file is taken, and on which sheet they are."""

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        if len(batch.sheets) > 1:
            choices = [("", "выберите лист"), *((name, name) for name in batch.sheets)]
            self.fields["sheet"] = forms.ChoiceField(label="лист", choices=choices, initial=batch.sheet)
        columns = batch.resource_class().columns
        choices = [("", "не загружать"), *((column.attribute, column.heading) for column in columns)]
        for place, heading, field in batch.mapping:
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading or f"столбец {place + 1}, без заголовка",
                choices=choices,
                initial=field,
                required=False,
            )

    @property
    def chosen(self) -> dict[int, str]:
        return {
            int(name.removeprefix("column-")): field
            for name, field in self.cleaned_data.items()
            if name.startswith("column-")
        }

    @property
    def sheet(self) -> str:
        return self.cleaned_data.get("sheet", "")
