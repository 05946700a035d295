from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views import View
from django.views.generic import CreateView, ListView, UpdateView

from documents.prose import date_range
from moc_portal.scoping import MunicipalityMixin

from . import perms
from .forms import OrganizationForm, ProfileForm, SubstituteForm
from .models import Appointment, Organization, Person, Role
from .searching import every_word


class HomeView(View):
    """One's own municipality, or a choice for those who have several.

    Who leads begins with the overview, who only assesses programmes with his sheets.
    """

    request: Any

    def get(self, request):
        # What waits for the regional centre: papers at its step, and reports that were sent to it.
        theirs = Q(papers__step__role=Role.RMC) | Q(papers__kind="report", papers__state="sent")
        places = request.user.municipalities().annotate(waiting=Count("papers", filter=theirs))
        municipalities = list(places.select_related("region")[:200])
        if len(municipalities) == 1:
            return redirect(self.first_page(municipalities[0]), municipalities[0].slug)
        receives = any(a.role == Role.RMC for a in request.user.current_appointments)
        sheets = self.open_sheets()
        pages = [(place, self.first_page(place), sheets.get(place.pk)) for place in municipalities]
        pages.sort(key=lambda page: page[2] is None)  # an expert of the region begins where he is awaited
        return render(request, "organizations/home.html", {"pages": pages, "receives": receives})

    def first_page(self, municipality):
        user = self.request.user
        if perms.leads(user, municipality):
            return "dashboard"
        return "today" if perms.may_read_coverage(user, municipality) else "assessment-list"

    def open_sheets(self):
        """How many programmes the user is asked to assess, by municipality."""
        person = self.request.user.person
        if person is None:
            return {}
        sheets = person.program_assignments.open().values_list("assessment__program__municipality")
        return dict(sheets.annotate(number=Count("pk")).order_by())


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


class AppointmentListView(MunicipalityMixin, ListView):
    """Who holds which post today and to come, and who acts in whose place."""

    permission = perms.may_read_office
    template_name = "organizations/appointment_list.html"
    extra_context = {"section": "routes"}

    def get_queryset(self):
        in_force = self.scoped(Appointment.objects).exclude(ends_on__lt=self.municipality.today())
        office = in_force.filter(role__in=[Role.AUTHORITY, Role.MOC_HEAD, Role.METHODIST])
        return office.select_related("person", "substitutes__person").order_by("role", "starts_on", "pk")

    def get_context_data(self, **kwargs):
        place = self.request.user, self.municipality
        rows = [
            (a, perms.may_substitute(*place, a), perms.may_end_substitution(*place, a))
            for a in self.object_list
        ]
        return super().get_context_data(rows=rows, today=self.municipality.today(), **kwargs)


class SubstituteMixin(MunicipalityMixin):
    permission = perms.may_appoint

    def get_appointment(self):
        appointments = Appointment.objects.select_related("person", "substitutes__person")
        return self.scoped_or_404(appointments, pk=self.kwargs["pk"])

    def get_success_url(self):
        return reverse("appointment-list", args=[self.municipality.slug])


class SubstituteCreateView(SubstituteMixin, CreateView):
    """«Назначить исполняющего обязанности»."""

    form_class = SubstituteForm
    template_name = "organizations/substitute_form.html"
    extra_context = {"section": "routes"}

    def get_form_kwargs(self):
        appointment = self.get_appointment()
        if not perms.may_substitute(self.request.user, self.municipality, appointment):
            raise PermissionDenied(
                "Назначить исполняющего обязанности можно за себя и за тех, кем вы руководите."
            )
        given = {"data": self.request.POST} if self.request.method == "POST" else {}
        place = {"municipality": self.municipality, "user": self.request.user}
        return given | place | {"appointment": appointment}

    def form_valid(self, form):
        substitute = form.save()
        span = date_range(substitute.starts_on, substitute.ends_on)
        messages.success(self.request, f"{substitute}: {span}.")
        return redirect(self.get_success_url())


class SubstituteEndView(SubstituteMixin, View):
    """«Прекратить»: from today on the substitute acts no longer."""

    def post(self, request, **kwargs):
        appointment = self.get_appointment()
        if not perms.may_end_substitution(request.user, self.municipality, appointment):
            raise PermissionDenied("Прекратить может тот, кто вправе назначить.")
        appointment.end_before(self.municipality.today())
        messages.success(request, f"{appointment}: исполнение обязанностей прекращено.")
        return redirect(self.get_success_url())
