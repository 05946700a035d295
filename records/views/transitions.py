"""The way of a paper, step by step, and the remarks with which it comes back."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from moc_portal.scoping import MunicipalityMixin

from ..approval import APPROVAL
from ..forms import TransitionForm
from ..models import OfficialPaper, Remark
from ..passage import may_resolve


class TransitionView(MunicipalityMixin, View):
    """One step of a paper on its way: GET asks for what the step needs, POST performs it."""

    workflow = APPROVAL
    template_name = "records/transition.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.record = self.get_record()
            if kwargs["transition"] not in self.workflow.transitions:
                raise Http404
            self.transition = self.workflow.transitions[kwargs["transition"]]

    def get_record(self):
        papers = OfficialPaper.objects.select_related("municipality__region")
        return self.scoped_or_404(papers, pk=self.kwargs["pk"]).itself

    def get(self, request, **kwargs):
        try:
            self.workflow.require(self.transition, self.record, request.user)
            self.workflow.require_ready(self.transition, self.record)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return redirect(self.record.get_absolute_url())
        return self.ask(self.get_form(), request.GET.get("seen_version", self.record.version))

    def post(self, request, **kwargs):
        with suppress(ValidationError):  # it is told beside what was filled in
            self.workflow.require(self.transition, self.record, request.user)
        form = self.get_form(request.POST, request.FILES)
        if form.is_valid():
            try:
                record = self.perform(form, request.POST.get("seen_version", ""))
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, f"{record.title}: {self.transition.done or record.standing}.")
                return redirect(record.get_absolute_url())
        return self.ask(form, self.record.version, status=422)

    @transaction.atomic
    def perform(self, form, seen_version):
        given = form.given_by(self.request.user)
        return self.workflow.perform(
            self.transition.name, self.record, self.request.user, given, seen_version
        )

    def get_form(self, data=None, files=None):
        make_form = self.transition.form or TransitionForm
        return make_form(self.record, data, files)

    def ask(self, form, seen_version, status=200):
        context = {
            "record": self.record,
            "transition": self.transition,
            "label": self.transition.label_for(self.record),
            "form": form,
            "seen_version": seen_version,
            "section": self.record.menu_section,
        }
        return render(self.request, self.template_name, context | self.known(), status=status)

    def known(self):
        """What the page shows beside the form, by the names its template has for it."""
        return {}


class RemarkResolveView(MunicipalityMixin, View):
    """«Исправлено» at a remark, by whoever has the paper to which it was returned."""

    def post(self, request, *, pk, **kwargs):
        remarks = Remark.objects.select_related("record__municipality")
        remark = self.scoped_or_404(remarks, pk=pk, resolved_at=None)
        if not may_resolve(request.user, remark.record):
            raise PermissionDenied("Замечание отмечает тот, у кого сейчас документ.")
        remark.resolved_at, remark.resolved_by = timezone.now(), request.user
        remark.save()
        row = f"#row-{remark.row}" if remark.row else ""
        return redirect(f"{remark.record.itself.get_absolute_url()}{row}")
