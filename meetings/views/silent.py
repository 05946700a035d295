"""«Кто не ответил»: the list, the reminder and the addresses, for one clause or for all that is late."""

from django.shortcuts import render
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..models import Execution
from ..reminding import reminder
from .control import ClauseMixin


class SilentView(ClauseMixin, View):
    def get(self, request, **kwargs):
        today = self.municipality.today()
        owed = self.clause.executions.open().begun(today)
        context = {"clause": self.clause, "reminder": reminder(owed, today)} | self.extra_context
        return render(request, "meetings/silent.html", context)


class LateView(MunicipalityMixin, View):
    """All who are late with whatever clause."""

    permission = perms.may_read_office

    def get(self, request, **kwargs):
        today = self.municipality.today()
        owed = reminder(self.scoped(Execution.objects.late(today)), today)
        return render(request, "meetings/silent.html", {"reminder": owed, "section": "clauses"})
