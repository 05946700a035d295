"""Deadlines of plan items, kept verbatim beside what was understood of them, and the days on which they fall due."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from documents.deadlines import Deadline, Kind, Period, Recurrence, describe, occurrences, read_deadline
from moc_portal.scoping import TenantQuerySet
from records.models.states import FINAL_STATES

KINDS = [
    (Kind.DATE, "день или несколько дней"),
    (Kind.MONTH, "месяц"),
    (Kind.MONTH_RANGE, "несколько месяцев"),
    (Kind.QUARTER, "квартал"),
    (Kind.HALF_YEAR, "полугодие"),
    (Kind.YEAR, "год"),
    (Kind.SCHOOL_YEAR, "учебный год"),
    (Kind.LIST, "перечень сроков"),
    (Kind.FROM, "начиная с даты"),
    (Kind.UNTIL, "до даты"),
    (Kind.CONTINUOUS, "в течение всего периода"),
    (Kind.RECURRING, "повторяется"),
    (Kind.EVENT_LINKED, "зависит от события"),
    (Kind.UNPARSEABLE, "не понят"),
]
RECURRENCES = [
    (Recurrence.NONE, "не повторяется"),
    (Recurrence.DAILY, "ежедневно"),
    (Recurrence.WEEKLY, "еженедельно"),
    (Recurrence.MONTHLY, "ежемесячно"),
    (Recurrence.QUARTERLY, "ежеквартально"),
    (Recurrence.HALF_YEARLY, "раз в полугодие"),
    (Recurrence.YEARLY, "ежегодно"),
]
# A deadline of these kinds is met by one event held in time; a year's work is not done with its first event.
MET_BY_AN_EVENT = {
    Kind.DATE,
    Kind.MONTH,
    Kind.MONTH_RANGE,
    Kind.QUARTER,
    Kind.LIST,
    Kind.UNTIL,
    Kind.RECURRING,
}


class DeadlineFields(models.Model):
    """The deadline of an item, a clause or a step: the words of the paper and how the portal understands them."""

    deadline_text = models.CharField("срок", max_length=300, blank=True)
    deadline_kind = models.CharField("вид срока", max_length=20, choices=KINDS, default=Kind.UNPARSEABLE)
    deadline_periods = models.JSONField("промежутки", default=list, blank=True)
    deadline_recurrence = models.CharField(
        "повторение", max_length=12, choices=RECURRENCES, default=Recurrence.NONE
    )
    deadline_day = models.PositiveSmallIntegerField("день месяца", null=True, blank=True)
    deadline_is_corrected = models.BooleanField("срок уточнён вручную", default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_day=None) | Q(deadline_day__range=(1, 31)),
                name="%(class)s_deadline_day_of_a_month",
            )
        ]

    @property
    def deadline(self) -> Deadline:
        periods = tuple(Period(_date(start), _date(end)) for start, end in self.deadline_periods)
        recurrence = Recurrence(self.deadline_recurrence)
        return Deadline(self.deadline_text, Kind(self.deadline_kind), periods, recurrence, self.deadline_day)

    @deadline.setter
    def deadline(self, deadline: Deadline):
        self.deadline_text = deadline.text
        self.deadline_kind = deadline.kind
        self.deadline_periods = [[_iso(period.start), _iso(period.end)] for period in deadline.periods]
        self.deadline_recurrence = deadline.recurrence
        self.deadline_day = deadline.day

    def understand_deadline(self, year: int, *, school_year=False):
        """Read the words anew, unless a person has said what they mean."""
        if not self.deadline_is_corrected:
            self.deadline = read_deadline(self.deadline_text, year, school_year=school_year)

    @property
    def deadline_understood(self) -> str:
        """What was understood, in plain words; empty for an empty deadline."""
        return describe(self.deadline) if self.deadline_text else ""


def _date(text):
    return date.fromisoformat(text) if text else None


def _iso(day):
    return day.isoformat() if day else None


class OccurrenceQuerySet(TenantQuerySet):
    municipality_path = "item__section__plan__municipality"

    def open(self):
        """Also of items that a correction withdraws, until it is approved."""
        plan = "item__section__plan"
        under_correction = Q(**{f"{plan}__in_force__isnull": False}) & ~Q(
            **{f"{plan}__state__in": FINAL_STATES}
        )
        return self.filter(Q(item__withdrawn_on=None) | under_correction, closed_on=None)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def met_by(self, event):
        """Open occurrences that an event meets: one in whose time it fell, else the earliest already overdue."""
        eligible = self.open().filter(item__in=event.items.all(), item__deadline_kind__in=MET_BY_AN_EVENT)
        in_time = eligible.filter(
            Q(starts_on=None) | Q(starts_on__lte=event.ends_on), due_on__gte=event.starts_on
        )
        return (in_time if in_time.exists() else eligible.filter(due_on__lt=event.starts_on)).order_by(
            "due_on"
        )

    def close_by(self, event):
        """The first day that an event meets is done with it."""
        if due := self.met_by(event).first():
            due.closed_on, due.closed_by = event.ends_on, event
            due.save()

    def remake(self, items, plan):
        """Days that fell away disappear unless they are closed; days that stay keep their state, not their start.

        A new day may be met by an event that was recorded before the portal knew of the day.
        """
        days = {item.pk: _due_days(item, plan) for item in items}
        known = list(self.filter(item__in=items).values_list("pk", "item", "due_on", "closed_on"))
        gone = [pk for pk, item, due_on, closed_on in known if not closed_on and due_on not in days[item]]
        self.filter(pk__in=gone).delete()
        self.bulk_create(
            [occurrence for item in items for occurrence in _occurrences(item, days[item.pk])],
            update_conflicts=True,
            unique_fields=["item", "due_on"],
            update_fields=["starts_on"],
        )
        made = self.filter(item__in=items, item__events__isnull=False).exclude(
            pk__in=[pk for pk, *_ in known]
        )
        held = set(made.values_list("item", flat=True))
        for item in items:
            if item.pk in held:
                _close_by_earlier_events(item)


def _close_by_earlier_events(item):
    busy = item.occurrences.exclude(closed_by=None).values("closed_by")
    for event in item.events.kept().exclude(pk__in=busy).order_by("ends_on", "pk"):
        item.occurrences.close_by(event)


def _due_days(item, plan):
    if item.withdrawn_on:
        return []
    return occurrences(item.deadline, plan.year, school_year=plan.is_school_year)


def _occurrences(item, due_days):
    """Each due day with the day from which an event counts for it: the deadline's start, then the day before."""
    starts = [item.deadline.start, *due_days]
    for start, due in zip(starts, due_days, strict=False):
        yield Occurrence(item=item, due_on=due, starts_on=start if start and start <= due else None)


class Occurrence(models.Model):
    """A day on which an item falls due; a monthly item has twelve. «Просрочено» asks these rows."""

    item = models.ForeignKey(
        "PlanItem", models.CASCADE, related_name="occurrences", verbose_name="пункт плана"
    )
    starts_on = models.DateField("не раньше", null=True, blank=True)
    due_on = models.DateField("срок")
    closed_on = models.DateField("исполнено", null=True, blank=True)
    closed_by = models.ForeignKey(
        "Event", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="чем исполнено"
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "наступление срока"
        verbose_name_plural = "наступления сроков"
        ordering = ["due_on", "item"]
        constraints = [
            models.UniqueConstraint(fields=["item", "due_on"], name="occurrence_unique_day"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_on__lte=F("due_on")),
                name="occurrence_starts_before_due",
            ),
        ]

    def __str__(self):
        return f"{self.item}: {self.due_on:%d.%m.%Y}"
