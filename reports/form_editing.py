"""How a regional centre shapes the forms of the reports that it receives."""

from django import forms
from django.db import transaction
from django.forms.models import BaseInlineFormSet, inlineformset_factory, model_to_dict

from .models import ReportColumn, ReportForm

Content = ReportColumn.Content


class ReportFormForm(forms.ModelForm):
    class Meta:
        model = ReportForm
        fields = ["name", "title", "heading", "head", "addressee", "due_day", "due_month", "is_active"]
        widgets = {"heading": forms.Textarea({"rows": 3}), "head": forms.Textarea({"rows": 4})}


class Columns(BaseInlineFormSet):
    """The columns of a form, in the order of their numbers."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        contents = [form.cleaned_data["content"] for form in kept]
        for form in kept:
            content = form.cleaned_data["content"]
            if content in ReportColumn.SINGLE and contents.count(content) > 1:
                form.add_error("content", f"Столбец «{Content(content).label}» может быть только один.")
        if Content.TITLE not in contents:
            raise forms.ValidationError("Нужен столбец с наименованием: без него строки не отличить.")
        if Content.DEVIATION in contents and not {Content.PLANNED, Content.ACTUAL} <= set(contents):
            raise forms.ValidationError(
                "Отклонение считается по плановому и фактическому объёму: добавьте оба столбца."
            )


ColumnFormSet = inlineformset_factory(
    ReportForm,
    ReportColumn,
    formset=Columns,
    fields=["position", "heading", "content", "share", "is_required"],
    extra=1,
    max_num=15,
    validate_max=True,
)


@transaction.atomic
def own_form(form: ReportForm, region) -> ReportForm:
    """A copy of a common form that replaces it in the region; the one that there is already stays as it is."""
    fields = model_to_dict(form, exclude=["id", "region"])
    own, is_new = ReportForm.objects.get_or_create(
        region=region, code=fields.pop("code"), periodicity=fields.pop("periodicity"), defaults=fields
    )
    if is_new:
        _copy(form.columns.all(), own)
        _copy(form.rows.all(), own)
    return own


def _copy(parts, own):
    for part in parts:
        part.pk, part.form = None, own
    parts.model.objects.bulk_create(parts)
