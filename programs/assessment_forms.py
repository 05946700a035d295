"""What the office and the experts fill in while a programme is assessed."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from moc_portal.forms import DateInput, RowsField, VersionedModelForm
from organizations.models import Appointment, Person, Role

from .conflicts import conflicts_of
from .models import Assessment, Assignment, Criterion, ProgramRemark, RoundResult, Score


def experts_of(municipality):
    """The appointments by which somebody is an expert there today, a municipal one or one of the region."""
    held = Appointment.objects.reaching(municipality).on(municipality.today()).filter(role=Role.EXPERT)
    return held.select_related("person")


USUAL_TIME = timedelta(days=14)


class ExpertChoices(forms.CheckboxSelectMultiple):
    """Who may not be chosen stands in the list, too, with the reason."""

    refusals: dict[int, str] = {}

    def create_option(self, name, value, label, *args, **kwargs):
        reason = self.refusals.get(getattr(value, "value", value))
        told = f"{label} — {reason}" if reason else label
        option = super().create_option(name, value, told, *args, **kwargs)
        if reason:
            option["attrs"]["disabled"] = True
        return option


class ExpertsForm(forms.Form):
    """Several experts at once, each with the same day by which the sheet is awaited."""

    fields: dict[str, Any]  # of whatever kind: one has a queryset
    experts = RowsField(
        label="Эксперты",
        queryset=Person.objects.none(),
        widget=ExpertChoices,
        error_messages={"required": "Отметьте хотя бы одного эксперта."},
    )
    due_on = forms.DateField(label="Срок", widget=DateInput, required=False)

    def __init__(self, assessment: Assessment, data=None):
        super().__init__(data)
        self.assessment = assessment
        self.municipality = assessment.program.municipality
        posts = {held.person_id: held.title for held in experts_of(self.municipality)}
        taken = assessment.assignments.values("expert")
        free = Person.objects.filter(pk__in=posts).exclude(pk__in=taken)
        self.refusals = conflicts_of(list(free), assessment.program, self.municipality.today())
        experts = self.fields["experts"]
        experts.queryset = free
        experts.widget.refusals = self.refusals
        busy = dict(Assignment.objects.open().values_list("expert").annotate(Count("pk")).order_by())
        experts.label_from_instance = lambda person: (
            f"{person.full_name}, {posts[person.pk]} (сейчас листов: {busy.get(person.pk, 0)})"
        )
        experts.initial = self._of_last_round()
        self.fields["due_on"].initial = self.municipality.today() + USUAL_TIME

    def _of_last_round(self):
        """Who knows the programme already is proposed first."""
        previous = self.assessment.previous()
        if previous is None:
            return []
        finished = previous.assignments.exclude(finished_on=None)
        return [pk for pk in finished.values_list("expert", flat=True) if pk not in self.refusals]

    @property
    def has_anybody(self):
        return self.fields["experts"].queryset.exists()

    def clean_experts(self):
        chosen = self.cleaned_data["experts"]
        refused = [self.refusals[person.pk] for person in chosen if person.pk in self.refusals]
        if refused:
            raise ValidationError(refused)
        return chosen

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < self.municipality.today():
            raise ValidationError("Этот день уже прошёл.")
        return day

    def save(self):
        facts = {"assigned_on": self.municipality.today(), "due_on": self.cleaned_data["due_on"]}
        for expert in self.cleaned_data["experts"]:
            self.assessment.assignments.get_or_create(expert=expert, defaults=facts)


class SheetForm(VersionedModelForm):
    """An expert's sheet. A draft may be half empty; «Закончить» wants points by every criterion and a recommendation."""

    fields: dict[str, Any]

    class Meta:
        model = Assignment
        fields = ["recommendation", "conclusion"]
        widgets = {"recommendation": forms.RadioSelect, "conclusion": forms.Textarea({"rows": 5})}

    def __init__(self, *args, criteria, is_finished=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        self.is_finished = is_finished
        self.initial |= self.saved_values(self.instance)
        self.fields["recommendation"].choices = RoundResult.choices
        self.fields["recommendation"].required = is_finished
        for criterion in self.criteria:
            self.fields[f"points-{criterion.pk}"] = points_field(criterion, required=is_finished)
            self.fields[f"comment-{criterion.pk}"] = comment_field(criterion)

    def rows(self):
        """Each criterion with its two fields."""
        return [
            (criterion, self[f"points-{criterion.pk}"], self[f"comment-{criterion.pk}"])
            for criterion in self.criteria
        ]

    def clean(self):
        super().clean()
        for criterion in self.criteria:
            self._clean_comment(criterion)
        if self.is_finished:
            self._clean_refusal()

    def _clean_comment(self, criterion):
        name = f"points-{criterion.pk}"
        has_points = self.cleaned_data.get(name) is not None or name in self.errors
        if self.cleaned_data.get(f"comment-{criterion.pk}") and not has_points:
            self.add_error(name, "К пояснению поставьте баллы.")

    def _clean_refusal(self):
        """Who does not recommend a programme says why."""
        refuses = self.cleaned_data.get("recommendation") in (RoundResult.REWORK, RoundResult.REJECTED)
        if refuses and not self.cleaned_data.get("conclusion") and not self.instance.remarks.exists():
            self.add_error("conclusion", "Напишите, что доработать или почему программа не рекомендована.")

    @transaction.atomic
    def save(self, commit=True):
        if self.is_finished:
            self.instance.finished_on = self.instance.assessment.program.municipality.today()
        sheet = super().save()
        sheet.scores.all().delete()
        Score.objects.bulk_create(self._scores())
        return sheet

    def _scores(self):
        for criterion in self.criteria:
            points = self.cleaned_data[f"points-{criterion.pk}"]
            if points is not None:
                comment = self.cleaned_data[f"comment-{criterion.pk}"]
                yield Score(assignment=self.instance, criterion=criterion, points=points, comment=comment)

    @staticmethod
    def saved_values(instance):
        values = VersionedModelForm.saved_values(instance)
        for score in instance.scores.all():
            values |= {
                f"points-{score.criterion_id}": score.given,
                f"comment-{score.criterion_id}": score.comment,
            }
        return values


def points_field(criterion: Criterion, *, required: bool):
    span = f"от 0 до {criterion.max_points}"
    wrong = f"Баллы — число {span}, не больше одного знака после запятой."
    codes = ("invalid", "max_value", "min_value", "max_decimal_places")
    return forms.DecimalField(
        label=criterion.text,
        min_value=0,
        max_value=criterion.max_points,
        decimal_places=1,
        required=required,
        localize=True,
        error_messages=dict.fromkeys(codes, wrong) | {"required": f"Поставьте баллы {span}."},
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "points"}),
    )


def comment_field(criterion: Criterion):
    return forms.CharField(
        label=f"Пояснение: {criterion.text}",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 1}),
    )


class RecuseForm(VersionedModelForm):
    """Самоотвод: the expert takes no part, and says why."""

    class Meta:
        model = Assignment
        fields = ["recusal_reason"]
        widgets = {"recusal_reason": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recusal_reason"].required = True

    def save(self, commit=True):
        self.instance.recused_on = self.instance.assessment.program.municipality.today()
        return super().save()


class ReleaseForm(RecuseForm):
    """An expert who has begun and cannot finish is released by the office, which says why."""

    def clean_recusal_reason(self):
        reason = f"Освобождён: {self.cleaned_data['recusal_reason']}"
        self.instance._meta.get_field("recusal_reason").run_validators(reason)
        return reason


class ReopenForm(VersionedModelForm):
    """A finished sheet is given back to its expert, who is told why."""

    class Meta:
        model = Assignment
        fields = ["reopening_reason"]
        widgets = {"reopening_reason": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reopening_reason"].required = True

    def save(self, commit=True):
        self.instance.finished_on = None
        return super().save()


class RemarkForm(forms.ModelForm):
    """A remark at a passage of the programme."""

    class Meta:
        model = ProgramRemark
        fields = ["passage", "text"]
        widgets = {"text": forms.Textarea({"rows": 2})}
