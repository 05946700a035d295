"""Which meetings a list shows; kept in the query string."""

import django_filters
from django.db.models import Q

from records.models import PaperState
from records.models.states import EDITABLE_STATES

from .models import Body, Meeting

STAGES = {
    "agenda": ("повестка", Q(state__in=EDITABLE_STATES, is_held=False)),
    "draft": ("проект документа", Q(state__in=EDITABLE_STATES, is_held=True)),
    "signing": ("на подписи", ~Q(state__in=[*EDITABLE_STATES, PaperState.APPROVED])),
    "signed": ("подписан", Q(state=PaperState.APPROVED)),
}


class MeetingFilter(django_filters.FilterSet):
    body = django_filters.ModelChoiceFilter(
        label="кто заседал", queryset=Body.objects.none(), empty_label="Все"
    )
    year = django_filters.ChoiceFilter(label="год", empty_label="Все годы")
    stage = django_filters.ChoiceFilter(
        label="состояние",
        method="at_stage",
        choices=[(code, label) for code, (label, _) in STAGES.items()],
        empty_label="Любое",
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["body"].queryset = bodies
        years = self.queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, year) for year in years]

    def at_stage(self, meetings, name, stage):
        return meetings.filter(STAGES[stage][1])
