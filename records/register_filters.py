"""Conditions of a register: a filter set that can tell in words what was asked."""

from datetime import date
from typing import ClassVar

import django_filters
from django import forms
from django.utils.text import capfirst

from organizations.models import Organization

NOTHING: tuple[object, ...] = (None, "", [])


class TellingFilter(django_filters.FilterSet):
    """A filter set that says what was chosen."""

    def told(self) -> list[tuple[str, str]]:
        """Which rows were chosen, as (label, words); nothing for all of them."""
        chosen = self.form.cleaned_data if self.is_bound and self.is_valid() else {}
        return [
            (capfirst(self.filters[name].label), self._words(name, value))
            for name, value in chosen.items()
            if value is not False and value not in NOTHING
        ]

    def _words(self, name, value):
        field = self.form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return field.label_from_instance(value)
        if value is True:
            return "да"
        labels = dict(getattr(field, "choices", ()))
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(value, value)) for value in values)


class RegisterFilter(TellingFilter):
    """The base of every register's conditions.

    The filters named in `main` stand open on the page, the others are folded; those named in `public` are on the open
    page, too. `whole` tells what is shown without any condition. `day` is today by the municipality's clock.
    """

    main: ClassVar[tuple[str, ...]] = ("q", "organization")
    public: ClassVar[tuple[str, ...]] = ("q", "organization")
    whole = "все записи"

    def __init__(self, *args, day: date, is_public=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day
        if is_public:
            for name in [name for name in self.filters if name not in self.public]:
                del self.filters[name]

    def main_fields(self):
        return [field for field in self.form.visible_fields() if field.name in self.main]

    def folded_fields(self):
        return [field for field in self.form.visible_fields() if field.name not in self.main]

    @property
    def is_unfolded(self):
        """Whether something is asked, or wrong, in what is folded."""
        return any(field.data or field.errors for field in self.folded_fields())


class WordsFilter(django_filters.CharFilter):
    """Words in any order; the queryset knows where to look for them (`with_words`)."""

    def __init__(self, **options):
        super().__init__(**{"label": "слова", "max_length": 200} | options)

    def filter(self, qs, value):
        return qs.with_words(value) if value else qs


class OwnerFilter(django_filters.ModelChoiceFilter):
    """An organisation, of those to which the rows that the user sees belong."""

    def __init__(self, **options):
        given = {"label": "организация", "empty_label": "Любая", "queryset": Organization.objects.all()}
        super().__init__(**given | options)

    def get_queryset(self, request):
        owners = self.parent.queryset.order_by().values(self.field_name)
        return super().get_queryset(request).filter(pk__in=owners)
