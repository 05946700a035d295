from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import ExtractYear
from simple_history.models import HistoricalRecords

from moc_portal.scoping import TenantQuerySet
from organizations.models import ChildPopulation, LegalAct, Municipality, Organization

from .months import month_in_words, refuse_future

# What is counted of an organisation in a month, in the order of the table.
LABELS = {"children": "детей", "certificates": "сертификатов", "contracts": "по договорам ПФ"}
FIGURES = tuple(LABELS)
# More than any organisation teaches: a slip of the keyboard.
MOST = 1_000_000


class CoverageMonthQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The whole municipality for those who read its office's papers; for an organisation its own rows."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(municipality__in=user.office_municipalities()) | Q(organization__in=user.represented)
        )

    def measured(self):
        """Each row with what its municipality is measured by in that year: a month takes one query."""
        here, year = OuterRef("municipality"), ExtractYear(OuterRef("month"))
        teaching = Organization.objects.teaching().filter(municipality=here)
        told = Q(coverage_months__month=OuterRef("month"))  # whoever answered was asked, too
        asked = Organization.objects.filter(Q(pk__in=teaching.values("pk")) | told, municipality=here)
        population = ChildPopulation.objects.filter(municipality=here, year__lte=year).order_by("-year")
        targets = CoverageTarget.objects.filter(municipality=here, year=year).values("percent")
        return self.select_related("organization").annotate(
            expected=Subquery(
                asked.order_by()
                .values("municipality")
                .annotate(number=Count("pk", distinct=True))
                .values("number")
            ),
            known_children=Subquery(population.values("children")[:1]),
            known_ages=Subquery(population.values("ages")[:1]),
            known_year=Subquery(population.values("year")[:1]),
            covered_target=Subquery(targets.filter(measure=CoverageTarget.Measure.COVERAGE)),
            financed_target=Subquery(targets.filter(measure=CoverageTarget.Measure.FINANCING)),
        )


class CoverageMonth(models.Model):
    """How many children an organisation taught in a month, as it told the office: numbers only, no names.

    A row without an organisation counts each child of the municipality once, for sums over organisations do not.
    `contracts` counts the children taught under contracts, so it never exceeds `children`. Empty is not zero.
    """

    is_irreplaceable = True  # see `records.merging`

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="coverage_months", verbose_name="муниципалитет"
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coverage_months",
        verbose_name="организация",
        help_text="Пусто — весь муниципалитет, каждый ребёнок посчитан один раз.",
    )
    month = models.DateField("месяц", help_text="Первое число месяца.")
    children = models.PositiveIntegerField(
        LABELS["children"], null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    certificates = models.PositiveIntegerField(
        LABELS["certificates"], null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    contracts = models.PositiveIntegerField(
        LABELS["contracts"], null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="кто внёс"
    )
    entered_at = models.DateTimeField("когда внесено", auto_now=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords()
    objects = CoverageMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "охват за месяц"
        verbose_name_plural = "охват по месяцам"
        ordering = ["-month", "organization__sort_key"]
        indexes = [models.Index(fields=["municipality", "month"], name="coverage_by_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "month"],
                name="coverage_unique_month",
                violation_error_message="Сведения этой организации за этот месяц уже внесены.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "month"],
                condition=Q(organization=None),
                name="coverage_one_total",
                violation_error_message="Сведения по муниципалитету за этот месяц уже внесены.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="coverage_month_by_first_day",
                violation_error_message="Укажите первое число месяца.",
            ),
            models.CheckConstraint(
                condition=Q(contracts__lte=F("children")),
                name="coverage_contracts_within_children",
                violation_error_message="Детей по договорам ПФ больше, чем всего детей.",
            ),
            models.CheckConstraint(
                condition=Q(children__isnull=False)
                | Q(certificates__isnull=False)
                | Q(contracts__isnull=False),
                name="coverage_not_empty",
                violation_error_message="Внесите хотя бы одно число.",
            ),
        ]

    def __str__(self):
        return f"{self.organization or self.municipality}, {month_in_words(self.month)}"

    def clean(self):
        if (
            self.municipality_id
            and self.month
            and (refusal := refuse_future(self.month, self.municipality.today()))
        ):
            raise ValidationError({"month": refusal})
        if self.organization and self.organization.municipality_id != self.municipality_id:
            raise ValidationError({"organization": "Это организация другого муниципалитета."})

    @property
    def is_empty(self):
        return all(getattr(self, name) is None for name in FIGURES)


class CoverageTargetQuerySet(TenantQuerySet):
    pass


class CoverageTarget(models.Model):
    """The share of a municipality's children that an act wants covered in a year."""

    class Measure(models.TextChoices):
        COVERAGE = "coverage", "охват дополнительным образованием"
        FINANCING = "financing", "охват персонифицированным финансированием"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="coverage_targets", verbose_name="муниципалитет"
    )
    year = models.PositiveSmallIntegerField(
        "год", validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    measure = models.CharField("показатель", max_length=10, choices=Measure)
    percent = models.DecimalField(
        "цель, % детей",
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    act = models.ForeignKey(
        LegalAct, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="каким актом задана"
    )

    objects = CoverageTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "цель по охвату"
        verbose_name_plural = "цели по охвату"
        ordering = ["municipality", "-year", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "measure"],
                name="coverage_target_unique",
                violation_error_message="Цель на этот год уже задана.",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100),
                name="coverage_target_within_hundred",
                violation_error_message="Цель — от 0 до 100 процентов.",
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()}, {self.year} год: {self.percent:f} %"
