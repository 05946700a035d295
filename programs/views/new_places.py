from django.db.models import Max
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.views.papers import file_response

from ..models import DeclaredPlaces, FocusArea, NewPlaces
from ..network_forms import DeclaredPlacesForm, NewPlacesForm
from ..new_places import new_places_paper, standings, year_table
from .office import OfficeDeleteView, OfficeFormMixin


class NewPlacesMixin(MunicipalityMixin):
    """The new places of the year that the query string names, else of the last year that has any; and all the years."""

    permission = perms.may_read_office

    @cached_property
    def rows(self):
        return list(self.scoped(NewPlaces.objects).select_related("organization"))

    @cached_property
    def years(self):
        return standings(self.rows, self.scoped(DeclaredPlaces.objects))

    @cached_property
    def year(self):
        asked = self.request.GET.get("year", "")
        known = [standing.year for standing in self.years]
        chosen = next((year for year in known if str(year) == asked), None)
        return chosen or max(known, default=self.municipality.today().year)

    @cached_property
    def table(self):
        return year_table(self.year, [row for row in self.rows if row.year == self.year])


class NewPlacesView(NewPlacesMixin, View):
    def get(self, request, **kwargs):
        context = {
            "section": "programs",
            "areas": FocusArea.labels,
            "table": self.table,
            "years": self.years,
            "standing": next((one for one in self.years if one.year == self.year), None),
        }
        return render(request, "programs/networks/new_places.html", context)


class NewPlacesFileView(NewPlacesMixin, View):
    def get(self, request, *, file_format, **kwargs):
        paper = new_places_paper(self.municipality, self.table, self.years, self.municipality.today())
        return file_response(paper, f"Новые места {self.year}", file_format)


class NewPlacesFormMixin(OfficeFormMixin):
    form_class = NewPlacesForm

    def get_success_url(self):
        year = f"?year={self.object.year}" if self.object and self.object.pk else ""
        return reverse("new-places", args=[self.municipality.slug]) + year


class NewPlacesCreateView(NewPlacesFormMixin, CreateView):
    heading = "Внести новые места"

    def get_form_kwargs(self):
        last = self.scoped(NewPlaces.objects).aggregate(last=Max("year"))["last"]
        row = NewPlaces(municipality=self.municipality, year=last or self.municipality.today().year)
        return super().get_form_kwargs() | {"instance": row}


class NewPlacesUpdateView(NewPlacesFormMixin, UpdateView):
    heading = "Изменить новые места"

    def get_queryset(self):
        return self.scoped(NewPlaces.objects)

    def get_context_data(self, **kwargs):
        delete_url = reverse("new-places-delete", args=[self.municipality.slug, self.object.pk])
        return super().get_context_data(delete_url=delete_url, **kwargs)


class NewPlacesDeleteView(OfficeDeleteView):
    fields = ("year", "organization", "focus_area", "places", "money", "equipment")

    def get_object(self):
        return self.scoped_or_404(NewPlaces.objects.select_related("organization"), pk=self.kwargs["pk"])

    def get_create_url(self, row):
        return reverse("new-places-create", args=[self.municipality.slug])

    def get_success_url(self, row):
        return reverse("new-places", args=[self.municipality.slug])


class DeclaredPlacesView(OfficeFormMixin, UpdateView):
    """What a paper declares for the year that the address names; the first to tell it enters it."""

    form_class = DeclaredPlacesForm

    def get_object(self, queryset=None):
        declared = {"municipality": self.municipality, "year": self.kwargs["year"]}
        return self.scoped(DeclaredPlaces.objects).filter(**declared).first() or DeclaredPlaces(**declared)

    def get_context_data(self, **kwargs):
        heading = f"Новые места по документу за {self.kwargs['year']} год"
        return super().get_context_data(heading=heading, **kwargs)

    def get_success_url(self):
        return f"{reverse('new-places', args=[self.municipality.slug])}?year={self.kwargs['year']}"
