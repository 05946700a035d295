from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from documents.prose import count
from organizations import perms
from records.pasted import MAX_ROWS

from ..months import month_in_words
from ..pasted_coverage import MEANINGS, read_pasted, store_pasted
from .month import OfMonthMixin

CHANGED = "Пока вы смотрели, эти сведения изменил другой сотрудник. Сравните ещё раз и нажмите «Записать»."


class PasteForm(forms.Form):
    text = forms.CharField(
        label="строки таблицы", max_length=400_000, strip=False, widget=forms.Textarea({"rows": 8}),
        help_text=f"Выделите строки в Excel, скопируйте и вставьте сюда. Не больше {MAX_ROWS} строк.",
    )  # fmt: skip


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
        try:
            pasted = read_pasted(form.cleaned_data["text"], self.municipality, self.month, self._chosen())
        except ValidationError as refusal:
            form.add_error("text", refusal)
            return self.form_invalid(form)
        problems = pasted.problems
        if "save" in self.request.POST and not problems:
            if self._save(pasted):
                return redirect(
                    f"{reverse('coverage', args=[self.municipality.slug])}?month={self.month:%Y-%m}"
                )
            problems = [CHANGED]
        return self._show(form, pasted, problems)

    def _chosen(self):
        """What the user chose over a column stands above what was guessed."""
        named = (name.removeprefix("column-") for name in self.request.POST if name.startswith("column-"))
        places = [place for place in named if place.isdecimal() and len(place) < 3]
        return {int(place): self.request.POST[f"column-{place}"] for place in places}

    def _save(self, pasted):
        """Store what was shown; nothing where somebody has changed it since."""
        if self.request.POST.get("seen") != pasted.seen:
            return False
        try:
            stored = store_pasted(pasted, self.request.user)
        except IntegrityError:
            return False
        known = sum(not row.is_total for row in pasted.rows) - stored
        also = f" Без изменений: {known}." if known else ""
        messages.success(self.request, f"Записано: {count(stored, 'строка')}.{also}")
        return True

    def _show(self, form, pasted, problems):
        context = {"pasted": pasted, "problems": problems, "labels": MEANINGS}
        return self.render_to_response(self.get_context_data(form=form, **context))
