"""Forms of the section that choose among what one municipality has."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from moc_portal.forms import RowsField, VersionedModelForm

from .models import Program

OLDEST_YEAR = 1990


class OfficeForm(VersionedModelForm):
    """A form whose choices are the organisations and the programmes of a municipality, and what was chosen before."""

    fields: dict[str, Any]  # of whatever kind: some have a queryset

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        if "organization" in self.fields:
            self.fields["organization"].queryset = self._organizations()

    def _get_validation_exclusions(self):
        """The municipality comes from the page, yet the uniqueness within it is still to be checked."""
        return super()._get_validation_exclusions() - {"municipality"}  # type: ignore[misc]

    def _organizations(self):
        rows = self.municipality.organizations
        return rows.filter(is_active=True) | rows.filter(pk=self.instance.organization_id)

    def past_day(self, name):
        """A day that has come already, or nothing; for the `clean_…` of a field that tells what was."""
        day = self.known_day(name)
        if day and day > self.municipality.today():
            raise ValidationError("Эта дата ещё не наступила.")
        return day

    def known_day(self, name):
        """A day whose year was not mistyped, or nothing."""
        day = self.cleaned_data[name]
        if day and not OLDEST_YEAR <= day.year <= self.municipality.today().year + 50:
            raise ValidationError("Проверьте год: его пишут четырьмя цифрами, например 2026.")
        return day


class ProgramsField(RowsField):
    """Several programmes, each told with its organisation."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Program.objects.none(), label="программы", required=False, **kwargs)

    def label_from_instance(self, obj):
        return f"{obj} ({obj.organization})"


def offered_programs(municipality, chosen):
    """The programmes of a municipality that are not in the archive, and those of the given ones that are."""
    programs = municipality.programs.kept() | municipality.programs.filter(pk__in=chosen)
    return programs.select_related("organization")
