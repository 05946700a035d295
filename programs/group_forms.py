"""The groups of a programme, and its text by school years, as they are entered."""

from typing import Any

from django import forms

from documents.prose import normalise
from moc_portal.forms import DateInput, VersionedModelForm
from organizations import perms
from organizations.models import Role
from records.attachments import keep_file

from .card_form import TextFileField
from .models import Edition, ProgramGroup
from .models.school_years import current_school_year, school_year_words


class GroupForm(VersionedModelForm):
    fields: dict[str, Any]  # of whatever kind: some have choices
    school_year = forms.TypedChoiceField(label="учебный год", coerce=int)

    class Meta:
        model = ProgramGroup
        fields = [
            *("name", "school_year", "teacher", "places", "taken", "hours_per_year", "funding"),
            *("starts_on", "ends_on", "schedule", "address", "external_id"),
        ]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}
        help_texts = {"schedule": "Например: понедельник, среда 15:00–16:30."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        this_year = current_school_year(self.instance.program.municipality.today())
        years = {this_year - 1, this_year, this_year + 1, self.instance.school_year or this_year}
        self.fields["school_year"].choices = [
            (year, school_year_words(year)) for year in sorted(years, reverse=True)
        ]
        self.initial.setdefault("school_year", this_year)
        if not self.instance.pk:
            self.initial["school_year"] = this_year
        self.fields["funding"].choices = [("", "не указан"), *ProgramGroup.Funding.choices]

    def clean(self):
        data: Any = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Дата окончания раньше даты начала.")
        if not self.errors and self._is_taken(data["name"], data["school_year"]):
            self.add_error("name", "Группа с таким названием в этом учебном году уже есть.")
        return data

    def _is_taken(self, name, year):
        others = self.instance.program.study_groups.exclude(pk=self.instance.pk)
        return others.filter(school_year=year, name_key=normalise(name)[:200]).exists()


class EditionForm(VersionedModelForm):
    """What was assessed is not exchanged by who wrote it: an organisation adds its order and a note alone."""

    fields: dict[str, Any]  # of whatever kind: one takes a file
    file = TextFileField(label="файл редакции", required=False)

    class Meta:
        model = Edition
        fields = ["approval_order", "note"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.municipality = user, self.instance.program.municipality
        if not perms.has_role(user, self.municipality, Role.METHODIST):
            del self.fields["file"]
        elif self.instance.file:
            self.fields["file"].help_text = f"Сейчас: {self.instance.file.name}. Новый файл заменит его."

    @staticmethod
    def saved_values(instance):
        """Of a file there are no two texts to compare."""
        return forms.models.model_to_dict(instance, EditionForm.Meta.fields)

    def save(self, commit=True):
        edition = super().save(commit=False)
        if sent := self.cleaned_data.get("file"):
            file, kind = sent
            edition.file = keep_file(file, kind, self.municipality, self.user)
        edition.save()
        return edition
