"""«Маршруты»: by which steps each kind of paper goes to its approval, and how the office changes them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Appointment

from ..models import ApprovalRoute, OfficialPaper, PaperKind
from ..route_forms import RouteForm


class RouteListView(MunicipalityMixin, View):
    permission = perms.may_read_office

    def get(self, request, **kwargs):
        may_change = perms.may_set_routes(request.user, self.municipality)
        routes = [entry for kind in PaperKind for entry in self.entries(kind)]
        context = {"section": "routes", "routes": routes, "may_change": may_change}
        return render(request, "records/routes.html", context)

    def entries(self, kind):
        """The route of a kind, and those of its forms that go their own way; of the others the names."""
        forms = OfficialPaper.of_kind(kind).variants(self.municipality)
        own = {code: name for code, name in forms.items() if (kind, code) in self.serving}
        others = {code: name for code, name in forms.items() if code not in own}
        yield self.entry(kind, "", kind.label, others)
        for code, name in own.items():
            yield self.entry(kind, code, name, {})

    def entry(self, kind, variant, title, others):
        route = self.serving.get((kind, variant))
        steps = route.steps.all() if route else ()
        return {
            "kind": kind,
            "variant": variant,
            "title": title,
            "route": route,
            "steps": [(step, [a.person for a in self.appointments if step.is_for(a)]) for step in steps],
            "others": others,
        }

    @cached_property
    def serving(self):
        """The routes by what goes by them, the municipality's own before the common ones."""
        routes = ApprovalRoute.objects.serving(self.municipality).prefetch_related("steps__post")
        return {(route.kind, route.variant): route for route in reversed(routes)}

    @cached_property
    def appointments(self):
        """Who could take steps today."""
        here = Appointment.objects.reaching(self.municipality).on(self.municipality.today())
        return list(here.select_related("person"))


class RouteMixin(MunicipalityMixin):
    """A view of the route of a kind of papers; `?form=` names the form that is to go its own way."""

    permission = perms.may_set_routes

    @cached_property
    def kind(self):
        if self.kwargs["paper_kind"] not in PaperKind.values:
            raise Http404
        return PaperKind(self.kwargs["paper_kind"])

    @cached_property
    def variant(self):
        code = self.request.GET.get("form", "")
        if code and code not in self.forms:
            raise Http404
        return code

    @cached_property
    def forms(self):
        return OfficialPaper.of_kind(self.kind).variants(self.municipality)

    @cached_property
    def route(self):
        """The route in force, the municipality's own or a common one."""
        return ApprovalRoute.objects.serving_paper(self.municipality, self.kind, self.variant).first()

    def store(self, steps, words):
        ApprovalRoute.replace(self.municipality, self.kind, steps, self.variant)
        messages.success(self.request, f"{words} Документы, которые уже в пути, дойдут по прежнему.")
        return redirect("route-list", self.municipality.slug)


class RouteEditView(RouteMixin, View):
    def get(self, request, **kwargs):
        return self.ask(RouteForm(self.municipality, self.route))

    def post(self, request, **kwargs):
        form = RouteForm(self.municipality, self.route, request.POST)
        return self.store(form.steps(), "Маршрут сохранён.") if form.is_valid() else self.ask(form, 422)

    def ask(self, form, status=200):
        is_own = bool(self.route and self.route.municipality_id and self.route.variant == self.variant)
        title = self.forms[self.variant] if self.variant else self.kind.label
        context = {"section": "routes", "title": title, "is_own": is_own, "form": form}
        return render(self.request, "records/route_form.html", context, status=status)


class RouteResetView(RouteMixin, View):
    """«Вернуться к общему маршруту»."""

    def post(self, request, **kwargs):
        return self.store([], "Теперь действует общий маршрут.")
