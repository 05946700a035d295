"""An order or another act: entered once, with its scan, and tied to many events and items."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.text import capfirst

from moc_portal.forms import DateInput, RowsField, VersionedModelForm
from organizations.models import LegalAct
from records.attachments import keep_file
from records.models import Attachment

from .evidence import EvidenceField

YEARS = range(1990, 2101)


class LegalActForm(VersionedModelForm):
    """An act that comes to be spelled like another one is that one: the two can be made one."""

    fields: dict[str, Any]  # of whatever kind: one has a queryset
    scans = RowsField(
        label="файл", queryset=Attachment.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_scans = EvidenceField(
        label="приложить файл", required=False, help_text="Скан или снимки страниц: PDF, JPEG, PNG, Word."
    )
    merge = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = LegalAct
        fields = ["kind", "number", "date", "issuer", "title"]
        widgets = {"date": DateInput, "title": forms.Textarea({"rows": 2})}
        help_texts = {
            "number": "Без знака №, например 13/1.",
            "issuer": "В родительном падеже: «управления образования». Можно не указывать.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.same: LegalAct | None = None
        if not self.instance.pk:
            del self.fields["scans"], self.fields["merge"]
            return
        self.initial["scans"] = list(self.instance.scans.all())
        self.fields["scans"].queryset = self.instance.scans.all()
        if not self.initial["scans"]:
            del self.fields["scans"]

    def clean_kind(self):
        return capfirst(self.cleaned_data["kind"].strip())

    def clean_number(self):
        number = self.cleaned_data["number"].strip().removeprefix("№").strip()
        if not number:
            raise forms.ValidationError("Укажите номер.")
        return number

    def clean_date(self):
        day: date = self.cleaned_data["date"]
        if day.year not in YEARS:
            raise forms.ValidationError("Проверьте год: его пишут четырьмя цифрами, например 2026.")
        return day

    def clean(self):
        super().clean()
        if not self.errors:
            self.same = self._find_same()
        if self.same and not self.cleaned_data.get("merge"):
            self.add_error(None, "Такой акт уже внесён.")

    def _find_same(self):
        facts = {name: self.cleaned_data[name] for name in ("kind", "number", "date", "issuer")}
        acts = LegalAct.objects.filter(municipality=self.instance.municipality, **facts)
        return acts.exclude(pk=self.instance.pk).first()

    @transaction.atomic
    def save(self, commit=True):
        if self.same:
            self.same.take_over(self.instance)
            return self.same
        act = super().save()
        if "scans" in self.fields:
            act.scans.set(self.cleaned_data["scans"])
        for file, content_type in self.cleaned_data["new_scans"]:
            act.scans.add(keep_file(file, content_type, act.municipality, self.user))
        return act
