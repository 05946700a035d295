from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from documents.prose import date_range, normalise
from moc_portal.fields import WebAddressField
from moc_portal.scoping import TenantQuerySet
from organizations.models import LegalAct, Municipality, Organization
from organizations.searching import words_of
from records.models import Attachment

from ..periods import ReportingPeriod
from .library import EventKind
from .plan import PlanItem

# The facts that the page of an event tells beside its dates.
TOLD = (
    *("kind", "theme", "part", "participants", "connections", "place", "organizer", "audience"),
    *("format", "platform", "level", "organizations"),
)


# More than any event of a municipality gathers: a slip of the keyboard.
MOST_PEOPLE = 1_000_000
EARLIEST = date(2015, 1, 1)


def check_day(day: date, today: date) -> str:
    """Why an event cannot have been held on a day, as a sentence; empty when it can."""
    if day > today:
        return "Мероприятие ещё не состоялось: эта дата в будущем. Запишите его, когда оно пройдёт."
    return "" if day >= EARLIEST else f"Проверьте год: мероприятия записываются с {EARLIEST.year} года."


class EventQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The office's events; for an organisation those at which it was present."""
        if not user.is_authenticated:
            return self.none()
        attended = Event.organizations.through.objects.filter(organization__in=user.represented).values(
            "event"
        )
        return self.filter(Q(municipality__in=user.office_municipalities()) | Q(pk__in=attended))

    def kept(self):
        return self.filter(deleted_at=None)

    def in_period(self, period):
        """Events that ended in the period: one across 30 June belongs to the half-year in which it ended."""
        return self.filter(ends_on__gte=period.start, ends_on__lte=period.end)

    def with_words(self, text):
        """Events of which each word stands in the theme, the organiser, the place or an act."""
        events = self
        for word in words_of(text):
            by_act = LegalAct.objects.filter(search_key__contains=word).values("events")
            events = events.filter(Q(search_key__contains=word) | Q(pk__in=by_act))
        return events

    def lacking(self, what):
        return self.filter(lacking(what))

    def to_complete(self):
        """Each knows of itself whether it is proven, so that nobody has to look at its files."""
        return self.kept().lacking("any").annotate(is_proven=~lacking("any proof"))


class Event(models.Model):
    """An event that was held; it fills the report through the plan items it belongs to."""

    class Part(models.TextChoices):
        HELD = "held", "провёл"
        CO_ORGANIZED = "co_organized", "был соорганизатором"
        TOOK_PART = "took_part", "принял участие"

    class Format(models.TextChoices):
        IN_PERSON = "in_person", "очно"
        REMOTE = "remote", "дистанционно"
        MIXED = "mixed", "смешанный формат"

    class Level(models.TextChoices):
        MUNICIPAL = "municipal", "муниципальный"
        ZONAL = "zonal", "зональный"
        REGIONAL = "regional", "региональный"
        NATIONAL = "national", "всероссийский"
        INTERNATIONAL = "international", "международный"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="events", verbose_name="муниципалитет"
    )
    starts_on = models.DateField("дата")
    ends_on = models.DateField(
        "по какое число", blank=True, help_text="Если мероприятие длилось несколько дней."
    )
    kind = models.ForeignKey(EventKind, models.PROTECT, verbose_name="вид")
    theme = models.CharField("тема", max_length=500)
    part = models.CharField("участие МОЦ", max_length=12, choices=Part, default=Part.HELD)
    items = models.ManyToManyField(PlanItem, blank=True, related_name="events", verbose_name="пункты плана")
    organizer = models.CharField("кто проводил", max_length=300, blank=True)
    format = models.CharField("формат", max_length=12, choices=Format, blank=True)
    platform = models.CharField("площадка связи", max_length=100, blank=True)
    level = models.CharField("уровень", max_length=15, choices=Level, blank=True)
    audience = models.CharField("для кого", max_length=300, blank=True)
    participants = models.PositiveIntegerField(
        "участников", null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    connections = models.PositiveIntegerField(
        "подключений", null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    acts = models.ManyToManyField(LegalAct, blank=True, related_name="events", verbose_name="приказы")
    place = models.CharField("место", max_length=200, blank=True)
    organizations = models.ManyToManyField(
        Organization, blank=True, related_name="events", verbose_name="организации-участницы"
    )
    evidence = models.ManyToManyField(
        Attachment, blank=True, related_name="events", verbose_name="подтверждения"
    )
    link = WebAddressField("ссылка", blank=True)
    search_key = models.CharField(max_length=1000, editable=False)
    deleted_at = models.DateTimeField("удалено", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords()
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["municipality", "ends_on"], name="event_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="event_ends_after_start",
                violation_error_message="Мероприятие не может закончиться раньше, чем началось.",
            )
        ]

    def __str__(self):
        return Truncator(f"{self.dates} {self.kind}: {self.theme}").chars(150)

    def save(self, *args, **kwargs):
        self.ends_on = self.ends_on or self.starts_on
        self.search_key = normalise(f"{self.theme} {self.organizer} {self.place}")[:1000]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("event", args=[self.municipality.slug, self.pk])

    def clean(self):
        if self.municipality_id:
            today, days = self.municipality.today(), {"starts_on": self.starts_on, "ends_on": self.ends_on}
            refused = {
                name: refusal for name, day in days.items() if day and (refusal := check_day(day, today))
            }
            if refused:
                raise ValidationError(refused)

    @property
    def dates(self):
        return date_range(self.starts_on, self.ends_on)

    @property
    def period(self):
        """The half-year whose report it enters."""
        return ReportingPeriod.containing(self.ends_on)

    def facts(self):
        """What is known of it as (label, words), in the order of its page."""
        labels = {field.name: field.verbose_name for field in (*self._meta.fields, *self._meta.many_to_many)}
        told = [("дата", self.dates), *((labels[name], self._words(name)) for name in TOLD)]
        return [(label, words) for label, words in told if words not in ("", None)]

    def _words(self, name):
        display = getattr(self, f"get_{name}_display", None)
        value = display() if display else getattr(self, name)
        return "; ".join(map(str, value.all())) if hasattr(value, "all") else value

    def missing(self):
        """What `to_complete` finds lacking, in plain words."""
        lacks = {
            "число участников": self.participants is None,
            "файл, ссылка или приказ": not self.is_proven,
        }
        return [words for words, is_lacking in lacks.items() if is_lacking]

    @cached_property
    def is_proven(self):
        return bool(self.link or self.evidence.all() or self.acts.all())


def lacking(what) -> Q:
    """By what events that lack something are known; one recorded in haste lacks the number of participants or any proof."""
    without_act = Q(~Exists(Event.acts.through.objects.filter(event=OuterRef("pk"))))
    without_proof = Q(link="") & ~Exists(Event.evidence.through.objects.filter(event=OuterRef("pk")))
    conditions: dict[str, Any] = {
        "all": Q(),
        "any": Q(participants=None) | without_act & without_proof,
        "any proof": without_act & without_proof,
        "act": without_act,
        "proof": without_proof,
    }
    return conditions[what]


class TallyQuerySet(TenantQuerySet):
    municipality_path = "item__section__plan__municipality"

    def in_period(self, period):
        return self.filter(day__gte=period.start, day__lte=period.end)


class Tally(models.Model):
    """How many short events of a kind were held for an item on a day: «+1 консультация»."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="tallies", verbose_name="пункт плана")
    kind = models.ForeignKey(EventKind, models.PROTECT, verbose_name="вид")
    day = models.DateField("день")
    count = models.PositiveIntegerField("сколько", default=1, validators=[MaxValueValidator(MOST_PEOPLE)])

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = "счёт"
        verbose_name_plural = "счёт консультаций"
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "day"], name="tally_unique_day"),
        ]

    def __str__(self):
        return f"{self.day:%d.%m.%Y}: {self.kind}, {self.count}"

    def clean(self):
        if (
            self.item_id
            and self.day
            and (refusal := check_day(self.day, self.item.plan.municipality.today()))
        ):
            raise ValidationError({"day": refusal})
