from django import forms
from django.core.exceptions import ValidationError

from documents.prose import decline, format_date
from moc_portal.forms import DateInput

from . import perms
from .models import Appointment, LegalAct, Organization, Person
from .models.acts import read_act
from .requisites import check_inn, check_kpp, check_ogrn


class OrganizationForm(forms.ModelForm):
    class Meta:
        model = Organization
        fields = [
            "short_name",
            "name",
            "kind",
            "settlement",
            "is_rural",
            *("ownership", "department", "inn", "kpp", "ogrn"),
            "phone",
            "email",
            "site",
            *("has_licence", "licence", "is_growth_point"),
            "is_active",
        ]
        help_texts = {
            "has_licence": "Без лицензии сведений об охвате от организации не ждут.",
            "licence": "Например: № Л035-01234-00/00123456 от 12.03.2021.",
        }

    def clean_inn(self):
        return self._checked("inn", check_inn)

    def clean_kpp(self):
        return self._checked("kpp", check_kpp)

    def clean_ogrn(self):
        return self._checked("ogrn", check_ogrn)

    def _checked(self, name, check):
        if number := self.cleaned_data[name]:
            check(number)
        return number

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


class SubstituteForm(forms.ModelForm):
    """Who acts in the place of another, from a day to a day; he gets the same post, role and place."""

    class Meta:
        model = Appointment
        fields = ["person", "title", "starts_on", "ends_on", "basis"]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}
        labels = {"basis": "Приказ"}
        help_texts = {
            "title": "Так будет печататься в документах.",
            "basis": "Например: приказ от 03.02.2026 № 13/1.",
            "ends_on": "После этого дня право подписи прекратится само.",
        }

    def __init__(self, *args, appointment, municipality, user, **kwargs):
        self.original, self.municipality, self.user = appointment, municipality, user
        self.today = municipality.today()
        initial = {"title": f"и.о. {decline(appointment.title, 'gent')}"[:200], "starts_on": self.today}
        super().__init__(*args, initial=initial, instance=self._substitution(), **kwargs)
        self.fields["person"].queryset = self._candidates()
        self.fields["ends_on"].required = self.fields["basis"].required = True

    def _substitution(self):
        same = ("role", "post", "region", "zone", "municipality", "organization")
        return Appointment(substitutes=self.original, **{name: getattr(self.original, name) for name in same})

    def _candidates(self):
        """Those who work here today; nobody names himself, and nobody acts in his own place."""
        here = self.municipality.appointments.on(self.today)
        others = Person.objects.filter(appointments__in=here).exclude(pk=self.original.person_id)
        return (others if self.user.is_administrator else others.exclude(pk=self.user.person_id)).distinct()

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day < self.original.starts_on:
            first = format_date(self.original.starts_on)
            raise ValidationError(
                f"Назначение «{self.original.title}» действует с {first}: раньше замещать некого."
            )
        return day

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day < self.today:
            raise ValidationError("Этот срок уже прошёл.")
        last = self._last_day()
        if last and day > last:
            raise ValidationError(
                f"Это право действует до {format_date(last)}: передать его на больший срок нельзя."
            )
        return day

    def _last_day(self):
        """The last day of the right that is given: of who is substituted, and of who names the substitute."""
        powers = perms.power_to_substitute(self.user, self.municipality, self.original)
        ends = [power.ends_on for power in powers]
        mine = max(filter(None, ends)) if ends and None not in ends else None
        return min(filter(None, (mine, self.original.ends_on)), default=None)

    def clean(self):
        super().clean()
        person = self.cleaned_data.get("person")
        same = self.original.substitutions.filter(person=person, ends_on__gte=self.today)
        if known := same.first():
            until = format_date(known.ends_on)
            self.add_error("person", f"Уже исполняет эти обязанности до {until}. Сначала прекратите прежнее.")
