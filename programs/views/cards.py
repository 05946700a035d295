"""Entering and changing the card of a programme."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import CreateView, DetailView, UpdateView

from moc_portal.scoping import MunicipalityMixin

from ..card_form import ProgramForm
from ..editing import closed_because, may_enter
from ..history import edits_of
from ..life import may_write
from ..models import Program
from .programs import ProgramMixin


class ProgramChangeMixin(ProgramMixin):
    """A change of a programme's card or of what goes with it, by those who write it.

    The programme stays locked until the change is stored: nobody sends it on in between.
    """

    def dispatch(self, request, *args, **kwargs):
        if not may_write(request.user, self.program):
            raise PermissionDenied("Карточку ведут организация и методист МОЦ.")
        if request.method != "POST":
            return self.refused(self.program) or super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            locked = Program.objects.locked(self.program.pk)
            return self.refused(locked) or super().dispatch(request, *args, **kwargs)

    def refused(self, program):
        """Where the state of the programme closes its card: back to its page, which says why."""
        if not (sentence := self.closing(program)):
            return None
        messages.error(self.request, sentence)
        return redirect(program)

    def closing(self, program):
        return closed_because(program.state)


class ProgramFormMixin:
    form_class = ProgramForm
    template_name = "programs/program_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "municipality": self.municipality}

    def get_context_data(self, **kwargs):
        return super().get_context_data(cancel=self.get_cancel_url(), **kwargs)

    def get_cancel_url(self):
        return self.program.get_absolute_url()

    def form_valid(self, form):
        try:
            with transaction.atomic():
                program = form.save()
        except IntegrityError:  # a colleague took the name or the ID a moment ago
            form.add_error(None, "Программа с таким названием или ID только что внесена: проверьте список.")
            return self.form_invalid(form)
        messages.success(self.request, f"Карточка «{program}» сохранена.")
        return redirect(program)


class ProgramCreateView(ProgramFormMixin, MunicipalityMixin, CreateView):
    permission = may_enter
    model = Program
    extra_context = {"section": "programs"}

    def get_initial(self):
        """What the link that led here has chosen already."""
        return {
            name: self.request.GET[name] for name in ("campaign", "organization") if name in self.request.GET
        }

    def get_cancel_url(self):
        return self.get_back_url() or reverse("today", args=[self.municipality.slug])


class ProgramUpdateView(ProgramChangeMixin, ProgramFormMixin, UpdateView):
    pass


class ProgramHistoryView(ProgramMixin, DetailView):
    """Who changed which field when."""

    template_name = "programs/history.html"
    context_object_name = "program"

    def get_context_data(self, **kwargs):
        if not self.is_insider:
            raise PermissionDenied("Историю карточки видят организация и МОЦ.")
        return super().get_context_data(edits=edits_of(self.program), **kwargs)
