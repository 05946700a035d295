"""The municipality's own checklist and criteria, as the head types them."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from moc_portal.forms import RowField, VersionedModelForm
from organizations.models import LegalAct

from .models import Criterion, Mark, ProgramRemark, Regulation, Score

NEW_ROWS = 2
Part = Criterion.Part


def with_use(criteria):
    """Each knows whether a review or an assessment has used it: then its marks and points refer to it for ever."""
    uses = (model.objects.filter(criterion=OuterRef("pk")) for model in (Mark, Score, ProgramRemark))
    used = Q()
    for use in uses:
        used |= Q(Exists(use))
    return criteria.annotate(is_used=used)


class RegulationForm(VersionedModelForm):
    fields: dict[str, Any]
    act = RowField(
        label="чем утверждено", queryset=LegalAct.objects.none(), required=False, empty_label="Не указано"
    )

    class Meta:
        model = Regulation
        fields = ["pass_percent", "experts_needed", "valid_years", "act"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].queryset = LegalAct.objects.filter(municipality=self.instance.municipality_id)


class CriterionForm(forms.ModelForm):
    """What was used keeps its points and is not deleted but taken out of use."""

    class Meta:
        model = Criterion
        fields = ["position", "section", "text", "max_points", "is_active"]
        widgets = {"text": forms.Textarea({"rows": 2})}

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.part = part
        self.fields["position"].required = False
        if not self.instance.pk:
            self.initial["position"] = None
        if part == Part.REVIEW:
            del self.fields["max_points"]
        elif self.is_used:
            self.fields["max_points"].disabled = True

    @property
    def is_used(self):
        return getattr(self.instance, "is_used", False)

    def clean_position(self):
        """A new one without a number stands last."""
        position = self.cleaned_data["position"]
        return len(self.instance.regulation.criteria.all()) + 1 if position is None else position

    def save(self, commit=True):
        if self.instance.part == Part.REVIEW and not self.instance.pk:
            self.instance.max_points = 1
        return super().save(commit)


class CriteriaFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.is_used:
            del form.fields[forms.formsets.DELETION_FIELD_NAME]

    def clean(self):
        super().clean()
        kept = [form for form in self.initial_forms + self.extra_forms if self._is_kept(form)]
        if not self.errors_of_rows() and not kept:
            raise forms.ValidationError("Оставьте хотя бы один действующий пункт.")

    def errors_of_rows(self):
        return any(form.errors for form in self.forms)

    @staticmethod
    def _is_kept(form):
        given = getattr(form, "cleaned_data", {})
        return given.get("text") and given.get("is_active") and not given.get("DELETE")


Criteria = forms.inlineformset_factory(
    Regulation, Criterion, form=CriterionForm, formset=CriteriaFormSet, extra=NEW_ROWS, max_num=100
)


class RegulationForms:
    """The regulation with both its lists; saved together or not at all."""

    def __init__(self, regulation, data=None):
        self.head = RegulationForm(data, instance=regulation)
        self.parts = [
            Criteria(
                data,
                instance=regulation,
                prefix=part.value,
                form_kwargs={"part": part.value},
                queryset=with_use(Criterion.objects.filter(part=part)),
            )
            for part in Part
        ]

    def is_valid(self):
        """The version is claimed only when every row is right."""
        rows = [part.is_valid() for part in self.parts]
        return all(rows) and self.head.is_valid()

    @transaction.atomic
    def save(self):
        self.head.save()
        for part in self.parts:
            part.save()
            renumber(self.head.instance, part.prefix)


def renumber(regulation, part):
    """Places from 1 on, as the numbers that were typed order them."""
    rows = list(regulation.criteria.filter(part=part))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Criterion.objects.bulk_update(rows, ["position"])
