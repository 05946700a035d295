"""Which clauses the board shows: one filter, kept in the query string."""

import calendar

import django_filters
from django.db.models import Exists, OuterRef

from organizations.models import Organization

from .models import Body, Clause, Execution
from .models.executions import ENDED_STATES

STANDINGS = [
    ("waiting", "ждём ответа"),
    ("answered", "на проверке"),
    ("late", "просрочено"),
    ("done", "исполнено"),
]
DEADLINES = [
    ("month", "в этом месяце"),
    ("past", "прошёл"),
    ("standing", "постоянно"),
    ("none", "без срока"),
]


class BoardFilter(django_filters.FilterSet):
    organization = django_filters.ModelChoiceFilter(
        label="организация", queryset=Organization.objects.none(), empty_label="Все"
    )
    state = django_filters.ChoiceFilter(label="исполнение", choices=STANDINGS, empty_label="Любое")
    due = django_filters.ChoiceFilter(label="срок", choices=DEADLINES, empty_label="Любой")
    body = django_filters.ModelChoiceFilter(
        label="кто решил", queryset=Body.objects.none(), empty_label="Все"
    )

    class Meta:
        model = Clause
        fields: list[str] = []

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = municipality.today()
        self.filters["organization"].queryset = municipality.organizations.all()
        self.filters["body"].queryset = municipality.bodies.all()

    def filter_queryset(self, clauses):
        """A clause is shown when one and the same execution of it meets all that was asked of executions."""
        asked = self.form.cleaned_data
        if asked["body"]:
            clauses = clauses.filter(meeting__body=asked["body"])
        if asked["due"] == "standing":
            clauses = clauses.standing()
        present = Execution.objects.present(self.today)
        executions = present.filter(clause=OuterRef("pk"), **self._of(asked["organization"]))
        executions = self._due(executions, asked["due"])
        if asked["state"] == "done":
            clauses = clauses.exclude(Exists(executions.exclude(state__in=ENDED_STATES)))
        executions = executions.shown_as(asked["state"], self.today)
        is_narrow = asked["organization"] or asked["state"] or asked["due"] not in ("", "standing")
        return clauses.filter(Exists(executions)) if is_narrow else clauses

    def _of(self, organization):
        """With the condition of the index that finds an execution by its clause and organisation."""
        return {"organization": organization, "person": None} if organization else {}

    def _due(self, executions, due):
        if due == "month":
            last = calendar.monthrange(self.today.year, self.today.month)[1]
            return executions.filter(due_on__range=(self.today.replace(day=1), self.today.replace(day=last)))
        if due == "past":
            return executions.filter(due_on__lt=self.today)
        return executions.filter(due_on=None) if due == "none" else executions
