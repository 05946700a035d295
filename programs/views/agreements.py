from django.urls import reverse
from django.views.generic import CreateView, DetailView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.views.registers import RegisterView

from ..agreement_forms import AgreementForm
from ..models import NetworkAgreement, Partner, Program
from ..networks import flags_to_mend
from .office import OfficeFormMixin


class AgreementListView(RegisterView):
    """The register of agreements; above it the programmes whose flag and agreements disagree."""

    slug = "agreements"
    template_name = "programs/networks/agreement_list.html"

    def get_context_data(self, **kwargs):
        partners = Partner.objects.filter(agreement__in=self.selection.rows.order_by().values("pk"))
        mend = {}
        if perms.may_read_office(self.request.user, self.municipality):
            mend = flags_to_mend(self.scoped(Program.objects), self.municipality)
        return super().get_context_data(partner_count=partners.number(), **mend, **kwargs)


class AgreementMixin(MunicipalityMixin):
    """A view of the agreement that the address names."""

    context_object_name = "agreement"

    def get_object(self, queryset=None):
        agreements = NetworkAgreement.objects.select_related("municipality", "organization", "file")
        return self.scoped_or_404(agreements, pk=self.kwargs["pk"])


class AgreementView(AgreementMixin, DetailView):
    """For the office and for the parties."""

    template_name = "programs/networks/agreement.html"

    def get_context_data(self, **kwargs):
        agreement, user = self.object, self.request.user
        opens_all = perms.may_read_office(user, self.municipality)
        programs = agreement.programs.select_related("organization")
        return super().get_context_data(
            section="programs",
            standing=agreement.standing(self.municipality.today()),
            partners=agreement.partners.select_related("organization"),
            programs=[(one, opens_all or one.organization_id in user.represented) for one in programs],
            **kwargs,
        )


class AgreementFormMixin(OfficeFormMixin):
    form_class = AgreementForm
    template_name = "programs/office_form_with_rows.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_success_url(self):
        if self.object and self.object.pk:
            return self.object.get_absolute_url()
        return reverse("network-agreement-list", args=[self.municipality.slug])


class AgreementCreateView(AgreementFormMixin, CreateView):
    heading = "Новый договор"

    def get_form_kwargs(self):
        agreement = NetworkAgreement(municipality=self.municipality)
        return super().get_form_kwargs() | {"instance": agreement}


class AgreementUpdateView(AgreementFormMixin, AgreementMixin, UpdateView):
    heading = "Изменить договор"
