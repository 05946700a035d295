from django.contrib import messages
from django.db.models import F, Max
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, DetailView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.views import PaperChangeMixin

from ..editor import load_remarks, load_rows, summarise
from ..figure_tables import table_of
from ..figures import open_figure
from ..forms import ReportLineForm
from ..models import Phrase, ReportForm, ReportLine
from ..refreshing import confirm, keep, propose, take
from ..slots import fill, slots_in
from .reports import ReportAtAddressMixin, lookup_of


class LineMixin(MunicipalityMixin):
    """A view of one row of the report that the address names."""

    @cached_property
    def line(self):
        lines = ReportLine.objects.select_related("report__municipality", "report__plan", "item__section")
        at_address = lookup_of(self.kwargs["address"], "report__")
        return self.scoped_or_404(lines.prefetch_related("figures"), pk=self.kwargs["pk"], **at_address)

    def get_object(self, queryset=None):
        return self.line

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="reports", report=self.line.report, line=self.line, **kwargs)

    def row_response(self):
        """The row for a page that replaces it in place, with the summary above; else back to the report."""
        report = self.line.report
        if not self.request.htmx:
            return redirect(f"{report.get_absolute_url()}#row-{self.line.anchor}")
        rows = load_rows(report, load_remarks(report))
        row = next(row for row in rows if row.line.pk == self.line.pk)
        may_change = report.is_editable and perms.may_edit(self.request.user, self.municipality)
        shown_there = QueryDict((self.request.htmx.current_url or "").partition("?")[2].partition("#")[0])
        context = {
            "report": report,
            "row": row,
            "summary": summarise(rows),
            "chosen": shown_there.get("show", ""),
            "may_change": may_change,
        }
        return render(self.request, "reports/row_replaced.html", context)


class LineChangeMixin(PaperChangeMixin, LineMixin):
    refusal = "Отчёт {state}: чтобы менять его, отзовите его или нажмите «Внести исправления»."

    def get_paper(self):
        return self.line.report

    def claim(self):
        """Take the row's next version if it still is as the page showed it; nobody else's words are replaced unseen."""
        seen = self.request.POST.get("version", "")
        as_seen = ReportLine.objects.filter(
            pk=self.line.pk, version=seen if seen.isdecimal() and len(seen) < 10 else None
        )
        return as_seen.update(version=F("version") + 1) == 1

    def changed_meanwhile(self):
        messages.warning(self.request, "Пока вы решали, строка изменилась. Посмотрите на неё ещё раз.")
        return self.row_response()


class LineView(LineMixin, DetailView):
    """The row with its history; in place, the row as it stands in the editor."""

    template_name = "reports/line.html"

    def get(self, request, *args, **kwargs):
        return self.row_response() if request.htmx else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        entries = self.line.history.select_related("history_user__person")[:30]
        return super().get_context_data(history=[(entry, past_words(entry)) for entry in entries], **kwargs)


def past_words(entry):
    """A past wording as it was read; figures keep no history, so a rewritten one shows blanks for them."""
    return fill(entry.text, {}) if entry.is_manual or not slots_in(entry.text) else entry.proposed_text


class LineEditView(LineChangeMixin, UpdateView):
    """The form of a row; with `?proposed` it begins with the proposal, and what stands in the row is shown beside it."""

    form_class = ReportLineForm
    template_name = "reports/line_form.html"

    def get_form_kwargs(self):
        self.standing = self.line.rendered
        proposal = propose(self.line) if "proposed" in self.request.GET else None
        return super().get_form_kwargs() | {"proposal": proposal}

    def get_context_data(self, **kwargs):
        item = self.line.item
        phrases = Phrase.objects.filter(template=item.template_id) if item else ()
        return super().get_context_data(phrases=phrases, **kwargs)

    def form_valid(self, form):
        form.save()
        return self.row_response()


class LineCreateView(ReportAtAddressMixin, PaperChangeMixin, CreateView):
    """One more row, where the office itself enters the rows of a form."""

    permission = perms.may_edit
    refusal = LineChangeMixin.refusal
    form_class = ReportLineForm
    template_name = "reports/line_form.html"

    @cached_property
    def report(self):
        report = self.get_record()
        if report.form.rows_from != ReportForm.Rows.OWN:
            raise Http404
        return report

    def get_paper(self):
        return self.report

    def get_form_kwargs(self):
        last = self.report.lines.aggregate(last=Max("position"))["last"] or 0
        line = ReportLine(report=self.report, position=last + 1, number=str(last + 1))
        return super().get_form_kwargs() | {"instance": line}

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="reports", report=self.report, line=None, **kwargs)

    def form_valid(self, form):
        form.save()
        return redirect(self.report)


class LineDeleteView(LineChangeMixin, View):
    """A row of the office's own goes; the page has asked before."""

    def post(self, request, **kwargs):
        line = self.line
        if line.subject:
            raise Http404
        if not self.claim():
            return self.changed_meanwhile()
        line.delete()
        messages.success(request, f"Строка {line.number} удалена.")
        return redirect(line.report)


class LineRefreshView(LineChangeMixin, DetailView):
    """«Обновить»: было and стало of one row, and «взять» or «оставить»."""

    template_name = "reports/line_refresh.html"

    @cached_property
    def proposal(self):
        return propose(self.line)

    def get_context_data(self, **kwargs):
        return super().get_context_data(proposal=self.proposal, **kwargs)

    def post(self, request, **kwargs):
        if not self.claim():
            return self.changed_meanwhile()
        decide = take if "take" in request.POST else keep
        decide(self.line, self.proposal)
        return self.row_response()


class LineCheckView(LineChangeMixin, View):
    """«Проверено, верно»."""

    def post(self, request, **kwargs):
        if not self.claim():
            return self.changed_meanwhile()
        confirm(self.line)
        return self.row_response()


class FigureView(LineMixin, DetailView):
    """«Откуда число»: the rows that were counted, or who entered it and when. Once approved, the number as it was."""

    template_name = "reports/figure.html"

    @cached_property
    def figure(self):
        report, line = self.line.report, self.line
        figures = report.kept_figures() if report.is_final else line.figures.all()
        for figure in figures:
            if (figure.line_id, figure.slot) == (line.pk, self.kwargs["slot"]):
                return figure
        raise Http404

    def get_context_data(self, **kwargs):
        calculated = open_figure(self.figure)
        table = table_of(calculated.rows) if self.figure.calculation == "programs" else None
        return super().get_context_data(figure=self.figure, calculated=calculated, table=table, **kwargs)
