from datetime import date

from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from certificates.coverage import last_coverage
from meetings.control import answers_to_check, breached
from organizations import perms

from ..execution import FILTERS, item_states, latest_first, plan_in_force, shown, tallies
from ..programs_overview import programs_overview
from .today import PapersMixin

LISTED = 3


class OverviewMixin(PapersMixin):
    """The plan by which the present half-year is worked, and the state of its items today."""

    permission = perms.may_read_office

    @cached_property
    def today(self):
        return self.municipality.today()

    @cached_property
    def plan(self):
        return plan_in_force(self.municipality, self.today)

    @cached_property
    def states(self):
        return item_states(self.plan, self.today) if self.plan else []


class DashboardView(OverviewMixin, View):
    """«Где мы, что горит, чего ждут от меня» on one screen; every number opens its rows."""

    def get(self, request, **kwargs):
        start = date(self.today.year - 1, 1, 1)
        late, kinds = latest_first(self.states), self.get_papers()
        papers = [*kinds["waiting"], *kinds["returned"]]
        context = {
            "section": "dashboard",
            "today": self.today,
            "papers": papers[:LISTED],
            "paper_count": len(papers),
            "returned": kinds["returned"],
            "coverage": last_coverage(self.municipality.coverage_months, start, self.today),
            "programs": programs_overview(self.municipality),
            "plan": self.plan,
            "tallies": tallies(self.states),
            "to_check": answers_to_check(request.user, self.municipality).count(),
            "orders": breached(self.municipality, self.today).count(),
            "late": late[:LISTED],
            "late_count": len(late),
        }
        return render(request, "reports/dashboard.html", context)


class ExecutionView(OverviewMixin, View):
    """The items behind a number of the overview: of one section or all, those that a filter shows."""

    def get(self, request, **kwargs):
        sections = {str(state.item.section_id): state.item.section for state in self.states}
        chosen = sections.get(request.GET.get("section", ""))
        code = request.GET.get("show", "")
        of_section = [state for state in self.states if chosen in (None, state.item.section)]
        context = {
            "section": "dashboard",
            "plan": self.plan,
            "chosen": chosen,
            "show": code,
            "filters": [(entry, len(shown(of_section, entry.code))) for entry in FILTERS],
            "total": len(of_section),
            "states": shown(of_section, code),
        }
        return render(request, "reports/execution.html", context)
