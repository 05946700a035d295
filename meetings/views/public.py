"""Published papers, for everybody and without names of people."""

from django.views.generic import DetailView, ListView

from records.views.public import PublicMixin

from ..models import Meeting


class PublishedMixin(PublicMixin):
    def get_queryset(self):
        return Meeting.objects.published().filter(municipality=self.place).select_related("body")


class PublicListView(PublishedMixin, ListView):
    template_name = "meetings/public_list.html"
    paginate_by = 50


class PublicMeetingView(PublishedMixin, DetailView):
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
