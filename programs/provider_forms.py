"""Providers as they enter the register and leave it, moderators, and what they ask."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from documents.prose import format_date
from moc_portal.forms import DateInput

from .models import Consultation, Moderator, Provider
from .office_forms import OfficeForm

TERM = {"starts_on": DateInput, "ends_on": DateInput}


class ProviderForm(OfficeForm):
    """The whole term of an organisation in the register."""

    class Meta:
        model = Provider
        fields = ["organization", "starts_on", "ends_on", "act", "note"]
        widgets = TERM

    def clean_starts_on(self):
        return self.past_day("starts_on")

    def clean_ends_on(self):
        return self.known_day("ends_on")

    def clean(self):
        super().clean()
        organization, first = self.cleaned_data.get("organization"), self.cleaned_data.get("starts_on")
        if organization and first and "ends_on" not in self.errors:
            self._refuse_overlap(organization, first, self.cleaned_data.get("ends_on"))

    def _refuse_overlap(self, organization, first, last):
        others = organization.provider_terms.exclude(pk=self.instance.pk)
        if known := others.meeting(first, last or date.max).first():
            until = f" по {format_date(known.ends_on)}" if known.ends_on else ""
            self.add_error(
                "starts_on",
                f"«{organization}» уже в реестре с {format_date(known.starts_on)}{until}: сроки пересекаются.",
            )


class ProviderEntryForm(ProviderForm):
    """An organisation enters the register."""

    class Meta(ProviderForm.Meta):
        fields = ["organization", "starts_on", "act", "note"]


class ProviderExitForm(OfficeForm):
    """An organisation leaves the register."""

    class Meta:
        model = Provider
        fields = ["ends_on", "note"]
        widgets = TERM

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True

    def clean_ends_on(self):
        day = self.past_day("ends_on")
        if day < self.instance.starts_on:
            entered = format_date(self.instance.starts_on)
            raise ValidationError(f"Организация включена {entered}: исключить её раньше нельзя.")
        return day


class ModeratorForm(OfficeForm):
    class Meta:
        model = Moderator
        fields = ["organization", "name", "post", "phone", "email", "act", "starts_on", "ends_on"]
        widgets = TERM

    def clean_starts_on(self):
        return self.known_day("starts_on")

    def clean_ends_on(self):
        return self.known_day("ends_on")


class AnswerForm(OfficeForm):
    """The answer to a question."""

    class Meta:
        model = Consultation
        fields = ["answer", "answered_on"]
        widgets = {"answer": forms.Textarea({"rows": 5}), "answered_on": DateInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["answer"].required = True
        self.initial["answered_on"] = self.instance.answered_on or self.municipality.today()

    def clean_answered_on(self):
        day = self.past_day("answered_on") or self.municipality.today()
        asked = self.cleaned_data.get("asked_on") or self.instance.asked_on
        if asked and day < asked:
            raise ValidationError(f"Обращение было {format_date(asked)}: ответ не может быть раньше.")
        return day

    def save(self, commit=True):
        if "answer" in self.changed_data:
            self.instance.answered_by = self.user
        return super().save()


class ConsultationForm(AnswerForm):
    """What came by phone or letter, as the office writes it down; it may be answered at once."""

    class Meta(AnswerForm.Meta):
        fields = [
            *("asked_on", "organization", "moderator", "kind", "question", "program"),
            *("answer", "answered_on"),
        ]
        widgets = AnswerForm.Meta.widgets | {"asked_on": DateInput, "question": forms.Textarea({"rows": 4})}
        help_texts = {"answer": "Пусто — обращение останется открытым."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = False
        self.initial["answered_on"] = self.instance.answered_on
        self.initial["asked_on"] = self.instance.asked_on or self.municipality.today()
        here = {"organization__municipality": self.municipality}
        self.fields["moderator"].queryset = Moderator.objects.filter(**here).select_related("organization")
        self.fields["moderator"].label_from_instance = lambda row: f"{row} ({row.organization})"
        self.fields["moderator"].empty_label = "не указан"
        self.fields["program"].queryset = self.municipality.programs.select_related("organization")
        self.fields["program"].label_from_instance = lambda row: f"{row} ({row.organization})"
        self.fields["program"].empty_label = "не указана"

    def clean_asked_on(self):
        return self.past_day("asked_on")

    def clean_answered_on(self):
        return super().clean_answered_on() if self.data.get(self.add_prefix("answer"), "").strip() else None

    def clean(self):
        super().clean()
        organization = self.cleaned_data.get("organization")
        for name, told in (("moderator", "Этот модератор"), ("program", "Эта программа")):
            row = self.cleaned_data.get(name)
            if row and organization and row.organization_id != organization.pk:
                self.add_error(name, f"{told} другой организации: «{row.organization}».")


class QuestionForm(OfficeForm):
    """What an organisation asks through the portal."""

    class Meta:
        model = Consultation
        fields = ["organization", "kind", "program", "question"]
        widgets = {"question": forms.Textarea({"rows": 5})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.municipality.organizations.filter(pk__in=user.represented)
        self.fields["organization"].queryset = own
        self.fields["organization"].empty_label = None
        self.fields["program"].queryset = self.municipality.programs.filter(organization__in=own)
        self.fields["program"].empty_label = "не указана"
        self.instance.asked_on = self.municipality.today()

    def clean(self):
        super().clean()
        program, organization = self.cleaned_data.get("program"), self.cleaned_data.get("organization")
        if program and organization and program.organization_id != organization.pk:
            self.add_error("program", f"Эта программа другой организации: «{program.organization}».")
