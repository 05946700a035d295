"""What a report looks like, as data: its columns, head, period, addressee and day. A new column needs no programmer."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from organizations.models import Region
from plans.models import StandardSection
from plans.periods import PeriodConverter, ReportingPeriod

MAIN_FORM = "activity"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What the head of a report may tell, by the name that stands for it in the form.
HEAD_FACTS = {
    "зона": "территориальная зона",
    "муниципалитет": "название муниципалитета",
    "центр": "полное и краткое название опорного центра",
    "период": "отчётный период",
    "кому": "кому представляется",
}


@dataclass(frozen=True)
class ReportAddress:
    """Where a report stands in URLs: «2026H1» for the main form, «target-model/2026» for any other."""

    form: str
    period: ReportingPeriod

    def __str__(self) -> str:
        return self.period.code if self.form == MAIN_FORM else f"{self.form}/{self.period.code}"


class ReportAddressConverter:
    """`<report:address>` in a URL; a period alone is the address of the main form."""

    regex = rf"(?:[a-z][a-z-]*/)?{PeriodConverter.regex}"

    def to_python(self, value: str) -> ReportAddress:
        form, _, period = value.rpartition("/")
        return ReportAddress(form or MAIN_FORM, ReportingPeriod.from_code(period))

    def to_url(self, value) -> str:
        return value.code if isinstance(value, ReportingPeriod) else str(value)


class ReportFormQuerySet(models.QuerySet):
    def in_use(self, region_id):
        """The forms of a region in their order, a list: its own, and the common ones that it has not replaced."""
        forms = self.filter(Q(region=region_id) | Q(region=None)).prefetch_related("columns")
        forms = forms.order_by(F("region").asc(nulls_first=True))
        chosen = {(form.code, form.periodicity): form for form in forms}
        in_order = sorted(chosen.values(), key=lambda form: (form.position, form.name))
        return [form for form in in_order if form.is_active]


class ReportForm(models.Model):
    """A form of report. One without a region is common to all; a region's own with the same code replaces it."""

    class Periodicity(models.TextChoices):
        QUARTER = "quarter", "за квартал"
        HALF_YEAR = "half_year", "за полугодие"
        YEAR = "year", "за год"

    class Rows(models.TextChoices):
        ITEMS = "items", "пункты плана"
        FORM = "form", "строки, названные в форме"
        OWN = "own", "строки, которые вносит центр"

    class DueMonth(models.IntegerChoices):
        LAST = 0, "последнего месяца периода"
        NEXT = 1, "месяца после периода"

    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="report_forms", verbose_name="регион"
    )
    code = models.SlugField("имя в адресе", max_length=30)
    name = models.CharField("название", max_length=100, help_text="Без периода: «Отчёт опорного центра».")
    title = models.CharField(
        "как зовётся отчёт",
        max_length=200,
        help_text="Например: «Отчёт опорного центра {муниципалитета} за {период}».",
    )
    heading = models.TextField(
        "заголовок в документе",
        max_length=500,
        help_text="По строкам; строка «за такой-то период» допишется сама.",
    )
    periodicity = models.CharField("за какой период", max_length=10, choices=Periodicity)
    rows_from = models.CharField("строки отчёта", max_length=5, choices=Rows)
    sections = models.JSONField(
        "только разделы плана",
        default=list,
        blank=True,
        help_text="Номера типовых разделов: [2]. Если список пуст, в отчёт входят все разделы.",
    )
    head = models.TextField(
        "сведения над таблицей",
        max_length=1000,
        blank=True,
        help_text="По строкам: «Муниципальное образование: {муниципалитет}». В фигурных скобках может стоять: "
        + ", ".join(f"{{{name}}} — {meaning}" for name, meaning in HEAD_FACTS.items())
        + ".",
    )
    addressee = models.CharField("кому представляется", max_length=300, blank=True)
    due_day = models.PositiveSmallIntegerField(
        "представить до числа",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    due_month = models.PositiveSmallIntegerField("какого месяца", choices=DueMonth, default=DueMonth.LAST)
    position = models.PositiveSmallIntegerField("порядок", default=1)
    is_active = models.BooleanField("применяется", default=True)

    objects = ReportFormQuerySet.as_manager()

    class Meta:
        verbose_name = "форма отчёта"
        verbose_name_plural = "формы отчётов"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code", "periodicity"], name="report_form_unique_in_region"
            ),
            models.UniqueConstraint(
                fields=["code", "periodicity"], condition=Q(region=None), name="report_form_one_common"
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.get_periodicity_display()}"

    @classmethod
    def of(cls, municipality, address: ReportAddress):
        """The form by which a municipality reports at an address: its region's own, else the common one, else None."""
        columns = ReportColumn.objects.select_related("form").filter(
            Q(form__region=municipality.region_id) | Q(form__region=None),
            form__code=address.form,
            form__periodicity=periodicity_of(address.period),
        )
        found = list(columns.order_by(F("form__region").asc(nulls_last=True), "position", "pk"))
        if not found:
            return None
        form = found[0].form
        form.layout = [column for column in found if column.form_id == form.pk]
        return form

    @cached_property
    def layout(self) -> list["ReportColumn"]:
        return list(self.columns.all())

    @property
    def entered(self) -> list["ReportColumn"]:
        """The columns whose cells are typed in."""
        return [column for column in self.layout if column.content in ReportColumn.ENTERED]

    def has(self, content: str) -> bool:
        return any(column.content == content for column in self.layout)

    def period_of(self, day: date) -> ReportingPeriod:
        """The period of the form in which a day lies."""
        if self.periodicity == self.Periodicity.YEAR:
            return ReportingPeriod(day.year)
        if self.periodicity == self.Periodicity.HALF_YEAR:
            return ReportingPeriod.containing(day)
        return ReportingPeriod(day.year, quarter=(day.month + 2) // 3)

    def title_of(self, municipality, period: ReportingPeriod) -> str:
        """How a report in the form is called in lists."""
        known = {
            "муниципалитет": municipality.name,
            "муниципалитета": municipality.name_genitive,
            "период": str(period),
        }
        return PLACEHOLDER.sub(lambda match: known.get(match[1], ""), self.title)

    def due_on(self, period: ReportingPeriod) -> date | None:
        """The day by which the report of a period is to be handed in; the last of the month where it is shorter."""
        if self.due_day is None:
            return None
        first = period.end.replace(day=1)
        if self.due_month == self.DueMonth.NEXT:
            first = period.end + timedelta(days=1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return min(first + timedelta(days=self.due_day - 1), last)

    def clean(self):
        named = {name for name in PLACEHOLDER.findall(self.head) if name not in HEAD_FACTS}
        if named:
            unknown, known = (
                ", ".join(f"{{{name}}}" for name in sorted(names)) for names in (named, HEAD_FACTS)
            )
            raise ValidationError({"head": f"Неизвестно: {unknown}. Может стоять: {known}."})

    def head_of(self, facts: dict[str, str]) -> tuple[tuple[str, str], ...]:
        """(label, value) pairs above the table; a line of which nothing is known is left out."""
        lines = (line.partition(":") for line in self.head.splitlines() if line.strip())
        filled = ((label.strip(), _filled(value, facts)) for label, _, value in lines)
        return tuple((label, value) for label, value in filled if value)


class ReportColumn(models.Model):
    """A column of a form. What `content` it has says whether the portal fills it or a person does."""

    class Content(models.TextChoices):
        NUMBER = "number", "номер"
        TITLE = "title", "наименование"
        DEADLINE = "deadline", "срок по плану"
        EXPECTED = "expected", "ожидаемый результат по плану"
        RESPONSIBLE = "responsible", "ответственные по плану"
        RESULT = "result", "результат, который пишет портал"
        NOTE = "note", "примечание"
        TEXT = "text", "текст, вносится"
        AMOUNT = "amount", "число, вносится"
        PLANNED = "planned", "плановый объём, вносится"
        ACTUAL = "actual", "фактический объём, вносится"
        PERMITTED = "permitted", "допустимое отклонение в процентах, вносится"
        DEVIATION = "deviation", "отклонение от плана в процентах, считается"
        REASON = "reason", "причина отклонения, вносится"

    NUMERIC = frozenset({Content.AMOUNT, Content.PLANNED, Content.ACTUAL, Content.PERMITTED})
    ENTERED = NUMERIC | {Content.TEXT, Content.REASON}
    # What the next report of the form takes over: it belongs to the row, not to the period.
    LASTING = frozenset({Content.TEXT, Content.PERMITTED})
    # Of these a form has one at most: what is counted has to know which is which.
    SINGLE = frozenset(Content) - {Content.TEXT, Content.AMOUNT}

    form = models.ForeignKey(ReportForm, models.CASCADE, related_name="columns", verbose_name="форма")
    position = models.PositiveSmallIntegerField("порядок")
    heading = models.CharField("заголовок", max_length=200)
    content = models.CharField("что в столбце", max_length=12, choices=Content)
    share = models.PositiveSmallIntegerField(
        "доля ширины", default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    is_required = models.BooleanField("заполнить обязательно", default=False)
    key = models.SlugField(max_length=12, editable=False)

    class Meta:
        verbose_name = "столбец формы"
        verbose_name_plural = "столбцы форм"
        ordering = ["form", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="report_column_unique_key")]

    def __str__(self):
        return self.heading

    def save(self, *args, **kwargs):
        """A column keeps its key for life: by it the cells of a row know their column."""
        if not self.key:
            self.key = self.content if self.content in self.SINGLE else self._free_key()
        super().save(*args, **kwargs)

    @property
    def is_numeric(self):
        """Whether a number is typed into it."""
        return self.content in self.NUMERIC

    @property
    def is_number(self):
        """Whether it is printed as a column of numbers."""
        return self.is_numeric or self.content == self.Content.DEVIATION

    def _free_key(self):
        taken = set(self.form.columns.values_list("key", flat=True))
        return next(key for number in range(1, 1000) if (key := f"c{number}") not in taken)


class FormRow(models.Model):
    """A row that a form names itself; with a section its text is drafted from what was done in that section."""

    form = models.ForeignKey(ReportForm, models.CASCADE, related_name="rows", verbose_name="форма")
    key = models.SlugField("имя строки", max_length=20)
    position = models.PositiveSmallIntegerField("порядок")
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.TextField("наименование", max_length=1000)
    section = models.ForeignKey(
        StandardSection, models.PROTECT, null=True, blank=True, verbose_name="раздел плана"
    )

    class Meta:
        verbose_name = "строка формы"
        verbose_name_plural = "строки форм"
        ordering = ["form", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="form_row_unique_key")]

    def __str__(self):
        return f"{self.number} {self.title}".strip()[:150]


def periodicity_of(period: ReportingPeriod) -> str:
    """By the length of a period the kind of forms that are written for it."""
    kinds = ReportForm.Periodicity
    return {3: kinds.QUARTER, 6: kinds.HALF_YEAR, 12: kinds.YEAR}[period.months]


def deviation(planned: Decimal, actual: Decimal) -> Decimal | None:
    """By how many percent of the plan the actual volume is above it (below it: negative); None without a plan."""
    return round((actual - planned) * 100 / planned, 1) if planned else None


def _filled(value, facts):
    """The value with its facts; empty where none of them is known."""
    names = PLACEHOLDER.findall(value)
    if names and not any(facts.get(name) for name in names):
        return ""
    return PLACEHOLDER.sub(lambda match: facts.get(match[1], ""), value).strip()
