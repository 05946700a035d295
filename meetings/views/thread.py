"""From a clause to the plan and back: a new item, an item that is there, or no longer any."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from organizations import perms

from ..item_forms import NewItemForm, TieForm, plan_for
from .control import ClauseMixin


class ToItemView(ClauseMixin, View):
    """«В план»: one form makes an item of the plan out of the clause, the other ties one to it."""

    permission = perms.may_edit

    @cached_property
    def plan(self):
        return plan_for(self.clause)

    def get(self, request, **kwargs):
        return self.ask()

    def post(self, request, **kwargs):
        if self.plan is None:
            return self.ask(status=422)
        is_tie = "item" in request.POST
        form = (TieForm if is_tie else NewItemForm)(self.clause, self.plan, request.POST)
        if form.is_valid():
            try:
                item = form.save()
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                told = "связан с пунктом" if is_tie else "внесён в план, пункт"
                messages.success(request, f"П. {self.clause.number} {told} {item.number}.")
                return redirect(item)
        return self.ask(status=422, **{"tie_form" if is_tie else "new_form": form})

    def ask(self, status=200, **refused):
        context = {"clause": self.clause, "plan": self.plan}
        if self.plan:
            context["tie_form"] = TieForm(self.clause, self.plan)
            if self.plan.is_editable:
                context["new_form"] = NewItemForm(self.clause, self.plan)
        context |= refused | self.extra_context
        return render(self.request, "meetings/clause_to_item.html", context, status=status)


class UntieView(ClauseMixin, View):
    """«Отвязать»: the item stays in the plan."""

    permission = perms.may_edit

    def post(self, request, *, item, **kwargs):
        tied = self.scoped_or_404(self.clause.plan_items.all(), pk=item)
        self.clause.plan_items.remove(tied)
        messages.success(request, f"Пункт плана {tied.number} больше не связан с п. {self.clause.number}.")
        return redirect(self.clause)
