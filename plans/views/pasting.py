from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.generic import FormView

from documents.prose import count
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..models import EventKind
from ..pasted_events import read_events, record_events
from ..pasted_table import COLUMNS, LABELS, MAX_ROWS, read_table


class PasteForm(forms.Form):
    text = forms.CharField(
        label="строки таблицы", max_length=400_000, strip=False, widget=forms.Textarea({"rows": 8}),
        help_text=f"Выделите строки в Excel или Word, скопируйте и вставьте сюда. Не больше {MAX_ROWS} строк.",
    )  # fmt: skip


class PasteView(MunicipalityMixin, FormView):
    """Rows pasted from Excel: first what was understood is shown, then all of it is saved or nothing."""

    permission = perms.may_edit
    form_class = PasteForm
    template_name = "plans/event_paste.html"
    extra_context = {"section": "events", "kinds": EventKind.objects.all()}

    def form_valid(self, form):
        kinds = list(EventKind.objects.all())
        try:
            table = self._read(form, kinds)
        except ValidationError as refusal:
            form.add_error("text", refusal)
            return self.form_invalid(form)
        self._correct_meanings(table)
        rows = read_events(table, self.municipality, kinds)
        has_problems = bool(table.problems()) or any(row.errors for row in rows)
        new = sum(not row.is_known for row in rows)
        if "save" in self.request.POST and new and not has_problems:
            return self._save(rows)
        context = {"table": table, "rows": rows, "has_problems": has_problems, "columns": COLUMNS, "new": new}
        return self.render_to_response(self.get_context_data(form=form, **context))

    def _read(self, form, kinds):
        """The table; where cells of the preview were typed anew, the text has them from now on."""
        table = read_table(form.cleaned_data["text"], kinds)
        if not table.correct(self.request.POST):
            return table
        form.data = form.data.copy()
        form.data["text"] = table.text
        return read_table(table.text, kinds)

    def _correct_meanings(self, table):
        """What the user chose over a column stands above what was guessed."""
        for place, guessed in enumerate(table.meanings):
            chosen = self.request.POST.get(f"column-{place}", guessed)
            table.meanings[place] = chosen if chosen in LABELS else ""

    def _save(self, rows):
        recorded = record_events(rows, self.municipality)
        known = len(rows) - recorded
        also = f" Пропущено, потому что уже есть: {known}." if known else ""
        messages.success(self.request, f"Записано: {count(recorded, 'мероприятие')}.{also}")
        return redirect("event-list", self.municipality.slug)
