"""Naming what one wants to come back to."""

from django import forms

from .models import SavedView


class SavedViewForm(forms.ModelForm):
    """The name of a view; whose it is and what it shows stands in the instance."""

    class Meta:
        model = SavedView
        fields = ["name"]
        labels = {"name": "Название отбора"}

    def clean(self):
        longest = SavedView._meta.get_field("query").max_length
        if len(self.instance.query) > (longest or 0):
            raise forms.ValidationError("Условий слишком много: сократите их и сохраните отбор ещё раз.")
        if not self.instance.query:
            raise forms.ValidationError("Сначала выберите условия или порядок, потом сохраните отбор.")
        return super().clean()

    def validate_constraints(self):
        """The name is to be unique among the views of this register, though whose and which are no fields here."""
        try:
            self.instance.validate_constraints()
        except forms.ValidationError as refusal:
            self.add_error("name", refusal.messages)
