from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from documents.file_types import FileType
from documents.prose import count
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..coverage import Yardstick, measure
from ..models import LABELS, CoverageMonth
from ..month_table import MonthTable
from ..months import month_in_words, month_of, read_month, refuse_future, shift
from ..sheets import month_sheet


class OfMonthMixin(MunicipalityMixin):
    """A view of the month that the query string names, else of the present one. A month to come is refused."""

    @cached_property
    def present(self):
        return month_of(self.municipality.today())

    @cached_property
    def asked(self):
        return read_month(self.request.GET.get("month", "")) or self.present

    @property
    def refusal(self):
        return refuse_future(self.asked, self.municipality.today())

    @property
    def month(self):
        return self.present if self.refusal else self.asked

    def address(self):
        return f"{self.request.path}?month={self.month:%Y-%m}"


class CoverageView(OfMonthMixin, View):
    """A month of all organisations, entered as one form. A representative of one is led to its own page."""

    permission = perms.may_read_coverage

    def get(self, request, **kwargs):
        if not perms.may_read_office(request.user, self.municipality):
            return self.lead_to_own_page()
        if self.refusal:
            messages.warning(request, self.refusal)
        offers = request.GET.get("fill") == "previous" and perms.may_edit(request.user, self.municipality)
        return self.show(MonthTable(self.municipality, self.month, offers_previous=offers))

    def lead_to_own_page(self):
        own = self.municipality.organizations.filter(pk__in=self.request.user.represented).first()
        if own is None:
            raise PermissionDenied
        return redirect("coverage-organization", self.municipality.slug, own.pk)

    def post(self, request, **kwargs):
        if not perms.may_edit(request.user, self.municipality):
            raise PermissionDenied
        table = MonthTable(self.municipality, self.month, request.POST)
        if self.refusal:
            messages.error(request, f"Не сохранено. {self.refusal}")
            return self.show(table, status=422)
        if not table.is_valid():
            return self.show(table, status=422)
        try:
            changed = table.save(request.user)
        except IntegrityError:  # somebody entered the same row a moment ago: both see whose numbers differ
            table = MonthTable(self.municipality, self.month, request.POST)
            table.is_valid()
            return self.show(table, status=422)
        told = f"Сохранено: {count(changed, 'строка')}." if changed else "Ничего не изменилось."
        messages.success(request, told)
        return redirect(self.address())

    def show(self, table, status=200):
        month = self.month
        following = shift(month, 1)
        context = {
            "section": "coverage",
            "table": table,
            "problems": list(table.problems()),
            "labels": LABELS,
            "month": month,
            "month_name": month_in_words(month),
            "previous": shift(month, -1),
            "following": following if following <= self.present else None,
        }
        return render(self.request, "certificates/month.html", context, status=status)


class CoverageExportView(OfMonthMixin, View):
    """The month as an Excel file; its columns can be pasted back."""

    permission = perms.may_read_office

    def get(self, request, **kwargs):
        rows = self.scoped(CoverageMonth.objects).filter(month=self.month).select_related("organization")
        content = month_sheet(measure(self.month, rows, Yardstick()))
        return excel(content, f"coverage-{self.month:%Y-%m}")


def excel(content, name):
    response = HttpResponse(content, content_type=FileType.XLSX.value)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
