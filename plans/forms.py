from django import forms
from django.core.exceptions import ValidationError

from documents.deadlines import Deadline, Kind, Period, Recurrence, days_of_month
from moc_portal.forms import DateInput, RowsField, VersionedModelForm
from organizations.forms import ActsField

from .models import ActivityPlan, PlanItem
from .models.deadlines import KINDS, RECURRENCES
from .rollover import SOURCES
from .understanding import understand


class PlanForm(forms.ModelForm):
    source = forms.ChoiceField(label="с чего начать", widget=forms.RadioSelect)

    class Meta:
        model = ActivityPlan
        fields = ["year", "is_school_year", "basis"]

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.fields["source"].choices = [(source.code, source.label) for source in SOURCES]
        self.initial.setdefault("source", SOURCES[0].code)
        self.initial["year"] = self.instance.year or municipality.today().year

    def clean(self):
        if self.municipality.centre is None:
            raise ValidationError(
                "Не указано, какая организация работает как МОЦ. Попросите администратора отметить её."
            )
        return super().clean()


class ChosenItemsForm(forms.Form):
    """The items of last year's plan that the new one takes over."""

    items = RowsField(
        PlanItem.objects.none(),
        error_messages={
            "required": "Отметьте хотя бы один пункт или начните план с пустых разделов.",
            "invalid_choice": "Такого пункта в прошлом плане нет. Обновите страницу и отметьте пункты ещё раз.",
            "invalid_pk_value": "Такого пункта в прошлом плане нет. Обновите страницу и отметьте пункты ещё раз.",
        },
    )

    def __init__(self, earlier, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = earlier.items().in_force()


class PlanItemForm(VersionedModelForm):
    acts = ActsField()

    class Meta:
        model = PlanItem
        fields = [
            "number",
            "title",
            "expected_result",
            "target_number",
            "target_unit",
            "deadline_text",
            "responsible",
        ]
        widgets = {
            "title": forms.Textarea({"rows": 3, "autofocus": True}),
            "expected_result": forms.Textarea({"rows": 2}),
            "responsible": forms.TextInput({"list": "posts"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["acts"] = list(self.instance.legal_acts.all())
        else:
            self.initial["number"] = self.instance.section.next_number()

    def clean_number(self):
        number = self.cleaned_data["number"].strip().rstrip(".")
        others = self.instance.section.items.in_force().exclude(pk=self.instance.pk)
        if number and not self.instance.withdrawn_on and others.filter(number=number).exists():
            raise ValidationError("В этом разделе уже есть пункт с таким номером.")
        return number

    def save(self, commit=True):
        item = super().save(commit=False)
        if item.position is None:
            item.position = item.section.next_position()
        if "deadline_text" in self.changed_data:
            item.deadline_is_corrected = False
        item.save()
        understand([item], item.plan)
        item.legal_acts.set(ActsField.get_or_create(self.cleaned_data["acts"], item.plan.municipality))
        return item


class DeadlineForm(VersionedModelForm):
    """What a deadline means, said by a person because the portal did not understand it or misunderstood."""

    kind = forms.TypedChoiceField(label="как понимать срок", choices=KINDS, coerce=Kind)
    start = forms.DateField(label="с", required=False, widget=DateInput)
    end = forms.DateField(label="по", required=False, widget=DateInput)
    recurrence = forms.TypedChoiceField(label="повторяется", choices=RECURRENCES, coerce=Recurrence)
    day = forms.IntegerField(
        label="до какого числа каждого месяца", required=False, min_value=1, max_value=31,
        help_text="Для ежемесячного срока; 31 — последний день месяца.",
    )  # fmt: skip

    class Meta:
        model = PlanItem
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= self.saved_values(self.instance)

    @staticmethod
    def saved_values(instance):
        deadline = instance.deadline
        days = days_of_month(deadline)
        return {
            "kind": deadline.kind.value,
            "start": deadline.start,
            "end": deadline.end,
            "recurrence": deadline.recurrence.value,
            "day": days[0] if len(days) == 1 else None,
        }

    def clean(self):
        super().clean()
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and start > end:
            self.add_error("end", "Окончание раньше начала.")
        if self.cleaned_data.get("day") and self.cleaned_data.get("recurrence") != Recurrence.MONTHLY:
            self.add_error("day", "Число указывают только для срока, который повторяется ежемесячно.")
        years, whose = self.expected_years()
        for name, day in (("start", start), ("end", end)):
            if day and day.year not in years:
                self.add_error(name, f"Проверьте год: это срок {whose}.")

    def expected_years(self):
        """The years in which the deadline can lie, and whose deadline it is."""
        plan = self.instance.plan
        return range(plan.year - 1, plan.halves[-1].year + 2), f"плана на {plan.year_label}"

    def save(self, commit=True):
        item, data = self.instance, self.cleaned_data
        periods = (Period(data["start"], data["end"]),) if data["start"] or data["end"] else ()
        item.deadline = Deadline(item.deadline_text, data["kind"], periods, data["recurrence"], data["day"])
        item.deadline_is_corrected = True
        item.save()
        self.settle()
        return item

    def settle(self):
        """What else follows from the new deadline."""
        understand([self.instance], self.instance.plan)


class WithdrawalForm(VersionedModelForm):
    class Meta:
        model = PlanItem
        fields = ["withdrawal_act"]
        help_texts = {"withdrawal_act": "Приказ об изменении плана, если он есть."}
