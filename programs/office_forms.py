"""Forms of the section that choose among what one municipality has."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import model_to_dict

from moc_portal.forms import RowsField, VersionedModelForm

from .models import Program

OLDEST_YEAR = 1990
MOST_ROWS = 60


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
        return super()._get_validation_exclusions() - {"municipality"}  # type: ignore[misc]  # of the form it is mixed in

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


class RowForm(forms.ModelForm):
    """A row of a table beneath a form."""

    fields: dict[str, Any]  # of whatever kind: some have a queryset
    nothing_chosen = "выберите"

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations
        # The rows were read once for all the forms of the table.
        known = [(row.pk, str(row)) for row in organizations]
        self.fields["organization"].choices = [("", self.nothing_chosen), *known]


class RowSet(forms.BaseFormSet):
    """The rows of the table; those marked for removal and those left empty are not kept."""

    def kept(self):
        return [row for row in self.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]

    def words(self):
        return "; ".join(str(row.instance) for row in self.kept())


class WithRowsForm(OfficeForm):
    """A form with a table of rows, saved as a whole: what stands in the table is what there is."""

    row_form: type[RowForm]
    rows_name = ""  # by which the saved one knows its rows
    rows_label = ""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        given = {"organizations": self.municipality.organizations.all()}
        initial = [model_to_dict(row, self.row_form._meta.fields) for row in self._saved_rows()]
        rows = forms.formset_factory(
            self.row_form, RowSet, extra=3, can_delete=True, max_num=MOST_ROWS, validate_max=True
        )
        self.parts: Any = rows(data, initial=initial, prefix=self.rows_name, form_kwargs=given)

    def _saved_rows(self):
        if not self.instance.pk:
            return []
        return list(getattr(self.instance, self.rows_name).select_related("organization"))

    def clean(self):
        """The rows are looked at before the version is claimed: nothing is saved while one of them is wrong."""
        super().clean()
        if not self.parts.is_valid():
            self.add_error(None, f"{self.rows_label}: проверьте строки таблицы.")
            for error in self.parts.non_form_errors():
                self.add_error(None, error)
        else:
            self.check_rows(self.parts.kept())

    def check_rows(self, rows):
        """What the rows must be together."""

    def _show_conflict(self):
        super()._show_conflict()
        theirs = "; ".join(map(str, self._saved_rows()))
        if theirs != (mine := self.parts.words()):
            self.conflict.append((self.rows_label, theirs, mine))

    @transaction.atomic
    def save(self, commit=True):
        saved = super().save()
        rows = getattr(saved, self.rows_name)
        rows.all().delete()
        for row in self.parts.kept():
            setattr(row.instance, rows.field.name, saved)
            row.instance.save()
        return saved


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
