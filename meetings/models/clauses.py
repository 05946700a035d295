"""What was decided: clauses, whom each binds and by when."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from documents.deadlines import Kind, Recurrence
from documents.prose import format_date
from moc_portal.scoping import TenantQuerySet
from organizations.models import Organization, Person
from plans.models import PlanItem
from plans.models.deadlines import DeadlineFields

from .meetings import AgendaItem, Meeting

STANDING_KINDS = (Kind.CONTINUOUS, Kind.RECURRING)


class ClauseQuerySet(TenantQuerySet):
    municipality_path = "meeting__municipality"

    def for_user(self, user):
        """The office's; for an organisation those of the papers it may read, and those it is bound by."""
        if not user.is_authenticated:
            return self.none()
        readable = Q(meeting__in=Meeting.objects.for_user(user).values("pk"))
        executions: Any = self.model._meta.get_field("executions").related_model
        asked = executions.objects.asked_of(user).filter(clause__meeting__in_force__isnull=False)
        return self.filter(readable | Q(pk__in=asked.values("clause")))

    def of_page(self):
        """With what the page of the meeting tells of them: whom each binds and who controls it."""
        bound = Count("executions", distinct=True)
        rows = self.select_related("controller", "person").annotate(bound=bound)
        # A query that counts drops the model's own ordering.
        return rows.prefetch_related("organizations").order_by("position", "pk")

    def executable(self):
        return self.filter(kind__in=Clause.EXECUTABLE)

    def standing(self):
        """«Постоянно», as `is_standing` says of one."""
        once = Q(deadline_recurrence=Recurrence.NONE) & ~Q(deadline_kind__in=STANDING_KINDS)
        return self.exclude(once).exclude(deadline_text="")

    def under_control(self):
        return self.executable().filter(meeting__in_force__isnull=False)


class Clause(DeadlineFields):
    """A clause of a protocol or a decision. Its sub-points are lines of the text that begin with a dash.

    Whom it binds: all `organizations` named, all of a kind in `group_kinds` that meet the `condition` on the day of
    signing, a `person`. It is proposed from `addressee_text` and holds once confirmed (`is_addressed`).
    """

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", "оценка"
        NOTED = "noted", "принять к сведению"
        RECOMMENDATION = "recommendation", "рекомендация"
        ORDER = "order", "поручение"
        RESOLUTION = "resolution", "утверждение"

    EXECUTABLE = (Kind.RECOMMENDATION, Kind.ORDER)

    class Condition(models.TextChoices):
        NO_LICENCE = "no_licence", "без лицензии на дополнительное образование"
        GROWTH_POINT = "growth_point", "с центром «Точка роста»"
        RURAL = "rural", "в сельской местности"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="clauses", verbose_name="документ")
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="clauses",
        verbose_name="вопрос повестки",
    )
    position = models.PositiveSmallIntegerField("порядок")
    number = models.CharField("номер", max_length=20)
    kind = models.CharField("вид", max_length=15, choices=Kind)
    text = models.TextField("текст")
    addressee_text = models.CharField("кому", max_length=500, blank=True)
    organizations = models.ManyToManyField(
        Organization, related_name="clauses", blank=True, verbose_name="организации поимённо"
    )
    group_kinds = models.JSONField("виды организаций", default=list, blank=True)
    condition = models.CharField("условие", max_length=15, choices=Condition, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="clauses", verbose_name="сотрудник"
    )
    is_addressed = models.BooleanField("адресаты подтверждены", default=False)
    controller = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="controlled", verbose_name="контролирует"
    )
    plan_items = models.ManyToManyField(
        PlanItem, related_name="clauses", blank=True, verbose_name="пункты плана"
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords()
    objects = ClauseQuerySet.as_manager()

    class Meta(DeadlineFields.Meta):
        abstract = False
        verbose_name = "пункт решения"
        verbose_name_plural = "пункты решений"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            *DeadlineFields.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "number"], name="clause_unique_number"),
        ]

    def __str__(self):
        return f"п. {self.number}: {self.meeting.title}"

    def save(self, *args, **kwargs):
        self.understand_deadline(self.meeting.starts_on.year)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("clause", args=[self.meeting.municipality.slug, self.pk])

    @property
    def sub_points(self) -> tuple[str, list[str]]:
        """The text down to its first sub-point, and the sub-points without their dashes."""
        first, *others = re.split(r"\n\s*[-–—]\s*", self.text.replace("\r", ""))
        return first.strip(), [point.strip() for point in others]

    @property
    def addressees_told(self) -> str:
        """«школа, детский сад (в сельской местности); Школа № 4», as it is chosen."""
        kinds = dict(Organization.Kind.choices)
        group = ", ".join(kinds.get(kind, kind) for kind in self.group_kinds)
        if group and self.condition:
            group += f" ({self.get_condition_display()})"
        named = ", ".join(map(str, self.organizations.all()))
        return "; ".join(filter(None, (group, named, str(self.person or ""))))

    @property
    def is_executable(self):
        return self.kind in self.EXECUTABLE

    @property
    def is_standing(self):
        """«Постоянно»: it is never done with, and asks for a confirmation each half-year."""
        if not self.deadline_text:
            return False
        return self.deadline_kind in STANDING_KINDS or self.deadline_recurrence != Recurrence.NONE

    @property
    def due_on(self) -> date | None:
        """The last day; None for a standing clause and where the deadline is not known."""
        ends = [period.end for period in self.deadline.periods if period.end]
        return None if self.is_standing or not ends else max(ends)

    def warnings(self) -> list[str]:
        """What is unusual in the clause, as sentences; nobody is stopped by it."""
        if not self.is_executable:
            return []
        found = []
        if not self.deadline_text:
            found.append("Срок не указан: просрочку портал не увидит.")
        elif self.due_on is None and not self.is_standing:
            found.append(f"Срок «{self.deadline_text}» не понят.")
        elif self.is_due_before_meeting:
            found.append("Срок раньше заседания: исполнить его нельзя.")
        if self.addressee_text and not self.addressees_told:
            found.append(f"Адресат «{self.addressee_text}» не найден: выберите, кому адресован пункт.")
        if not self.is_addressed:
            found.append("Адресаты не подтверждены: никто не получит этот пункт.")
        return found

    def exchange_with(self, other) -> None:
        """Two clauses of one paper change places, and numbers with them."""
        mine, theirs = (Clause.objects.filter(pk=clause.pk) for clause in (self, other))
        newer = F("version") + 1
        theirs.update(number=f"~{other.pk}")  # no two have one number, not even for a moment
        mine.update(position=other.position, number=other.number, version=newer)
        theirs.update(position=self.position, number=self.number, version=newer)

    @property
    def is_due_before_meeting(self):
        return self.due_on is not None and self.due_on < self.meeting.starts_on

    def clean_fields(self, exclude=None):
        super().clean_fields(exclude)
        if "deadline_text" in (exclude or ()) or not self.meeting_id:
            return
        self.understand_deadline(self.meeting.starts_on.year)
        if self.is_due_before_meeting:
            day = format_date(self.meeting.starts_on)
            raise ValidationError({"deadline_text": f"Срок раньше заседания ({day}): исполнить его нельзя."})
