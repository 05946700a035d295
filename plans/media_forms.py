"""The media plan as it is begun and filled, and the mark that a material was published."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from moc_portal.forms import DateInput, VersionedModelForm
from records.attachments import keep_file
from records.forms import ScanField

from .models import MediaPlan, MediaPlanEntry, PlanItem
from .rollover import start_media_plan


class MediaPlanForm(forms.ModelForm):
    """For which year, and whether it begins with the entries of the media plan before it."""

    takes_over = forms.BooleanField(
        label="взять записи прошлого медиаплана",
        help_text="Даты сдвинутся на год. Лишнее можно исключить.",
        initial=True,
        required=False,
    )

    class Meta:
        model = MediaPlan
        fields = ["year"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if last := MediaPlan.objects.filter(municipality=self.instance.municipality).first():
            self.initial["year"] = max(last.year + 1, self.instance.year)
        else:
            del self.fields["takes_over"]

    def save(self, commit=True):
        return start_media_plan(self.instance, takes_over=self.cleaned_data.get("takes_over", False))


class MediaPlanEntryForm(VersionedModelForm):
    """What is to be published."""

    fields: dict[str, Any]  # of whatever kind: one has a queryset

    class Meta:
        model = MediaPlanEntry
        fields = ["day", "channel", "topic", "responsible", "item"]
        widgets = {
            "day": DateInput,
            "topic": forms.Textarea({"rows": 2}),
            "responsible": forms.TextInput({"list": "posts"}),
        }
        help_texts = {"item": "Опубликованное войдёт в отчёт строкой этого пункта; без пункта — не войдёт."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = self._items()
        self.fields["item"].empty_label = "не связан с пунктом"

    def _items(self):
        """Those in force in the plans of the year, and the one that was chosen before."""
        offered = self.instance.plan.items().in_force() | PlanItem.objects.filter(pk=self.instance.item_id)
        return offered.filter(section__plan__municipality=self.instance.plan.municipality_id)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day.year != self.instance.plan.year:
            raise ValidationError(f"Это медиаплан на {self.instance.plan.year} год: проверьте дату.")
        return day


class PublishForm(VersionedModelForm):
    """When a material was published, and where that can be seen."""

    fields: dict[str, Any]  # of whatever kind
    new_screenshot = ScanField(label="снимок экрана, фотография или скан", required=False)

    class Meta:
        model = MediaPlanEntry
        fields = ["published_on", "link"]
        widgets = {"published_on": DateInput}
        labels = {"published_on": "когда размещено", "link": "ссылка на материал"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.today = self.instance.plan.municipality.today()
        self.initial["published_on"] = self.instance.published_on or self.today
        self.fields["published_on"].required = True

    def clean_published_on(self):
        day = self.cleaned_data["published_on"]
        if day > self.today:
            raise ValidationError("Эта дата ещё не наступила: отметьте материал, когда он выйдет.")
        year = self.instance.plan.year
        if abs(day.year - year) > 1:
            raise ValidationError(f"Это медиаплан на {year} год: проверьте дату.")
        return day

    def clean(self):
        super().clean()
        if self.instance.withdrawn_on:
            self.add_error(None, "Материал исключён из медиаплана: сначала верните его.")
        proofs = (self.cleaned_data.get("link"), self.cleaned_data.get("new_screenshot"))
        if not (any(proofs) or self.instance.screenshot_id or {"link", "new_screenshot"} & set(self.errors)):
            self.add_error("link", "Укажите ссылку или приложите снимок.")

    def save(self, commit=True):
        entry = super().save(commit=False)
        if screenshot := self.cleaned_data["new_screenshot"]:
            file, content_type = screenshot
            entry.screenshot = keep_file(file, content_type, entry.plan.municipality, self.user)
        entry.save()
        return entry
