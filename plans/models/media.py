"""The media plan of a year: what is to be published where and when, and what came of it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from documents.prose import format_date
from moc_portal.fields import WebAddressField
from moc_portal.scoping import TenantQuerySet
from records.models import Attachment, OfficialPaper, PaperKind
from records.models.papers import OfficialPaperQuerySet

from ..papers import media_paper, media_problems
from .plan import YEAR_WANTED, PlanItem


class MediaPlan(OfficialPaper):
    """What the office makes known in a calendar year. Its words are approved; what is published is marked at any time."""

    menu_section = "media"

    year = models.PositiveSmallIntegerField(
        "год", validators=[MinValueValidator(2015, YEAR_WANTED), MaxValueValidator(2100, YEAR_WANTED)]
    )

    history = HistoricalRecords()
    objects = OfficialPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "медиаплан"
        verbose_name_plural = "медиапланы"
        ordering = ["-year"]

    def save(self, *args, **kwargs):
        self.kind, self.period = PaperKind.MEDIA_PLAN, str(self.year)
        self.title = f"Медиаплан на {self.year} год"
        super().save(*args, **kwargs)

    def clean(self):
        same = MediaPlan.objects.filter(municipality=self.municipality_id, year=self.year)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"year": f"Медиаплан на {self.year} год уже есть."})

    def get_absolute_url(self):
        return reverse("media", args=[self.municipality.slug, self.year])

    def get_paper_url(self):
        return reverse("media-paper", args=[self.municipality.slug, self.year])

    def items(self):
        """The items of the plans of its year to which a material may belong."""
        of_year = Q(section__plan__year=self.year)
        of_school_year = Q(section__plan__year=self.year - 1, section__plan__is_school_year=True)
        items = PlanItem.objects.filter(section__plan__municipality=self.municipality_id)
        return items.filter(of_year | of_school_year)

    def words(self):
        return media_paper(self)

    def problems(self):
        return media_problems(self)


class MediaPlanEntryQuerySet(TenantQuerySet):
    municipality_path = "plan__municipality"

    def in_force(self):
        return self.filter(withdrawn_on=None)

    def due(self, first, last):
        """Those not published yet that are planned from a day to another."""
        return self.in_force().filter(published_on=None, day__gte=first, day__lte=last)

    def published_in(self, period):
        return self.filter(published_on__gte=period.start, published_on__lte=period.end)


class MediaPlanEntry(models.Model):
    """One material in one channel. It is never deleted: it can be withdrawn, unless it was published."""

    class Channel(models.TextChoices):
        AUTHORITY_SITE = "authority_site", "сайт отдела образования"
        ORGANIZATION_SITE = "organization_site", "сайт организации"
        CENTRE_SECTION = "centre_section", "раздел МОЦ"
        SOCIAL = "social", "социальные сети"
        PRESS = "press", "СМИ"
        CHAT = "chat", "чат"
        MEETINGS = "meetings", "родительские собрания"
        STANDS = "stands", "стенды"
        BROCHURES = "brochures", "брошюры"

    plan = models.ForeignKey(MediaPlan, models.CASCADE, related_name="entries", verbose_name="медиаплан")
    day = models.DateField("дата")
    channel = models.CharField("канал", max_length=20, choices=Channel)
    topic = models.TextField("тема", max_length=1000)
    responsible = models.CharField("ответственный", max_length=300)
    item = models.ForeignKey(
        PlanItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="media_entries",
        verbose_name="пункт плана",
    )
    published_on = models.DateField("размещено", null=True, blank=True)
    link = WebAddressField("ссылка", max_length=500, blank=True)
    screenshot = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="media_entries",
        verbose_name="снимок экрана",
    )
    withdrawn_on = models.DateField("исключено", null=True, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords()
    objects = MediaPlanEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись медиаплана"
        verbose_name_plural = "записи медиаплана"
        ordering = ["plan", "day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None) | ~Q(link="") | Q(screenshot__isnull=False),
                name="media_entry_published_has_proof",
                violation_error_message="Укажите ссылку или приложите снимок.",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(withdrawn_on=None),
                name="media_entry_published_in_force",
                violation_error_message="Размещённый материал исключить нельзя.",
            ),
        ]

    def __str__(self):
        return Truncator(f"{format_date(self.day)}, {self.get_channel_display()}: {self.topic}").chars(150)

    def get_absolute_url(self):
        return f"{self.plan.get_absolute_url()}#row-{self.pk}"

    def is_late(self, today):
        return not (self.published_on or self.withdrawn_on) and self.day < today
