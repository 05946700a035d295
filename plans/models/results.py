from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from documents.prose import format_number
from moc_portal.scoping import TenantQuerySet

from .plan import PlanItem

NO_DATE = "Укажите, на какую дату перенесено."
NO_REASON = "Укажите, почему не проводилось."


class ItemResultQuerySet(TenantQuerySet):
    municipality_path = "item__section__plan__municipality"


class ItemResult(models.Model):
    """What came of an item in a half-year, in the methodist's words and figures."""

    class State(models.TextChoices):
        DONE = "done", "выполнено"
        IN_PROGRESS = "in_progress", "выполняется"
        POSTPONED = "postponed", "перенесено"
        NOT_HELD = "not_held", "не проводилось"

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="results", verbose_name="пункт плана")
    period = models.CharField("период", max_length=6)
    state = models.CharField("состояние", max_length=12, choices=State, blank=True)
    text = models.TextField("результат", max_length=10_000, blank=True)
    postponed_to = models.DateField("перенесено на", null=True, blank=True)
    reason = models.CharField("причина", max_length=300, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords()
    objects = ItemResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат по пункту"
        verbose_name_plural = "результаты по пунктам"
        ordering = ["item", "-period"]
        constraints = [
            models.UniqueConstraint(fields=["item", "period"], name="result_unique_in_period"),
            models.CheckConstraint(
                condition=~Q(state="postponed") | Q(postponed_to__isnull=False),
                name="result_postponed_to_a_date",
                violation_error_message=NO_DATE,
            ),
            models.CheckConstraint(
                condition=~Q(state="not_held") | ~Q(reason=""),
                name="result_not_held_for_a_reason",
                violation_error_message=NO_REASON,
            ),
        ]

    def __str__(self):
        return f"{self.item.number}, {self.period}: {self.get_state_display()}"

    def clean(self):
        if self.item_id and self.period not in [half.code for half in self.item.plan.halves]:
            year = self.item.plan.year_label
            raise ValidationError(
                f"Такого полугодия в плане на {year} нет. Пишите так: {self.item.plan.halves[0].code}."
            )


class ResultFigureQuerySet(TenantQuerySet):
    municipality_path = "result__item__section__plan__municipality"


class ResultFigure(models.Model):
    """A figure entered for an item and a half-year: «проведена экспертиза программ» — 76 «программа»."""

    class Accumulation(models.TextChoices):
        SUM = "sum", "сумма за период"
        STATE = "state", "на дату"
        UNIQUE = "unique", "без повторов за период"
        LATEST = "latest", "последнее значение"

    result = models.ForeignKey(ItemResult, models.CASCADE, related_name="figures", verbose_name="результат")
    label = models.CharField("что сделано", max_length=200, help_text="Например: «Проведена экспертиза».")
    value = models.DecimalField(
        "сколько",
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(1_000_000_000)],
    )
    unit = models.CharField("чего", max_length=100, blank=True, help_text="Например: «программа».")
    as_of = models.DateField("на дату", null=True, blank=True)
    accumulation = models.CharField(
        "как складывается", max_length=10, choices=Accumulation, default=Accumulation.SUM
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="кто внёс"
    )
    entered_at = models.DateTimeField("когда внесено", auto_now=True)

    objects = ResultFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель результата"
        verbose_name_plural = "показатели результатов"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.label} {self.amount} {self.unit}".rstrip()

    @property
    def amount(self):
        """The value as papers write it: «40», «12,5»."""
        return format_number(self.value)
