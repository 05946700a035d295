from itertools import groupby

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.approval import APPROVAL
from records.passage import may_resolve
from records.views import PaperChangeMixin, PaperFileView, PaperMixin, PaperPageView

from ..media_forms import MediaPlanEntryForm, MediaPlanForm, PublishForm
from ..models import MediaPlan, MediaPlanEntry
from .items import remarks_by_row


class MediaListView(MunicipalityMixin, ListView):
    template_name = "plans/media_list.html"
    paginate_by = 50
    extra_context = {"section": "media"}

    def get_queryset(self):
        return self.scoped(MediaPlan.objects).select_related("municipality")


class MediaCreateView(MunicipalityMixin, CreateView):
    permission = perms.may_edit
    form_class = MediaPlanForm
    template_name = "plans/media_plan_form.html"
    extra_context = {"section": "media"}

    def get_form_kwargs(self):
        plan = MediaPlan(municipality=self.municipality, year=self.municipality.today().year)
        return super().get_form_kwargs() | {"instance": plan}

    def form_valid(self, form):
        try:
            with transaction.atomic():
                plan = form.save()
        except IntegrityError:  # pressed twice: the same plan was begun a moment ago
            form.add_error("year", "Этот медиаплан уже начат.")
            return self.form_invalid(form)
        if plan.entries.exists():
            messages.success(self.request, f"{plan.title} начат. Проверьте даты, темы и пункты плана.")
        return redirect(plan)


class MediaOfYearMixin(PaperMixin):
    model = MediaPlan

    def get_lookup(self):
        return {"year": self.kwargs["year"]}


class MediaView(MediaOfYearMixin, DetailView):
    """The whole media plan, month by month."""

    permission = perms.may_read_office
    template_name = "plans/media.html"
    context_object_name = "plan"

    def get_object(self, queryset=None):
        return self.get_record()

    def get_context_data(self, **kwargs):
        plan, user = self.object, self.request.user
        entries = list(plan.entries.select_related("item__section__plan__municipality"))
        in_force = [entry for entry in entries if entry.withdrawn_on is None]
        today = self.municipality.today()
        remarks = list(plan.open_remarks().select_related("author__person"))
        return super().get_context_data(
            section="media",
            months=_by_month(in_force),
            total=len(in_force),
            published=sum(entry.published_on is not None for entry in in_force),
            late={entry.pk for entry in in_force if entry.is_late(today)},
            withdrawn=[entry for entry in entries if entry.withdrawn_on],
            transitions=APPROVAL.available(plan, user),
            may_resolve=may_resolve(user, plan),
            may_change=plan.is_editable and perms.may_edit(user, self.municipality),
            remarks=remarks,
            remarks_by_row=remarks_by_row(remarks),
            **kwargs,
        )


def _by_month(entries):
    """The first day of each month with its entries; they come in the order of their days."""
    months = groupby(entries, lambda entry: entry.day.replace(day=1))
    return [(month, list(of_month)) for month, of_month in months]


class MediaPaperView(MediaOfYearMixin, PaperPageView):
    pass


class MediaFileView(MediaOfYearMixin, PaperFileView):
    pass


class EntryMixin(MunicipalityMixin):
    """A view of one entry of the media plan that the address names."""

    permission = perms.may_edit

    @cached_property
    def entry(self):
        entries = MediaPlanEntry.objects.select_related("plan__municipality")
        return self.scoped_or_404(entries, pk=self.kwargs["pk"], plan__year=self.kwargs["year"])

    def get_object(self, queryset=None):
        return self.entry

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section="media", plan=self.entry.plan, posts=self.municipality.posts.all(), **kwargs
        )

    def get_success_url(self):
        return self.entry.get_absolute_url()


class EntryChangeMixin(PaperChangeMixin, EntryMixin):
    """A change of what is to be approved."""

    refusal = "Медиаплан {state}: чтобы менять его, отзовите его или подготовьте корректировку."

    def get_paper(self):
        return self.entry.plan

    @property
    def locked_entry(self):
        """The entry as it is now; nobody marks it as published until the transaction ends."""
        return MediaPlanEntry.objects.select_for_update().get(pk=self.entry.pk)


class EntryCreateView(EntryChangeMixin, CreateView):
    form_class = MediaPlanEntryForm
    template_name = "plans/media_entry_form.html"

    @cached_property
    def entry(self):
        plans = MediaPlan.objects.select_related("municipality")
        return MediaPlanEntry(plan=self.scoped_or_404(plans, year=self.kwargs["year"]))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.entry}


class EntryUpdateView(EntryChangeMixin, UpdateView):
    form_class = MediaPlanEntryForm
    template_name = "plans/media_entry_form.html"


class EntryWithdrawView(EntryChangeMixin, View):
    def post(self, request, **kwargs):
        entry = self.locked_entry
        if entry.published_on:
            messages.error(request, "Материал уже размещён. Чтобы исключить его, сначала снимите отметку.")
            return redirect(self.get_success_url())
        entry.withdrawn_on = entry.withdrawn_on or timezone.localdate()
        entry.version += 1
        entry.save()
        messages.success(request, f"Исключено: {entry}. Вернуть можно внизу страницы.")
        return redirect(entry.plan)


class EntryRestoreView(EntryChangeMixin, View):
    def post(self, request, **kwargs):
        entry = self.locked_entry
        entry.withdrawn_on = None
        entry.version += 1
        entry.save()
        return redirect(self.get_success_url())


class EntryPublishView(EntryMixin, UpdateView):
    """«Отметить размещение», whatever the state of the plan: what was approved stays as it is."""

    form_class = PublishForm
    template_name = "plans/media_publish_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs)


class EntryUnpublishView(EntryMixin, View):
    """«Снять отметку»; the link and the picture stay with the entry."""

    @transaction.atomic
    def post(self, request, **kwargs):
        entry = MediaPlanEntry.objects.select_for_update().get(pk=self.entry.pk)
        entry.published_on = None
        entry.version += 1
        entry.save()
        return redirect(self.get_success_url())
