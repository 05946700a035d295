from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.views import View
from django.views.generic import CreateView, DetailView, ListView

from documents.rendering.html import paper_html
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.approval import APPROVAL
from records.passage import may_resolve
from records.views import PaperFileView, PaperMixin, PaperPageView, file_response

from ..amending import amending_table
from ..changes import changes_by_item
from ..forms import PlanForm
from ..models import ActivityPlan
from ..rollover import start_plan
from .items import remarks_by_row


class PlanListView(MunicipalityMixin, ListView):
    template_name = "plans/plan_list.html"
    paginate_by = 50
    extra_context = {"section": "plans"}

    def get_queryset(self):
        return self.scoped(ActivityPlan.objects).select_related("municipality")


class PlanCreateView(MunicipalityMixin, CreateView):
    permission = perms.may_edit
    model = ActivityPlan
    form_class = PlanForm
    template_name = "plans/plan_form.html"
    extra_context = {"section": "plans"}

    def get_form_kwargs(self):
        plan = ActivityPlan(municipality=self.municipality)
        return super().get_form_kwargs() | {"instance": plan, "municipality": self.municipality}

    def form_valid(self, form):
        try:
            plan = start_plan(form.instance, form.cleaned_data["source"])
        except IntegrityError:  # pressed twice: the same plan was begun a moment ago
            form.add_error("year", "Этот план уже начат.")
            return self.form_invalid(form)
        messages.success(self.request, f"{plan.title} начат. Проверьте пункты и сроки.")
        return redirect(plan.get_absolute_url())


class PlanOfYearMixin(PaperMixin):
    model = ActivityPlan

    def get_lookup(self):
        return {"year": self.kwargs["year"]}


class PlanView(PlanOfYearMixin, DetailView):
    """The whole plan as one outline, its rows edited in place."""

    permission = perms.may_read_office
    template_name = "plans/plan.html"
    context_object_name = "plan"

    def get_object(self, queryset=None):
        return self.get_record()

    def get_context_data(self, **kwargs):
        remarks = list(self.object.open_remarks().select_related("author__person"))
        return super().get_context_data(
            section="plans",
            sections=self.object.outline(),
            transitions=APPROVAL.available(self.object, self.request.user),
            may_resolve=may_resolve(self.request.user, self.object),
            may_change=self.object.is_editable and perms.may_edit(self.request.user, self.municipality),
            posts=self.municipality.posts.all(),
            remarks=remarks,
            changes=changes_by_item(self.object),
            remarks_by_row=remarks_by_row(remarks),
            **kwargs,
        )


class PlanPaperView(PlanOfYearMixin, PaperPageView):
    section = "plans"


class PlanFileView(PlanOfYearMixin, PaperFileView):
    pass


class PlanChangesView(PlanOfYearMixin, View):
    """The table for the order by which the plan is changed."""

    permission = perms.may_read_office

    def get(self, request, **kwargs):
        plan = self.get_record()
        context = {"plan": plan, "paper": paper_html(amending_table(plan)), "section": "plans"}
        return render(request, "plans/changes.html", context)


class PlanChangesFileView(PlanOfYearMixin, View):
    permission = perms.may_read_office

    def get(self, request, *, file_format, **kwargs):
        plan = self.get_record()
        return file_response(amending_table(plan), f"Изменения, {plan.title}", file_format)
