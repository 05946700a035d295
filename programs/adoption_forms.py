"""Which organisations adopt a municipal programme, and which of its changes a copy takes over."""

from typing import Any

from django import forms

from moc_portal.forms import RowsField
from organizations.models import Organization

from .adoption import adopters, lags


class AdoptForm(forms.Form):
    fields: dict[str, Any]
    organizations = RowsField(
        label="кто принимает программу",
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одну организацию."},
    )

    def __init__(self, parent, user, data=None):
        super().__init__(data)
        self.fields["organizations"].queryset = self.free = adopters(user, parent)
        if len(self.free) == 1:
            self.initial["organizations"] = list(self.free)


class TakeOverForm(forms.Form):
    """What is done with the chosen changes: they are taken over, or one's own is left with a word why."""

    TAKE, LEAVE = "take", "leave"

    fields: dict[str, Any]
    do = forms.ChoiceField(
        label="что сделать с отмеченным",
        choices=[(TAKE, "принять, как в единой программе"), (LEAVE, "оставить своё")],
        widget=forms.RadioSelect,
        initial=TAKE,
    )
    chosen = forms.MultipleChoiceField(
        label="поля",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одно поле."},
    )
    why = forms.CharField(
        label="почему оставлено своё",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Нужно, только если оставляете своё: причина останется в журнале программы.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, copy, data=None):
        super().__init__(data)
        self.lags = lags(copy)
        self.fields["chosen"].choices = [(lag.name, lag.label) for lag in self.lags]
        self.initial["chosen"] = [lag.name for lag in self.lags]
        self.initial["seen"] = copy.parent.version

    def clean(self):
        cleaned: Any = super().clean()
        if cleaned.get("do") == self.LEAVE and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", "Напишите, почему оставляете своё.")
        return cleaned

    def rows(self):
        """Each change with its tick."""
        return list(zip(self.lags, self["chosen"], strict=True))
