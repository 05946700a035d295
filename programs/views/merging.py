"""«Похожие организации», «Похожие программы»: what looks like one, and the merge of two rows into one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.models import Merge

from ..merging import KINDS
from ..merging_forms import DistinctForm, MergeForm

SHOWN = 100  # pairs at a time; the next ones come when these are decided
LOGGED = 30


class MergingMixin(MunicipalityMixin):
    """A page about rows of the kind that the address names."""

    permission = perms.may_edit

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["merged"] not in KINDS:
            raise Http404
        self.kind = KINDS[kwargs["merged"]]

    def rows(self):
        return self.scoped(self.kind.merging.model.objects).select_related(*self.kind.related)

    def show(self, template, status=200, **context):
        context |= {"kind": self.kind, "merged": self.kwargs["merged"], "section": self.kind.section}
        return render(self.request, template, context, status=status)


class CandidatesView(MergingMixin, View):
    def get(self, request, **kwargs):
        return self.propose()

    def post(self, request, **kwargs):
        form = DistinctForm(self.rows(), request.POST)
        if not form.is_valid():
            messages.error(request, "Этих записей уже нет: список обновлён.")
            return self.propose(status=422)
        form.save(self.municipality)
        messages.success(request, "Запомнено: больше портал эту пару не предложит.")
        return redirect("merge-candidates", self.municipality.slug, self.kwargs["merged"])

    def propose(self, status=200):
        pairs = self.kind.similar(self.municipality)
        model = self.kind.merging.model._meta.label_lower
        log = self.scoped(Merge.objects).filter(model=model).select_related("user__person")
        return self.show(
            "programs/merging/candidates.html",
            status,
            pairs=pairs[:SHOWN],
            number=len(pairs),
            log=log[:LOGGED],
        )


class MergeView(MergingMixin, View):
    """What would be moved, and after a yes the merge."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.kept = self.scoped_or_404(self.rows(), pk=kwargs["pk"])
            self.other = self.scoped_or_404(self.rows(), pk=kwargs["other"])

    def get(self, request, **kwargs):
        return self.ask(MergeForm(self.kind.merging, self.kept, self.other))

    def post(self, request, **kwargs):
        form = MergeForm(self.kind.merging, self.kept, self.other, request.POST)
        if form.is_valid():
            try:
                merge = self.kind.merging.merge(self.kept, self.other, request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, f"«{merge.removed_name}» присоединена к «{merge.kept_name}».")
                return redirect("merge-candidates", self.municipality.slug, self.kwargs["merged"])
        return self.ask(form, status=422)

    def ask(self, form, status=200):
        preview = self.kind.merging.preview(self.kept, self.other)
        return self.show(
            "programs/merging/merge.html",
            status,
            kept=self.kept,
            other=self.other,
            preview=preview,
            form=form,
        )
