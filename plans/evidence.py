"""What proves an event: its orders and its files."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from moc_portal.forms import RowsField
from organizations.forms import ActsField
from organizations.models import LegalAct
from records.attachments import content_type_of, keep_file, size_refusal

from .models import Event

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


class KnownActsInput(forms.TextInput):
    """Acts that are entered already can be chosen; the page lists them by plans/known_acts.html."""

    def __init__(self, attrs=None):
        super().__init__({"list": "known-acts", "autocomplete": "off"} | (attrs or {}))


def known_acts(municipality):
    """The latest acts: who is recording an event seldom needs an older one."""
    return LegalAct.objects.filter(municipality=municipality)[:200]


class ProofsForm(forms.Form):
    """An order or files added to several events at once; what they have already stays."""

    fields: dict[str, Any]  # of whatever kind: one has a queryset
    events = RowsField(
        queryset=Event.objects.none(),
        error_messages={"required": "Отметьте мероприятия, которые надо дополнить."},
    )
    acts = ActsField(widget=KnownActsInput)
    new_evidence = EvidenceField(label="приложить файлы", required=False)

    def __init__(self, *args, events, municipality, user):
        super().__init__(*args)
        self.municipality, self.user = municipality, user
        self.fields["events"].queryset = events

    @property
    def ticked(self):
        return set(self["events"].value() or ())

    @property
    def known_acts(self):
        return known_acts(self.municipality)

    def clean(self):
        if not self.errors and not (self.cleaned_data["acts"] or self.cleaned_data["new_evidence"]):
            raise ValidationError("Укажите приказ или приложите файл.")
        return super().clean()

    @transaction.atomic
    def save(self):
        """How many events were completed. Whoever has one of them open in a form is told when he saves."""
        events = self.cleaned_data["events"]
        acts = ActsField.get_or_create(self.cleaned_data["acts"], self.municipality)
        files = [
            keep_file(file, content_type, self.municipality, self.user)
            for file, content_type in self.cleaned_data["new_evidence"]
        ]
        for event in events:
            event.acts.add(*acts)
            event.evidence.add(*files)
        return Event.objects.filter(pk__in=events).update(version=F("version") + 1)
