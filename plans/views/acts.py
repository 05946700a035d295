from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import CreateView, DetailView, UpdateView
from django_filters.views import FilterView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import LegalAct

from ..act_forms import LegalActForm
from ..filters import ActFilter
from ..models import ActivityPlan


class ActListView(MunicipalityMixin, FilterView):
    """Acts of all years, found by number or words."""

    permission = perms.may_read_office
    template_name = "plans/act_list.html"
    filterset_class = ActFilter
    paginate_by = 50
    extra_context = {"section": "acts"}

    def get_queryset(self):
        events = Count("events", filter=Q(events__deleted_at=None), distinct=True)
        acts = self.scoped(LegalAct.objects).annotate(event_count=events)
        # A query that counts drops the model's own ordering.
        return acts.order_by("-date", "number", "pk").prefetch_related("scans")


class ActMixin(MunicipalityMixin):
    permission = perms.may_read_office
    extra_context = {"section": "acts"}

    @cached_property
    def act(self):
        acts = LegalAct.objects.select_related("municipality").prefetch_related("scans")
        return self.scoped_or_404(acts, pk=self.kwargs["pk"])

    def get_object(self, queryset=None):
        return self.act


class ActView(ActMixin, DetailView):
    """An act with its file, the events and items tied to it, and the rows of reports that print it."""

    template_name = "plans/act.html"
    context_object_name = "act"

    def get_context_data(self, **kwargs):
        events = self.act.events.kept().select_related("kind")
        items = self.act.plan_items.select_related("section__plan__municipality")
        return super().get_context_data(events=events, items=items, lines=self.report_rows(), **kwargs)

    def report_rows(self):
        """Rows of reports, from the year of the act on, in whose words it is named."""
        plans = ActivityPlan.objects.filter(municipality=self.municipality, year__gte=self.act.date.year - 1)
        plans = plans.prefetch_related("reports__municipality", "reports__lines__figures")
        lines = [line for plan in plans for report in plan.reports.all() for line in report.lines.all()]
        return [line for line in lines if self.act.is_named_in(f"{line.rendered}\n{line.note}")]


class ActFormMixin:
    permission = perms.may_edit
    form_class = LegalActForm
    template_name = "plans/act_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        try:
            act = form.save()
        except IntegrityError:  # pressed twice: the same act was entered a moment ago
            form.add_error(None, "Такой акт уже внесён.")
            return self.form_invalid(form)
        messages.success(self.request, f"Сохранено: {act}.")
        return redirect(act)


class ActCreateView(ActFormMixin, MunicipalityMixin, CreateView):
    model = LegalAct
    extra_context = {"section": "acts"}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": LegalAct(municipality=self.municipality)}


class ActUpdateView(ActFormMixin, ActMixin, UpdateView):
    pass
