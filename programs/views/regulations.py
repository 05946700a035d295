"""By which points and criteria a municipality reviews and assesses its programmes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Municipality

from ..models import Criterion, Regulation
from ..regulation_forms import RegulationForms


class RegulationMixin(MunicipalityMixin):
    @cached_property
    def regulation(self):
        return Regulation.objects.select_related("act").holding_in(self.municipality)

    def show(self, template, status=200, **context):
        context |= {
            "section": "programs",
            "regulation": self.regulation,
            "is_own": self.regulation.municipality_id is not None,
        }
        return render(self.request, template, context, status=status)


class RegulationView(RegulationMixin, View):
    permission = perms.may_read_office

    def get(self, request, **kwargs):
        parts = [(part.label, self.regulation.in_use(part)) for part in Criterion.Part]
        may_change = perms.may_regulate(request.user, self.municipality)
        return self.show("programs/assessment_regulation.html", parts=parts, may_change=may_change)


class RegulationOwnView(RegulationMixin, View):
    """«Взять за основу общее положение»."""

    permission = perms.may_regulate

    @transaction.atomic
    def post(self, request, **kwargs):
        Municipality.objects.select_for_update().get(pk=self.municipality.pk)
        if self.regulation.municipality_id is None:
            self.regulation.copied_for(self.municipality)
            messages.success(request, "Теперь у вас своё положение. Измените в нём то, что у вас иначе.")
        return redirect("regulation-edit", self.municipality.slug)


class RegulationEditView(RegulationMixin, View):
    permission = perms.may_regulate

    def get(self, request, **kwargs):
        self.require_own()
        return self.ask(RegulationForms(self.regulation))

    def post(self, request, **kwargs):
        self.require_own()
        forms = RegulationForms(self.regulation, request.POST)
        if not forms.is_valid():
            return self.ask(forms, status=422)
        forms.save()
        messages.success(
            request, "Положение сохранено. Начатые листы экспертов остаются при своих критериях."
        )
        return redirect("regulation", self.municipality.slug)

    def require_own(self):
        if self.regulation.municipality_id is None:
            raise PermissionDenied("Общее положение не меняется: сначала возьмите его за основу своего.")

    def ask(self, forms, status=200):
        return self.show("programs/assessment_regulation_form.html", status, forms=forms)
