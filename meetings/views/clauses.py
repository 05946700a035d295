"""Clauses as they are entered, and whom each binds."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, UpdateView

from documents.prose import count
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..clause_forms import ClauseDeadlineForm, ClauseForm, SignedAddressingForm
from ..models import Clause
from .meetings import MeetingMixin, MinutesChangeMixin

# Fields of the form that hold several values.
SEVERAL = ("group_kinds", "organizations")


class ClauseMixin(MunicipalityMixin):
    """A view of the clause that the address names."""

    permission = perms.may_keep_minutes

    @cached_property
    def clause(self):
        clauses = Clause.objects.select_related(
            "meeting__municipality", "meeting__body", "person", "controller"
        )
        return self.scoped_or_404(clauses, pk=self.kwargs["pk"])

    @property
    def meeting(self):
        return self.clause.meeting

    def get_object(self, queryset=None):
        return self.clause

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section="meetings", meeting=self.meeting, clause=self.clause, **kwargs
        )

    def get_success_url(self):
        return f"{self.meeting.get_absolute_url()}#clause-{self.clause.pk}"


class ClauseFormMixin:
    form_class = ClauseForm
    template_name = "meetings/clause_form.html"

    def form_valid(self, form):
        try:
            with transaction.atomic():
                clause = form.save()
        except IntegrityError:  # a colleague took the number a moment ago
            form.add_error("number", "Этот номер только что занят: выберите другой.")
            return self.form_invalid(form)
        return redirect(f"{self.meeting.get_absolute_url()}#clause-{clause.pk}")


class ClauseCreateView(MinutesChangeMixin, ClauseFormMixin, MeetingMixin, CreateView):
    """Begun under a question, whom it binds as the one before it."""

    def get_initial(self):
        last = self.meeting.clauses.last()
        words = last.addressee_text if last else ""
        return {"item": self.request.GET.get("item", ""), "addressee_text": words}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Clause(meeting=self.meeting)}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not form.is_bound:
            form.offer(form.propose())
        return form


class ClauseUpdateView(MinutesChangeMixin, ClauseFormMixin, ClauseMixin, UpdateView):
    pass


class ClauseDeadlineView(MinutesChangeMixin, ClauseMixin, UpdateView):
    form_class = ClauseDeadlineForm
    template_name = "meetings/clause_deadline.html"


class ClausePreviewView(MeetingMixin, View):
    """The kind and the addressees as they follow from what stands in the form; with `propose` those chosen give way."""

    permission = perms.may_keep_minutes

    def post(self, request, **kwargs):
        form = self.get_form(request.POST)
        if "propose" in request.GET and "is_addressed" not in request.POST:
            form.offer(form.propose())
        return render(request, "meetings/clause_addressees.html", {"form": form, "meeting": self.meeting})

    def get_form(self, data):
        """Not checked, for it is not complete yet."""
        typed = {name: data.getlist(name) if name in SEVERAL else data[name] for name in data}
        return ClauseForm(instance=Clause(meeting=self.meeting), initial=typed)


class ClauseMoveView(MinutesChangeMixin, ClauseMixin, View):
    """One place up or down under its question; the two exchange their numbers."""

    def post(self, request, *, direction, **kwargs):
        rows = list(self.meeting.clauses.filter(item=self.clause.item_id))
        place = rows.index(self.clause) + (1 if direction == "down" else -1)
        if 0 <= place < len(rows):
            self.clause.exchange_with(rows[place])
        return redirect(self.get_success_url())


class ClauseDeleteView(MinutesChangeMixin, ClauseMixin, View):
    def post(self, request, **kwargs):
        self.clause.delete()
        messages.success(request, f"Пункт {self.clause.number} удалён.")
        return redirect(f"{self.meeting.get_absolute_url()}#decided")


class ClauseAddressingView(ClauseMixin, UpdateView):
    """Whom a clause of a signed paper binds, while nobody has confirmed it; its words stand."""

    form_class = SignedAddressingForm
    template_name = "meetings/clause_addressing.html"

    def dispatch(self, request, *args, **kwargs):
        with transaction.atomic():
            meeting = type(self.meeting).objects.locked(self.meeting.pk)
            clause = Clause.objects.get(pk=self.clause.pk)
            if meeting.is_editable:
                return redirect("clause-edit", self.municipality.slug, clause.pk)
            if clause.is_addressed or not (meeting.is_signed and clause.is_executable):
                messages.error(request, "Адресатов этого пункта сейчас не меняют.")
                return redirect(self.get_success_url())
            return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        clause = form.save()
        bound = count(clause.executions.count(), "исполнитель")
        messages.success(self.request, f"Пункт {clause.number} на контроле: {bound}.")
        return redirect(self.get_success_url())
