"""«Поручения»: the board of clauses for the office; for an organisation what is expected of it."""

from django.views.generic import ListView
from django_filters.views import FilterView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..board_filter import BoardFilter
from ..models import Clause, Execution


class BoardView(MunicipalityMixin, FilterView):
    """Clauses under control with how far they are done; executions are counted only of those on the page."""

    template_name = "meetings/board.html"
    filterset_class = BoardFilter
    paginate_by = 20
    extra_context = {"section": "clauses"}

    def get(self, request, *args, **kwargs):
        if not perms.may_read_office(request.user, self.municipality):
            return AskedView.as_view()(request, **kwargs)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        clauses = self.scoped(Clause.objects.under_control()).select_related("meeting__municipality")
        return clauses.order_by("-meeting__starts_on", "-meeting", "position", "pk")

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"municipality": self.municipality}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = [clause.pk for clause in context["page_obj"]]
        executions = Execution.objects.filter(clause__in=shown)
        return context | {"tallies": executions.tallies(self.municipality.today())}


class AskedView(MunicipalityMixin, ListView):
    """What is expected of the organisations for which the user speaks, or of himself; what is late first."""

    template_name = "meetings/asked.html"
    paginate_by = 50
    extra_context = {"section": "clauses"}

    def get_queryset(self):
        asked = self.scoped(Execution.objects.begun(self.municipality.today())).urgent_first()
        return asked.select_related("clause__meeting__municipality", "organization", "person")

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=self.municipality.today(), **kwargs)
