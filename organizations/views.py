from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views import View
from django.views.generic import CreateView, ListView, UpdateView

from moc_portal.scoping import MunicipalityMixin

from . import perms
from .forms import OrganizationForm, ProfileForm
from .models import Appointment, Organization, Person
from .searching import every_word


class HomeView(View):
    """One's own municipality, or a choice for those who have several. Who leads begins with the overview."""

    def get(self, request):
        municipalities = list(request.user.municipalities().select_related("region")[:200])
        if len(municipalities) == 1:
            leads = perms.leads(request.user, municipalities[0])
            return redirect("dashboard" if leads else "today", municipalities[0].slug)
        return render(request, "organizations/home.html", {"municipalities": municipalities})


class ProfileView(UpdateView):
    """One's own page: the posts held, the reminders, the secret link to the calendar."""

    request: Any
    form_class = ProfileForm
    template_name = "organizations/profile.html"
    success_url = reverse_lazy("profile")

    def get_object(self, queryset=None):
        return self.request.user.person or Person()

    def get_context_data(self, **kwargs):
        user = self.request.user
        appointments = Appointment.objects.filter(person=user.person_id).current()
        places = ("municipality", "organization", "zone", "region")
        token = user.calendar_token
        address = self.request.build_absolute_uri(reverse("calendar", args=[token])) if token else ""
        return super().get_context_data(
            appointments=appointments.select_related(*places), calendar=address, **kwargs
        )

    def form_valid(self, form):
        if form.instance.pk:
            form.save()
            messages.success(self.request, "Сохранено.")
        return redirect(self.success_url)


class CalendarLinkView(View):
    """A new link to one's calendar, in the place of the old one, or none at all."""

    def post(self, request):
        if "close" in request.POST:
            request.user.close_calendar()
            messages.success(request, "Календарь отключён: прежняя ссылка больше ничего не показывает.")
        else:
            request.user.renew_calendar()
            messages.success(request, "Новая ссылка готова. Прежняя, если она была, больше не действует.")
        return redirect("profile")


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
