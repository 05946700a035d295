"""By which points a municipality reviews programmes, and by which criteria its experts assess them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q

from moc_portal.scoping import TenantQuerySet
from organizations.models import LegalAct, Municipality


class RegulationQuerySet(TenantQuerySet):
    def serving(self, municipality):
        """The municipality's own regulation before the standard one."""
        holding = self.filter(Q(municipality=municipality) | Q(municipality=None))
        return holding.order_by(models.F("municipality").asc(nulls_last=True))

    def holding_in(self, municipality):
        """The municipality's own regulation, else the standard one."""
        return self.serving(municipality).first()

    def get_by_natural_key(self, municipality):
        """By it the fixture finds the standard one again, whatever number the database gave it."""
        return self.get(municipality__slug=municipality)


class Regulation(models.Model):
    """Положение о разработке и утверждении программ: a municipality's own, or the standard one (no municipality)."""

    municipality = models.OneToOneField(
        Municipality,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="program_regulation",
        verbose_name="муниципалитет",
    )
    act = models.ForeignKey(
        LegalAct, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="чем утверждено"
    )
    pass_percent = models.PositiveSmallIntegerField(
        "для рекомендации нужно баллов, %", default=60, validators=[MaxValueValidator(100)]
    )
    experts_needed = models.PositiveSmallIntegerField(
        "экспертов на программу", default=2, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    valid_years = models.PositiveSmallIntegerField(
        "заключение действует, лет", default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = "положение о программах"
        verbose_name_plural = "положения о программах"
        constraints = [
            # One standard: NULLs are not equal, so the one-to-one alone would let in several.
            models.UniqueConstraint(
                models.Value(1), condition=Q(municipality=None), name="regulation_one_standard"
            )
        ]

    def __str__(self):
        return f"Положение: {self.municipality or 'общее'}"

    def natural_key(self):
        return (self.municipality.slug if self.municipality else None,)

    def in_use(self, part):
        """The criteria of a part as they are now."""
        return self.criteria.filter(part=part, is_active=True)

    @transaction.atomic
    def copied_for(self, municipality):
        """The municipality's own regulation, begun as a copy of this one."""
        own = Regulation.objects.create(
            municipality=municipality,
            pass_percent=self.pass_percent,
            experts_needed=self.experts_needed,
            valid_years=self.valid_years,
        )
        facts = ("part", "position", "section", "text", "max_points")
        Criterion.objects.bulk_create(
            Criterion(regulation=own, **row) for row in self.criteria.filter(is_active=True).values(*facts)
        )
        return own


class CriterionQuerySet(TenantQuerySet):
    municipality_path = "regulation__municipality"

    def get_by_natural_key(self, municipality, part, position):
        return self.get(regulation__municipality__slug=municipality, part=part, position=position)


class Criterion(models.Model):
    """A point of the checklist (met or not), or a criterion of the assessment with its points.

    One that was used is not deleted but taken out of use: earlier rounds keep their marks.
    """

    class Part(models.TextChoices):
        REVIEW = "review", "рецензия МОЦ"
        ASSESSMENT = "assessment", "экспертиза"

    regulation = models.ForeignKey(
        Regulation, models.CASCADE, related_name="criteria", verbose_name="положение"
    )
    part = models.CharField("часть", max_length=10, choices=Part)
    position = models.PositiveSmallIntegerField("порядок", default=1)
    section = models.CharField("раздел", max_length=200, blank=True)
    text = models.CharField("критерий", max_length=500)
    max_points = models.PositiveSmallIntegerField(
        "баллов, не больше", default=2, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    is_active = models.BooleanField("применяется", default=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "критерий"
        verbose_name_plural = "критерии"
        ordering = ["regulation", "part", "position", "pk"]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (*self.regulation.natural_key(), self.part, self.position)
