from django import forms

from moc_portal.forms import VersionedModelForm

from .drafting import Proposal
from .models import ReportLine
from .refreshing import take
from .slots import keep_slots, slots_in
from .wording import Figures


class WordsField(forms.CharField):
    """Running text with one kind of line break, whatever the browser sends."""

    def to_python(self, value):
        return "\n".join((super().to_python(value) or "").splitlines())


class ReportLineForm(VersionedModelForm):
    """A row as the methodist words it, with its numbers filled in; it begins with the row's words or with a proposal's.

    A figure stays bound to its number as long as the number stands in the text.
    """

    text = WordsField(
        label="результат",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 8, "autofocus": True}),
    )
    note = WordsField(label="примечание", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))

    class Meta:
        model = ReportLine
        fields = ["text", "note"]

    def __init__(self, *args, proposal: Proposal | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        line = self.instance
        self.before = proposal or Proposal(line.text, line.source, line.note, Figures(line.figures.all()))
        self.initial.update(text=self.before.rendered, note=self.before.note)

    def clean_text(self):
        return keep_slots(self.before.text, self.before.numbers, self.cleaned_data["text"])

    def save(self, commit=True):
        line, words = self.instance, (self.instance.text, self.instance.note)
        if self.proposal:
            take(line, self.proposal)
            line.text, line.note = words
        if words != (self.before.text, self.before.note):
            line.is_manual = True
        line.save()
        line.figures.exclude(slot__in=slots_in(line.text)).delete()
        return line

    @staticmethod
    def saved_values(instance):
        return {"text": instance.rendered, "note": instance.note}
