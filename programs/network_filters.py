"""By which conditions the registers of agreements, communities and visits are read."""

import django_filters
from django import forms
from django.db.models import Q

from moc_portal.forms import DateInput
from organizations.searching import every_word
from records.register_filters import OwnerFilter, RegisterFilter, WordsFilter

from .models import AccessibilityModel, CommunityMember, NetworkAgreement, NetworkCommunity, Visit

STANDINGS = [
    ("current", "действуют"),
    ("ending", "заканчиваются в 60 дней"),
    ("ended", "закончились"),
    ("future", "ещё не начались"),
]


class OfThemFilter(django_filters.ModelChoiceFilter):
    """One of those to which the rows belong that the user sees."""

    def get_queryset(self, request):
        owners = self.parent.queryset.order_by().values(self.field_name)
        return super().get_queryset(request).filter(pk__in=owners)


class YearFilter(django_filters.ChoiceFilter):
    """A year of those in which the rows are; `field_name` is a day."""

    def __init__(self, **options):
        super().__init__(**{"label": "год", "empty_label": "Все годы", "choices": []} | options)

    @property
    def field(self):
        days = self.parent.queryset.order_by().dates(self.field_name, "year", order="DESC")
        self.extra["choices"] = [(str(day.year), str(day.year)) for day in days]
        return super().field

    def filter(self, qs, value):
        return qs.filter(**{f"{self.field_name}__year": value}) if value else qs


def day_filter(label, **options):
    """A day to be chosen."""
    return django_filters.DateFilter(label=label, widget=DateInput, **options)


class AgreementFilter(RegisterFilter):
    q = WordsFilter(label="партнёр, организация, предмет")
    kind = django_filters.ChoiceFilter(
        label="вид", choices=NetworkAgreement.Kind.choices, empty_label="Любой"
    )
    organization = OwnerFilter()
    standing = django_filters.ChoiceFilter(
        label="действие", choices=STANDINGS, method="standing_as", empty_label="Любое"
    )

    main = ("q", "kind", "organization", "standing")
    whole = "все договоры"

    class Meta:
        model = NetworkAgreement
        fields: list[str] = []

    def standing_as(self, agreements, name, code):
        if code == "ending":
            return agreements.ending(self.day)
        if code == "current":
            return agreements.in_force(self.day)
        is_over = {"ended": Q(ends_on__lt=self.day), "future": Q(starts_on__gt=self.day)}
        return agreements.filter(is_over[code])


class MemberFilter(RegisterFilter):
    community = OfThemFilter(
        label="сообщество", queryset=NetworkCommunity.objects.all(), empty_label="Все сообщества"
    )
    organization = OwnerFilter()
    is_coordinator = django_filters.BooleanFilter(
        label="только координаторы", widget=forms.CheckboxInput, method="coordinators"
    )

    main = ("community", "organization", "is_coordinator")
    public = ("community", "organization")
    whole = "все участники"

    class Meta:
        model = CommunityMember
        fields: list[str] = []

    def coordinators(self, members, name, is_asked):
        return members.filter(is_coordinator=True) if is_asked else members


class VisitFilter(RegisterFilter):
    model = OfThemFilter(
        label="модель доступности", queryset=AccessibilityModel.objects.all(), empty_label="Все модели"
    )
    year = YearFilter(field_name="day")
    program = django_filters.CharFilter(label="программа", method="of_program", max_length=200)

    main = ("model", "year", "program")
    public = ("model", "year")
    whole = "все выезды"

    class Meta:
        model = Visit
        fields: list[str] = []

    def of_program(self, visits, name, text):
        return visits.filter(every_word(text, "program__search_key"))
