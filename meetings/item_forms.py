"""From a clause to an item of the plan: a new one, or one that is there already."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from moc_portal.forms import RowField
from plans.models import ActivityPlan, PlanItem, PlanSection
from plans.periods import ReportingPeriod
from plans.suggesting import likely_items
from plans.understanding import understand


def plan_for(clause) -> ActivityPlan | None:
    """The plan of the year in which the clause is due, else of the present one."""
    municipality = clause.meeting.municipality
    plans = ActivityPlan.objects.filter(municipality=municipality).select_related("municipality")
    for day in filter(None, (clause.due_on, municipality.today())):
        if plan := plans.reporting(ReportingPeriod.containing(day)).first():
            return plan
    return None


def _responsible(clause):
    """Who is named, else the addressee in the words of the paper."""
    named = [*clause.organizations.all(), *filter(None, [clause.person])]
    return (", ".join(map(str, named)) or clause.addressee_text)[:500]


class NewItemForm(forms.ModelForm):
    """An item with the words of the clause; only the section has to be chosen."""

    fields: dict[str, Any]  # of whatever kind: one has a queryset

    section = RowField(PlanSection.objects.none(), label="Раздел плана", empty_label=None)

    class Meta:
        model = PlanItem
        fields = ["section", "title", "deadline_text", "responsible"]
        widgets = {"title": forms.Textarea({"rows": 3})}

    def __init__(self, clause, plan, data=None):
        super().__init__(data)
        self.clause, self.plan = clause, plan
        self.fields["section"].queryset = plan.sections.select_related("standard")
        self.initial = {
            "title": " ".join(clause.text.split())[:5000],
            "deadline_text": clause.deadline_text,
            "responsible": _responsible(clause),
        }

    @transaction.atomic
    def save(self, commit=True):
        """The paper is locked: nobody sends it on its way while it gets one more row."""
        if not ActivityPlan.objects.locked(self.plan.pk).is_editable:
            raise ValidationError("План уже отправлен на согласование.")
        item = self.instance
        item.number, item.position = item.section.next_number(), item.section.next_position()
        item.save()
        understand([item], self.plan)
        self.clause.plan_items.add(item)
        return item


class TieForm(forms.Form):
    """One of the items that the plan has; those worded like the clause stand first."""

    fields: dict[str, Any]

    item = RowField(PlanItem.objects.none(), label="Пункт плана")

    def __init__(self, clause, plan, data=None):
        super().__init__(data)
        self.clause = clause
        items = plan.items_governing().exclude(clauses=clause).select_related("section__plan")
        self.fields["item"].queryset = items
        self.fields["item"].choices = self._choices(list(items))

    def _choices(self, items):
        alike = likely_items(items, self.clause.text) if items else []
        groups = (("Похожие по словам", alike), ("Все пункты плана", items))
        named = [(name, [(item.pk, str(item)) for item in some]) for name, some in groups if some]
        return [("", "Выберите пункт"), *named]

    def save(self):
        self.clause.plan_items.add(self.cleaned_data["item"])
        return self.cleaned_data["item"]
