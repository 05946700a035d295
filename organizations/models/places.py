import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from moc_portal.scoping import TenantQuerySet


def validate_time_zone(name):
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, zoneinfo.ZoneInfoNotFoundError) as unknown:
        raise ValidationError("Такого часового пояса нет. Пример: Europe/Moscow.") from unknown


class Region(models.Model):
    name = models.CharField("название", max_length=200, unique=True)

    class Meta:
        verbose_name = "регион"
        verbose_name_plural = "регионы"
        ordering = ["name"]

    def __str__(self):
        return self.name


class TerritorialZone(models.Model):
    """A group of municipalities within a region, with its own supervising centre (ЗОЦ)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="zones", verbose_name="регион")
    name = models.CharField("название", max_length=100)

    class Meta:
        verbose_name = "территориальная зона"
        verbose_name_plural = "территориальные зоны"
        ordering = ["region", "name"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="zone_unique_in_region")]

    def __str__(self):
        return self.name


class MunicipalityQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(pk__in=user.municipalities()) if user.is_authenticated else self.none()


class Municipality(models.Model):
    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities", verbose_name="регион")
    zone = models.ForeignKey(
        TerritorialZone, models.PROTECT, null=True, blank=True, verbose_name="территориальная зона"
    )
    name = models.CharField("название", max_length=200)
    name_genitive = models.CharField(
        "название в родительном падеже",
        max_length=200,
        help_text="Для заголовков: «План … Заречного района».",
    )
    slug = models.SlugField("имя в адресе", unique=True)
    time_zone = models.CharField(
        "часовой пояс", max_length=50, default="Europe/Moscow", validators=[validate_time_zone]
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        if self.zone and self.region_id and self.zone.region_id != self.region_id:
            raise ValidationError({"zone": "Эта зона другого региона."})

    def today(self):
        """The date by the municipality's own clock: what is due today is due by it."""
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(self.time_zone))

    @property
    def centre(self):
        """The organisation that works as the municipal support centre (МОЦ), or None."""
        return self.organizations.filter(is_moc=True).first()


class ChildPopulationQuerySet(TenantQuerySet):
    def known_in(self, year):
        """The number by which a year is reckoned: its own, else the last one known before; None without any."""
        return self.filter(year__lte=year).order_by("-year").first()


class ChildPopulation(models.Model):
    """How many children of the age for supplementary education live in a municipality on 1 January of a year."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="child_population", verbose_name="муниципалитет"
    )
    year = models.PositiveSmallIntegerField(
        "год", validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    children = models.PositiveIntegerField(
        "детей, проживающих в муниципалитете",
        validators=[MinValueValidator(1), MaxValueValidator(10_000_000)],
        help_text="На 1 января этого года.",
    )
    ages = models.CharField("возраст", max_length=50, default="5–17 лет")
    source = models.CharField(
        "откуда сведения", max_length=200, blank=True, help_text="Например: данные Росстата."
    )

    objects = ChildPopulationQuerySet.as_manager()

    class Meta:
        verbose_name = "численность детей"
        verbose_name_plural = "численность детей"
        ordering = ["municipality", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                name="population_unique_in_year",
                violation_error_message="Численность детей за этот год уже внесена.",
            ),
            models.CheckConstraint(condition=models.Q(children__gt=0), name="population_not_empty"),
        ]

    def __str__(self):
        return f"{self.municipality}, {self.year} год: {self.children}"
