"""How every form of the portal is drawn, and how two people editing one thing never lose each other's words."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F
from django.forms.renderers import TemplatesSetting

DASHES = "---------"  # Django's words for a choice not made
NOT_CHOSEN = "не указано"
TO_CHOOSE = "выберите"
LONGEST_KEY = 18  # digits that surely fit into a whole number of the database


class FieldRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def keys_in(values):
    """Those of the texts that a page sent which can be keys of rows, as numbers."""
    return [int(value) for value in values if value.isdecimal() and len(value) <= LONGEST_KEY]


def name_the_empty(field):
    """What stands in a list where nothing is chosen, in words."""
    words = TO_CHOOSE if field.required else NOT_CHOSEN
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        field.choices = [(value, words if label == DASHES else label) for value, label in choices]


class RowField(forms.ModelChoiceField):
    """A row of a table; a key longer than any of the database is refused like one that is not there."""

    def to_python(self, value):
        if len(str(value)) > LONGEST_KEY:
            raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": value})
        return super().to_python(value)


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows of a table."""

    def clean(self, value):
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": key})
        return super().clean(value)


class VersionedModelForm(forms.ModelForm):
    """A form that knows which version of the row it was filled from.

    Whoever saves second sees both texts side by side: `conflict` holds (label, theirs, mine) of the fields that differ.
    Saving once more, with the newer version now in the form, keeps the texts that stand in it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflict = []
        for field in self.fields.values():
            name_the_empty(field)
        # Nobody has seen a version of what is not saved yet: of two who begin it, the second meets the first's words.
        self.initial["version"] = self.instance.version if self.instance.pk else 0

    def _post_clean(self):
        """The version is claimed last, when nothing else is wrong with the form."""
        super()._post_clean()
        if self.instance.pk and not self.errors:
            if not self._claim_version(self.cleaned_data.get("version")):
                self._show_conflict()
            self._renew_version()

    def _claim_version(self, version):
        """Take the next version if nobody else has; one statement, so it holds on every database."""
        mine = type(self.instance).objects.filter(pk=self.instance.pk, version=version)
        return mine.update(version=F("version") + 1) == 1

    def _renew_version(self):
        """Should the form be shown again, it is saved over what is there now."""
        rows = type(self.instance).objects.filter(pk=self.instance.pk)
        self.instance.version = rows.values_list("version", flat=True).get()
        renewed: Any = self.data.copy()
        renewed[self.add_prefix("version")] = self.instance.version
        self.data = renewed

    def _show_conflict(self):
        saved = self.saved_values(type(self.instance).objects.get(pk=self.instance.pk))
        for bound in [bound for bound in self.visible_fields() if bound.name in saved]:
            theirs, mine = _words(bound.field, saved[bound.name]), _words(bound.field, bound.data)
            if theirs != mine:
                self.conflict.append((bound.label, theirs, mine))
        compare = "Сравните тексты ниже: в форме остался ваш. " if self.conflict else ""
        self.add_error(
            None,
            f"Пока вы правили, эту запись изменил другой сотрудник. {compare}"
            "Нажмите кнопку ещё раз, чтобы оставить то, что стоит в форме.",
        )

    @staticmethod
    def saved_values(instance) -> dict[str, Any]:
        """What the fields of the form would hold for the row as it is saved."""
        return forms.models.model_to_dict(instance)


def _words(field, value):
    """A value of a field as people read it: a day as papers write it, what was chosen by its name."""
    value = field.to_python(field.prepare_value(value))
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    choices: Any = field.choices if isinstance(field, forms.TypedChoiceField) else ()
    labels = dict(choices)
    return str(labels.get(value, "" if value is None else value))
