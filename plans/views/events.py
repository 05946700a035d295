from django.contrib import messages
from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, DetailView, UpdateView
from django_filters.views import FilterView

from documents.file_types import FileType
from moc_portal.forms import keys_in
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Organization

from ..event_forms import COMMON_FACTS, EventForm
from ..event_sheet import events_workbook
from ..evidence import ProofsForm
from ..filters import EventFilter
from ..models import Event, Occurrence, PlanItem
from ..recording import settle
from ..suggesting import guess_kind, guess_theme, last_event, same_items_on


class EventListView(MunicipalityMixin, FilterView):
    """What was held, filtered by the query string; the foot counts all pages of it."""

    template_name = "plans/event_list.html"
    filterset_class = EventFilter
    paginate_by: int | None = 50
    extra_context = {"section": "events"}

    def get_queryset(self):
        events = self.scoped(Event.objects.kept()).select_related("kind")
        return events.prefetch_related("items", "acts", "evidence")

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {
            "items": self.scoped(PlanItem.objects),
            "organizations": self.scoped(Organization.objects),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(proofs=self.proofs, **kwargs)

    @cached_property
    def proofs(self):
        """The form that completes the ticked events; where nothing is said to be lacking there is nothing to tick."""
        may_edit = perms.may_edit(self.request.user, self.municipality)
        return self.make_proofs() if may_edit and self.request.GET.get("lacks") else None

    def make_proofs(self, *sent):
        events = self.scoped(Event.objects.kept())
        return ProofsForm(*sent, events=events, municipality=self.municipality, user=self.request.user)


class EventExportView(EventListView):
    """The filtered events, all pages of them, as an Excel file."""

    paginate_by = None

    def render_to_response(self, context, **kwargs):
        response = HttpResponse(events_workbook(self.object_list), content_type=FileType.XLSX.value)
        response["Content-Disposition"] = 'attachment; filename="events.xlsx"'
        return response


class EventMixin(MunicipalityMixin):
    """A view of one event that was not deleted."""

    extra_context = {"section": "events"}
    events = Event.objects.kept()

    @cached_property
    def event(self):
        events = self.events.select_related("kind", "municipality")
        return self.scoped_or_404(events, pk=self.kwargs["pk"])

    def get_object(self, queryset=None):
        return self.event


class EventView(EventMixin, DetailView):
    """An event with everything known of it, what is still to be added, and the items whose report it enters."""

    events = Event.objects.kept().prefetch_related("acts__scans", "evidence", "organizations")
    template_name = "plans/event_detail.html"
    context_object_name = "event"

    def get_context_data(self, **kwargs):
        event = self.event
        return super().get_context_data(
            items=event.items.select_related("section__plan__municipality"),
            closed=Occurrence.objects.filter(closed_by=event).select_related("item"),
            history=event.history.select_related("history_user__person", "kind")[:20],
            **kwargs,
        )


class EventFormMixin:
    """Entering an event: afterwards one is back where one came from, with links to what it changed."""

    permission = perms.may_edit
    form_class = EventForm
    template_name = "plans/event_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        cancel = self.get_back_url() or reverse("event-list", args=[self.municipality.slug])
        return super().get_context_data(cancel=cancel, **kwargs)

    def form_valid(self, form):
        event = form.save()
        messages.success(self.request, render_to_string("plans/event_saved.html", self.saved(form, event)))
        return redirect(self.get_back_url() or event.get_absolute_url())

    def saved(self, form, event):
        """What the message after saving links to."""
        item = event.items.select_related("section__plan__municipality").first()
        reports = item.plan.reports.select_related("municipality") if item else None
        report = reports and reports.filter(period=event.period.code).first()
        return {"event": event, "item": item, "report": report, "records": 1 + len(form.further_days)}


class EventCreateView(EventFormMixin, MunicipalityMixin, CreateView):
    """«Записать мероприятие», prefilled from the item or from an event like it."""

    model = Event
    extra_context = {"section": "events"}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Event(municipality=self.municipality)}

    def get_initial(self):
        items = {"items": [self.item]} if self.item else {}
        items |= self.get_day()
        if self.like:
            today = self.municipality.today()
            return {"items": same_items_on(today, self.like)} | model_to_dict(self.like, COMMON_FACTS) | items
        if self.item:
            return items | {"kind": guess_kind(self.item), "theme": guess_theme(self.item)}
        return items

    def get_day(self):
        """The day that the link names: the one that is overdue."""
        try:
            day = parse_date(self.request.GET.get("day", ""))
        except ValueError:
            day = None
        return {"starts_on": day} if day else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, previous=self.previous, **kwargs)

    @cached_property
    def like(self):
        return self._named("like", Event.objects.kept().select_related("kind"))

    @cached_property
    def item(self):
        return self._named("item", PlanItem.objects.select_related("section__plan"))

    @cached_property
    def previous(self):
        """What «как в прошлый раз» would copy."""
        return None if self.like or not self.item else last_event(self.item)

    def _named(self, parameter, queryset):
        keys = keys_in(self.request.GET.getlist(parameter))
        return self.scoped_or_404(queryset, pk=keys[-1]) if keys else None


class EventUpdateView(EventFormMixin, EventMixin, UpdateView):
    pass


class SuggestionsView(MunicipalityMixin, View):
    """The plan items for an event that is being typed: a part of its form."""

    permission = perms.may_edit

    def get(self, request, **kwargs):
        form = EventForm(request.GET, instance=Event(municipality=self.municipality), user=request.user)
        return render(request, "plans/event_items.html", {"form": form})


class EventDeleteView(EventMixin, View):
    """Says what disappears; a deleted event stays in the database and can be brought back."""

    permission = perms.may_edit

    def get(self, request, **kwargs):
        closed = Occurrence.objects.filter(closed_by=self.event).select_related("item")
        context = {"event": self.event, "items": self.event.items.all(), "closed": closed}
        return render(request, "plans/event_delete.html", context | self.extra_context)

    def post(self, request, **kwargs):
        self.event.deleted_at = timezone.now()
        _save_and_settle(self.event)
        messages.success(
            request, render_to_string("plans/event_deleted.html", {"event": self.event}, request)
        )
        return redirect("event-list", self.municipality.slug)


class EventRestoreView(EventMixin, View):
    permission = perms.may_edit
    events = Event.objects.all()

    def post(self, request, **kwargs):
        self.event.deleted_at = None
        _save_and_settle(self.event)
        messages.success(request, "Мероприятие возвращено.")
        return redirect(self.event.get_absolute_url())


@transaction.atomic
def _save_and_settle(event):
    event.save()
    settle(event)
