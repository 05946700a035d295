"""Which events a list or an export shows: one filter, kept in the query string."""

import django_filters
from django import forms

from organizations.models import LegalAct

from .models import Event, EventKind, PlanItem
from .periods import ReportingPeriod


class ItemChoiceField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, item):
        return f"{item.plan.year}: {item}"[:90]


class ItemFilter(django_filters.ModelChoiceFilter):
    field_class = ItemChoiceField


class EventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="слова", method="with_words", max_length=200)
    period = django_filters.ChoiceFilter(label="период", method="of_period", empty_label="За всё время")
    item = ItemFilter(
        label="пункт плана", field_name="items", queryset=PlanItem.objects.none(), empty_label="Любой"
    )
    kind = django_filters.ModelChoiceFilter(
        label="вид", queryset=EventKind.objects.all(), empty_label="Любой"
    )
    part = django_filters.ChoiceFilter(label="участие МОЦ", choices=Event.Part.choices, empty_label="Любое")
    incomplete = django_filters.BooleanFilter(
        label="только те, что надо дополнить", method="to_complete", widget=forms.CheckboxInput
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def __init__(self, *args, items, **kwargs):
        """`items` are the plan items that the user may choose from."""
        super().__init__(*args, **kwargs)
        self.filters["item"].queryset = items.select_related("section__plan")
        self.filters["period"].extra["choices"] = self._periods()

    def _periods(self):
        """Half-years and years in which something was held, the latest first."""
        years = [day.year for day in self.queryset.dates("ends_on", "year", order="DESC")]
        periods = [ReportingPeriod(year, half) for year in years for half in (2, 1, None)]
        return [(period.code, str(period)) for period in periods]

    def with_words(self, events, name, text):
        return events.with_words(text)

    def of_period(self, events, name, code):
        return events.in_period(ReportingPeriod.from_code(code))

    def to_complete(self, events, name, is_wanted):
        return events.to_complete() if is_wanted else events


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
