from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from documents.prose import MONTHS
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..coverage import Share
from ..models import FIGURES, CoverageMonth
from ..sheets import HEADINGS, year_sheets
from ..year import year_table
from .month import excel


class OfYearMixin(MunicipalityMixin):
    """The rows of the year that the address names."""

    @property
    def year(self):
        return self.kwargs["year"]

    def rows(self):
        rows = self.scoped(CoverageMonth.objects).filter(month__year=self.year)
        return rows.select_related("organization")


class YearView(OfYearMixin, View):
    """One number of every organisation over the months of a year."""

    permission = perms.may_read_office

    def get(self, request, **kwargs):
        figure = request.GET.get("figure", "")
        figure = figure if figure in FIGURES else "children"
        table = year_table(self.rows(), figure)
        population = self.municipality.child_population.known_in(self.year)
        context = {
            "section": "coverage",
            "year": self.year,
            "figure": figure,
            "headings": HEADINGS,
            "months": MONTHS,
            "table": table,
            "population": population,
            "shares": self.shares(table, population) if figure != "certificates" else (),
            "this_year": self.municipality.today().year,
        }
        return render(request, "certificates/year.html", context)

    def shares(self, table, population):
        """Of each month the share of all children: by the municipality's own number, else by the sum."""
        children = population.children if population else None
        numbers = [total if own is None else own for own, total in zip(table.own, table.sums, strict=True)]
        return [Share(number, children).percent for number in numbers]


class YearExportView(OfYearMixin, View):
    permission = perms.may_read_office

    def get(self, request, **kwargs):
        rows = list(self.rows())
        return excel(
            year_sheets({figure: year_table(rows, figure) for figure in FIGURES}), f"coverage-{self.year}"
        )


class OrganizationYearView(MunicipalityMixin, View):
    """What one organisation told, month by month: for the office, and for the organisation itself."""

    permission = perms.may_read_coverage

    def get(self, request, *, pk, **kwargs):
        organization = self.organizations.filter(pk=pk).first()
        if organization is None:
            raise Http404
        context = {
            "section": "coverage",
            "organization": organization,
            "rows": self.scoped(CoverageMonth.objects)
            .filter(organization=organization)
            .select_related("entered_by__person")[:36],
            "headings": HEADINGS,
        }
        return render(request, "certificates/organization.html", context)

    @cached_property
    def organizations(self):
        """All of the municipality for its office, else those that the user represents."""
        all_of_them = self.municipality.organizations.all()
        if perms.may_read_office(self.request.user, self.municipality):
            return all_of_them
        return all_of_them.filter(pk__in=self.request.user.represented)
