"""«Маршруты»: by which steps each kind of paper goes to its approval, and how the office changes them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Appointment

from ..models import ApprovalRoute, PaperKind
from ..route_forms import RouteForm


class RouteListView(MunicipalityMixin, View):
    permission = perms.may_read_office

    def get(self, request, **kwargs):
        serving = ApprovalRoute.objects.serving(self.municipality).prefetch_related("steps__post")
        by_kind = {route.kind: route for route in reversed(serving)}
        routes = [(kind, route := by_kind.get(kind), self.with_holders(route)) for kind in PaperKind]
        may_change = perms.may_set_routes(request.user, self.municipality)
        context = {"section": "routes", "routes": routes, "may_change": may_change}
        return render(request, "records/routes.html", context)

    def with_holders(self, route):
        """The steps, each with those who could take it today."""
        steps = route.steps.all() if route else ()
        return [(step, [a.person for a in self.appointments if step.is_for(a)]) for step in steps]

    @cached_property
    def appointments(self):
        here = Appointment.objects.reaching(self.municipality).on(self.municipality.today())
        return list(here.select_related("person"))


class RouteMixin(MunicipalityMixin):
    permission = perms.may_set_routes

    @cached_property
    def kind(self):
        if self.kwargs["paper_kind"] not in PaperKind.values:
            raise Http404
        return PaperKind(self.kwargs["paper_kind"])

    @cached_property
    def route(self):
        """The route in force for the kind, the municipality's own or the common one."""
        return ApprovalRoute.objects.serving(self.municipality).filter(kind=self.kind).first()


class RouteEditView(RouteMixin, View):
    def get(self, request, **kwargs):
        return self.ask(RouteForm(self.municipality, self.route))

    def post(self, request, **kwargs):
        form = RouteForm(self.municipality, self.route, request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        ApprovalRoute.replace(self.municipality, self.kind, form.steps())
        messages.success(request, "Маршрут сохранён. Документы, которые уже в пути, дойдут по прежнему.")
        return redirect("route-list", self.municipality.slug)

    def ask(self, form, status=200):
        context = {"section": "routes", "kind": self.kind, "route": self.route, "form": form}
        return render(self.request, "records/route_form.html", context, status=status)


class RouteResetView(RouteMixin, View):
    """«Вернуться к общему маршруту»."""

    def post(self, request, **kwargs):
        ApprovalRoute.replace(self.municipality, self.kind, steps=())
        messages.success(request, "Теперь действует общий маршрут. Документы в пути дойдут по прежнему.")
        return redirect("route-list", self.municipality.slug)
