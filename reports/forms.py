from typing import cast

from django import forms

from moc_portal.forms import VersionedModelForm

from .models import ReportLine
from .slots import fill, keep_slots, slots_in


class WordsField(forms.CharField):
    """Running text with one kind of line break, whatever the browser sends."""

    def to_python(self, value):
        return "\n".join((super().to_python(value) or "").splitlines())


class ResultField(WordsField):
    """The text of a row, shown with its numbers filled in."""

    numbers: dict[str, str] = {}

    def prepare_value(self, value):
        return fill(value or "", self.numbers)


class ReportLineForm(VersionedModelForm):
    """A row as the methodist words it. A figure stays bound to its number as long as the number stands in the text."""

    text = ResultField(
        label="результат",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 8, "autofocus": True}),
    )
    note = WordsField(label="примечание", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))

    class Meta:
        model = ReportLine
        fields = ["text", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before, self.numbers = self.instance.text, self.instance.numbers
        cast(ResultField, self.fields["text"]).numbers = self.numbers

    def clean_text(self):
        return keep_slots(self.before, self.numbers, self.cleaned_data["text"])

    def save(self, commit=True):
        if (self.instance.text, self.instance.note) != (self.before, self.initial["note"]):
            self.instance.is_manual = True
        line = super().save()
        line.figures.exclude(slot__in=slots_in(line.text)).delete()
        return line
