from django.shortcuts import render
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from plans.event_forms import EventForm
from plans.models import Event
from plans.periods import ReportingPeriod

from ..drafting import preview_sentence


class EventPreviewView(MunicipalityMixin, View):
    """«В отчёте будет так: …» while an event is being typed; nothing as long as it lacks a date, a kind or a theme."""

    permission = perms.may_edit

    def post(self, request, **kwargs):
        form = EventForm(request.POST, instance=Event(municipality=self.municipality), user=request.user)
        form.is_valid()
        facts, context = form.cleaned_data, {}
        if facts.get("starts_on") and facts.get("kind") and facts.get("theme"):
            context = {
                "sentence": preview_sentence(form.instance),
                "period": ReportingPeriod.containing(facts.get("ends_on") or facts["starts_on"]),
                "items": facts.get("items"),
            }
        return render(request, "reports/preview.html", context)
