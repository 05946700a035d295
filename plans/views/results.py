from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import UpdateView

from organizations import perms

from ..forms import ItemResultForm, ResultFigureFormSet
from ..models import EventKind, ItemResult, Tally
from .items import ItemMixin


class ResultEditView(ItemMixin, UpdateView):
    """What came of an item in a half-year: state, words and figures."""

    permission = perms.may_edit
    form_class = ItemResultForm
    template_name = "plans/result_form.html"

    def get_object(self, queryset=None):
        period = self.kwargs["period"]
        if period.half is None:
            raise Http404
        existing = ItemResult.objects.filter(item=self.item, period=period.code).first()
        return existing or ItemResult(item=self.item, period=period.code)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("figures", ResultFigureFormSet(instance=self.object))
        return super().get_context_data(item=self.item, period=self.kwargs["period"], **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.get_form()
        figures = ResultFigureFormSet(request.POST, instance=self.object)
        if not (form.is_valid() & figures.is_valid()):
            return self.render_to_response(self.get_context_data(form=form, figures=figures), status=422)
        self.save(form, figures)
        messages.success(request, f"Результат по пункту {self.item.number} сохранён.")
        return redirect(self.get_back_url() or self.item.get_absolute_url())

    @transaction.atomic
    def save(self, form, figures):
        figures.instance = form.save()
        for figure in figures.save(commit=False):
            figure.entered_by = self.request.user
            figure.save()
        for removed in figures.deleted_objects:
            removed.delete()


class TallyView(ItemMixin, View):
    """«+1 консультация»: one more short event today; «−1» takes a slip back."""

    permission = perms.may_edit

    def post(self, request, *, kind, **kwargs):
        kind = get_object_or_404(EventKind, pk=kind, is_tallied=True)
        day = self.municipality.today()
        tally, _ = Tally.objects.get_or_create(item=self.item, kind=kind, day=day, defaults={"count": 0})
        step = -1 if "minus" in request.POST else 1
        Tally.objects.filter(pk=tally.pk, count__gte=-min(step, 0)).update(count=F("count") + step)
        if not request.htmx:
            return redirect(self.item.get_absolute_url())
        tally.refresh_from_db()
        context = {"item": self.item, "plan": self.plan, "kind": kind, "count": tally.count}
        return render(request, "plans/tally.html", context)
