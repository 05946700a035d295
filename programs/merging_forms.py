from typing import Any

from django import forms

from moc_portal.forms import RowField
from records.models import DistinctPair


class DistinctForm(forms.Form):
    """«Это разные»: two rows that are not to be proposed again."""

    def __init__(self, rows, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["first"] = RowField(rows)
        self.fields["second"] = RowField(rows)

    def clean(self):
        if self.cleaned_data.get("first") == self.cleaned_data.get("second"):
            raise forms.ValidationError("Укажите две разные записи.")

    def save(self, municipality):
        first, second = sorted((self.cleaned_data["first"].pk, self.cleaned_data["second"].pk))
        model = self.rows.model._meta.label_lower
        DistinctPair.objects.get_or_create(municipality=municipality, model=model, first=first, second=second)


class MergeForm(forms.Form):
    """By which name the kept row goes on, and whether its empty fields are filled from the other one."""

    takes_name = forms.TypedChoiceField(
        label="Какое название оставить",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
        help_text="Другое название запомнится: по нему портал узнает запись в файлах.",
    )
    fills = forms.BooleanField(
        label="Заполнить пустые поля из присоединяемой записи", required=False, initial=True
    )

    def __init__(self, merging, kept, other, *args, **kwargs):
        super().__init__(*args, **kwargs)
        called = [" — ".join(merging.called(row)) for row in (kept, other)]
        choice: Any = self.fields["takes_name"]
        choice.choices = list(zip(("no", "yes"), called, strict=True))
