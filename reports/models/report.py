from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from documents.prose import format_number
from moc_portal.scoping import TenantQuerySet
from plans.models import ActivityPlan, PlanItem, ResultFigure, TemplateItem
from plans.periods import ReportingPeriod
from records.models import OfficialPaper, PaperKind
from records.models.papers import OfficialPaperQuerySet
from reports.papers import TO_CHECK, kept_events, kept_figures, report_paper, report_problems
from reports.slots import fill

from .forms import MAIN_FORM, ReportAddress, ReportColumn, ReportForm, deviation

Content = ReportColumn.Content


class Phrase(models.Model):
    """What a report may say of an item that has neither events nor figures: ordinary work that goes on."""

    template = models.ForeignKey(
        TemplateItem, models.CASCADE, related_name="phrases", verbose_name="типовой пункт"
    )
    text = models.TextField("текст")
    position = models.PositiveSmallIntegerField("порядок", default=1)

    class Meta:
        verbose_name = "фраза для отчёта"
        verbose_name_plural = "фразы для отчёта"
        ordering = ["template", "position"]

    def __str__(self):
        return self.text[:100]


class ReportQuerySet(OfficialPaperQuerySet):
    pass


class Report(OfficialPaper):
    """A report of a support centre for a period."""

    goes_to_region = True
    menu_section = "reports"

    plan = models.ForeignKey(ActivityPlan, models.PROTECT, related_name="reports", verbose_name="план")
    data_as_of = models.DateField("данные на", null=True, blank=True)

    history = HistoricalRecords()
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт"
        verbose_name_plural = "отчёты"
        ordering = ["-period"]

    def save(self, *args, **kwargs):
        self.kind, self.variant = PaperKind.REPORT, self.variant or MAIN_FORM
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("report", args=[self.municipality.slug, self.address])

    def get_paper_url(self):
        return reverse("report-paper", args=[self.municipality.slug, self.address])

    @property
    def address(self):
        return ReportAddress(self.variant or MAIN_FORM, self.reporting_period)

    @cached_property
    def form(self):
        """What the report looks like; the form as it is today, for an approved report is read from its snapshot."""
        return ReportForm.of(self.municipality, self.address)

    @classmethod
    def variants(cls, municipality):
        return {form.code: form.name for form in ReportForm.objects.in_use(municipality.region_id)}

    @property
    def addressee(self):
        return self.form.addressee or super().addressee

    @cached_property
    def reporting_period(self):
        return ReportingPeriod.from_code(self.period)

    def words(self):
        return report_paper(self)

    def figures_to_keep(self):
        return kept_figures(self)

    def sources_to_keep(self):
        return {"events": kept_events(self)}

    def kept_figures(self):
        """The figures of the approved edition as they were, whatever has become of the rows since."""
        lines = {line.anchor: line for line in self.lines.all()}
        kept = [(lines.get(data["row"]), data) for data in self.in_force.figures]
        return [ReportFigure.restore(line, data) for line, data in kept if line]

    def problems(self):
        return report_problems(self)


class ReportLineQuerySet(TenantQuerySet):
    municipality_path = "report__municipality"


class ReportLine(models.Model):
    """A row of the report: of an item of the plan, of a row that the form names (`form_row`), or the office's own.

    `cells` holds what was typed into further columns, by the key of the column. `text` is a template with slots («Обучено {f1} детей»), each slot a ReportFigure.

    `proposed_text` (its numbers filled in) and `proposed_note` are what the portal last proposed and the methodist has
    seen: by them «обновить» tells what changed since. `is_manual` says that the methodist rewrote the row, `is_checked`
    that he confirmed it; the words of such a row are never overwritten.
    """

    class Source(models.TextChoices):
        EVENTS = "events", "из мероприятий"
        RESULT = "result", "из внесённого результата"
        FIGURES = "figures", "из внесённых показателей"
        PLANNED = "planned", "запланировано до конца периода"
        HALVES = "halves", "из отчётов за полугодия"
        PREVIOUS = "previous", "из прошлого отчёта, проверьте"
        PHRASE = "phrase", "типовая фраза, проверьте"
        UPLOAD = "upload", "из загруженного отчёта"
        NOTHING = "nothing", "сведений нет"

    TO_LOOK_AT = frozenset({Source.PREVIOUS, Source.PHRASE})

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines", verbose_name="отчёт")
    item = models.ForeignKey(
        PlanItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_lines",
        verbose_name="пункт плана",
    )
    form_row = models.SlugField("строка формы", max_length=20, blank=True, editable=False)
    position = models.PositiveSmallIntegerField("порядок", default=0)
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.TextField("наименование мероприятия")
    deadline_text = models.CharField("срок", max_length=300, blank=True)
    text = models.TextField("результат", blank=True)
    note = models.TextField("примечание", blank=True)
    cells = models.JSONField("внесённое в столбцы формы", default=dict, blank=True)
    source = models.CharField("откуда текст", max_length=10, choices=Source, default=Source.NOTHING)
    is_manual = models.BooleanField("изменено вручную", default=False)
    is_checked = models.BooleanField("проверено", default=False)
    proposed_text = models.TextField("предложенный текст", blank=True)
    proposed_note = models.TextField("предложенное примечание", blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords()
    objects = ReportLineQuerySet.as_manager()

    class Meta:
        verbose_name = "строка отчёта"
        verbose_name_plural = "строки отчётов"
        # Sections and items may share a position: each section stays in one piece all the same.
        ordering = [
            "position",
            "item__section__position",
            "item__section_id",
            "item__position",
            "item_id",
            "pk",
        ]
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="report_line_unique_item"),
            models.UniqueConstraint(
                fields=["report", "form_row"], condition=~Q(form_row=""), name="report_line_unique_form_row"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()[:150]

    @property
    def subject(self):
        """What the row tells of: the key of its item, or the name of its row in the form; empty for one's own row."""
        return self.item_id or self.form_row

    @property
    def anchor(self):
        """The key of the row on pages and in papers: remarks and snapshots know it by this."""
        return self.item_id or self.pk

    @property
    def section(self):
        """The section of the plan under whose heading the row stands, None where the form has no such headings."""
        return self.item.section if self.item else None

    @property
    def deviation(self):
        """By how many percent of the plan the actual volume differs from it; None where either is not entered."""
        planned, actual = self._amount(Content.PLANNED), self._amount(Content.ACTUAL)
        return None if planned is None or actual is None else deviation(planned, actual)

    @property
    def exceeds_permitted(self):
        permitted = self._amount(Content.PERMITTED) or 0
        return self.deviation is not None and abs(self.deviation) > permitted

    def _amount(self, content):
        entered = self.cells.get(content)
        return Decimal(entered) if entered else None

    @property
    def numbers(self):
        """The number in each slot, as papers print it."""
        return {figure.slot: figure.formatted for figure in self.figures.all()}

    @property
    def rendered(self):
        """The text with its figures filled in."""
        return fill(self.text, self.numbers)

    @property
    def is_settled(self):
        """A person has said what stands here: nothing replaces it unasked."""
        return self.is_manual or self.is_checked or self.source == self.Source.UPLOAD

    @property
    def needs_check(self):
        """Old facts or a ready-made phrase that nobody has looked at yet."""
        unseen = self.source in self.TO_LOOK_AT and not self.is_settled
        return TO_CHECK in self.text or (unseen and bool(self.text))

    @property
    def origin(self):
        """Where the words come from, as the page says it."""
        if self.is_manual:
            return "написано вручную"
        return "проверено" if self.is_checked else self.get_source_display()


class ReportFigureQuerySet(TenantQuerySet):
    municipality_path = "line__report__municipality"


class ReportFigure(models.Model):
    """The number in a slot of a report line: what it is, and the calculation or the person it came from.

    `calculation` names a function of reports.figures and `params` its arguments; without one the figure was entered.
    """

    line = models.ForeignKey(ReportLine, models.CASCADE, related_name="figures", verbose_name="строка отчёта")
    slot = models.CharField("место в тексте", max_length=5)
    label = models.CharField("что это", max_length=300)
    value = models.DecimalField("значение", max_digits=14, decimal_places=2)
    unit = models.CharField("единица", max_length=100, blank=True)
    numerator = models.DecimalField("числитель", max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField("знаменатель", max_digits=14, decimal_places=2, null=True, blank=True)
    as_of = models.DateField("на дату", null=True, blank=True)
    accumulation = models.CharField("как складывается", max_length=10, choices=ResultFigure.Accumulation)
    calculation = models.CharField("чем посчитано", max_length=50, blank=True)
    params = models.JSONField("условия подсчёта", default=dict, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="кто внёс"
    )
    entered_at = models.DateTimeField("когда внесено", null=True, blank=True)

    objects = ReportFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель строки"
        verbose_name_plural = "показатели строк"
        ordering = ["line", "pk"]
        constraints = [models.UniqueConstraint(fields=["line", "slot"], name="report_figure_unique_slot")]

    def __str__(self):
        return f"{self.label}: {self.formatted}"

    @classmethod
    def restore(cls, line, data):
        """The figure as `papers.figure_data` kept it; it is not in the database."""
        fields = {field.attname: field for field in cls._meta.fields}
        kept = {name: fields[name].to_python(value) for name, value in data.items() if name in fields}
        return cls(line=line, **kept)

    @property
    def formatted(self):
        return format_number(self.value)
