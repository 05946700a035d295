"""What organisations do together and for those who live far: communities, visits, new places."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality, Organization

from .classifiers import FocusArea
from .programs import Program


class NetworkCommunity(models.Model):
    """Сетевое сообщество: museums, theatres, «Точки роста» …, with those who coordinate it."""

    menu_section = "programs"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="communities", verbose_name="муниципалитет"
    )
    name = models.CharField("название", max_length=200)
    theme = models.CharField("чем занимается", max_length=500, blank=True)
    starts_on = models.DateField("работает с", null=True, blank=True)
    is_active = models.BooleanField("действует", default=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "сетевое сообщество"
        verbose_name_plural = "сетевые сообщества"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="community_unique_name",
                violation_error_message="Такое сообщество уже есть.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("community", args=[self.municipality.slug, self.pk])


class MemberQuerySet(TenantQuerySet):
    municipality_path = "community__municipality"


class CommunityMember(models.Model):
    community = models.ForeignKey(
        NetworkCommunity, models.CASCADE, related_name="members", verbose_name="сообщество"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="communities", verbose_name="организация"
    )
    is_coordinator = models.BooleanField("координатор", default=False)
    person = models.CharField("кто отвечает", max_length=200, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "участник сообщества"
        verbose_name_plural = "участники сообществ"
        ordering = ["community", "-is_coordinator", "organization__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "organization"],
                name="member_once_in_community",
                violation_error_message="Эта организация уже в сообществе.",
            )
        ]

    def __str__(self):
        return str(self.organization)


class AccessibilityModel(models.Model):
    """A described way to bring programmes to children who would not get them otherwise (типовая модель, выезды)."""

    menu_section = "programs"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="accessibility_models", verbose_name="муниципалитет"
    )
    name = models.CharField("название", max_length=200)
    description = models.TextField("в чём состоит", max_length=3000, blank=True)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accessibility_models",
        verbose_name="кто ведёт",
    )
    programs = models.ManyToManyField(
        Program, related_name="accessibility_models", blank=True, verbose_name="программы"
    )
    is_active = models.BooleanField("действует", default=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "модель доступности"
        verbose_name_plural = "модели доступности"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="accessibility_model_unique_name",
                violation_error_message="Такая модель уже есть.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("accessibility-model", args=[self.municipality.slug, self.pk])


class VisitQuerySet(TenantQuerySet):
    municipality_path = "model__municipality"


class Visit(models.Model):
    """A visit to a settlement by a model of accessibility, with the number of children taught there."""

    model = models.ForeignKey(
        AccessibilityModel, models.CASCADE, related_name="visits", verbose_name="модель доступности"
    )
    day = models.DateField("дата")
    settlement = models.CharField("населённый пункт", max_length=100)
    children = models.PositiveIntegerField(
        "детей", null=True, blank=True, validators=[MaxValueValidator(10_000)]
    )
    program = models.ForeignKey(
        Program, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name="программа"
    )
    note = models.CharField("примечание", max_length=300, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "выезд"
        verbose_name_plural = "выезды"
        ordering = ["-day", "-pk"]

    def __str__(self):
        return f"{self.settlement}, {self.day:%d.%m.%Y}"


class NewPlaces(models.Model):
    """New places of supplementary education that an organisation got in a year, with their money in roubles."""

    menu_section = "programs"

    is_irreplaceable = True  # see `records.merging`

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="new_places", verbose_name="муниципалитет", editable=False
    )
    year = models.PositiveSmallIntegerField(
        "год", validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="new_places", verbose_name="организация"
    )
    focus_area = models.CharField("направленность", max_length=20, choices=FocusArea)
    places = models.PositiveIntegerField(
        "мест", validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    money = models.DecimalField(
        "средства, руб.",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    equipment = models.CharField("оборудование", max_length=500, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "новые места"
        verbose_name_plural = "новые места"
        ordering = ["-year", "organization__sort_key", "focus_area"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "organization", "focus_area"],
                name="new_places_once_a_year",
                violation_error_message="Новые места этой организации по этой направленности за год уже внесены.",
            )
        ]

    def __str__(self):
        return f"{self.organization}, {self.year} год: {self.places}"

    def save(self, *args, **kwargs):
        self.municipality_id = self.organization.municipality_id
        super().save(*args, **kwargs)


class DeclaredPlaces(models.Model):
    """How many new places a paper declares for a year: the sum of the rows is checked against it."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="declared_places", verbose_name="муниципалитет"
    )
    year = models.PositiveSmallIntegerField(
        "год", validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    places = models.PositiveIntegerField("мест по документу", validators=[MaxValueValidator(1_000_000)])
    money = models.DecimalField(
        "средства по документу, руб.",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    source = models.CharField("по какому документу", max_length=300, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "заявлено новых мест"
        verbose_name_plural = "заявлено новых мест"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                name="declared_places_once_a_year",
                violation_error_message="За этот год число мест уже заявлено.",
            )
        ]

    def __str__(self):
        return f"{self.year} год: {self.places}"
