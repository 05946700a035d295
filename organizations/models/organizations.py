import re

from django.db import models

from documents.prose import normalise
from moc_portal.fields import WebAddressField
from moc_portal.scoping import TenantQuerySet

from .places import Municipality


class OrganizationQuerySet(TenantQuerySet):
    def teaching(self):
        """Those in work that may teach, and so have children of their own to count."""
        return self.filter(is_active=True, has_licence=True).exclude(
            kind__in=[Organization.Kind.AUTHORITY, Organization.Kind.CENTRE]
        )


class Organization(models.Model):
    class Ownership(models.TextChoices):
        MUNICIPAL = "municipal", "муниципальная"
        STATE = "state", "государственная"
        PRIVATE = "private", "частная"

    class Kind(models.TextChoices):
        SUPPLEMENTARY = "odo", "организация дополнительного образования"
        SCHOOL = "school", "школа"
        KINDERGARTEN = "kindergarten", "детский сад"
        COLLEGE = "college", "колледж"
        UNIVERSITY = "university", "вуз"
        SPORT = "sport", "организация спорта"
        CULTURE = "culture", "организация культуры"
        NON_PROFIT = "ngo", "негосударственная организация"
        AUTHORITY = "authority", "орган управления"
        CENTRE = "centre", "региональный или зональный центр"
        OTHER = "other", "иная"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="organizations", verbose_name="муниципалитет"
    )
    name = models.CharField("полное название", max_length=500)
    short_name = models.CharField("краткое название", max_length=200)
    kind = models.CharField("вид", max_length=20, choices=Kind)
    settlement = models.CharField("населённый пункт", max_length=100, blank=True)
    is_rural = models.BooleanField("сельская местность", default=False)
    ownership = models.CharField(
        "форма собственности", max_length=10, choices=Ownership, default=Ownership.MUNICIPAL
    )
    department = models.CharField("ведомство", max_length=200, blank=True)
    inn = models.CharField("ИНН", max_length=12, blank=True)
    kpp = models.CharField("КПП", max_length=9, blank=True)
    ogrn = models.CharField("ОГРН", max_length=15, blank=True)
    phone = models.CharField("телефон", max_length=50, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    site = WebAddressField("сайт", blank=True)
    is_moc = models.BooleanField("работает как МОЦ", default=False)
    has_licence = models.BooleanField("есть лицензия на дополнительное образование", default=True)
    licence = models.CharField("номер и дата лицензии", max_length=200, blank=True)
    is_growth_point = models.BooleanField("есть центр «Точка роста»", default=False)
    is_active = models.BooleanField("действует", default=True)
    search_key = models.CharField(max_length=750, editable=False)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "short_name"], name="organization_unique_short_name"
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=models.Q(is_moc=True), name="organization_one_moc"
            ),
        ]

    def __str__(self):
        return self.short_name

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self):
        """Fill what follows from the other fields; to be called before a save in bulk."""
        self.search_key = normalise(f"{self.short_name} {self.name}")
        # «Школа № 2» stands before «Школа № 10».
        self.sort_key = re.sub(r"\d+", lambda number: number[0].zfill(6), normalise(self.short_name))[:300]


class OrganizationAliasQuerySet(TenantQuerySet):
    municipality_path = "organization__municipality"


class OrganizationAlias(models.Model):
    """Another spelling of an organisation met in papers and registers."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="aliases")
    name = models.CharField("название", max_length=500)
    search_key = models.CharField(max_length=500, editable=False)

    objects = OrganizationAliasQuerySet.as_manager()

    class Meta:
        verbose_name = "другое название организации"
        verbose_name_plural = "другие названия организаций"

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = normalise(self.name)
        super().save(*args, **kwargs)
