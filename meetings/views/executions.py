"""What one addressee owes on a clause: the whole history of it, and each step."""

from django.utils.functional import cached_property
from django.views.generic import DetailView

from moc_portal.scoping import MunicipalityMixin
from records.forms import TransitionForm
from records.views.transitions import TransitionView

from ..control import EXECUTION, speaks_for
from ..forms import AnswerForm
from ..models import Execution

RELATED = (
    "municipality__region",
    "clause__meeting__municipality",
    "clause__controller",
    "organization",
    "person",
)


class ExecutionView(MunicipalityMixin, DetailView):
    template_name = "meetings/execution.html"
    context_object_name = "execution"
    extra_context = {"section": "clauses"}

    @cached_property
    def execution(self):
        return self.scoped_or_404(Execution.objects.select_related(*RELATED), pk=self.kwargs["pk"])

    def get_object(self, queryset=None):
        return self.execution

    def get_other_halves(self):
        """What the addressee told of a standing clause in other half-years, or is going to be asked."""
        of_one = {"organization": self.execution.organization_id, "person": self.execution.person_id}
        others = self.execution.clause.executions.filter(**of_one).exclude(pk=self.execution.pk)
        return others.select_related("clause__meeting__municipality").order_by("period")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            today=self.municipality.today(),
            entries=self.execution.entries.select_related("user__person").prefetch_related("files"),
            halves=self.get_other_halves(),
            transitions=EXECUTION.available(self.execution, self.request.user),
            **kwargs,
        )


class ExecutionTransitionView(TransitionView):
    """One step: GET asks for what it needs, POST performs it. Who answers for himself is asked for less."""

    workflow = EXECUTION
    template_name = "meetings/execution_transition.html"

    def get_record(self):
        return self.scoped_or_404(Execution.objects.select_related(*RELATED), pk=self.kwargs["pk"])

    def get_form(self, data=None, files=None):
        make_form = self.transition.form or TransitionForm
        if make_form is AnswerForm:
            for_addressee = bool(speaks_for(self.request.user, self.record))
            return make_form(self.record, data, files, for_addressee=for_addressee)
        return make_form(self.record, data, files)
