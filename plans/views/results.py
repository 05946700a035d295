from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import UpdateView

from organizations import perms

from ..models import EventKind, ItemResult, PlanItem, Tally
from ..result_forms import ItemResultForm
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

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, period=self.kwargs["period"], **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        """Of two who enter the first result at once, the second waits and then meets the first one's words."""
        PlanItem.objects.select_for_update().get(pk=self.item.pk)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        form.save()
        messages.success(self.request, f"Результат по пункту {self.item.number} сохранён.")
        return redirect(self.get_back_url() or self.item.get_absolute_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


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
