"""What came of an item in a half-year: its words and its figures, saved as one."""

from typing import Any

from django import forms
from django.db import transaction

from moc_portal.forms import DateInput, VersionedModelForm

from .models import ItemResult, ResultFigure
from .models.results import NO_DATE, NO_REASON

# What a state cannot do without.
NEEDED = (
    (ItemResult.State.POSTPONED, "postponed_to", NO_DATE),
    (ItemResult.State.NOT_HELD, "reason", NO_REASON),
)
FACTS = ["label", "value", "unit", "accumulation"]


class FigureForm(forms.ModelForm):
    """A figure of the result; `id` names the one it was before."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ResultFigure
        fields = FACTS


FigureFormSet = forms.formset_factory(FigureForm, can_delete=True, max_num=20, absolute_max=30)


class ItemResultForm(VersionedModelForm):
    fields: dict[str, Any]  # of whatever kind: some have choices

    class Meta:
        model = ItemResult
        fields = ["state", "text", "postponed_to", "reason"]
        widgets = {"text": forms.Textarea({"rows": 4}), "postponed_to": DateInput}
        help_texts = {
            "postponed_to": "Обязательно, если мероприятие перенесено.",
            "reason": "Обязательно, если мероприятие не проводилось.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["state"].choices = [("", "не указано"), *ItemResult.State.choices]
        saved = [{name: getattr(figure, name) for name in ("id", *FACTS)} for figure in self.saved_figures()]
        self.figures = (
            FigureFormSet(self.data, prefix="figures")
            if self.is_bound
            else FigureFormSet(initial=saved, prefix="figures")
        )

    def saved_figures(self):
        return list(self.instance.figures.all()) if self.instance.pk else []

    @property
    def entered(self):
        """The figures that stand in the form."""
        rows = [form.cleaned_data for form in self.figures.forms]
        return [row for row in rows if row and not row["DELETE"]]

    def clean(self):
        if not self.figures.is_valid():
            self.add_error(None, "Показатели внесены не полностью.")
        for state, name, refusal in NEEDED:
            if self.cleaned_data.get("state") == state and not self.cleaned_data.get(name):
                self.add_error(name, refusal)
        return super().clean()

    def _show_conflict(self):
        theirs = _told(self.saved_figures())
        mine = _told(ResultFigure(**_facts(row)) for row in self.entered)
        if theirs != mine:
            self.conflict.append(("показатели", theirs, mine))
        super()._show_conflict()

    @transaction.atomic
    def save(self, commit=True):
        """Afterwards the result has the figures of the form and no others."""
        result = super().save()
        former = {figure.pk: figure for figure in self.saved_figures()}
        for row in self.entered:
            self._enter(former.pop(row["id"], None) or ResultFigure(result=result), _facts(row))
        ResultFigure.objects.filter(pk__in=former).delete()
        return result

    def _enter(self, figure, facts):
        """A figure that stays as it is was not entered anew."""
        if figure.pk is None or any(getattr(figure, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(figure, name, value)
            figure.entered_by = self.user
            figure.save()


def _facts(row):
    return {name: row[name] for name in FACTS}


def _told(figures):
    return "\n".join(map(str, figures))
