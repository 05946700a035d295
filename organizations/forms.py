from django import forms
from django.core.exceptions import ValidationError

from .models import LegalAct, Organization, Person
from .models.acts import read_act


class OrganizationForm(forms.ModelForm):
    class Meta:
        model = Organization
        fields = [
            "short_name",
            "name",
            "kind",
            "settlement",
            "is_rural",
            "inn",
            "phone",
            "email",
            "site",
            "is_active",
        ]

    def _get_validation_exclusions(self):
        """The municipality comes from the page, yet its uniqueness constraint is still to be checked."""
        return super()._get_validation_exclusions() - {"municipality"}


class ProfileForm(forms.ModelForm):
    """What a person says about himself; all else is known from his appointments."""

    class Meta:
        model = Person
        fields = ["wants_digest"]


class ActsField(forms.CharField):
    """Orders typed one after another: «Приказ от 03.02.2026 № 13/1; Приказ от 04.02.2026 № 15»."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "приказы")
        kwargs.setdefault(
            "help_text", "Например: Приказ от 03.02.2026 № 13/1. Несколько — через точку с запятой."
        )
        super().__init__(required=False, max_length=1000, **kwargs)

    def prepare_value(self, value):
        return value if isinstance(value, str | None) else "; ".join(map(str, value))

    def clean(self, value):
        texts = [text for text in super().clean(value).split(";") if text.strip()]
        acts, errors = [], []
        for text in texts:
            try:
                acts.append(read_act(text))
            except ValidationError as unreadable:
                errors.append(unreadable)
        if errors:
            raise ValidationError(errors)
        return acts

    @staticmethod
    def get_or_create(acts, municipality):
        """The LegalActs of the cleaned value: each order is entered once."""
        return [LegalAct.objects.get_or_create(municipality=municipality, **act)[0] for act in acts]
