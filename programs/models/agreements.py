"""Agreements of an organisation with partners of any kind."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from documents.prose import normalise
from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality, Organization
from organizations.searching import every_word
from records.models import Attachment

from .programs import Program

SOON = timedelta(days=60)  # an agreement that ends is to be prolonged


class NetworkAgreementQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The office's; an organisation's own, as the party or as a partner."""
        if not user.is_authenticated:
            return self.none()
        partner = Partner.objects.filter(organization__in=user.represented).values("agreement")
        own = Q(organization__in=user.represented) | Q(pk__in=partner)
        return self.filter(Q(municipality__in=user.office_municipalities()) | own)

    def in_force(self, first, last=None):
        """Those in force on some day between two, or on one."""
        begun = self.filter(starts_on__lte=last or first)
        return begun.filter(Q(ends_on=None) | Q(ends_on__gte=first))

    def with_words(self, text):
        """Those with whose partner, party or subject the words fit."""
        own = every_word(text, "organization__search_key") | every_word(text, "subject_key")
        return self.filter(own | Q(pk__in=Partner.objects.with_words(text).values("agreement")))

    def ending(self, day):
        """Those in force that end soon after a day."""
        return self.in_force(day).filter(ends_on__lte=day + SOON)

    def network_programs(self, day):
        """The keys of the programmes that stand in a network agreement in force on a day."""
        in_force = self.filter(kind=NetworkAgreement.Kind.NETWORK).in_force(day)
        named = NetworkAgreement.programs.through.objects
        return named.filter(networkagreement__in=in_force.values("pk")).values("program")


class NetworkAgreement(models.Model):
    """Договор о сетевой форме or о социальном партнёрстве of an organisation with partners of any kind."""

    class Kind(models.TextChoices):
        NETWORK = "network", "о сетевой форме"
        PARTNERSHIP = "partnership", "о социальном партнёрстве"

    menu_section = "programs"

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="network_agreements",
        verbose_name="муниципалитет",
        editable=False,
    )
    kind = models.CharField("вид", max_length=12, choices=Kind, default=Kind.NETWORK)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="network_agreements", verbose_name="организация"
    )
    number = models.CharField("номер", max_length=50, blank=True)
    signed_on = models.DateField("дата договора")
    starts_on = models.DateField("действует с")
    ends_on = models.DateField("действует по", null=True, blank=True)
    subject = models.CharField("предмет", max_length=500, blank=True)
    subject_key = models.CharField(max_length=560, editable=False)
    programs = models.ManyToManyField(
        Program, related_name="network_agreements", blank=True, verbose_name="программы"
    )
    file = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="network_agreements",
        verbose_name="файл",
    )
    note = models.CharField("примечание", max_length=500, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = NetworkAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "договор о сотрудничестве"
        verbose_name_plural = "договоры о сотрудничестве"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="network_agreement_ends_after_start",
                violation_error_message="Договор заканчивается раньше, чем начинается.",
            ),
        ]

    def __str__(self):
        number = f" № {self.number}" if self.number else ""
        return f"Договор{number} от {self.signed_on:%d.%m.%Y}"

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("network-agreement", args=[self.municipality.slug, self.pk])

    def prepare(self):
        """Fill what follows from the other fields; to be called before a save in bulk."""
        self.municipality_id = self.organization.municipality_id
        self.subject_key = normalise(f"{self.number} {self.subject}")[:560]

    def standing(self, day):
        """«действует», «заканчивается 12.01.2027» …, as it is on a day."""
        if self.starts_on > day:
            return f"начнёт действовать {self.starts_on:%d.%m.%Y}"
        if self.ends_on is None:
            return "действует"
        if self.ends_on < day:
            return "закончился"
        return f"заканчивается {self.ends_on:%d.%m.%Y}" if self.ends_on <= day + SOON else "действует"


class PartnerQuerySet(TenantQuerySet):
    municipality_path = "agreement__municipality"

    def number(self):
        """How many there are, each once in however many agreements: by the organisation, or by the name."""
        return self.order_by().values("organization", "name_key").distinct().count()

    def with_words(self, text):
        return self.filter(every_word(text, "name_key") | every_word(text, "organization__search_key"))


class Partner(models.Model):
    """The other side of an agreement: an organisation of the register, or anybody by name."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "школа"
        SUPPLEMENTARY = "odo", "организация дополнительного образования"
        KINDERGARTEN = "kindergarten", "детский сад"
        COLLEGE = "college", "колледж"
        UNIVERSITY = "university", "вуз"
        POLICE = "police", "органы внутренних дел"
        EMPLOYMENT = "employment", "служба занятости"
        HEALTH = "health", "здравоохранение"
        CULTURE = "culture", "культура"
        SPORT = "sport", "спорт"
        BUSINESS = "business", "предприятие"
        PUBLIC = "public", "общественное объединение"
        OTHER = "other", "иное"

    agreement = models.ForeignKey(
        NetworkAgreement, models.CASCADE, related_name="partners", verbose_name="договор"
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name="организация из реестра",
    )
    name = models.CharField("название", max_length=300, blank=True)
    name_key = models.CharField(max_length=300, editable=False)
    kind = models.CharField("вид партнёра", max_length=12, choices=Kind, default=Kind.OTHER)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "партнёр"
        verbose_name_plural = "партнёры"
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, name="") | (Q(organization=None) & ~Q(name="")),
                name="partner_is_of_register_or_named",
            )
        ]

    def __str__(self):
        return str(self.organization) if self.organization else self.name

    def save(self, *args, **kwargs):
        self.name_key = normalise(self.name)[:300]
        super().save(*args, **kwargs)
