"""An expert's sheet: points by the criteria, remarks at the passages, what he recommends; or that he takes no part."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import UpdateView

from organizations import perms

from ..assessment_forms import RecuseForm, RemarkForm, SheetForm
from ..card import changes
from ..conflicts import conflict_of
from ..models import Program, ProgramRemark
from .experts import SheetMixin, lock_open

CLOSED = "Лист закрыт: изменить его можно, только если опорный центр откроет его снова."


class SheetView(SheetMixin, UpdateView):
    """The expert fills it in, or reads it once it is closed; the office reads."""

    form_class = SheetForm
    template_name = "programs/assessment_sheet.html"
    context_object_name = "sheet"

    @property
    def is_mine(self):
        return self.request.user.person_id == self.sheet.expert_id

    @property
    def conflict(self):
        today = self.municipality.today()
        return conflict_of(self.sheet.expert, self.assessment.program, today) if self.sheet.is_open else ""

    @property
    def may_fill(self):
        return self.is_mine and self.sheet.is_open and not self.conflict

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        require_own(request.user, self.sheet)
        lock_open(self.assessment)
        require_fillable(self)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        finishing = {"is_finished": "finish" in self.request.POST}
        return super().get_form_kwargs() | {"criteria": self.assessment.criteria()} | finishing

    def form_valid(self, form):
        sheet = form.save()
        words = "Лист закончен и передан в опорный центр." if form.is_finished else "Черновик сохранён."
        messages.success(self.request, words)
        return redirect("assessment-list", self.municipality.slug) if form.is_finished else redirect(sheet)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        assessment = self.assessment
        previous = assessment.previous()
        is_office = perms.may_read_office(self.request.user, self.municipality)
        return super().get_context_data(
            section="programs" if is_office else "assessments",
            assessment=assessment,
            is_mine=self.is_mine,
            is_office=is_office,
            may_fill=self.may_fill,
            conflict=self.conflict,
            today=self.municipality.today(),
            card=card_rows(assessment.card),
            previous=previous,
            changes=changes(Program, previous.card, assessment.card) if previous else (),
            scores=self.sheet.scores.select_related("criterion"),
            remarks=self.sheet.remarks.all(),
            remark_form=RemarkForm(auto_id="remark-%s"),
            **kwargs,
        )


def card_rows(card):
    """What is filled in on a card, with the labels of its fields."""
    filled = changes(Program, {}, card)
    return [(change.label, change.after) for change in filled if change.name != "file"]


def require_own(user, sheet):
    if user.person_id is None or user.person_id != sheet.expert_id:
        raise PermissionDenied("Лист заполняет сам эксперт.")


def require_fillable(view):
    """PermissionDenied with the sentence when the sheet is closed, or its expert may no longer assess the programme."""
    if not view.sheet.is_open:
        raise PermissionDenied(CLOSED)
    today = view.municipality.today()
    if conflict := conflict_of(view.sheet.expert, view.assessment.program, today):
        raise PermissionDenied(conflict)


class OwnSheetMixin(SheetMixin):
    """A step of the expert himself, while his sheet is open."""

    def dispatch(self, request, *args, **kwargs):
        require_own(request.user, self.sheet)
        with transaction.atomic():
            lock_open(self.assessment)
            if not self.sheet.is_open:
                raise PermissionDenied(CLOSED)
            return super().dispatch(request, *args, **kwargs)


class RecuseView(OwnSheetMixin, UpdateView):
    """«Самоотвод»."""

    form_class = RecuseForm
    template_name = "programs/assessment_recuse.html"
    context_object_name = "sheet"
    extra_context = {"section": "assessments"}

    def get_initial(self):
        """A conflict that the portal knows of is the reason."""
        today = self.municipality.today()
        return {"recusal_reason": conflict_of(self.sheet.expert, self.assessment.program, today)}

    def form_valid(self, form):
        form.save()
        messages.success(self.request, "Самоотвод записан. Опорный центр назначит другого эксперта.")
        return redirect("assessment-list", self.municipality.slug)


class RemarkMixin(OwnSheetMixin):
    def remarks_response(self, form=None, status=200):
        """The remarks anew in their place on the page; without scripts the whole sheet."""
        if not self.request.htmx and form is None:
            return redirect(f"{self.sheet.get_absolute_url()}#remarks")
        context = {
            "sheet": self.sheet,
            "may_fill": True,
            "remarks": self.sheet.remarks.all(),
            "remark_form": form or RemarkForm(auto_id="remark-%s"),
        }
        return render(self.request, "programs/assessment_remarks.html", context, status=status)


class RemarkCreateView(RemarkMixin, View):
    http_method_names = ["post"]

    def post(self, request, **kwargs):
        require_fillable(self)
        remark = ProgramRemark(program=self.assessment.program, assignment=self.sheet, author=request.user)
        form = RemarkForm(request.POST, instance=remark, auto_id="remark-%s")
        if not form.is_valid():
            return self.remarks_response(form, status=422)
        form.save()
        return self.remarks_response()


class RemarkDeleteView(RemarkMixin, View):
    http_method_names = ["post"]

    @cached_property
    def remark(self):
        return self.scoped_or_404(ProgramRemark.objects.exclude(assignment=None), pk=self.kwargs["pk"])

    def get_lookup(self):
        return {"pk": self.remark.assignment_id}

    def post(self, request, **kwargs):
        self.remark.delete()
        return self.remarks_response()
