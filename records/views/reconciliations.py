"""The act of reconciliation as a page and as a file."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from ..importing.reconciling import Reconciliation, act_of, reconcile
from ..models import ImportBatch
from .imports import SECTION, BatchMixin
from .papers import file_response

MOST_PRINTED = 1000  # rows that are drawn as a paper while the page waits


class ReconciliationMixin(BatchMixin):
    @cached_property
    def found(self) -> Reconciliation:
        return reconcile(self.batch, of_named_organizations=bool(self.request.GET.get("named")))

    def is_ready(self) -> bool:
        return self.batch.is_reconciliation and self.batch.state == ImportBatch.State.READY


class ReconciliationView(ReconciliationMixin, View):
    def get(self, request, **kwargs):
        if not self.is_ready():
            return redirect(self.batch)
        context = {"batch": self.batch, "found": self.found, "named": bool(request.GET.get("named"))}
        return render(request, "records/reconciliation.html", SECTION | context)


class ReconciliationFileView(ReconciliationMixin, View):
    def get(self, request, *, file_format, **kwargs):
        if not self.is_ready():
            return redirect(self.batch)
        if file_format != "xlsx" and sum(number for _, number in self.found.counts[1:]) > MOST_PRINTED:
            messages.error(request, "Расхождений слишком много для печати: скачайте акт в Excel.")
            return redirect("reconciliation", self.municipality.slug, self.batch.pk)
        title = f"Акт сверки {self.batch.title} {self.municipality.name}"
        return file_response(act_of(self.found), title, file_format)
