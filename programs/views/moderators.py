from django.urls import reverse
from django.views.generic import CreateView, DetailView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Organization
from records.views.registers import RegisterView

from ..models import Moderator
from ..provider_forms import ModeratorForm
from .office import OfficeFormMixin

LISTED = 30


class ModeratorListView(RegisterView):
    """The register; above it the organisations that have nobody."""

    slug = "moderators"
    template_name = "programs/providers/moderator_list.html"

    def get_context_data(self, **kwargs):
        here = self.scoped(Moderator.objects).on(self.municipality.today())
        teaching = self.scoped(Organization.objects).teaching()
        without = teaching.exclude(pk__in=here.order_by().values("organization"))
        return super().get_context_data(without=without[:LISTED], without_count=without.count(), **kwargs)


class ModeratorMixin(MunicipalityMixin):
    """A view of the moderator that the address names."""

    context_object_name = "moderator"

    def get_object(self, queryset=None):
        moderators = Moderator.objects.select_related("organization__municipality")
        return self.scoped_or_404(moderators, pk=self.kwargs["pk"])


class ModeratorView(ModeratorMixin, DetailView):
    permission = perms.may_read_office
    template_name = "programs/providers/moderator.html"

    def get_context_data(self, **kwargs):
        asked = self.object.consultations.select_related("organization__municipality")
        return super().get_context_data(
            section="programs", consultations=asked[:LISTED], count=asked.count(), **kwargs
        )


class ModeratorFormMixin(OfficeFormMixin):
    form_class = ModeratorForm

    def get_success_url(self):
        if self.object and self.object.pk:
            return self.object.get_absolute_url()
        return reverse("moderator-list", args=[self.municipality.slug])


class ModeratorCreateView(ModeratorFormMixin, CreateView):
    heading = "Новый модератор"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Moderator(starts_on=self.municipality.today())}


class ModeratorUpdateView(ModeratorFormMixin, ModeratorMixin, UpdateView):
    heading = "Изменить сведения о модераторе"
