"""What goes with a programme: its groups, its text by school years, the log of its life."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from documents.prose import normalise
from records.models import Attachment

from .classifiers import ProgramState
from .programs import OfProgramQuerySet, Program
from .school_years import school_year_words


class ProgramGroup(models.Model):
    """A group in which a programme is taught in one school year, with its places and what it was paid from."""

    class Funding(models.TextChoices):
        FEDERAL = "federal", "федеральный бюджет"
        REGIONAL = "regional", "региональный бюджет"
        MUNICIPAL = "municipal", "местный бюджет"
        PAID = "paid", "средства родителей"
        CERTIFICATE = "certificate", "сертификат"
        GRANT = "grant", "грант"

    program = models.ForeignKey(
        Program, models.CASCADE, related_name="study_groups", verbose_name="программа"
    )
    school_year = models.PositiveSmallIntegerField(
        "учебный год", validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    name = models.CharField("название", max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    teacher = models.CharField("педагог", max_length=200, blank=True)
    places = models.PositiveIntegerField(
        "мест", null=True, blank=True, validators=[MaxValueValidator(10_000)]
    )
    taken = models.PositiveIntegerField(
        "занято", null=True, blank=True, validators=[MaxValueValidator(10_000)]
    )
    hours_per_year = models.PositiveIntegerField(
        "часов в год", null=True, blank=True, validators=[MaxValueValidator(5_000)]
    )
    starts_on = models.DateField("дата начала", null=True, blank=True)
    ends_on = models.DateField("дата окончания", null=True, blank=True)
    funding = models.CharField("источник финансирования", max_length=12, choices=Funding, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    schedule = models.CharField("расписание", max_length=500, blank=True)
    external_id = models.CharField("ID во внешней системе", max_length=50, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = OfProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "группа"
        verbose_name_plural = "группы"
        ordering = ["program", "-school_year", "name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "school_year", "name_key"],
                name="group_unique_in_year",
                violation_error_message="Группа с таким названием в этом учебном году уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="group_ends_after_start",
                violation_error_message="Дата окончания раньше даты начала.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self):
        self.name_key = normalise(self.name)[:200]

    @property
    def school_year_words(self):
        return school_year_words(self.school_year)


class Edition(models.Model):
    """The text of a programme as it was approved for a school year, with its file and its card of that day."""

    program: Any = models.ForeignKey(
        Program, models.CASCADE, related_name="editions", verbose_name="программа"
    )
    school_year = models.PositiveSmallIntegerField(
        "учебный год", validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    approval_order = models.CharField("приказ об утверждении", max_length=200, blank=True)
    file = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="program_editions",
        verbose_name="файл",
    )
    card = models.JSONField("карточка", default=dict, editable=False)
    note = models.CharField("что изменено", max_length=500, blank=True)
    created_at = models.DateTimeField("внесено", default=timezone.now, editable=False)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = OfProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция программы"
        verbose_name_plural = "редакции программ"
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "school_year"],
                name="edition_unique_in_year",
                violation_error_message="Редакция на этот учебный год уже есть.",
            )
        ]

    def __str__(self):
        return f"Редакция на {self.words} учебный год"

    @property
    def words(self):
        return school_year_words(self.school_year)


class ProgramEntry(models.Model):
    """One step in the life of a programme: who moved it from which state to which, when and with which words."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="entries", verbose_name="программа")
    action = models.CharField("действие", max_length=100)
    from_state = models.CharField("из состояния", max_length=12, choices=ProgramState)
    to_state = models.CharField("в состояние", max_length=12, choices=ProgramState)
    text = models.TextField("слова", blank=True)
    user = models.ForeignKey(
        "organizations.User", models.SET_NULL, null=True, related_name="+", verbose_name="кто"
    )
    user_title = models.CharField("должность", max_length=200, blank=True)
    at = models.DateTimeField("когда", default=timezone.now, editable=False)

    objects = OfProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "запись о программе"
        verbose_name_plural = "журнал программ"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action}: {self.program}"
