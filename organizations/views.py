from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import CreateView, ListView, UpdateView

from moc_portal.scoping import MunicipalityMixin

from . import perms
from .forms import OrganizationForm
from .models import Organization
from .searching import every_word


class HomeView(View):
    """One's own municipality, or a choice for those who have several. Who leads begins with the overview."""

    def get(self, request):
        municipalities = list(request.user.municipalities().select_related("region")[:200])
        if len(municipalities) == 1:
            leads = perms.leads(request.user, municipalities[0])
            return redirect("dashboard" if leads else "today", municipalities[0].slug)
        return render(request, "organizations/home.html", {"municipalities": municipalities})


class OrganizationListView(MunicipalityMixin, ListView):
    permission = perms.may_read_office
    template_name = "organizations/organization_list.html"
    paginate_by = 100
    extra_context = {"section": "organizations"}

    def get_queryset(self):
        return self.scoped(Organization.objects).filter(every_word(self.request.GET.get("q", "")[:200]))


class OrganizationEditMixin(MunicipalityMixin):
    permission = perms.may_edit
    model = Organization
    form_class = OrganizationForm
    template_name = "organizations/organization_form.html"
    extra_context = {"section": "organizations"}

    def get_success_url(self):
        return reverse("organization-list", args=[self.municipality.slug])


class OrganizationCreateView(OrganizationEditMixin, CreateView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Organization(municipality=self.municipality)}


class OrganizationUpdateView(OrganizationEditMixin, UpdateView):
    def get_queryset(self):
        return self.scoped(Organization.objects)
