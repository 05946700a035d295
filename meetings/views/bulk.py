"""What the controller does with many executions of a clause at once."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from ..control import EXECUTION, controls
from ..forms import ExtensionForm, ReasonForm
from ..models.executions import ENDED_STATES
from .control import ClauseMixin


class ControlMixin(ClauseMixin):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and not controls(request.user, self.clause):
            controller = self.clause.controller
            raise PermissionDenied(
                f"Исполнение этого пункта контролирует {controller}." if controller else ""
            )

    @property
    def executions(self):
        related = ("municipality", "clause__meeting__municipality", "organization", "person")
        return self.clause.executions.select_related(*related)


class AcceptView(ControlMixin, View):
    """«Принять отмеченные»: each tick names an answer in the version that was on the page."""

    def post(self, request, **kwargs):
        seen = dict(tick.partition(".")[::2] for tick in request.POST.getlist("answers"))
        chosen = [execution for execution in self.executions if str(execution.pk) in seen]
        accepted = [each for each in chosen if self.accept(each, seen[str(each.pk)])]
        if accepted:
            messages.success(request, f"Принято ответов: {len(accepted)}.")
        elif not chosen:
            messages.error(request, "Отметьте ответы, которые принимаете.")
        return redirect(self.clause)

    def accept(self, execution, version):
        try:
            return EXECUTION.perform("accept", execution, self.request.user, seen_version=version)
        except (ValidationError, PermissionDenied) as refusal:
            reason = " ".join(getattr(refusal, "messages", [str(refusal)]))
            messages.error(self.request, f"{execution.addressee}: не принято. {reason}")
            return None


class ForAllView(ControlMixin, View):
    """One step with one reason for all executions that it may concern."""

    step: str
    form: type[ReasonForm]
    heading: str
    done: str

    @cached_property
    def concerned(self):
        """The most urgent first: by it the form judges a new day."""
        return list(self.get_concerned().urgent_first())

    def get_concerned(self):
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if not self.concerned:
            messages.info(request, "По этому пункту уже никто ничего не должен.")
            return redirect(self.clause)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        return self.ask(self.form(self.concerned[0]))

    def post(self, request, **kwargs):
        form = self.form(self.concerned[0], request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        meant = [each for each in self.concerned if self.is_meant(each, form.cleaned_data)]
        moved = sum(self.perform(each, form.cleaned_data) for each in meant)
        messages.success(request, f"{self.done}: {moved} из {len(self.concerned)}.")
        return redirect(self.clause)

    def perform(self, execution, data):
        """Whether it was moved: what a colleague has moved meanwhile, or has to judge, stays as it is."""
        with suppress(ValidationError, PermissionDenied):
            EXECUTION.perform(self.step, execution, self.request.user, data)
            return True
        return False

    def is_meant(self, execution, data):
        return True

    def ask(self, form, status=200):
        context = {"clause": self.clause, "form": form, "heading": self.heading}
        context |= {"concerned": self.concerned} | self.extra_context
        return render(self.request, "meetings/clause_bulk.html", context, status=status)


class ExtendView(ForAllView):
    """A new day for all who have not answered; who was given a later one keeps it."""

    step, form = "extend", ExtensionForm
    heading, done = "Продлить всем не ответившим", "Срок продлён"

    def get_concerned(self):
        return self.executions.open().begun(self.municipality.today())

    def is_meant(self, execution, data):
        return execution.due_on is None or execution.due_on < data["due_on"]


class RemoveView(ForAllView):
    step, form = "remove", ReasonForm
    heading, done = "Снять с контроля весь пункт", "Снято с контроля"

    def get_concerned(self):
        return self.executions.exclude(state__in=ENDED_STATES)
