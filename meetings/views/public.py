"""Published papers, for everybody and without names of people."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import DetailView, ListView

from organizations.models import Municipality

from ..models import Meeting


@method_decorator(login_not_required, name="dispatch")
class PublicMixin(View):
    @cached_property
    def place(self):
        return get_object_or_404(Municipality, slug=self.kwargs["municipality"])

    def get_queryset(self):
        return Meeting.objects.published().filter(municipality=self.place).select_related("body")

    def get_context_data(self, **kwargs):
        return super().get_context_data(place=self.place, **kwargs)


class PublicListView(PublicMixin, ListView):
    template_name = "meetings/public_list.html"
    paginate_by = 50


class PublicMeetingView(PublicMixin, DetailView):
    """Questions and what was decided on them; neither who spoke nor who signed."""

    template_name = "meetings/public_meeting.html"
    context_object_name = "meeting"

    def get_context_data(self, **kwargs):
        meeting = self.object
        return super().get_context_data(
            questions=meeting.agenda.prefetch_related("clauses"),
            clauses=meeting.clauses.filter(item=None),
            **kwargs,
        )
