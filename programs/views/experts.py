"""Who assesses a programme: named, released and asked again by the office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..assessment_forms import ExpertsForm, ReleaseForm, ReopenForm
from ..conflicts import conflict_of
from ..models import Assignment, Program, Regulation
from .assessments import AssessmentMixin

CONCLUDED = "Заключение уже внесено: состав экспертов и их листы не меняются."


def lock_open(assessment):
    """Nobody draws the conclusion until the transaction ends; PermissionDenied when somebody has."""
    Program.objects.locked(assessment.program_id)
    assessment.refresh_from_db(fields=["result"])
    require_open(assessment)


def require_open(assessment):
    if assessment.result:
        raise PermissionDenied(CONCLUDED)


class ExpertsView(AssessmentMixin, View):
    """«Назначить экспертов»."""

    permission = perms.may_lead_assessment

    def get(self, request, **kwargs):
        self.require_municipal()
        return self.ask(ExpertsForm(self.assessment))

    @transaction.atomic
    def post(self, request, **kwargs):
        self.require_municipal()
        lock_open(self.assessment)
        form = ExpertsForm(self.assessment, request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        form.save()
        messages.success(request, "Эксперты назначены. Листы уже у них на первой странице.")
        return redirect(self.assessment)

    def require_municipal(self):
        require_open(self.assessment)
        if not self.assessment.is_municipal:
            raise PermissionDenied("Региональную экспертизу ведёт регион: экспертов назначает он.")

    def ask(self, form, status=200):
        regulation = Regulation.objects.holding_in(self.municipality)
        context = {
            "section": "programs",
            "assessment": self.assessment,
            "form": form,
            "regulation": regulation,
        }
        return render(self.request, "programs/assessment_experts.html", context, status=status)


class SheetMixin(MunicipalityMixin):
    """A view of the sheet that the address names."""

    @cached_property
    def sheet(self):
        related = ("assessment__program__municipality", "assessment__program__organization", "expert")
        sheets = Assignment.objects.select_related(*related, "assessment__file")
        return self.scoped_or_404(sheets, **self.get_lookup())

    def get_lookup(self):
        return {"pk": self.kwargs["pk"]}

    @property
    def assessment(self):
        return self.sheet.assessment

    def get_object(self, queryset=None):
        return self.sheet


class SheetRemoveView(SheetMixin, View):
    """«Снять»: an expert who has not begun."""

    permission = perms.may_lead_assessment

    @transaction.atomic
    def post(self, request, **kwargs):
        lock_open(self.assessment)
        if self.sheet.is_begun:
            messages.error(request, f"{self.sheet.expert}: лист уже начат, снять эксперта нельзя.")
        else:
            self.sheet.delete()
            messages.success(request, f"{self.sheet.expert}: назначение снято.")
        return redirect(self.assessment)


class SheetReleaseView(SheetMixin, UpdateView):
    """«Освободить»: an expert who has begun, yet is gone or may not go on; another one takes his place."""

    permission = perms.may_lead_assessment
    form_class = ReleaseForm
    template_name = "programs/assessment_release.html"
    context_object_name = "sheet"
    extra_context = {"section": "programs"}

    def get(self, request, *args, **kwargs):
        self.require_unfinished()
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        lock_open(self.assessment)
        self.require_unfinished()
        return super().post(request, *args, **kwargs)

    def require_unfinished(self):
        require_open(self.assessment)
        if not self.sheet.is_open:
            raise PermissionDenied("Лист уже закрыт: законченный сначала верните эксперту.")

    def get_initial(self):
        today = self.municipality.today()
        return {"recusal_reason": conflict_of(self.sheet.expert, self.assessment.program, today)}

    def form_valid(self, form):
        sheet = form.save()
        messages.success(self.request, f"{sheet.expert}: освобождён. Назначьте другого эксперта.")
        return redirect(self.assessment)


class SheetReopenView(SheetMixin, UpdateView):
    """«Вернуть эксперту»: a finished sheet, until the conclusion is drawn."""

    permission = perms.may_lead_assessment
    form_class = ReopenForm
    template_name = "programs/assessment_reopen.html"
    context_object_name = "sheet"
    extra_context = {"section": "programs"}

    def get(self, request, *args, **kwargs):
        self.require_finished()
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        lock_open(self.assessment)
        self.require_finished()
        return super().post(request, *args, **kwargs)

    def require_finished(self):
        require_open(self.assessment)
        if self.sheet.finished_on is None:
            raise PermissionDenied("Эксперт ещё не закончил: лист и так открыт для него.")

    def form_valid(self, form):
        sheet = form.save()
        messages.success(self.request, f"{sheet.expert}: лист снова открыт.")
        return redirect(self.assessment)
