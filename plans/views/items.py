from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, DetailView, UpdateView
from django_htmx.http import HttpResponseClientRefresh

from documents.deadlines import describe, read_deadline
from moc_portal.forms import keys_in
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.views import PaperChangeMixin

from ..changes import changes_by_item
from ..forms import DeadlineForm, PlanItemForm, WithdrawalForm
from ..models import EventKind, PlanItem, PlanSection
from ..understanding import understand


class ItemMixin(MunicipalityMixin):
    """A view of one item of the plan that the address names."""

    permission = perms.may_read_office

    @cached_property
    def item(self):
        items = PlanItem.objects.select_related(
            "section__plan__municipality", "section__standard", "template"
        )
        return self.scoped_or_404(items, pk=self.kwargs["pk"], section__plan__year=self.kwargs["year"])

    @property
    def plan(self):
        return self.item.plan

    def get_object(self, queryset=None):
        return self.item

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="plans", plan=self.plan, **kwargs)


class PlanChangeMixin(PaperChangeMixin):
    refusal = "План {state}: чтобы менять его, нажмите «Внести исправления»."

    def get_paper(self):
        return self.plan


def row_response(request, item, template="plans/item_row.html"):
    """The item's row for a page that edits it in place; the whole plan for a browser without JavaScript."""
    plan = item.plan
    if not request.htmx:
        return redirect(f"{plan.get_absolute_url()}#row-{item.pk}")
    if item.withdrawn_on:
        return HttpResponseClientRefresh()
    saved = plan.items().annotate_events().get(pk=item.pk)
    return render(request, template, _shown_in_place(plan) | {"item": saved, "is_focused": True})


def sections_response(request, plan, sections):
    """Sections that changed as a whole; the rows that are open for editing stay as they are on the page."""
    if not request.htmx:
        return redirect(plan.get_absolute_url())
    changed = plan.outline().filter(pk__in=[section.pk for section in sections])
    editing = keys_in(request.POST.getlist("editing"))
    context = _shown_in_place(plan) | {"sections": changed, "editing": editing, "is_oob": True}
    return render(request, "plans/sections.html", context)


def _shown_in_place(plan):
    remarks = remarks_by_row(plan.open_remarks())
    return {
        "plan": plan,
        "may_change": plan.is_editable,
        "remarks_by_row": remarks,
        "changes": changes_by_item(plan),
    }


def remarks_by_row(remarks):
    return {remark.row: remark for remark in remarks if remark.row}


class ItemView(ItemMixin, DetailView):
    """An item: its deadline as understood, its events, its results by half-year, its history."""

    template_name = "plans/item.html"
    context_object_name = "item"

    def get_context_data(self, **kwargs):
        item = self.item
        today = self.municipality.today()
        results = {result.period: result for result in item.results.prefetch_related("figures")}
        return super().get_context_data(
            today=today,
            overdue=item.occurrences.overdue(today).count(),
            events=item.events.kept().select_related("kind").prefetch_related("acts"),
            results=[(period, results.get(period.code)) for period in self.plan.halves],
            occurrences=item.occurrences.select_related("closed_by__kind"),
            tallied_kinds=EventKind.objects.filter(is_tallied=True),
            tallies=item.tallies.select_related("kind")[:20],
            history=item.history.select_related("history_user__person")[:20],
            lines=item.report_lines.select_related("report__municipality"),
            clauses=item.clauses.for_user(self.request.user).select_related("meeting__municipality"),
            may_change=self.plan.is_editable and perms.may_edit(self.request.user, self.municipality),
            **kwargs,
        )


class SectionMixin(PlanChangeMixin):
    """A change of one section of the plan that the address names."""

    @cached_property
    def plan_section(self):
        sections = PlanSection.objects.select_related("plan__municipality", "standard")
        return self.scoped_or_404(sections, pk=self.kwargs["section"], plan__year=self.kwargs["year"])

    @property
    def plan(self):
        return self.plan_section.plan


class ItemCreateView(SectionMixin, CreateView):
    model = PlanItem
    form_class = PlanItemForm
    template_name = "plans/item_form.html"

    def get_form_kwargs(self):
        section = self.plan_section
        return super().get_form_kwargs() | {
            "instance": PlanItem(section=section),
            "auto_id": f"new-{section.pk}-%s",
        }

    def get_context_data(self, **kwargs):
        posts = self.municipality.posts.all()
        return super().get_context_data(
            section="plans", plan=self.plan, plan_section=self.plan_section, posts=posts, **kwargs
        )

    def form_valid(self, form):
        return row_response(self.request, form.save(), "plans/item_added.html")


class ItemUpdateView(PlanChangeMixin, ItemMixin, UpdateView):
    form_class = PlanItemForm
    template_name = "plans/item_form.html"
    context_object_name = "item"

    def get_form_kwargs(self):
        """Several items may be open on one page: each field has an id of its own."""
        return super().get_form_kwargs() | {"auto_id": f"item-{self.item.pk}-%s"}

    def get_context_data(self, **kwargs):
        posts = self.municipality.posts.all()
        return super().get_context_data(plan_section=self.item.section, posts=posts, **kwargs)

    def form_valid(self, form):
        return row_response(self.request, form.save())


class ItemRowView(ItemMixin, View):
    """The row as it was: «Отмена» of an edit in place."""

    permission = perms.may_edit

    def get(self, request, **kwargs):
        return row_response(request, self.item)


class ItemMoveView(PlanChangeMixin, ItemMixin, View):
    """One place up or down within the section; numbers stay until «Перенумеровать».

    An item that a colleague has withdrawn meanwhile is shown as withdrawn.
    """

    def post(self, request, *, direction, **kwargs):
        if self.item.withdrawn_on is None:
            self.move(direction)
        return sections_response(request, self.plan, [self.item.section])

    def move(self, direction):
        in_force = list(self.item.section.items.in_force())
        place = in_force.index(self.item)
        other = place + (1 if direction == "down" else -1)
        if 0 <= other < len(in_force):
            in_force[place], in_force[other] = in_force[other], in_force[place]
        for position, item in enumerate(in_force, start=1):
            item.position = position
        PlanItem.objects.bulk_update(in_force, ["position"])


class SectionRenumberView(SectionMixin, View):
    def post(self, request, **kwargs):
        return sections_response(request, self.plan, self.plan_section.renumber())


class ItemWithdrawView(PlanChangeMixin, ItemMixin, UpdateView):
    """Take an item out of the plan: it stays in the database with its events and can be brought back."""

    form_class = WithdrawalForm
    template_name = "plans/item_withdraw.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, events=self.item.events.kept().count(), **kwargs)

    def form_valid(self, form):
        form.instance.withdrawn_on = self.municipality.today()
        form.save()
        messages.success(self.request, f"Пункт {self.item.number} исключён. Его можно вернуть внизу раздела.")
        return redirect(self.plan.get_absolute_url())


class ItemRestoreView(PlanChangeMixin, ItemMixin, View):
    def post(self, request, **kwargs):
        item = self.item
        item.withdrawn_on, item.withdrawal_act = None, ""
        if item.section.items.in_force().filter(number=item.number).exists():
            item.number = item.section.next_number()
        item.save()
        understand([item], self.plan)
        messages.success(request, f"Пункт {item.number} возвращён в план.")
        return redirect(self.plan.get_absolute_url())


class DeadlineCorrectView(PlanChangeMixin, ItemMixin, UpdateView):
    form_class = DeadlineForm
    template_name = "plans/deadline_form.html"
    context_object_name = "item"


class DeadlinePreviewView(MunicipalityMixin, View):
    """What the portal understands of a deadline while it is being typed, in a plan or in a decision."""

    permission = perms.may_keep_minutes

    def get(self, request, *, year, **kwargs):
        text = request.GET.get("deadline_text", "")[:300].strip()
        deadline = read_deadline(text, year, school_year="school" in request.GET)
        return HttpResponse(
            f"Понято: {describe(deadline)}" if text else "", content_type="text/plain; charset=utf-8"
        )


class OverdueCloseView(ItemMixin, View):
    """«Сделано» at all overdue days of an item at once."""

    permission = perms.may_edit

    def post(self, request, **kwargs):
        today = self.municipality.today()
        closed = self.item.occurrences.overdue(today).update(closed_on=today)
        messages.success(request, f"Отмечено исполненными дней: {closed}.")
        return redirect(self.item.get_absolute_url())


class OccurrenceCloseView(ItemMixin, View):
    """«Сделано» at a due day; with `reopen` back. Pressed twice, it stays as it is."""

    permission = perms.may_edit

    def post(self, request, *, occurrence, **kwargs):
        due = self.scoped_or_404(self.item.occurrences.all(), pk=occurrence)
        today = self.municipality.today()
        if "reopen" in request.POST:
            due.closed_on = due.closed_by = None
        else:
            due.closed_on = due.closed_on or today
        due.save()
        if not request.htmx:
            return redirect(self.item.get_absolute_url())
        context = {"due": due, "item": self.item, "plan": self.plan, "today": today}
        return render(request, "plans/occurrence.html", context)
