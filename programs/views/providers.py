from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.views.generic import CreateView, DetailView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Organization
from records.views.registers import RegisterView

from ..models import Program, ProgramRegister, Provider
from ..provider_forms import ProviderEntryForm, ProviderExitForm, ProviderForm
from .office import OfficeFormMixin


class ProviderListView(RegisterView):
    """The register on a day; above it how many there were that day, and who came and went in a period."""

    slug = "providers"
    template_name = "programs/providers/provider_list.html"

    def get_context_data(self, **kwargs):
        growth = self.get_growth() if self.selection.is_valid else {}
        return super().get_context_data(**growth, **kwargs)

    def get_growth(self):
        asked = self.selection.filter
        since, until = asked.period
        there = Q(starts_on__lte=asked.on_day) & (Q(ends_on=None) | Q(ends_on__gte=asked.on_day))
        of_ownership = {
            name: Count("pk", filter=there & Q(organization__ownership=name))
            for name in Organization.Ownership.values
        }
        counted = self.scoped(Provider.objects).aggregate(
            there=Count("pk", filter=there),
            entered=Count("pk", filter=Q(starts_on__range=asked.period)),
            left=Count("pk", filter=Q(ends_on__range=asked.period)),
            **of_ownership,
        )
        owned = [(label, counted[name]) for name, label in Organization.Ownership.choices]
        growth = counted["entered"] - counted["left"]
        days = {"on_day": asked.on_day, "since": since, "until": until}
        return counted | days | {"owned": owned, "growth": f"{growth:+}" if growth else "0"}


class ProviderMixin(MunicipalityMixin):
    """A view of the provider that the address names."""

    context_object_name = "provider"

    def get_object(self, queryset=None):
        providers = Provider.objects.select_related("organization__municipality")
        return self.scoped_or_404(providers, pk=self.kwargs["pk"])


class ProviderView(ProviderMixin, DetailView):
    permission = perms.may_read_office
    template_name = "programs/providers/provider.html"

    def get_context_data(self, **kwargs):
        organization = self.object.organization
        certified = Q(register=ProgramRegister.CERTIFIED)
        programs = self.scoped(Program.objects).filter(organization=organization).in_register()
        counted = programs.aggregate(
            programs=Count("pk"), certified=Count("pk", filter=certified), enrolments=Sum("children")
        )
        return super().get_context_data(
            section="programs",
            organization=organization,
            terms=organization.provider_terms.order_by("-starts_on"),
            **counted,
            **kwargs,
        )


class ProviderFormMixin(OfficeFormMixin):
    def get_success_url(self):
        if self.object and self.object.pk:
            return self.object.get_absolute_url()
        return reverse("provider-list", args=[self.municipality.slug])


class ProviderCreateView(ProviderFormMixin, CreateView):
    form_class = ProviderEntryForm
    heading = "Включить в реестр поставщиков"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Provider(starts_on=self.municipality.today())}


class ProviderUpdateView(ProviderFormMixin, ProviderMixin, UpdateView):
    form_class = ProviderForm
    heading = "Изменить запись о поставщике"


class ProviderExitView(ProviderFormMixin, ProviderMixin, UpdateView):
    form_class = ProviderExitForm
    heading = "Исключить из реестра поставщиков"
