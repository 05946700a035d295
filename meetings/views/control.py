"""A clause: what was decided, how each addressee stands with it, and where it goes on in the plan."""

from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.views.generic import ListView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from plans.models import Event

from ..board_filter import STANDINGS
from ..control import controls, speaks_for
from ..models import Clause, ExecutionEntry, ExecutionState, Meeting


class ClauseMixin(MunicipalityMixin):
    """A view of one clause that the address names."""

    permission: Any = perms.may_read_office
    extra_context = {"section": "clauses"}

    @cached_property
    def clause(self):
        clauses = Clause.objects.select_related(
            "meeting__municipality__region", "meeting__body", "controller", "person"
        )
        return self.scoped_or_404(clauses, pk=self.kwargs["pk"])


class ClauseView(ClauseMixin, ListView):
    """With the executions that the reader may see: the office all of them, an organisation its own."""

    permission = None
    template_name = "meetings/clause_page.html"
    paginate_by = 60

    @cached_property
    def today(self):
        return self.municipality.today()

    @cached_property
    def is_office(self):
        return perms.may_read_office(self.request.user, self.municipality)

    def get_queryset(self):
        shown = self.clause.executions.for_user(self.request.user)
        answers = ExecutionEntry.objects.filter(to_state=ExecutionState.ANSWERED)
        return (
            shown.present(self.today)
            .shown_as(self.request.GET.get("state"), self.today)
            .urgent_first()
            .select_related("clause", "municipality", "organization", "person")
            .prefetch_related(Prefetch("entries", answers, to_attr="answers"))
        )

    def get_context_data(self, **kwargs):
        office = self.get_office() if self.is_office else {"may_read_meeting": self.may_read_meeting()}
        context = {"clause": self.clause, "today": self.today, "is_office": self.is_office}
        return super().get_context_data(**context, **office, **kwargs)

    def may_read_meeting(self):
        return Meeting.objects.for_user(self.request.user).filter(pk=self.clause.meeting_id).exists()

    def get_office(self):
        tally = self.clause.executions.all().tallies(self.today).get(self.clause.pk)
        items = self.get_items()
        return {
            "may_read_meeting": True,
            "tally": tally,
            "chips": [(code, words, tally[code]) for code, words in STANDINGS] if tally else [],
            "may_control": bool(controls(self.request.user, self.clause)),
            "items": items,
            "centre": self.get_centre() if items else None,
        }

    def get_items(self):
        """The plan items of the clause with what came of them and the reports that tell of it."""
        items = self.clause.plan_items.select_related("section__plan__municipality")
        events = Prefetch("events", Event.objects.kept().select_related("kind"))
        return list(items.prefetch_related(events, "results", "report_lines__report__municipality"))

    def get_centre(self):
        """What the support centre itself still owes on the clause, if the user answers for it."""
        owed = self.clause.executions.open().begun(self.today).filter(organization__is_moc=True)
        execution = owed.select_related("municipality", "organization").urgent_first().first()
        return execution if execution and speaks_for(self.request.user, execution) else None
