"""What a reviewer marks and remarks, and what the author of a programme answers."""

from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms

from moc_portal.forms import RowField, VersionedModelForm

from .models import Criterion, Mark, ProgramRemark, Regulation, Review


class ChecklistForm(VersionedModelForm):
    """The points of the regulation, as many as are marked already, and one remark more if there is any."""

    fields: dict[str, Any]  # of whatever kind: some have choices, some a queryset
    passage = forms.CharField(
        label="место в программе",
        max_length=300,
        required=False,
        help_text="Например: раздел 2, с. 5, «Учебный план».",
    )
    text = forms.CharField(
        label="замечание", max_length=3000, required=False, widget=forms.Textarea({"rows": 3})
    )
    criterion = RowField(
        label="по пункту", queryset=Criterion.objects.none(), required=False, empty_label="без пункта"
    )

    class Meta:
        model = Review
        fields: list[str] = []

    def __init__(self, *args, user, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        regulation = Regulation.objects.holding_in(municipality)
        self.points = {_name(point): point for point in regulation.in_use(Criterion.Part.REVIEW)}
        self.initial |= self._met_before() | self.saved_values(self.instance)
        for name, point in self.points.items():
            self.fields[name] = forms.TypedChoiceField(
                label=point.text, choices=Mark.Verdict, required=False, widget=forms.RadioSelect
            )
        self.fields["criterion"].queryset = regulation.in_use(Criterion.Part.REVIEW)

    @staticmethod
    def saved_values(instance):
        return {_name(mark.criterion): mark.verdict for mark in instance.marks.select_related("criterion")}

    @cached_property
    def earlier(self) -> dict[str, Mark]:
        """How each point was marked in the round before."""
        before = self.instance.previous()
        marks = before.marks.select_related("criterion") if before else []
        return {_name(mark.criterion): mark for mark in marks}

    def _met_before(self):
        """What was found right is proposed again; what was not has to be looked at anew."""
        return {
            name: mark.verdict for name, mark in self.earlier.items() if mark.verdict != Mark.Verdict.UNMET
        }

    @property
    def sections(self):
        """By the sections of the regulation: the field of each point, and how it was marked before."""
        of_section = groupby(self.points.items(), key=lambda named: named[1].section)
        return [
            (section, [(self[name], self._words_before(name)) for name, _ in points])
            for section, points in of_section
        ]

    def _words_before(self, name):
        mark = self.earlier.get(name)
        return mark.get_verdict_display() if mark else ""

    def clean(self):
        data: Any = super().clean()
        is_begun = data.get("passage") or data.get("criterion")
        if is_begun and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Напишите само замечание или очистите место и пункт.")
        return data

    def save(self, commit=True):
        data = self.cleaned_data
        marks = [
            Mark(review=self.instance, criterion=point, verdict=data[name])
            for name, point in self.points.items()
            if data[name]
        ]
        Mark.objects.bulk_create(
            marks,
            update_conflicts=True,
            unique_fields=["review", "criterion"],
            update_fields=["verdict"],
        )
        if data["text"]:
            told = {name: data[name] for name in ("passage", "text", "criterion")}
            self.instance.remarks.create(program=self.instance.program, author=self.user, **told)
        return self.instance


def _name(point):
    return f"point_{point.pk}"


class AnswerForm(VersionedModelForm):
    class Meta:
        model = ProgramRemark
        fields = ["answer"]
        widgets = {"answer": forms.Textarea({"rows": 3})}
        labels = {"answer": "что сделано по замечанию"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
