"""The review of a programme by the centre, and what becomes of its remarks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import UpdateView

from moc_portal.scoping import MunicipalityMixin

from ..card import changes
from ..life import LIFE, may_review
from ..models import Program, ProgramRemark, Review
from ..remarks import may_answer, may_resolve, may_take_back, with_rights
from ..review_forms import AnswerForm, ChecklistForm

CLOSED = "Рецензия уже закончена: её отметки и замечания больше не меняются."


class ReviewView(MunicipalityMixin, UpdateView):
    """One round: the checklist with the file beside it, the remarks, and what changed since the round before."""

    form_class = ChecklistForm
    template_name = "programs/review.html"
    context_object_name = "review"
    extra_context = {"section": "programs"}

    @cached_property
    def review(self):
        related = (
            "program__organization__municipality",
            "program__municipality__region",
            "file",
            "reviewer__person",
        )
        return self.scoped_or_404(Review.objects.select_related(*related), pk=self.kwargs["pk"])

    def get_object(self, queryset=None):
        return self.review

    @cached_property
    def may_mark(self):
        return not self.review.result and bool(may_review(self.request.user, self.review.program))

    def get_form(self, form_class=None):
        return super().get_form(form_class) if self.may_mark else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "municipality": self.municipality}

    def post(self, request, *args, **kwargs):
        """The programme stays locked meanwhile: nobody ends the review in between."""
        if not may_review(request.user, self.review.program):
            raise PermissionDenied("Рецензию ведёт МОЦ.")
        with transaction.atomic():
            program = Program.objects.locked(self.review.program_id)
            if not program.reviews.in_work().filter(pk=self.review.pk).exists():
                messages.error(request, CLOSED)
                return redirect(self.review)
            return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        form.save()
        then, program = self.request.POST.get("then", ""), self.review.program
        if then in LIFE.transitions:
            step = reverse("program-transition", args=[self.municipality.slug, program.pk, then])
            return redirect(f"{step}?seen_version={program.version}")
        messages.success(
            self.request,
            "Отметки сохранены." + (" Замечание добавлено." if form.cleaned_data["text"] else ""),
        )
        return redirect(self.review)

    def get_context_data(self, **kwargs):
        review, user = self.review, self.request.user
        program = review.program
        rounds = list(self.get_earlier_rounds())
        before = rounds[0] if rounds else None
        return super().get_context_data(
            program=program,
            may_mark=self.may_mark,
            transitions=LIFE.available(program, user) if self.may_mark else [],
            marks=() if self.may_mark else review.marks.select_related("criterion"),
            before=before,
            changed=changes(Program, before.card, review.card) if before else [],
            is_same_file=before is not None and before.file_id == review.file_id,
            rounds=rounds,
            remarks=with_rights(self.get_remarks(), user),
            **kwargs,
        )

    def get_earlier_rounds(self):
        program, number = self.review.program, self.review.number
        earlier = program.reviews.for_user(self.request.user).filter(number__lt=number)
        return earlier.prefetch_related("marks__criterion").select_related("file", "reviewer__person")

    def get_remarks(self):
        return self.review.program.remarks.for_user(self.request.user).of_page()


class RemarkMixin(MunicipalityMixin):
    """A view of the remark that the address names."""

    @cached_property
    def remark(self):
        return self.scoped_or_404(ProgramRemark.objects.of_page(), pk=self.kwargs["pk"])

    def require(self, may):
        if not may:
            raise PermissionDenied("Сейчас с этим замечанием так поступить нельзя: обновите страницу.")

    def back(self):
        return redirect(f"{self.remark.program.get_absolute_url()}#remark-{self.remark.pk}")


class RemarkAnswerView(RemarkMixin, UpdateView):
    """What the author of the programme did about a remark."""

    form_class = AnswerForm
    template_name = "programs/remark_answer.html"
    context_object_name = "remark"
    extra_context = {"section": "programs"}

    def get_object(self, queryset=None):
        self.require(may_answer(self.request.user, self.remark))
        return self.remark

    def form_valid(self, form):
        form.instance.answered_at = timezone.now()
        form.save()
        return self.back()


class RemarkResolveView(RemarkMixin, View):
    """«Снято» at a remark; sent again with `open` it is open once more."""

    def post(self, request, **kwargs):
        remark = self.remark
        self.require(may_resolve(request.user, remark))
        is_settled = "open" not in request.POST
        remark.resolved_at = timezone.now() if is_settled else None
        remark.resolved_by = request.user if is_settled else None
        remark.save(update_fields=["resolved_at", "resolved_by"])
        if not request.htmx:
            return self.back()
        ((_, rights),) = with_rights([remark], request.user)
        return render(request, "programs/remark_item.html", {"remark": remark, "rights": rights})


class RemarkDeleteView(RemarkMixin, View):
    """A remark that nobody has been told of is taken back."""

    def post(self, request, **kwargs):
        self.require(may_take_back(request.user, self.remark))
        review = self.remark.review
        self.remark.delete()
        messages.success(request, "Замечание убрано.")
        return redirect(review or self.remark.program)
