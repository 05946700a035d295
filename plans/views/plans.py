from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views import View
from django.views.generic import CreateView, DetailView, ListView

from documents.rendering.html import paper_html
from moc_portal.forms import keys_in
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.approval import APPROVAL
from records.passage import may_resolve
from records.views import PaperFileView, PaperMixin, PaperPageView, file_response

from ..amending import amending_table
from ..changes import changes_by_item
from ..forms import ChosenItemsForm, PlanForm
from ..last_year import offers_of
from ..models import ActivityPlan
from ..rollover import continue_plan, previous_plan, start_plan
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
        if form.cleaned_data["source"] == "previous" and previous_plan(form.instance):
            url = reverse("plan-rollover", args=[self.municipality.slug])
            asked = {name: self.request.POST.get(name, "") for name in form.fields}
            return redirect(f"{url}?{urlencode(asked)}")
        try:
            plan = start_plan(form.instance, form.cleaned_data["source"])
        except IntegrityError:  # pressed twice: the same plan was begun a moment ago
            form.add_error("year", "Этот план уже начат.")
            return self.form_invalid(form)
        messages.success(self.request, f"{plan.title} начат. Проверьте пункты и сроки.")
        return redirect(plan.get_absolute_url())


class PlanRolloverView(MunicipalityMixin, View):
    """Between «Новый план» and the new plan: which items of last year's it takes over."""

    permission = perms.may_edit

    def get(self, request, **kwargs):
        return self.answer(request.GET)

    def post(self, request, **kwargs):
        return self.answer(request.POST)

    def answer(self, data):
        plan = ActivityPlan(municipality=self.municipality)
        plan_form = PlanForm(data, instance=plan, municipality=self.municipality)
        earlier = previous_plan(plan) if plan_form.is_valid() else None
        if earlier is None:  # there is nothing to continue, or the plan is begun already
            return redirect("plan-create", self.municipality.slug)
        form = ChosenItemsForm(earlier, data if self.request.method == "POST" else None)
        if not form.is_valid():
            return self.ask(plan_form, form, earlier)
        continue_plan(plan, earlier, form.cleaned_data["items"])
        messages.success(self.request, f"{plan.title} начат. Проверьте пункты и сроки.")
        return redirect(plan.get_absolute_url())

    def ask(self, plan_form, form, earlier):
        offers = offers_of(earlier, plan_form.instance.year)
        ticked = [offer.item.pk for offer in offers if offer.is_ticked]
        if form.is_bound:
            ticked = keys_in(form.data.getlist("items"))
        context = {
            "section": "plans",
            "plan": plan_form.instance,
            "asked": {name: plan_form.data.get(name, "") for name in plan_form.fields},
            "earlier": earlier,
            "form": form,
            "offers": offers,
            "unfinished": sum(offer.is_unfinished for offer in offers),
            "ticked": ticked,
        }
        return render(self.request, "plans/rollover.html", context, status=422 if form.is_bound else 200)


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
    pass


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
