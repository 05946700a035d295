"""Which events a list or an export shows: one filter, kept in the query string."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Sum
from django.utils.functional import cached_property
from django.utils.text import Truncator

from organizations.models import LegalAct, Organization
from records.register_filters import TellingFilter

from .models import Event, EventKind, PlanItem
from .models.events import lacking
from .periods import ReportingPeriod


class ItemChoiceField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, item):
        return Truncator(f"{item.plan.year}: {item}").chars(90)


class ItemFilter(django_filters.ModelChoiceFilter):
    field_class = ItemChoiceField


LACKS = [("all", "все"), ("any", "надо дополнить"), ("act", "нет приказа"), ("proof", "нет подтверждения")]


class EventFilter(TellingFilter):
    q = django_filters.CharFilter(label="слова", method="with_words", max_length=200)
    period = django_filters.ChoiceFilter(label="период", method="of_period", empty_label="За всё время")
    item = ItemFilter(
        label="пункт плана", field_name="items", queryset=PlanItem.objects.none(), empty_label="Любой"
    )
    kind = django_filters.ModelChoiceFilter(
        label="вид", queryset=EventKind.objects.all(), empty_label="Любой"
    )
    part = django_filters.ChoiceFilter(label="участие МОЦ", choices=Event.Part.choices, empty_label="Любое")
    organization = django_filters.ModelChoiceFilter(
        label="организация",
        field_name="organizations",
        queryset=Organization.objects.none(),
        empty_label="Любая",
    )
    lacks = django_filters.ChoiceFilter(label="чего не хватает", choices=LACKS, widget=forms.HiddenInput)

    class Meta:
        model = Event
        fields: list[str] = []

    def __init__(self, *args, items, organizations, **kwargs):
        """`items` and `organizations` are those that the user may choose from."""
        super().__init__(*args, **kwargs)
        self.chosen, self.lacks = self.queryset, "all"
        self.filters["item"].queryset = items.select_related("section__plan")
        self.filters["organization"].queryset = organizations
        self.filters["period"].extra["choices"] = self._periods()

    def _periods(self):
        """Years in which something was held, their halves and quarters, the latest first."""
        years = [day.year for day in self.queryset.dates("ends_on", "year", order="DESC")]
        parts = [
            {},
            *({"half": half} for half in (2, 1)),
            *({"quarter": quarter} for quarter in (4, 3, 2, 1)),
        ]
        periods = [ReportingPeriod(year, **part) for year in years for part in parts]
        return [(period.code, str(period)) for period in periods]

    def with_words(self, events, name, text):
        return events.with_words(text)

    def of_period(self, events, name, code):
        return events.in_period(ReportingPeriod.from_code(code))

    def filter_queryset(self, events):
        """What is lacking is asked last, of the events that the other filters leave: of these it is counted, too."""
        self.lacks = self.form.cleaned_data.pop("lacks") or "all"
        self.chosen = super().filter_queryset(events)
        return self.chosen.lacking(self.lacks)

    @cached_property
    def totals(self):
        """How many events lack what, by the code; the participants of those that are shown."""
        counts: dict[str, Any] = {code: Count("pk", filter=lacking(code)) for code, _ in LACKS}
        participants = Sum("participants", filter=lacking(self.lacks))
        return self.chosen.order_by().aggregate(**counts, participants=participants)

    def counts(self):
        """(code, words, how many events) for each choice of what is lacking."""
        return [(code, words, self.totals[code]) for code, words in LACKS]

    def told(self):
        """What is lacking is told as well, last as it is asked last."""
        lacks = dict(LACKS)[self.lacks]
        label = self.filters["lacks"].label.capitalize()
        return super().told() + [(label, lacks)] * (self.lacks != "all")


class ActFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="номер, дата или слова", method="with_words", max_length=200)
    year = django_filters.ChoiceFilter(label="год", field_name="date__year", empty_label="Все годы")
    unscanned = django_filters.BooleanFilter(
        label="только без файла", method="without_scan", widget=forms.CheckboxInput
    )

    class Meta:
        model = LegalAct
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.dates("date", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(day.year, day.year) for day in years]

    def with_words(self, acts, name, text):
        return acts.with_words(text)

    def without_scan(self, acts, name, is_wanted):
        return acts.filter(scans=None) if is_wanted else acts
