"""By which conditions the registers of providers, moderators and consultations are read."""

from datetime import date

import django_filters
from django.db.models import Q

from organizations.models import Organization
from organizations.searching import every_word
from records.register_filters import OwnerFilter, RegisterFilter

from .models import Consultation, Moderator, Provider
from .network_filters import day_filter

MOVES = [
    ("all", "все, кто когда-либо был"),
    ("entered", "включённые за период"),
    ("left", "исключённые за период"),
]


class OrganizationWordsFilter(django_filters.CharFilter):
    """Words of the organisation's name."""

    def __init__(self, **options):
        super().__init__(**{"label": "организация", "max_length": 200} | options)

    def filter(self, qs, value):
        return qs.filter(every_word(value, "organization__search_key")) if value else qs


class ProviderFilter(RegisterFilter):
    """Who is in the register on a day; or who entered or left it in a period, by default this year."""

    q = OrganizationWordsFilter()
    ownership = django_filters.ChoiceFilter(
        label="форма собственности",
        field_name="organization__ownership",
        choices=Organization.Ownership.choices,
        empty_label="Любая",
    )
    on = day_filter("в реестре на дату", method="as_asked")
    show = django_filters.ChoiceFilter(
        label="кого показать", choices=MOVES, empty_label="Кто в реестре на дату", method="as_asked"
    )
    since = day_filter("период с", method="as_asked")
    until = day_filter("период по", method="as_asked")
    kind = django_filters.ChoiceFilter(
        label="вид организации",
        field_name="organization__kind",
        choices=Organization.Kind.choices,
        empty_label="Любой",
    )

    main = ("q", "ownership", "on", "show", "since", "until")
    public = ("q", "ownership", "kind")
    whole = "организации, которые в реестре сегодня"

    class Meta:
        model = Provider
        fields: list[str] = []

    def as_asked(self, providers, name, value):
        """These four are read together, below."""
        return providers

    def filter_queryset(self, providers):
        providers = super().filter_queryset(providers)
        show = self.form.cleaned_data.get("show")
        if show == "entered":
            return providers.filter(starts_on__range=self.period)
        if show == "left":
            return providers.filter(ends_on__range=self.period)
        return providers if show == "all" else providers.on(self.on_day)

    @property
    def on_day(self):
        return self.form.cleaned_data.get("on") or self.day

    @property
    def period(self):
        asked = self.form.cleaned_data
        return asked.get("since") or date(self.day.year, 1, 1), asked.get("until") or self.day


class ModeratorFilter(RegisterFilter):
    q = OrganizationWordsFilter()
    standing = django_filters.ChoiceFilter(
        label="кого показать",
        choices=[("former", "прежние"), ("all", "все")],
        empty_label="Нынешние",
        method="as_asked",
    )

    main = ("q", "standing")
    whole = "нынешние модераторы"

    class Meta:
        model = Moderator
        fields: list[str] = []

    def as_asked(self, moderators, name, value):
        return moderators

    def filter_queryset(self, moderators):
        moderators = super().filter_queryset(moderators)
        standing = self.form.cleaned_data["standing"]
        if standing == "former":
            return moderators.filter(ends_on__lt=self.day)
        return moderators if standing == "all" else moderators.on(self.day)


class ConsultationFilter(RegisterFilter):
    organization = OwnerFilter()
    kind = django_filters.ChoiceFilter(label="вид", choices=Consultation.Kind.choices, empty_label="Любой")
    answered = django_filters.ChoiceFilter(
        label="ответ", choices=[("no", "ждут ответа"), ("yes", "есть ответ")], method="with_answer",
        empty_label="Все",
    )  # fmt: skip
    since = day_filter("с", field_name="asked_on", lookup_expr="gte")
    until = day_filter("по", field_name="asked_on", lookup_expr="lte")

    main = ("organization", "kind", "answered", "since", "until")
    whole = "все обращения"

    class Meta:
        model = Consultation
        fields: list[str] = []

    def with_answer(self, consultations, name, code):
        is_open = Q(answered_on=None)
        return consultations.filter(is_open if code == "no" else ~is_open)
