from decimal import Decimal

from django import forms

from moc_portal.forms import VersionedModelForm

from .drafting import Proposal
from .models import ReportColumn, ReportLine
from .refreshing import take
from .slots import keep_slots, slots_in
from .wording import Figures


class WordsField(forms.CharField):
    """Running text with one kind of line break, whatever the browser sends."""

    def to_python(self, value):
        return "\n".join((super().to_python(value) or "").splitlines())


class AmountField(forms.DecimalField):
    """A number as offices type it: «1 250,5»."""

    def to_python(self, value):
        return super().to_python(
            "".join(value.split()).replace(",", ".") if isinstance(value, str) else value
        )


class ReportLineForm(VersionedModelForm):
    """A row as the methodist words it, with its numbers filled in; it begins with the row's words or with a proposal's.

    A figure stays bound to its number as long as the number stands in the text. Further columns of the report's form
    are typed in beside the text.
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
        fields = ["number", "title", "text", "note"]

    def __init__(self, *args, proposal: Proposal | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        line = self.instance
        figures = Figures(line.figures.all() if line.pk else ())
        self.before = proposal or Proposal(line.text, line.source, line.note, figures)
        self.initial.update(text=self.before.rendered, note=self.before.note)
        self.layout = line.report.form
        for name in self._absent():
            del self.fields[name]
        for column in self.layout.layout:
            if column.content == ReportColumn.Content.TITLE and "title" in self.fields:
                self.fields["title"].label = column.heading
        for column in self.layout.entered:
            self.fields[_field_name(column)] = _cell_field(column, line.cells.get(column.key, ""))

    def _absent(self):
        """What is not typed here: the heading of a row that has a subject, and what the form has no column for."""
        headings = ["number", "title"] if self.instance.subject else []
        return headings + [name for name, content in COLUMN_OF.items() if not self.layout.has(content)]

    def clean_text(self):
        return keep_slots(self.before.text, self.before.numbers, self.cleaned_data["text"])

    def save(self, commit=True):
        line, words = self.instance, (self.instance.text, self.instance.note)
        line.cells = {
            column.key: _stored(self.cleaned_data[_field_name(column)]) for column in self.layout.entered
        }
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
        cells = {f"cell-{key}": entered for key, entered in instance.cells.items()}
        named = {"number": instance.number, "title": instance.title}
        return named | {"text": instance.rendered, "note": instance.note} | cells


COLUMN_OF = {"text": ReportColumn.Content.RESULT, "note": ReportColumn.Content.NOTE}


def _field_name(column):
    return f"cell-{column.key}"


def _cell_field(column, entered):
    if column.is_numeric:
        initial = Decimal(entered) if entered else None
        return AmountField(
            label=column.heading,
            required=False,
            initial=initial,
            min_value=0,
            max_digits=14,
            decimal_places=2,
        )
    return WordsField(
        label=column.heading,
        required=False,
        initial=entered,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )


def _stored(value):
    """A cell as JSON keeps it."""
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else value
