"""Municipal programmes: which there are, who adopts them, and how a copy follows what changes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import ListView

from documents.prose import count
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..adoption import adopt, leave, take_over, to_adopt
from ..adoption_forms import AdoptForm, TakeOverForm
from ..card import facts_of
from ..life import may_write
from ..models import Program, ProgramState
from ..models.classifiers import REGISTER_STATES


class MunicipalListView(MunicipalityMixin, ListView):
    """The municipal programmes for all who may adopt them or read who has."""

    permission = perms.may_read_cards
    template_name = "programs/municipal/list.html"
    extra_context = {"section": "programs"}

    def get_queryset(self):
        live = ~Q(copies__state=ProgramState.ARCHIVED)
        parents = to_adopt().filter(municipality=self.municipality)
        parents = parents.annotate(adopted=Count("copies", filter=live))
        return parents.select_related("organization", "municipality")

    def get_context_data(self, **kwargs):
        """With those copies to which the user may go on."""
        copies = self.scoped(Program.objects).kept().filter(organization__in=self.request.user.represented)
        mine = {copy.parent_id: copy for copy in copies.exclude(parent=None).select_related("municipality")}
        return super().get_context_data(mine=mine, **kwargs)


class AdoptView(MunicipalityMixin, View):
    """The office lets organisations adopt a programme, an organisation adopts it for itself."""

    permission = perms.may_adopt

    def get(self, request, **kwargs):
        parent = self.get_parent()
        return self._show(parent, AdoptForm(parent, request.user))

    def post(self, request, **kwargs):
        parent = self.get_parent()
        form = AdoptForm(parent, request.user, request.POST)
        if form.is_valid():
            try:
                copies = adopt(parent, form.cleaned_data["organizations"], request.user)
            except ValidationError as refusal:
                form.add_error("organizations", refusal)
            else:
                messages.success(request, f"Программу приняли: {count(len(copies), 'организация')}.")
                own = copies[0] if len(copies) == 1 and may_write(request.user, copies[0]) else None
                return redirect(own or reverse("municipal-list", args=[self.municipality.slug]))
        return self._show(parent, form)

    def get_parent(self):
        parents = to_adopt().filter(municipality=self.municipality, id=self.kwargs["pk"])
        if (parent := parents.select_related("organization", "municipality", "file").first()) is None:
            raise Http404
        return parent

    def _show(self, parent, form):
        context = {"section": "programs", "parent": parent, "form": form, "facts": facts_of(parent)}
        context["is_registered"] = parent.state in REGISTER_STATES
        return render(self.request, "programs/municipal/adopt.html", context)


class TakeOverView(MunicipalityMixin, View):
    """What changed in the municipal programme beside the copy's own words; taken over, or left with a word why."""

    permission = perms.may_read_cards

    def get(self, request, **kwargs):
        copy = self.get_copy()
        return self._show(copy, TakeOverForm(copy))

    def post(self, request, **kwargs):
        copy = self.get_copy()
        form = TakeOverForm(copy, request.POST)
        if form.is_valid():
            try:
                self._perform(copy, form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, "Сохранено. Решение записано в журнал программы.")
                return redirect(copy)
        return self._show(copy, form)

    def _perform(self, copy, data):
        asked = copy, data["chosen"], self.request.user, data["seen"]
        if data["do"] == TakeOverForm.TAKE:
            take_over(*asked)
        else:
            leave(*asked, data["why"])

    def get_copy(self):
        related = ("parent__organization", "organization__municipality", "municipality")
        copies = Program.objects.exclude(parent=None).select_related(*related)
        copy = self.scoped_or_404(copies, id=self.kwargs["pk"])
        if not may_write(self.request.user, copy):
            raise PermissionDenied("Изменения единой программы принимает организация или методист МОЦ.")
        return copy

    def _show(self, copy, form):
        return render(
            self.request,
            "programs/municipal/take_over.html",
            {"section": "programs", "copy": copy, "form": form},
        )
