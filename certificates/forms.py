from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import transaction

from moc_portal.forms import VersionedModelForm
from organizations.forms import ActsField
from organizations.models import ChildPopulation, Municipality

from .models import FIGURES, CoverageMonth, CoverageTarget


class CountField(forms.IntegerField):
    """A whole number as people write it: «1 028»."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 7})

    def to_python(self, value):
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class CoverageRowForm(VersionedModelForm):
    """The numbers of one organisation in a month. Left as they were shown, they are neither checked nor saved.

    `offered` are numbers of another month put into the empty fields; until they are sent, nothing is stored.
    """

    class Meta:
        model = CoverageMonth
        fields = FIGURES
        field_classes = dict.fromkeys(FIGURES, CountField)

    def __init__(self, *args, offered=None, previous=None, **kwargs):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.previous = previous
        for name, field in self.fields.items():
            field.show_hidden_initial = name in FIGURES
            field.widget.attrs["aria-label"] = f"{field.label}: {self.whose}"
            if offered and self.initial.get(name) is None:
                self.initial[name] = getattr(offered, name)

    @property
    def whose(self):
        return str(self.instance.organization or "весь муниципалитет без повторов")

    def has_changed(self):
        return any(name in FIGURES for name in self.changed_data)

    def cells(self) -> Iterator[tuple[forms.BoundField, str, int | None]]:
        """Of each number the field, what was saved when it was shown, and the number of the month before."""
        for name in FIGURES:
            yield self[name], self._seen(self[name]), getattr(self.previous, name, None)

    def _seen(self, bound):
        saved = getattr(self.instance, bound.name)
        if self.is_bound:
            saved = self.data.get(bound.html_initial_name, "")
        return bound.field.hidden_widget().render(bound.html_initial_name, saved)

    def clean(self):
        super().clean()
        children, contracts = self.cleaned_data.get("children"), self.cleaned_data.get("contracts")
        if children is not None and contracts is not None and contracts > children:
            self.add_error("contracts", f"По договорам ПФ {contracts}, а всего детей {children}.")

    def _get_validation_exclusions(self):
        """A row that was emptied is removed: nothing in it is left to check."""
        is_emptied = all(self.cleaned_data.get(name) is None for name in FIGURES)
        return super()._get_validation_exclusions() | ({*FIGURES} if is_emptied else set())

    def save(self, commit=True):
        """A row that was emptied is removed: empty is not zero."""
        if not self.instance.is_empty:
            return super().save()
        if self.instance.pk:
            self.instance.delete()
        return self.instance


class TargetsForm(forms.Form):
    """By what a year is measured: how many children there are, and what share of them an act wants covered."""

    children = CountField(
        label="детей, проживающих в муниципалитете", required=False, min_value=1, max_value=10_000_000
    )
    ages = forms.CharField(label="возраст", max_length=50)
    source = forms.CharField(label="откуда сведения", max_length=200, required=False)

    def __init__(self, *args, municipality: Municipality, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality, self.year = municipality, year
        self.fields["children"].help_text = f"На 1 января {year} года."
        self._fill_population()
        targets = {target.measure: target for target in self._rows(municipality.coverage_targets)}
        for measure, label in CoverageTarget.Measure.choices:
            self._add_target(measure, label, targets.get(measure))

    def _rows(self, related) -> Any:
        return related.filter(year=self.year)

    def _fill_population(self):
        known = self._rows(self.municipality.child_population).first()
        self.initial["ages"] = ChildPopulation._meta.get_field("ages").default
        if known:
            self.initial.update(children=known.children, ages=known.ages, source=known.source)

    def _add_target(self, measure, label, target):
        self.fields[measure] = forms.DecimalField(
            label=f"{label}: цель, % детей", required=False, min_value=0, max_value=100, max_digits=4,
            decimal_places=1, localize=True,
        )  # fmt: skip
        self.fields[f"{measure}_act"] = ActsField(
            label="каким актом задана", help_text="Например: Приказ от 03.02.2026 № 13/1."
        )
        if target:
            self.initial[measure] = target.percent
            self.initial[f"{measure}_act"] = [target.act] if target.act else []

    def clean(self):
        for measure in CoverageTarget.Measure.values:
            acts = self.cleaned_data.get(f"{measure}_act") or []
            if len(acts) > 1:
                self.add_error(f"{measure}_act", "Укажите один акт: тот, которым задана цель.")
            if acts and self.cleaned_data.get(measure) is None:
                self.add_error(measure, "Акт указан, а цель нет.")
        return super().clean()

    @transaction.atomic
    def save(self):
        self._save_population()
        for measure in CoverageTarget.Measure.values:
            self._save_target(measure)

    def _save_population(self):
        """Emptied, what was known of the year is removed."""
        told = {name: self.cleaned_data[name] for name in ("children", "ages", "source")}
        if told["children"] is None:
            self._rows(self.municipality.child_population).delete()
        else:
            self.municipality.child_population.update_or_create(year=self.year, defaults=told)

    def _save_target(self, measure):
        percent = self.cleaned_data[measure]
        if percent is None:
            self._rows(self.municipality.coverage_targets).filter(measure=measure).delete()
            return
        acts = ActsField.get_or_create(self.cleaned_data[f"{measure}_act"], self.municipality)
        self.municipality.coverage_targets.update_or_create(
            year=self.year, measure=measure, defaults={"percent": percent, "act": acts[0] if acts else None}
        )
