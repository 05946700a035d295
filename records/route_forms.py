"""The steps of a route as the office types them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organizations.models import Post, Role

from .models import ApprovalRoute, RouteStep

MOST_STEPS = 15
EMPTY_ROWS = 3
OUTSIDE = "outside"
# Who takes steps in the portal; experts and organisations approve nothing.
ROLES = [(role.value, role.label) for role in (Role.METHODIST, Role.MOC_HEAD, Role.AUTHORITY, Role.RMC)]


class StepForm(forms.Form):
    """A step; a row without an action is none."""

    order = forms.IntegerField(label="№", required=False, min_value=1, max_value=99)
    action = forms.ChoiceField(
        label="Действие", required=False, choices=[("", "—"), *RouteStep.Action.choices]
    )
    who = forms.ChoiceField(
        label="Кто", required=False, choices=[("", "—"), *ROLES, (OUTSIDE, "сторона вне портала")]
    )
    post = forms.ModelChoiceField(
        Post.objects.none(), label="Должность, если важна", required=False, empty_label="любая"
    )
    party = forms.CharField(label="Сторона вне портала", max_length=200, required=False)

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        post: Any = self.fields["post"]
        post.queryset = Post.objects.filter(municipality=municipality)

    def clean(self):
        given = self.cleaned_data
        if not given.get("action"):
            return given
        if not given.get("who"):
            self.add_error("who", "Укажите, кто выполняет шаг.")
        elif given["who"] != OUTSIDE and given.get("party"):
            self.add_error("party", "Название пишут только для стороны вне портала: выберите её в «Кто».")
        elif given["who"] == OUTSIDE and not given.get("party"):
            self.add_error("party", "Назовите сторону: например, зональный опорный центр.")
        if given.get("who") == OUTSIDE and given.get("post"):
            self.add_error("post", "Должность выбирают только для шага в портале.")
        return given

    @property
    def is_step(self):
        return bool(self.cleaned_data.get("action"))

    def step(self):
        given = self.cleaned_data
        role = "" if given["who"] == OUTSIDE else given["who"]
        return RouteStep(action=given["action"], role=role, post=given["post"], party=given["party"])


class StepsForm(forms.BaseFormSet):
    """All steps of a route. `seen` is the route from which the page was filled: nobody overwrites a colleague's unasked."""

    def __init__(self, municipality, route, data=None):
        self.route = route
        self.seen = str(route.pk) if route else ""
        steps = route.steps.all() if route else ()
        # Every row is read, also one that says what a colleague has just stored in its place.
        rows = {"municipality": municipality, "empty_permitted": False}
        super().__init__(data, initial=[_given(step) for step in steps], form_kwargs=rows)

    def clean(self):
        forms_in_order = self._in_order()
        approvals = [
            form for form in forms_in_order if form.cleaned_data["action"] == RouteStep.Action.APPROVE
        ]
        for form in approvals:
            if form is not forms_in_order[-1]:
                form.add_error("action", "Утверждение — последний шаг и только один.")
        if not approvals:
            raise ValidationError(
                "Маршрут без утверждающего: последним шагом поставьте утверждение и укажите, кто утверждает."
            )
        if self.data.get("seen", "") != self.seen:
            raise ValidationError(
                f"Пока вы правили, маршрут изменил другой сотрудник. Сейчас он такой: {told(self.route)}. "
                "Нажмите «Сохранить» ещё раз, чтобы оставить то, что стоит в форме."
            )

    def steps(self):
        """The steps as they are to be stored, in their order; whatever gaps it had are closed."""
        return [form.step() for form in self._in_order()]

    def _in_order(self):
        filled = [form for form in self.forms if form.is_step]
        return sorted(filled, key=lambda form: form.cleaned_data.get("order") or MOST_STEPS * 100)


RouteForm = forms.formset_factory(
    StepForm, formset=StepsForm, extra=EMPTY_ROWS, max_num=MOST_STEPS, validate_max=True
)


def told(route: ApprovalRoute | None) -> str:
    """The steps of a route in one line."""
    steps = route.steps.select_related("post") if route else ()
    return " → ".join(map(str, steps)) or "шагов нет"


def _given(step):
    """What the form of a stored step holds."""
    who = OUTSIDE if step.is_outside else step.role
    return {
        "order": step.order,
        "action": step.action,
        "who": who,
        "post": step.post_id,
        "party": step.party,
    }
