from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import DetailView, ListView

from documents.prose import count, participle
from documents.rendering.html import paper_html
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from plans.models import ActivityPlan
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from records.passage import may_resolve
from records.views import PaperFileView, PaperMixin, PaperPageView

from ..editor import load_remarks, load_rows, shown, summarise
from ..facts import approved_sources, events_in, load_sources
from ..halves import approved_halves, differences, events_apart, is_yearly, words_of
from ..models import Report, ReportAddress, ReportForm
from ..refreshing import draft_report, plan_for, start_report

SOON = timedelta(days=31)


class ReportListView(MunicipalityMixin, ListView):
    template_name = "reports/report_list.html"
    paginate_by = 50
    extra_context = {"section": "reports"}

    def get_queryset(self):
        reports = self.scoped(Report.objects).select_related(
            "municipality", "plan", "step__route", "step__post"
        )
        return reports.prefetch_related("step__route__steps")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            missing=self.missing_reports(), today=self.municipality.today(), **kwargs
        )

    def missing_reports(self):
        """The reports that the forms ask for and nobody has begun, the first to be handed in before the others."""
        begun = set(self.scoped(Report.objects).values_list("variant", "period"))
        forms = ReportForm.objects.in_use(self.municipality.region_id)
        asked = [Asked(form, period) for form in forms for period in self.periods(form)]
        missing = [entry for entry in asked if (entry.form.code, entry.period.code) not in begun]
        return sorted(missing, key=lambda entry: (entry.due_on or entry.period.end, entry.form.position))

    def periods(self, form):
        """The periods of a form that the last two plans cover, those that begin later than next month left out."""
        days = [day for plan in self.last_plans for half in plan.halves for day in (half.start, half.end)]
        if not days:
            return []
        period, periods = form.period_of(min(days)), []
        while period.end <= max(days) and period.start <= self.municipality.today() + SOON:
            periods.append(period)
            period = period.next
        return periods

    @cached_property
    def last_plans(self):
        return list(self.scoped(ActivityPlan.objects)[:2])


@dataclass(frozen=True)
class Asked:
    """A report that a form asks for."""

    form: ReportForm
    period: ReportingPeriod

    @property
    def address(self):
        return ReportAddress(self.form.code, self.period)

    @property
    def due_on(self):
        return self.form.due_on(self.period)


class ReportCreateView(MunicipalityMixin, View):
    """«Начать отчёт»: the report of a period in a form, drafted from its plan."""

    permission = perms.may_edit

    def post(self, request, *, address, **kwargs):
        if ReportForm.of(self.municipality, address) is None:
            raise Http404
        plan = plan_for(self.municipality, address.period)
        if plan is None:
            messages.error(
                request,
                f"Плана на {address.period.year} год нет. Начните с плана: отчёт пишется по его пунктам.",
            )
            return redirect("plan-list", self.municipality.slug)
        report = start_report(plan, address.period, address.form)
        messages.success(request, f"{report.title}: отчёт начат. Проверьте каждую строку.")
        return redirect(report)


def lookup_of(address, prefix=""):
    """The fields by which the report at an address is found."""
    return {f"{prefix}variant": address.form, f"{prefix}period": address.period.code}


class ReportAtAddressMixin(PaperMixin):
    """A view of the report that the address names by its form and period."""

    model = Report
    related = [*PaperMixin.related, "municipality__zone", "plan__organization"]

    def get_lookup(self):
        return lookup_of(self.kwargs["address"])


class ReportView(ReportAtAddressMixin, DetailView):
    """The editor: rows on the left, on the right what each was drafted from. Once approved, the paper as it was."""

    template_name = "reports/report.html"
    context_object_name = "report"

    def get_object(self, queryset=None):
        return self.get_record()

    def get_context_data(self, **kwargs):
        report = self.object
        may_work = perms.may_read_office(self.request.user, self.municipality)
        content = self.rows() if may_work and not report.is_final else self.approved(may_work)
        return super().get_context_data(
            section="reports",
            transitions=APPROVAL.available(report, self.request.user),
            may_resolve=may_resolve(self.request.user, report),
            may_change=report.is_editable and perms.may_edit(self.request.user, self.municipality),
            is_yearly=is_yearly(report),
            **content,
            **kwargs,
        )

    def approved(self, may_work):
        """The version in force; for the office with what is behind it, and the remarks with which it came back."""
        paper = paper_html(self.object.paper_for(self.request.user))
        if not may_work:
            return {"paper": paper}
        return {
            "paper": paper,
            "figures": self.object.kept_figures(),
            "sources": approved_sources(self.object),
            "remarks": load_remarks(self.object),
        }

    def add_url(self):
        """Where one more row is entered; nowhere if the rows come from the plan or the form, or nothing may change."""
        report = self.object
        may_add = report.is_editable and perms.may_edit(self.request.user, self.municipality)
        if not may_add or report.form.rows_from != ReportForm.Rows.OWN:
            return ""
        return reverse("line-create", args=[self.municipality.slug, report.address])

    def rows(self):
        remarks = load_remarks(self.object)
        rows = load_rows(self.object, remarks)
        chosen = self.request.GET.get("show", "")
        return {
            "rows": shown(rows, chosen),
            "summary": summarise(rows),
            "chosen": chosen,
            "add_url": self.add_url(),
            "remarks": [remark for remark in remarks if remark.row is None],
        }


class ReportHalvesView(ReportAtAddressMixin, DetailView):
    """«Сверка с полугодиями»: where the year's figures and events are not those of its approved halves."""

    permission = perms.may_read_office
    template_name = "reports/halves.html"
    context_object_name = "report"

    def get_object(self, queryset=None):
        report = self.scoped_or_404(
            Report.objects.select_related("municipality", "plan"), **self.get_lookup()
        )
        if not is_yearly(report):
            raise Http404
        return report

    def get_context_data(self, **kwargs):
        report, halves = self.object, approved_halves(self.object)
        words = words_of(halves)
        lines = list(report.lines.select_related("item").prefetch_related("figures"))
        return super().get_context_data(
            section="reports",
            missing=[half for half in report.reporting_period.halves if half not in halves],
            differences=differences(lines, halves),
            apart=events_apart(events_in(load_sources(report)), halves),
            rows=[(line, words[str(line.anchor)]) for line in lines if str(line.anchor) in words],
            **kwargs,
        )


class ReportDraftView(ReportAtAddressMixin, View):
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


class ReportPaperView(ReportAtAddressMixin, PaperPageView):
    pass


class ReportFileView(ReportAtAddressMixin, PaperFileView):
    pass
