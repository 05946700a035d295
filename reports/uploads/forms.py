"""What the methodist checks of an uploaded file: its head, its columns, its sections and each of its rows."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html

from documents.file_types import FileType, file_type_of
from plans.models import StandardSection
from records.attachments import fingerprint, keep_file, size_refusal
from records.models import RememberedHeading, Upload

from .reading import check_reading, read_upload, understand_upload

PLAN, REPORT = "plan", "report"


class UploadFileForm(forms.Form):
    """The file itself: it is read at once, and what cannot become a paper of the portal is refused here."""

    file = forms.FileField(
        label="файл",
        help_text=f"Word (.docx), Excel (.xlsx, .xls), PDF с текстом или .txt, до {settings.UPLOAD_MAX_BYTES // 1024**2} МБ.",
        widget=forms.FileInput({"accept": ".docx,.xlsx,.xls,.ods,.pdf,.txt"}),
    )

    def __init__(self, *args, municipality, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.upload = Upload(municipality=municipality, uploaded_by=user)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if refusal := size_refusal(file):
            raise ValidationError(refusal)
        self._refuse_known(file)
        self.upload.document = read_upload(file)
        check_reading(understand_upload(self.upload))
        return file

    def _refuse_known(self, file):
        earlier = Upload.objects.filter(
            municipality=self.upload.municipality, attachment__sha256=fingerprint(file)
        ).first()
        if earlier:
            day = timezone.localtime(earlier.uploaded_at)
            link = format_html('<a href="{}">Открыть его</a>', earlier.get_absolute_url())
            raise ValidationError(format_html("Этот файл уже загружен {}. {}.", f"{day:%d.%m.%Y}", link))

    @transaction.atomic
    def save(self):
        file = self.cleaned_data["file"]
        file.seek(0)
        kind = file_type_of(file.read()) or FileType.TEXT
        self.upload.name = file.name
        self.upload.attachment = keep_file(file, kind, self.upload.municipality, self.user)
        self.upload.save()
        return self.upload


class ColumnsForm(forms.Form):
    """Which heading of the table means what."""

    def __init__(self, *args, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        for place, (heading, field) in enumerate(columns.items()):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading,
                required=False,
                initial=field or "",
                choices=[*RememberedHeading.Field.choices, ("", "не переносить")],
            )

    def corrections(self):
        """The headings of which the methodist says something else than was understood."""
        chosen = zip(self.columns.items(), self.cleaned_data.values(), strict=True)
        return {heading: said for (heading, understood), said in chosen if said != (understood or "")}


class HeadForm(forms.Form):
    kind = forms.ChoiceField(
        label="что это за документ", choices=[(PLAN, "план мероприятий"), (REPORT, "отчёт")]
    )
    year = forms.IntegerField(label="год", min_value=2015, max_value=2100)
    calendar = forms.ChoiceField(
        label="план составлен на", choices=[("year", "календарный год"), ("school", "учебный год")]
    )
    period = forms.ChoiceField(
        label="отчёт за",
        choices=[("", "выберите"), ("1", "I полугодие"), ("2", "II полугодие"), ("year", "весь год")],
        error_messages={"required": "Укажите, за какое полугодие отчёт."},
    )
    title = forms.CharField(label="заголовок", max_length=500, widget=forms.Textarea({"rows": 2}))
    is_ours = forms.BooleanField(
        label="это всё же документ нашего муниципалитета",
        error_messages={"required": "Отметьте, если это так, иначе переносить его нельзя."},
    )
    replaces = forms.BooleanField(
        label="заменить пустой черновик, который уже есть в портале",
        error_messages={"required": "Отметьте, чтобы заменить его этим документом."},
    )

    def __init__(self, *args, shown, **kwargs):
        """`shown` names the fields that this kind of paper has and the confirmations that are needed."""
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(shown):
            del self.fields[name]


class SectionForm(forms.Form):
    standard = forms.ChoiceField(label="какой это раздел", required=False)
    number = forms.CharField(label="номер", max_length=20, required=False)
    title = forms.CharField(label="название", required=False)

    def __init__(self, *args, standards, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = [("", "свой раздел"), *standards]

    @staticmethod
    def standards():
        """The six standard sections, for `__init__`."""
        return [(str(standard.number), str(standard)) for standard in StandardSection.objects.all()]


class RowForm(forms.Form):
    number = forms.CharField(label="№", max_length=20, required=False)
    deadline = forms.CharField(label="срок", max_length=300, required=False)
    responsible = forms.CharField(label="ответственные", max_length=500, required=False)
    note = forms.CharField(label="примечание", required=False, widget=forms.Textarea({"rows": 1}))
    title = forms.CharField(label="наименование мероприятия", widget=forms.Textarea({"rows": 3}))
    expected_result = forms.CharField(
        label="ожидаемый результат", required=False, widget=forms.Textarea({"rows": 3})
    )
    result = forms.CharField(label="результат", required=False, widget=forms.Textarea({"rows": 3}))
    item = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    template = forms.TypedChoiceField(label="типовой пункт", coerce=int, empty_value=None, required=False)
    skip = forms.BooleanField(label="не переносить эту строку", required=False)

    def __init__(self, *args, shown, choices, **kwargs):
        """`shown` names the fields of this kind of paper, `choices` those of `item` and `template`."""
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*shown, *choices, "skip"}:
            del self.fields[name]
        for name, offered in choices.items():
            self.fields[name].choices = offered
            self.fields[name].error_messages["invalid_choice"] = "Выберите пункт заново: список изменился."
        self.fields["title"].error_messages["required"] = (
            "В строке нет наименования. Напишите его или отметьте «Не переносить эту строку»."
        )

    def clean(self):
        """Nothing is asked of a row that is left out."""
        if self.cleaned_data.get("skip"):
            self.errors.clear()

    def clean_number(self):
        return self.cleaned_data["number"].rstrip(".")
