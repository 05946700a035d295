"""Campaigns: a dated way that many organisations go together, such as preparing the programmes of the summer."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality, Organization


class CampaignQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The office's; those in which an organisation is to take part."""
        if not user.is_authenticated:
            return self.none()
        mine = CampaignParticipant.objects.filter(organization__in=user.represented)
        office = Q(municipality__in=user.office_municipalities())
        return self.filter(office | Q(pk__in=mine.values("campaign")))


class Campaign(models.Model):
    """With the stages that its organisations pass; its programmes name it."""

    menu_section = "programs"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="campaigns", verbose_name="муниципалитет"
    )
    name = models.CharField("название", max_length=200)
    year = models.PositiveSmallIntegerField("год")
    note = models.TextField("пояснение", max_length=2000, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "кампания"
        verbose_name_plural = "кампании"
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "name"],
                name="campaign_unique_name",
                violation_error_message="Такая кампания в этом году уже есть.",
            )
        ]

    def __str__(self):
        return f"{self.name} {self.year} года"

    def get_absolute_url(self):
        return reverse("campaign", args=[self.municipality.slug, self.pk])


class OfCampaignQuerySet(TenantQuerySet):
    municipality_path = "campaign__municipality"


class CampaignStage(models.Model):
    """A dated stage. Who has passed it follows from the programmes themselves, so nobody ticks it off."""

    class Kind(models.TextChoices):
        REQUEST = "request", "приём заявок"
        WRITING = "writing", "разработка программ"
        REVIEW = "review", "рецензирование"
        ASSESSMENT = "assessment", "экспертиза"
        PLACING = "placing", "размещение"
        ENROLMENT = "enrolment", "зачисление"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="stages", verbose_name="кампания")
    kind = models.CharField("этап", max_length=10, choices=Kind)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "этап кампании"
        verbose_name_plural = "этапы кампаний"
        ordering = ["campaign", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                name="campaign_stage_once",
                violation_error_message="Этот этап в кампании уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_stage_ends_after_start",
                violation_error_message="Этап заканчивается раньше, чем начинается.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class ParticipantQuerySet(OfCampaignQuerySet):
    def for_user(self, user):
        """The office's; an organisation's own."""
        if not user.is_authenticated:
            return self.none()
        office = Q(campaign__municipality__in=user.office_municipalities())
        return self.filter(office | Q(organization__in=user.represented))


class CampaignParticipant(models.Model):
    """An organisation that is to take part: what it asked for and how many children it enrolled."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="participants", verbose_name="кампания"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="campaigns", verbose_name="организация"
    )
    requested_on = models.DateField("заявка от", null=True, blank=True)
    planned_programs = models.PositiveSmallIntegerField(
        "программ по заявке", null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    enrolled = models.PositiveIntegerField(
        "зачислено детей", null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    note = models.CharField("примечание", max_length=500, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "участник кампании"
        verbose_name_plural = "участники кампаний"
        ordering = ["campaign", "organization__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "organization"], name="participant_once_in_campaign")
        ]

    def __str__(self):
        return f"{self.organization}: {self.campaign}"

    def get_absolute_url(self):
        return reverse("participant-edit", args=[self.campaign.municipality.slug, self.pk])

    @property
    def has_begun(self):
        """Whether something would be lost with it."""
        return self.requested_on is not None or self.enrolled is not None
