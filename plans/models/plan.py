from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_update_with_history

from moc_portal.scoping import TenantQuerySet
from organizations.models import LegalAct, Organization, Person, Post
from plans.papers import is_excluded, plan_paper, plan_problems, rows_by_item
from records.models import OfficialPaper, PaperKind
from records.models.papers import OfficialPaperQuerySet
from records.models.states import FINAL_STATES

from ..numbering import Numbering, following, joined, numbering_of, prefix_of
from ..periods import ReportingPeriod
from .deadlines import DeadlineFields, Occurrence
from .library import StandardSection, TemplateItem

YEAR_WANTED = "Укажите год четырьмя цифрами, например 2026."


class ActivityPlanQuerySet(OfficialPaperQuerySet):
    def under_correction(self):
        return self.filter(in_force__isnull=False).exclude(state__in=FINAL_STATES)

    def reporting(self, period: ReportingPeriod):
        """The plans by whose items a half-year or a calendar year is reported."""
        calendar = Q(is_school_year=False, year=period.year)
        school = Q(is_school_year=True, year=period.year - (period.end.month <= 6))
        return self.filter(calendar | school)


class ActivityPlan(OfficialPaper):
    """The yearly plan of a support centre. With `is_school_year`, 2026 means September 2026 to August 2027."""

    menu_section = "plans"

    organization = models.ForeignKey(Organization, models.PROTECT, verbose_name="опорный центр")
    year = models.PositiveSmallIntegerField(
        "год", validators=[MinValueValidator(2015, YEAR_WANTED), MaxValueValidator(2100, YEAR_WANTED)]
    )
    is_school_year = models.BooleanField("на учебный год", default=False)
    basis = models.CharField(
        "основание", max_length=300, blank=True, help_text="Положение об опорном центре или приказ."
    )

    history = HistoricalRecords()
    objects = ActivityPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "план мероприятий"
        verbose_name_plural = "планы мероприятий"
        ordering = ["-year"]

    def save(self, *args, **kwargs):
        self.kind, self.period = PaperKind.PLAN, str(self.year)
        super().save(*args, **kwargs)

    def clean(self):
        same = ActivityPlan.objects.filter(municipality=self.municipality_id, year=self.year)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"year": f"План на {self.year} год уже есть."})

    def get_absolute_url(self):
        return reverse("plan", args=[self.municipality.slug, self.year])

    def get_paper_url(self):
        return reverse("plan-paper", args=[self.municipality.slug, self.year])

    @property
    def year_label(self):
        return (
            f"{self.year}/{(self.year + 1) % 100:02} учебный год"
            if self.is_school_year
            else f"{self.year} год"
        )

    @property
    def halves(self) -> list[ReportingPeriod]:
        """The half-years in which it is reported: a school year begins in the second half of its year."""
        if self.is_school_year:
            return [ReportingPeriod(self.year, 2), ReportingPeriod(self.year + 1, 1)]
        return [ReportingPeriod(self.year, 1), ReportingPeriod(self.year, 2)]

    @property
    def is_under_correction(self):
        """Whether the next version is being written or agreed while an approved one is in force."""
        return self.in_force_id is not None and not self.is_final

    def items(self):
        """All items of the plan in the order of the page, those withdrawn too."""
        return PlanItem.objects.filter(section__plan=self)

    def keys_in_force(self) -> list[int]:
        """The items of the version in force while the next one is being written."""
        rows = rows_by_item(self.in_force.paper())
        return [int(key) for key, row in rows.items() if not is_excluded(row)]

    def items_governing(self):
        """The items by which work goes on today: those of the version in force."""
        if self.is_under_correction:
            return self.items().filter(pk__in=self.keys_in_force())
        return self.items().in_force()

    def as_in_force(self, items: "Iterable[PlanItem]") -> "list[PlanItem]":
        """The items as the version in force words them, without those that a correction adds until it is approved."""
        if not self.is_under_correction:
            return list(items)
        rows = rows_by_item(self.in_force.paper())
        for item in (items := list(items)):
            item.put_as_approved(rows.get(str(item.pk)))
        return [item for item in items if item.withdrawn_on or str(item.pk) in rows]

    @property
    def numbering(self) -> Numbering:
        """The style of the numbers that it has."""
        numbers = defaultdict(list)
        for section, number in self.items().in_force().values_list("section", "number"):
            numbers[section].append(number)
        return numbering_of(numbers.values())

    @property
    def is_numbered_through(self):
        return self.numbering is Numbering.THROUGH

    def outline(self):
        """Its sections, each with all its items as the page of the plan shows them."""
        items = models.Prefetch("items", PlanItem.objects.annotate_events())
        return self.sections.select_related("standard").prefetch_related(items)

    def words(self):
        return plan_paper(self)

    def problems(self):
        return plan_problems(self)

    def on_approval(self):
        """From now on its items fall due as it says."""
        Occurrence.objects.remake(list(self.items()), self)


class PlanSectionQuerySet(TenantQuerySet):
    municipality_path = "plan__municipality"


class PlanSection(models.Model):
    """A section as this plan words it; `standard` says which of the six it is, None for one of the office's own."""

    plan = models.ForeignKey(ActivityPlan, models.CASCADE, related_name="sections", verbose_name="план")
    standard = models.ForeignKey(
        StandardSection, models.PROTECT, null=True, blank=True, verbose_name="типовой раздел"
    )
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.TextField("название", blank=True)
    position = models.PositiveSmallIntegerField("порядок")

    objects = PlanSectionQuerySet.as_manager()

    class Meta:
        verbose_name = "раздел плана"
        verbose_name_plural = "разделы планов"
        ordering = ["plan", "position"]

    def __str__(self):
        return f"{self.number}. {self.short_title}" if self.number else self.short_title

    @property
    def heading(self):
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def short_title(self):
        if self.standard:
            return self.standard.short_title
        return Truncator(self.title).chars(100) or "Без раздела"

    def next_number(self):
        """The number for one more item, in the plan's own style."""
        numbering = self.plan.numbering
        items = self.plan.items() if numbering is Numbering.THROUGH else self.items
        numbers = list(items.values_list("number", flat=True))
        return joined(self._prefix(numbering, numbers), following(numbers))

    def _prefix(self, numbering, numbers):
        return prefix_of(numbers, self.number) if numbering is Numbering.BY_SECTION else ""

    def next_position(self):
        return (self.items.aggregate(last=Max("position"))["last"] or 0) + 1

    @transaction.atomic
    def renumber(self) -> "list[PlanSection]":
        """Give the items in force their numbers anew in the order in which they stand, in the plan's own style.

        The sections whose numbers these are: all of a plan that is numbered straight through.
        """
        numbering = self.plan.numbering
        is_through = numbering is Numbering.THROUGH
        items = (self.plan.items() if is_through else self.items.all()).in_force()
        items = list(items.select_for_update(of=("self",)))
        prefix = self._prefix(numbering, [item.number for item in items])
        _number(items, [joined(prefix, place) for place in range(1, len(items) + 1)])
        return list(self.plan.sections.all()) if is_through else [self]


def _number(items, numbers):
    renumbered = []
    for item, number in zip(items, numbers, strict=True):
        if item.number != number:
            item.number, item.version = number, item.version + 1
            renumbered.append(item)
    # Numbers are unique at every moment: they are given up before they are given anew.
    PlanItem.objects.filter(pk__in=[item.pk for item in renumbered]).update(number="")
    bulk_update_with_history(renumbered, PlanItem, ["number", "version"])


class PlanItemQuerySet(TenantQuerySet):
    municipality_path = "section__plan__municipality"

    def in_force(self):
        return self.filter(withdrawn_on=None)

    def annotate_events(self):
        """In the order of the page, with the number of events recorded for each item."""
        events = Count("events", filter=Q(events__deleted_at=None), distinct=True)
        # A query that counts drops the model's own ordering.
        return self.annotate(event_count=events).order_by("section__position", "position", "pk")

    def of_person(self, person, today):
        """Items for which a person answers, by name or by a post held today."""
        held = Post.objects.filter(appointments__in=person.appointments.on(today))
        return self.filter(Q(responsible_people=person) | Q(responsible_posts__in=held)).distinct()


class PlanItem(DeadlineFields):
    """An item of the plan. It keeps its identity for life: events, results and report lines point at it."""

    section = models.ForeignKey(PlanSection, models.CASCADE, related_name="items", verbose_name="раздел")
    template = models.ForeignKey(
        TemplateItem, models.SET_NULL, null=True, blank=True, verbose_name="типовой пункт"
    )
    predecessor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name="пункт прошлого плана",
    )
    number = models.CharField("номер", max_length=20, blank=True)
    position = models.PositiveSmallIntegerField("порядок")
    title = models.TextField("наименование мероприятия", max_length=5000)
    expected_result = models.TextField("ожидаемый результат", max_length=5000, blank=True)
    target_number = models.PositiveIntegerField(
        "сколько", null=True, blank=True, validators=[MaxValueValidator(1_000_000)]
    )
    target_unit = models.CharField("чего", max_length=50, blank=True)
    responsible = models.CharField("ответственные", max_length=500, blank=True)
    responsible_posts = models.ManyToManyField(
        Post, blank=True, related_name="plan_items", verbose_name="ответственные по должности"
    )
    responsible_people = models.ManyToManyField(
        Person, blank=True, related_name="plan_items", verbose_name="ответственные сотрудники"
    )
    legal_acts = models.ManyToManyField(LegalAct, blank=True, related_name="plan_items", verbose_name="акты")
    withdrawn_on = models.DateField("исключён", null=True, blank=True)
    withdrawal_act = models.CharField("на основании", max_length=300, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords()
    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт плана"
        verbose_name_plural = "пункты планов"
        ordering = ["section__position", "position", "pk"]
        constraints = [
            *DeadlineFields.Meta.constraints,
            models.UniqueConstraint(
                fields=["section", "number"],
                condition=Q(withdrawn_on=None) & ~Q(number=""),
                name="plan_item_unique_number",
                violation_error_message="В этом разделе уже есть пункт с таким номером.",
            ),
        ]

    def __str__(self):
        return Truncator(f"{self.number} {self.title}".strip()).chars(150)

    def get_absolute_url(self):
        return reverse("item", args=[self.plan.municipality.slug, self.plan.year, self.pk])

    def clean(self):
        self.number = self.number.strip().rstrip(".")

    def put_as_approved(self, row):
        """Take the words of an approved version, to be shown and never saved; `row` is None if it is not in it."""
        if row is not None and not is_excluded(row):
            self.number, self.title, _, self.deadline_text, _ = row.cells
            self.withdrawn_on = None

    @property
    def plan(self):
        return self.section.plan

    @property
    def target(self):
        return f"{self.target_number} {self.target_unit}".strip() if self.target_number is not None else ""
