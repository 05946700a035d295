from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..forms import TargetsForm


class TargetsView(MunicipalityMixin, FormView):
    """How many children there are, and what share of them is to be covered in the year."""

    permission = perms.may_edit
    form_class = TargetsForm
    template_name = "certificates/targets.html"
    extra_context = {"section": "coverage"}

    @property
    def year(self):
        return self.kwargs["year"]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"municipality": self.municipality, "year": self.year}

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.year, **kwargs)

    def form_valid(self, form):
        form.save()
        messages.success(self.request, f"Сохранено: численность детей и цели на {self.year} год.")
        return redirect("coverage", self.municipality.slug)
