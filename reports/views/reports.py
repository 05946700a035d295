from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.views import View
from django.views.generic import DetailView, ListView

from documents.prose import count, participle
from documents.rendering.html import paper_html
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from plans.models import ActivityPlan
from records.approval import APPROVAL
from records.models import TransitionLog
from records.views import PaperFileView, PaperMixin, PaperPageView

from ..editor import load_remarks, load_rows, shown, summarise
from ..facts import load_sources
from ..models import Report
from ..refreshing import draft_report, plan_for, start_report


class ReportListView(MunicipalityMixin, ListView):
    template_name = "reports/report_list.html"
    paginate_by = 50
    extra_context = {"section": "reports"}

    def get_queryset(self):
        return self.scoped(Report.objects).select_related("municipality", "plan")

    def get_context_data(self, **kwargs):
        return super().get_context_data(missing=self.missing_periods(), **kwargs)

    def missing_periods(self):
        """The half-years of the last two plans for which no report has been begun."""
        plans = self.scoped(ActivityPlan.objects)[:2]
        begun = set(self.scoped(Report.objects).values_list("period", flat=True))
        halves = [period for plan in plans for period in plan.halves]
        return sorted(
            (period for period in halves if period.code not in begun), key=lambda period: period.start
        )


class ReportCreateView(MunicipalityMixin, View):
    """«Начать отчёт»: the report of a period, drafted from its plan."""

    permission = perms.may_edit

    def post(self, request, *, period, **kwargs):
        plan = plan_for(self.municipality, period)
        if plan is None:
            messages.error(
                request, f"Плана на {period.year} год нет. Начните с плана: отчёт пишется по его пунктам."
            )
            return redirect("plan-list", self.municipality.slug)
        report = start_report(plan, period)
        messages.success(request, f"{report.title}: строки предложены. Проверьте каждую.")
        return redirect(report)


class ReportOfPeriodMixin(PaperMixin):
    """A view of the report that the address names by its period."""

    model = Report

    def get_lookup(self):
        return {"period": self.kwargs["period"].code}


class ReportView(ReportOfPeriodMixin, DetailView):
    """The editor: rows on the left, on the right what each was drafted from. Once approved, the paper as it was."""

    template_name = "reports/report.html"
    context_object_name = "report"

    def get_object(self, queryset=None):
        log = Prefetch("log", TransitionLog.objects.select_related("actor__person"))
        reports = Report.objects.select_related("municipality", "step__route", "plan__organization")
        return self.scoped_or_404(reports.prefetch_related(log), **self.get_lookup())

    def get_context_data(self, **kwargs):
        report = self.object
        content = self.approved() if report.is_final else self.rows()
        return super().get_context_data(
            section="reports",
            transitions=APPROVAL.available(report, self.request.user),
            may_change=report.is_editable and perms.may_edit(self.request.user, self.municipality),
            **content,
            **kwargs,
        )

    def approved(self):
        paper = paper_html(self.object.paper())
        if not perms.may_read_office(self.request.user, self.municipality):
            return {"paper": paper}
        return {"paper": paper, "figures": self.object.kept_figures(), "sources": load_sources(self.object)}

    def rows(self):
        remarks = load_remarks(self.object)
        rows = load_rows(self.object, remarks)
        chosen = self.request.GET.get("show", "")
        return {
            "rows": shown(rows, chosen),
            "summary": summarise(rows),
            "chosen": chosen,
            "remarks": [remark for remark in remarks if remark.row is None],
        }


class ReportDraftView(ReportOfPeriodMixin, View):
    """«Сформировать» once more: takes in what was recorded since."""

    permission = perms.may_edit

    def post(self, request, **kwargs):
        report = self.get_record()
        try:
            outcome = draft_report(report)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(report)
        messages.success(request, told(outcome))
        if not outcome.undecided:
            return redirect(report)
        rows = count(outcome.undecided, "строка")
        messages.warning(
            request, f"Сведения изменились там, где слова ваши: {rows}. Решите по каждой, взять ли новые."
        )
        return redirect(f"{report.get_absolute_url()}?show=changed")


def told(outcome):
    """What drafting did, in words."""
    done = {"добавить": outcome.added, "обновить": outcome.updated, "убрать": outcome.dropped}
    words = [
        f"{participle(verb, number, 'строка').lower()} {count(number, 'строка')}"
        for verb, number in done.items()
        if number
    ]
    return f"Отчёт сформирован: {', '.join(words)}." if words else "Новых сведений нет, строки не изменились."


class ReportPaperView(ReportOfPeriodMixin, PaperPageView):
    section = "reports"


class ReportFileView(ReportOfPeriodMixin, PaperFileView):
    pass
