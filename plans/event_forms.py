"""«Записать мероприятие»: four fields are required, the rest can wait."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q

from moc_portal.forms import DateInput, RowsField, VersionedModelForm, keys_in
from organizations.forms import ActsField
from organizations.models import Organization
from records.attachments import keep_file

from .evidence import EvidenceField, KnownActsInput, known_acts
from .models import Event, EventKind, PlanItem
from .recording import MAX_REPEATS, Repeat, repeat_event, repeated_days, settle
from .suggesting import items_on, likely_items, same_events

# What the next event of its kind usually has in common with the last one.
COMMON_FACTS = ["kind", "theme", "part", "organizer", "format", "platform", "level", "audience", "place"]


class EventForm(VersionedModelForm):
    fields: dict[str, Any]  # of whatever kind: some have choices, some a queryset
    acts = ActsField(widget=KnownActsInput)
    new_evidence = EvidenceField(
        label="приложить файлы", required=False, help_text="PDF, снимки JPEG и PNG, документы Word и Excel."
    )
    repeat = forms.ChoiceField(label="повторялось", required=False, choices=[("", "нет"), *Repeat.choices])
    repeat_until = forms.DateField(
        label="по какое число повторялось", required=False, widget=DateInput,
        help_text="На каждую дату появится отдельная запись.",
    )  # fmt: skip
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Event
        fields = [
            "starts_on",
            "kind",
            "theme",
            "part",
            "items",
            "ends_on",
            "organizer",
            "format",
            "platform",
            "level",
            "audience",
            "participants",
            "connections",
            "place",
            "link",
            "organizations",
            "evidence",
        ]
        widgets = {
            "starts_on": DateInput,
            "ends_on": DateInput,
            "theme": forms.Textarea({"rows": 2}),
            "part": forms.RadioSelect,
            "organizations": forms.CheckboxSelectMultiple,
            "evidence": forms.CheckboxSelectMultiple,
        }
        field_classes = dict.fromkeys(("items", "organizations", "evidence"), RowsField)
        error_messages = {"items": {"invalid_choice": "Такого пункта нет в планах муниципалитета."}}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.municipality = self.instance.municipality
        self.today = self.municipality.today()
        self.same_events: list[Event] = []
        self.kinds = {str(kind.pk): kind for kind in EventKind.objects.all()}
        self.fields["kind"].choices = [("", "Выберите вид"), *self.kinds.items()]
        self.fields["format"].choices = [("", "не указан"), *Event.Format.choices]
        self.fields["level"].choices = [("", "не указан"), *Event.Level.choices]
        self.fields["part"].help_text = self._whose_part()
        self.fields["items"].queryset = PlanItem.objects.filter(section__plan__municipality=self.municipality)
        self.fields["organizations"].queryset = self._organizations()
        if self.instance.pk:
            self._show_saved()
        else:
            self.initial["starts_on"] = self.initial.get("starts_on") or self.today
            self.fields["theme"].widget.attrs["autofocus"] = True
            del self.fields["evidence"]

    def _whose_part(self):
        centre = self.municipality.centre
        name = f" ({centre.short_name})" if centre else ""
        return f"Что делал опорный центр{name}: провёл сам, помогал организатору или пришёл участником."

    def _organizations(self):
        chosen = self.instance.organizations.values("pk") if self.instance.pk else []
        return Organization.objects.filter(
            Q(is_active=True) | Q(pk__in=chosen), municipality=self.municipality
        )

    def _show_saved(self):
        self.initial["acts"] = list(self.instance.acts.all())
        self.fields["evidence"].queryset = self.instance.evidence.all()
        self.fields["evidence"].choices = [(file.pk, file.name) for file in self.initial["evidence"]]
        if not self.initial["evidence"]:
            del self.fields["evidence"]
        if self.instance.ends_on == self.instance.starts_on:
            self.initial["ends_on"] = None
        for name in ("repeat", "repeat_until", "confirmed"):
            del self.fields[name]

    @property
    def shows_more(self) -> bool:
        """Whether the fields that can wait are to be seen: there is something in them to mend or to complete."""
        return bool(self.instance.pk or set(self.errors) - {"__all__", *self.Meta.fields[:5]})

    @property
    def known_acts(self):
        return known_acts(self.municipality)

    # Plan items: a few likely ones on top, the whole plan below

    @cached_property
    def plan_items(self) -> list[PlanItem]:
        """The items of the plan of the event's day, and those ticked whatever their plan."""
        of_plan = items_on(self.municipality, self._day()).values("pk")
        items = self.fields["items"].queryset.filter(Q(pk__in=of_plan) | Q(pk__in=self._ticked_keys()))
        return list(items.select_related("section__plan", "section__standard"))

    @cached_property
    def ticked_items(self) -> list[PlanItem]:
        return [item for item in self.plan_items if item.pk in self._ticked_keys()]

    @cached_property
    def likely_items(self) -> list[PlanItem]:
        """Those ticked, then, as soon as there is a theme, those that are most like the event."""
        theme = self["theme"].value()
        kind, part = self.kinds.get(str(self["kind"].value())), self["part"].value()
        likely = likely_items(self.plan_items, theme, kind, part) if theme else []
        return self.ticked_items + [item for item in likely if item not in self.ticked_items]

    @property
    def other_items(self) -> list[PlanItem]:
        return [item for item in self.plan_items if item not in self.likely_items]

    def _ticked_keys(self):
        values = [str(getattr(item, "pk", item)) for item in self["items"].value() or ()]
        return set(keys_in(values))

    def _day(self):
        try:
            return self.fields["starts_on"].clean(self["starts_on"].value())
        except forms.ValidationError:
            return self.today

    # Checks

    def clean(self):
        self._check_days()
        self._check_repeat()
        cleaned = super().clean()
        if not (self.errors or self.instance.pk or self.cleaned_data["confirmed"]):
            self._warn_of_same()
        return cleaned

    def _check_days(self):
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Мероприятие не может закончиться раньше, чем началось.")

    def _check_repeat(self):
        repeat, until = self.cleaned_data.get("repeat"), self.cleaned_data.get("repeat_until")
        if repeat and (refusal := self._repeat_refusal(until)):
            self.add_error("repeat_until", refusal)

    def _repeat_refusal(self, until):
        if until is None:
            return "Укажите, по какое число мероприятие повторялось."
        if until > self.today:
            return "Повторять можно только по сегодняшний день: будущие встречи ещё не состоялись."
        if self.cleaned_data.get("ends_on"):
            return (
                "Повторять можно мероприятие одного дня. Уберите «по какое число» или запишите его отдельно."
            )
        days = self.further_days
        if len(days) > MAX_REPEATS:
            return f"Получается больше {MAX_REPEATS} повторений. Укажите дату пораньше."
        return "" if days or "starts_on" not in self.cleaned_data else "До этой даты повторений не было."

    @cached_property
    def further_days(self) -> list[date]:
        data = self.cleaned_data
        if not (data.get("repeat") and data.get("repeat_until") and data.get("starts_on")):
            return []
        first, until = data["starts_on"], data["repeat_until"]
        return repeated_days(first, Repeat(data["repeat"]), until) if first < until else []

    def _warn_of_same(self):
        data = self.cleaned_data
        event = Event(
            municipality=self.municipality, **{name: data[name] for name in ("starts_on", "kind", "theme")}
        )
        self.same_events = same_events(event)
        if self.same_events:
            self.add_error(None, "Похоже, это мероприятие уже записано.")

    @transaction.atomic
    def save(self, commit=True):
        event = super().save()
        event.acts.set(ActsField.get_or_create(self.cleaned_data["acts"], self.municipality))
        for file, content_type in self.cleaned_data["new_evidence"]:
            event.evidence.add(keep_file(file, content_type, self.municipality, self.user))
        settle(event)
        repeat_event(event, self.further_days)
        return event
