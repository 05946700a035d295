from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from documents.prose import count
from organizations import perms
from records.pasted import PasteForm

from ..months import month_in_words
from ..pasted_coverage import MEANINGS, news, read_table, store, understand_rows, versions
from .month import OfMonthMixin


class PasteView(OfMonthMixin, FormView):
    """A month pasted from Excel: first what was understood is shown, then all of it is saved or nothing."""

    permission = perms.may_edit
    form_class = PasteForm
    template_name = "certificates/paste.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section="coverage", month=self.month, month_name=month_in_words(self.month), **kwargs
        )

    def form_valid(self, form):
        if self.refusal:
            form.add_error(None, self.refusal)
            return self.form_invalid(form)
        table = form.read(read_table, MEANINGS)
        if table is None:
            return self.form_invalid(form)
        rows = understand_rows(table, self.municipality, self.month)
        has_problems = bool(table.problems()) or any(row.errors for row in rows)
        is_wanted = "save" in self.request.POST and not has_problems and bool(news(rows))
        if is_wanted and self._save(rows):
            return redirect(f"{reverse('coverage', args=[self.municipality.slug])}?month={self.month:%Y-%m}")
        context = {"table": table, "rows": rows, "has_problems": has_problems, "has_changed": is_wanted}
        context |= {"labels": MEANINGS.items(), "new": len(news(rows)), "seen": versions(rows)}
        return self.render_to_response(self.get_context_data(form=form, **context))

    def _save(self, rows):
        """Store what was shown; nothing where somebody has changed it since."""
        if self.request.POST.get("seen") != versions(rows):
            return False
        try:
            stored = store(rows, self.request.user)
        except IntegrityError:
            return False
        known = sum(not row.is_total for row in rows) - stored
        also = f" Без изменений: {known}." if known else ""
        messages.success(self.request, f"Записано: {count(stored, 'строка')}.{also}")
        return True
