"""What people enter about accessibility: its models and the visits. And about new places."""

from django import forms

from moc_portal.forms import DateInput

from .models import AccessibilityModel, DeclaredPlaces, NewPlaces, Visit
from .office_forms import OfficeForm, ProgramsField, offered_programs


class AccessibilityModelForm(OfficeForm):
    programs = ProgramsField()

    class Meta:
        model = AccessibilityModel
        fields = ["name", "organization", "description", "programs", "is_active"]
        widgets = {"description": forms.Textarea({"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.instance.programs.values("pk") if self.instance.pk else []
        self.fields["programs"].queryset = offered_programs(self.municipality, chosen)
        self.fields["organization"].empty_label = "не указано"


class VisitForm(OfficeForm):
    """A visit as it is written down in a moment; settlements visited before are offered, to be spelled the same."""

    class Meta:
        model = Visit
        fields = ["day", "settlement", "children", "program", "note"]
        widgets = {"day": DateInput, "settlement": forms.TextInput({"list": "settlements"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = self._programs()
        self.fields["program"].empty_label = "не указана"
        known = Visit.objects.filter(model__municipality=self.municipality).order_by("settlement")
        self.settlements = known.values_list("settlement", flat=True).distinct()[:200]

    def _programs(self):
        """Those of the model; where it names none, all."""
        of_model = self.instance.model.programs.all()
        known = of_model | self.municipality.programs.filter(pk=self.instance.program_id)
        return known.distinct() if of_model.exists() else offered_programs(self.municipality, [])

    def clean_day(self):
        return self.past_day("day")


class NewPlacesForm(OfficeForm):
    class Meta:
        model = NewPlaces
        fields = ["year", "organization", "focus_area", "places", "money", "equipment"]


class DeclaredPlacesForm(OfficeForm):
    class Meta:
        model = DeclaredPlaces
        fields = ["places", "money", "source"]
