"""Groups of a programme, and its editions by school years."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, UpdateView

from organizations import perms
from organizations.models import Role

from ..card import card_of
from ..editing import closed_because
from ..group_forms import EditionForm, GroupForm
from ..models import Edition, ProgramGroup, ProgramState
from ..models.school_years import current_school_year
from .cards import ProgramChangeMixin

FIRST_YEAR = 2015


class GoesOnMixin(ProgramChangeMixin):
    """What goes on whatever state the text is in, unless the programme is in the archive."""

    place = ""  # of the page of the programme, to which one comes back

    def closing(self, program):
        return closed_because(program.state) if program.state == ProgramState.ARCHIVED else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(program=self.program, **kwargs)

    def get_success_url(self):
        return f"{self.program.get_absolute_url()}#{self.place}"

    def form_valid(self, form):
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:  # a colleague was quicker
            form.add_error(None, "Такая запись только что появилась: обновите страницу.")
            return self.form_invalid(form)
        return redirect(self.get_success_url())


class GroupCreateView(GoesOnMixin, CreateView):
    form_class = GroupForm
    template_name = "programs/group_form.html"
    place = "groups"

    def get_object(self, queryset=None):
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": ProgramGroup(program=self.program)}


class GroupMixin(GoesOnMixin):
    """A view of the group that the address names."""

    place = "groups"

    @cached_property
    def group(self):
        related = (f"program__{name}" for name in self.related)
        return self.scoped_or_404(ProgramGroup.objects.select_related(*related), pk=self.kwargs["pk"])

    @cached_property
    def program(self):
        return self.group.program

    def get_object(self, queryset=None):
        return self.group


class GroupUpdateView(GroupMixin, UpdateView):
    form_class = GroupForm
    template_name = "programs/group_form.html"


class GroupDeleteView(GroupMixin, View):
    def post(self, request, **kwargs):
        self.group.delete()
        messages.success(request, f"Группа «{self.group}» удалена.")
        return redirect(self.get_success_url())


class EditionView(GoesOnMixin, UpdateView):
    """The edition of a school year; where there is none yet, a methodist enters it."""

    form_class = EditionForm
    template_name = "programs/edition_form.html"
    place = "editions"

    @cached_property
    def edition(self):
        year = self.kwargs["year"]
        kept = self.program.editions.filter(school_year=year).select_related("file").first()
        return kept or self.get_new(year)

    def get_new(self, year):
        """Begun with the card and the file of today, for a year that is not over; what an older one said nobody knows."""
        this_year = current_school_year(self.municipality.today())
        if not FIRST_YEAR <= year <= this_year + 1:
            raise Http404
        if not perms.has_role(self.request.user, self.municipality, Role.METHODIST):
            raise PermissionDenied("Новую редакцию вносит методист МОЦ; ваша появится после экспертизы.")
        now = {"card": card_of(self.program), "file": self.program.file} if year >= this_year else {}
        return Edition(program=self.program, school_year=year, **now)

    def get_object(self, queryset=None):
        return self.edition

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}
