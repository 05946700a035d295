"""A programme and its card."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from documents.prose import normalise
from moc_portal.fields import WebAddressField
from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality, Organization, Role
from organizations.searching import every_word
from records.models import Attachment

from ..completeness import completeness_of, gaps_of
from .campaigns import Campaign
from .classifiers import (
    REGISTER_STATES,
    FocusArea,
    ProgramKind,
    ProgramLevel,
    ProgramRegister,
    ProgramState,
    StudyForm,
)


class ProgramQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The office's; an organisation's own; of an expert those that he was asked to assess."""
        if not user.is_authenticated:
            return self.none()
        own = Q(municipality__in=user.office_municipalities()) | Q(organization__in=user.represented)
        return self.filter(own | Q(pk__in=self._assigned_to(user)))

    def _assigned_to(self, user):
        places = user.municipalities({Role.EXPERT})
        asked = {
            "assessments__assignments__expert": user.person_id,
            "assessments__assignments__recused_on": None,
        }
        mine = Q(municipality__in=places, **asked)
        return Program.objects.filter(mine).values("pk") if user.person_id else Program.objects.none()

    def with_words(self, text):
        return self.filter(every_word(text))

    def in_register(self):
        """Those that the register counts: recommended, or placed in the navigator as well."""
        return self.filter(state__in=REGISTER_STATES)

    def kept(self):
        return self.exclude(state=ProgramState.ARCHIVED)

    def locked(self, pk):
        """The programme as it is now; nobody else moves it until the transaction ends."""
        rows = self.select_for_update(of=("self",)).select_related("organization__municipality")
        return rows.get(pk=pk)


class Program(models.Model):
    """A supplementary programme of one organisation. It keeps its identity for life; its text is kept in editions.

    `municipality` repeats that of the organisation, for the register is read by it. A programme with a `parent` is a
    copy of a municipal one; `parent_card` is the parent's card as it was last taken over (see `programs.card`).
    `completeness` (percent) and `gaps` (codes) tell what the card lacks (see `programs.completeness`).
    """

    menu_section = "programs"
    is_irreplaceable = True  # see `records.merging`

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="programs", verbose_name="муниципалитет", editable=False
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="programs", verbose_name="организация"
    )
    name = models.CharField("полное название", max_length=500)
    short_name = models.CharField("краткое название", max_length=200, blank=True)
    focus_area = models.CharField("направленность", max_length=20, choices=FocusArea, blank=True)
    activity = models.CharField("вид деятельности", max_length=200, blank=True)
    level = models.CharField("уровень", max_length=10, choices=ProgramLevel, blank=True)
    is_multilevel = models.BooleanField("разноуровневая", default=False)
    kind = models.CharField(
        "вид программы", max_length=20, choices=ProgramKind, default=ProgramKind.GENERAL_DEVELOPMENT
    )
    register = models.CharField("реестр", max_length=20, choices=ProgramRegister, blank=True)
    study_form = models.CharField("форма обучения", max_length=20, choices=StudyForm, blank=True)
    age_from = models.PositiveSmallIntegerField(
        "возраст от, лет", null=True, blank=True, validators=[MaxValueValidator(35)]
    )
    age_to = models.PositiveSmallIntegerField(
        "возраст до, лет", null=True, blank=True, validators=[MaxValueValidator(35)]
    )
    hours = models.PositiveIntegerField(
        "часов всего", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(20_000)]
    )
    years = models.DecimalField(
        "срок реализации, лет",
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(12)],
        help_text="Для краткосрочных — доля года, например 0,5.",
    )
    module_count = models.PositiveSmallIntegerField(
        "модулей", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    is_modular = models.BooleanField("модульная", default=False)
    uses_distance_learning = models.BooleanField("с дистанционными технологиями", default=False)
    is_adapted = models.BooleanField("адаптированная (ОВЗ)", default=False)
    for_hardship = models.BooleanField("для детей в трудной жизненной ситуации", default=False)
    for_gifted = models.BooleanField("для одарённых детей", default=False)
    is_seasonal = models.BooleanField("каникулярная", default=False)
    is_network = models.BooleanField("в сетевой форме", default=False)
    is_municipal = models.BooleanField("единая муниципальная", default=False)
    is_new_generation = models.BooleanField("нового поколения", default=False)
    year_developed = models.PositiveSmallIntegerField(
        "год разработки", null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    capacity = models.PositiveIntegerField(
        "мест", null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    group_min = models.PositiveSmallIntegerField(
        "детей в группе, не меньше", null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    group_max = models.PositiveSmallIntegerField(
        "детей в группе, не больше", null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    children = models.PositiveIntegerField(
        "обучающихся", null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    price_per_hour = models.DecimalField(
        "стоимость часа, руб.",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    annotation = models.TextField("аннотация", max_length=5000, blank=True)
    authors = models.CharField("авторы", max_length=500, blank=True)
    council_protocol = models.CharField(
        "протокол педагогического совета",
        max_length=200,
        blank=True,
        help_text="Например: № 1 от 28.08.2026.",
    )
    approval_order = models.CharField(
        "приказ об утверждении", max_length=200, blank=True, help_text="Например: приказ № 15 от 29.08.2026."
    )
    external_id = models.CharField("ID во внешней системе", max_length=50, blank=True)
    external_url = WebAddressField("ссылка на карточку в навигаторе", blank=True, max_length=500)
    file = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programs",
        verbose_name="файл программы",
    )
    campaign = models.ForeignKey(
        Campaign, models.SET_NULL, null=True, blank=True, related_name="programs", verbose_name="кампания"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name="по единой муниципальной программе",
    )
    parent_card = models.JSONField("карточка единой программы", default=dict, blank=True, editable=False)
    state = models.CharField(
        "состояние", max_length=12, choices=ProgramState, default=ProgramState.DEVELOPMENT, editable=False
    )
    completeness = models.PositiveSmallIntegerField("полнота карточки, %", default=0, editable=False)
    gaps = models.JSONField("чего не хватает в карточке", default=list, editable=False)
    name_key = models.CharField(max_length=500, editable=False)
    search_key = models.CharField(max_length=1300, editable=False)
    sort_key = models.CharField(max_length=500, editable=False)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    history = HistoricalRecords(excluded_fields=["search_key", "sort_key", "name_key"])
    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "программа"
        verbose_name_plural = "программы"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["municipality", "sort_key"], name="program_register"),
            models.Index(fields=["municipality", "state", "sort_key"], name="program_register_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name_key", "external_id"],
                name="program_unique_name",
                violation_error_message="У этой организации уже есть программа с таким названием.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "external_id"],
                condition=~Q(external_id=""),
                name="program_unique_external_id",
                violation_error_message="Программа с таким ID уже есть в реестре.",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="program_ages_in_order",
                violation_error_message="Возраст «до» меньше возраста «от».",
            ),
            models.CheckConstraint(
                condition=Q(group_min__isnull=True)
                | Q(group_max__isnull=True)
                | Q(group_max__gte=F("group_min")),
                name="program_group_size_in_order",
                violation_error_message="Наибольшее число детей в группе меньше наименьшего.",
            ),
        ]

    def __str__(self):
        return self.short_name or self.name

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("program", args=[self.municipality.slug, self.pk])

    def clean(self):
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": "Эта программа сама является копией единой муниципальной."})

    def prepare(self):
        """Fill what follows from the other fields; to be called before a save in bulk."""
        self.municipality_id = self.organization.municipality_id
        self.name_key = normalise(self.name)[:500]
        self.search_key = normalise(f"{self.name} {self.short_name} {self.activity} {self.external_id}")[
            :1300
        ]
        # «Шахматы 2» stands before «Шахматы 10».
        self.sort_key = re.sub(r"\d+", lambda number: number[0].zfill(6), normalise(str(self)))[:500]
        self.gaps = gaps_of(self)
        self.completeness = completeness_of(self)

    @property
    def title(self):
        return str(self)

    @property
    def standing(self):
        return self.get_state_display()

    @property
    def ages(self):
        """«7–12 лет»; empty when no age is told."""
        if self.age_from is None and self.age_to is None:
            return ""
        if self.age_from is None or self.age_to is None or self.age_from == self.age_to:
            known = self.age_to if self.age_from is None else self.age_from
            prefix = "" if self.age_from == self.age_to else "до " if self.age_from is None else "от "
            return f"{prefix}{known} лет"
        return f"{self.age_from}–{self.age_to} лет"

    # What the table of transitions asks of a record

    def post_of(self, user, role):
        return user.title_in(self.municipality, role) or Role(role).label

    def log_transition(self, action, from_state, user, title, data, words=None):
        self.entries.create(
            action=action,
            from_state=from_state,
            to_state=self.state,
            text=words or data.get("text", ""),
            user=user,
            user_title=title,
        )


class OfProgramQuerySet(TenantQuerySet):
    """Rows of a programme: who sees it sees them."""

    municipality_path = "program__municipality"

    def for_user(self, user):
        return self.filter(program__in=Program.objects.for_user(user).values("pk"))
