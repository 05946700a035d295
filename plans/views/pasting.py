from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView

from documents.prose import count
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.pasted import PasteForm

from ..models import EventKind
from ..pasted_events import read_events, record_events
from ..pasted_table import LABELS, read_table


class PasteView(MunicipalityMixin, FormView):
    """Rows pasted from Excel: first what was understood is shown, then all of it is saved or nothing."""

    permission = perms.may_edit
    form_class = PasteForm
    template_name = "plans/event_paste.html"
    extra_context = {"section": "events", "kinds": EventKind.objects.all()}

    def form_valid(self, form):
        kinds = list(EventKind.objects.all())
        table = form.read(lambda text: read_table(text, kinds), LABELS)
        if table is None:
            return self.form_invalid(form)
        rows = read_events(table, self.municipality, kinds)
        has_problems = bool(table.problems()) or any(row.errors for row in rows)
        new = sum(not row.is_known for row in rows)
        if "save" in self.request.POST and new and not has_problems:
            return self._save(rows)
        context = {
            "table": table,
            "rows": rows,
            "has_problems": has_problems,
            "labels": LABELS.items(),
            "new": new,
        }
        return self.render_to_response(self.get_context_data(form=form, **context))

    def _save(self, rows):
        recorded = record_events(rows, self.municipality)
        known = len(rows) - recorded
        also = f" Пропущено, потому что уже есть: {known}." if known else ""
        messages.success(self.request, f"Записано: {count(recorded, 'мероприятие')}.{also}")
        return redirect("event-list", self.municipality.slug)
