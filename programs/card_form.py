"""The card of a programme as it is entered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from documents.file_types import FileType
from documents.prose import normalise
from moc_portal.forms import RowField, VersionedModelForm
from organizations import perms
from organizations.models import Organization, Role
from records.attachments import content_type_of, keep_file, size_refusal

from .card import SECTIONS
from .editing import fields_to_fill
from .models import Campaign, Program
from .models.classifiers import WRITING_STATES

TEXTS = (FileType.PDF, FileType.DOCX)
MINE = "Откуда программа"


class TextFileField(forms.FileField):
    """The text of a programme: PDF or Word; cleaned to (file, content type), or None."""

    widget = forms.FileInput

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        kind = content_type_of(file)
        unsuitable = f"Файл «{file.name}» не подходит: нужен PDF или документ Word (DOCX)."
        if refusal := size_refusal(file) or ("" if kind in TEXTS else unsuitable):
            raise ValidationError(refusal)
        return file, kind


class ProgramForm(VersionedModelForm):
    """Of the card what its state leaves open; whose it is only while it is being written."""

    fields: dict[str, Any]  # of whatever kind: some have choices, some a queryset
    file = TextFileField(label="файл программы", required=False)

    class Meta:
        model = Program
        fields = [
            "organization",
            "campaign",
            *(name for names in SECTIONS.values() for name in names if name != "file"),
        ]
        field_classes = {"organization": RowField, "campaign": RowField}
        widgets = {"name": forms.Textarea({"rows": 2}), "annotation": forms.Textarea({"rows": 4})}
        help_texts = {"is_municipal": "Одна для всех школ: её копии ведут организации."}
        error_messages = {
            "organization": {"invalid_choice": "Такой организации среди доступных вам нет."},
            "campaign": {"invalid_choice": "Такой кампании нет."},
        }

    def __init__(self, *args, user, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.municipality = user, municipality
        self.is_office = perms.has_role(user, municipality, Role.METHODIST)
        self._offer_organizations()
        self._offer_campaigns()
        allowed = fields_to_fill(self.instance) | {"version"}
        if self.instance.state in WRITING_STATES:
            allowed |= {"organization", "campaign"}
        if not self.is_office:
            allowed -= {"is_municipal"}
        for name in set(self.fields) - allowed:
            del self.fields[name]
        if "file" in self.fields:
            self.fields["file"].help_text = self._file_help()

    def _offer_organizations(self):
        """Those that may teach here; to an organisation its own alone."""
        mine = Q(is_active=True) | Q(pk=self.instance.organization_id)
        rows = Organization.objects.filter(mine, municipality=self.municipality)
        if not self.is_office:
            rows = rows.filter(pk__in=self.user.represented)
        field = self.fields["organization"]
        field.queryset = rows
        if not self.is_office:
            field.empty_label = None

    def _offer_campaigns(self):
        rows = Campaign.objects.filter(municipality=self.municipality)
        if not self.is_office:
            rows = rows.filter(
                Q(participants__organization__in=self.user.represented) | Q(pk=self.instance.campaign_id)
            )
        self.fields["campaign"].queryset = rows.distinct()
        self.fields["campaign"].empty_label = "вне кампаний"

    def _file_help(self):
        kept = f"Сейчас: {self.instance.file.name}. Новый файл заменит его. " if self.instance.file else ""
        return f"{kept}PDF или Word (DOCX). Если форма вернулась с ошибкой, выберите файл ещё раз."

    @staticmethod
    def saved_values(instance):
        """Of a file there are no two texts to compare."""
        return forms.models.model_to_dict(instance, ProgramForm.Meta.fields)

    @property
    def sections(self):
        """The fields that are open, by the sections of the card; in each the ticks come last."""
        parts = {MINE: ("organization", "campaign")} | SECTIONS
        shown = [
            (title, [self[name] for name in names if name in self.fields]) for title, names in parts.items()
        ]
        return [(title, sorted(fields, key=_is_tick)) for title, fields in shown if fields]

    @property
    def is_partial(self):
        return self.instance.state not in WRITING_STATES

    def clean(self):
        data: Any = super().clean()
        self._check_order("age_from", "age_to", "Возраст «до» меньше возраста «от».")
        self._check_order("group_min", "group_max", "Меньше, чем наименьшее число детей в группе.")
        if not self.errors:
            self._check_unique()
        return data

    def _check_order(self, first, last, sentence):
        low, high = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if low is not None and high is not None and high < low:
            self.add_error(last, sentence)

    def _check_unique(self):
        """Both constraints name columns that no form shows, so they are asked here."""
        told = self._told
        others = Program.objects.exclude(pk=self.instance.pk).select_related("organization")
        number = told("external_id")
        if number and (taken := others.filter(municipality=self.municipality, external_id=number).first()):
            self.add_error("external_id", f"Этот ID уже у программы «{taken}» ({taken.organization}).")
        same = {"name_key": normalise(told("name"))[:500], "external_id": number}
        if others.filter(organization=told("organization"), **same).exists():
            self.add_error(
                "name" if "name" in self.fields else None,
                "У этой организации уже есть программа с таким названием.",
            )

    def _told(self, name):
        """What the form says, or where it does not ask, what is kept."""
        return self.cleaned_data[name] if name in self.fields else getattr(self.instance, name)

    def save(self, commit=True):
        program = super().save(commit=False)
        if sent := self.cleaned_data.get("file"):
            file, kind = sent
            program.file = keep_file(file, kind, self.municipality, self.user)
        program.save()
        return program


def _is_tick(bound):
    return isinstance(bound.field, forms.BooleanField)
