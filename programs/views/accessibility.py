from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import CreateView, ListView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..models import AccessibilityModel, Visit
from ..network_forms import AccessibilityModelForm, VisitForm
from ..visits import visits_by_year
from .office import OfficeDeleteView, OfficeFormMixin


class ModelListView(MunicipalityMixin, ListView):
    permission = perms.may_read_office
    template_name = "programs/networks/model_list.html"
    paginate_by = 50
    extra_context = {"section": "programs"}

    def get_queryset(self):
        models = self.scoped(AccessibilityModel.objects).order_by("-is_active", "name")
        counted = models.annotate(visit_count=Count("visits"), child_visits=Sum("visits__children"))
        return counted.select_related("organization", "municipality")


class ModelFormMixin(OfficeFormMixin):
    form_class = AccessibilityModelForm

    def get_success_url(self):
        if self.object and self.object.pk:
            return self.object.get_absolute_url()
        return reverse("accessibility-model-list", args=[self.municipality.slug])


class ModelCreateView(ModelFormMixin, CreateView):
    heading = "Новая модель доступности"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": AccessibilityModel(municipality=self.municipality)}


class ModelUpdateView(ModelFormMixin, UpdateView):
    heading = "Изменить модель доступности"

    def get_queryset(self):
        return self.scoped(AccessibilityModel.objects)


class OfModelMixin(MunicipalityMixin):
    """A view about the model that the address names."""

    @cached_property
    def accessibility_model(self):
        models = AccessibilityModel.objects.select_related("organization", "municipality")
        return self.scoped_or_404(models, pk=self.kwargs["pk"])


class ModelView(OfModelMixin, ListView):
    """The model with its visits, and how many there were in each year."""

    permission = perms.may_read_office
    template_name = "programs/networks/model.html"
    paginate_by = 50

    def get_queryset(self):
        return self.accessibility_model.visits.select_related("program")

    def get_context_data(self, **kwargs):
        model = self.accessibility_model
        visit = Visit(model=model, day=self.municipality.today())
        is_entered = perms.may_edit(self.request.user, self.municipality)
        return super().get_context_data(
            section="programs",
            model=model,
            programs=model.programs.select_related("organization"),
            years=visits_by_year(model.visits.values_list("day", "settlement", "children")),
            form=VisitForm(instance=visit, municipality=self.municipality) if is_entered else None,
            **kwargs,
        )


class VisitFormMixin(OfficeFormMixin):
    form_class = VisitForm
    template_name = "programs/networks/visit_form.html"

    def get_success_url(self):
        return self.accessibility_model.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(model=self.accessibility_model, **kwargs)


class VisitCreateView(VisitFormMixin, OfModelMixin, CreateView):
    heading = "Записать выезд"

    def get_form_kwargs(self):
        visit = Visit(model=self.accessibility_model, day=self.municipality.today())
        return super().get_form_kwargs() | {"instance": visit}


class VisitMixin(MunicipalityMixin):
    """A view of the visit that the address names."""

    def get_object(self, queryset=None):
        visits = Visit.objects.select_related("model__municipality")
        return self.scoped_or_404(visits, pk=self.kwargs["pk"])


class VisitUpdateView(VisitFormMixin, VisitMixin, UpdateView):
    heading = "Изменить выезд"

    @property
    def accessibility_model(self):
        return self.object.model


class VisitDeleteView(VisitMixin, OfficeDeleteView):
    fields = ("day", "settlement", "children", "program", "note")

    def get_create_url(self, row):
        return reverse("visit-create", args=[self.municipality.slug, row.model_id])

    def get_success_url(self, row):
        return row.model.get_absolute_url()
