"""A campaign with its stages and organisations, and what one organisation tells in it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.db.models import Q

from moc_portal.forms import DateInput, RowsField, VersionedModelForm
from organizations.models import Organization

from .models import Campaign, CampaignParticipant, CampaignStage, Program

Kind = CampaignStage.Kind
# The summer campaign as offices usually go through it: (month, day) of the beginning and of the end.
SUMMER = {
    Kind.REQUEST: ((1, 10), (3, 31)),
    Kind.WRITING: ((4, 1), (4, 30)),
    Kind.REVIEW: ((4, 10), (5, 10)),
    Kind.ASSESSMENT: ((4, 20), (5, 20)),
    Kind.PLACING: ((5, 1), (5, 31)),
    Kind.ENROLMENT: ((5, 15), (6, 30)),
}


class CampaignForm(VersionedModelForm):
    """The name and the organisations of a campaign."""

    fields: dict[str, Any]
    organizations = RowsField(
        label="какие организации участвуют",
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одну организацию."},
    )

    class Meta:
        model = Campaign
        fields = ["name", "year", "note"]
        widgets = {"note": forms.Textarea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organizations"].queryset = self._offered()

    def _offered(self):
        """Those that teach, and those that take part already whatever has become of them."""
        organizations = self.instance.municipality.organizations
        if self.instance.pk is None:
            return organizations.teaching()
        taking_part = Q(pk__in=self.instance.participants.values("organization"))
        return organizations.filter(Q(pk__in=organizations.teaching().values("pk")) | taking_part)

    def keep_organizations(self, campaign):
        chosen = {organization.pk for organization in self.cleaned_data["organizations"]}
        present = set(campaign.participants.values_list("organization_id", flat=True))
        campaign.participants.exclude(organization__in=chosen).delete()
        campaign.participants.bulk_create(
            CampaignParticipant(campaign=campaign, organization_id=key) for key in chosen - present
        )


class CampaignCreateForm(CampaignForm):
    """A new campaign gets the usual dates of its year; they can be changed afterwards."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = self.fields["year"]
        year.validators += [MinValueValidator(2015), MaxValueValidator(2100)]
        self.initial["organizations"] = list(self.fields["organizations"].queryset)

    @transaction.atomic
    def save(self, commit=True):
        campaign = super().save()
        campaign.stages.bulk_create(
            CampaignStage(
                campaign=campaign,
                kind=kind,
                starts_on=date(campaign.year, *starts),
                ends_on=date(campaign.year, *ends),
            )
            for kind, (starts, ends) in SUMMER.items()
        )
        self.keep_organizations(campaign)
        return campaign


class CampaignEditForm(CampaignForm):
    """With the dates of each stage; a stage without dates is left out of the campaign."""

    class Meta(CampaignForm.Meta):
        fields = ["name", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["organizations"] = [row.organization_id for row in self.instance.participants.all()]
        kept = {stage.kind: stage for stage in self.instance.stages.all()}
        for kind, label in Kind.choices:
            for end, words in (("starts_on", "с"), ("ends_on", "по")):
                self.fields[f"{kind}-{end}"] = forms.DateField(
                    label=f"{label}, {words}", required=False, widget=DateInput
                )
                self.initial[f"{kind}-{end}"] = getattr(kept.get(kind), end, None)

    def stage_fields(self):
        """Each stage with the fields of its dates."""
        return [(label, self[f"{kind}-starts_on"], self[f"{kind}-ends_on"]) for kind, label in Kind.choices]

    def clean_organizations(self):
        """Nobody is taken out who has told something or has a programme in the campaign."""
        chosen = self.cleaned_data["organizations"]
        left_out = self.instance.participants.exclude(organization__in=chosen).select_related("organization")
        writing = set(self.instance.programs.values_list("organization_id", flat=True))
        busy = [str(one.organization) for one in left_out if one.has_begun or one.organization_id in writing]
        if busy:
            raise ValidationError(f"Уже подали заявку или готовят программы: {', '.join(busy)}. Оставьте их.")
        return chosen

    def clean(self):
        cleaned = super().clean()
        dates = {kind: (self._told(kind, "starts_on"), self._told(kind, "ends_on")) for kind in Kind.values}
        for kind, (starts, ends) in dates.items():
            self._check_dates(kind, starts, ends)
        self.dates = {kind: both for kind, both in dates.items() if all(both)}
        if not self.dates and not self.errors:
            self.add_error(None, "Укажите даты хотя бы одного этапа.")
        return cleaned

    def _told(self, kind, end):
        return self.cleaned_data.get(f"{kind}-{end}")

    def _check_dates(self, kind, starts, ends):
        if bool(starts) != bool(ends):
            missing = "ends_on" if starts else "starts_on"
            if f"{kind}-{missing}" not in self.errors:
                self.add_error(f"{kind}-{missing}", "Укажите и начало, и окончание этапа.")
        elif starts and ends < starts:
            self.add_error(f"{kind}-ends_on", "Этап заканчивается раньше, чем начинается.")
        for end, day in (("starts_on", starts), ("ends_on", ends)):
            if day and abs(day.year - self.instance.year) > 1:
                words = f"Кампания {self.instance.year} года: дата на {day.year} год указана по ошибке?"
                self.add_error(f"{kind}-{end}", words)

    @transaction.atomic
    def save(self, commit=True):
        campaign = super().save()
        campaign.stages.exclude(kind__in=self.dates).delete()
        for kind, (starts, ends) in self.dates.items():
            campaign.stages.update_or_create(kind=kind, defaults={"starts_on": starts, "ends_on": ends})
        self.keep_organizations(campaign)
        return campaign


class ParticipantForm(VersionedModelForm):
    """What one organisation tells in a campaign: its request, its programmes, at the end its children."""

    fields: dict[str, Any]
    programs = RowsField(
        label="программы организации в кампании",
        queryset=Program.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = CampaignParticipant
        fields = ["requested_on", "planned_programs", "enrolled", "note"]
        widgets = {"requested_on": DateInput}
        help_texts = {
            "planned_programs": "Сколько программ организация подготовит; 0 — участвовать не будет.",
            "enrolled": "Сколько детей зачислено на программы кампании, когда зачисление закончено.",
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, campaign = today, self.instance.campaign
        free = Program.objects.filter(campaign=None) | Program.objects.filter(campaign=campaign)
        mine = free.kept().filter(organization=self.instance.organization_id)
        self.fields["programs"].queryset = mine
        self.initial["programs"] = [program.pk for program in mine if program.campaign_id]
        enrolment = campaign.stages.filter(kind=Kind.ENROLMENT).first()
        if enrolment and enrolment.starts_on > today and self.instance.enrolled is None:
            del self.fields["enrolled"]

    def clean_requested_on(self):
        day = self.cleaned_data["requested_on"]
        if day and day > self.today:
            raise ValidationError("Эта дата ещё не наступила.")
        return day

    def clean(self):
        cleaned: Any = super().clean()
        day, planned = cleaned.get("requested_on"), cleaned.get("planned_programs")
        if planned is not None and not day and "requested_on" not in self.errors:
            self.add_error("requested_on", "Укажите, когда подана заявка.")
        if day and planned is None and "planned_programs" not in self.errors:
            self.add_error("planned_programs", "Укажите, сколько программ в заявке; 0 — если не участвует.")
        return cleaned

    @transaction.atomic
    def save(self, commit=True):
        participant = super().save()
        chosen = self.cleaned_data["programs"]
        mine = Program.objects.filter(organization=participant.organization_id)
        mine.filter(campaign=participant.campaign_id).exclude(pk__in=chosen).update(campaign=None)
        mine.filter(pk__in=chosen).update(campaign=participant.campaign_id)
        return participant
