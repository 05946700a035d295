"""Who provides services under certificates, who keeps the cards in the navigator, and what these were advised."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from moc_portal.scoping import TenantQuerySet
from organizations.models import Organization

from .programs import Program


class OfOrganizationQuerySet(TenantQuerySet):
    """Rows of an organisation: the office's, and the organisation's own."""

    municipality_path = "organization__municipality"

    def for_user(self, user):
        if not user.is_authenticated:
            return self.none()
        office = Q(organization__municipality__in=user.office_municipalities())
        return self.filter(office | Q(organization__in=user.represented))


class DatedQuerySet(OfOrganizationQuerySet):
    def on(self, day):
        """Those in force on a day."""
        return self.meeting(day, day)

    def meeting(self, first, last):
        """Those in force on some day between two."""
        return self.filter(starts_on__lte=last).filter(Q(ends_on=None) | Q(ends_on__gte=first))


class Provider(models.Model):
    """Поставщик образовательных услуг: an organisation in the register, from its entry to its exit."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="provider_terms", verbose_name="организация"
    )
    starts_on = models.DateField("включена в реестр")
    ends_on = models.DateField("исключена из реестра", null=True, blank=True)
    act = models.CharField("основание", max_length=200, blank=True)
    note = models.CharField("примечание", max_length=500, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "поставщик"
        verbose_name_plural = "реестр поставщиков"
        ordering = ["organization__sort_key", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(ends_on=None),
                name="provider_once_in_register",
                violation_error_message="Эта организация уже в реестре.",
            ),
            models.UniqueConstraint(
                fields=["organization", "starts_on"],
                name="provider_unique_entry",
                violation_error_message="Включение этой организации в этот день уже внесено.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="provider_leaves_after_entry",
                violation_error_message="Дата исключения раньше даты включения.",
            ),
        ]

    def __str__(self):
        return str(self.organization)

    def get_absolute_url(self):
        return reverse("provider", args=[self.organization.municipality.slug, self.pk])


class Moderator(models.Model):
    """Модератор навигатора: who keeps the cards and requests of an organisation."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="moderators", verbose_name="организация"
    )
    name = models.CharField("фамилия, имя, отчество", max_length=200)
    post = models.CharField("должность", max_length=200, blank=True)
    phone = models.CharField("телефон", max_length=50, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    act = models.CharField("чем назначен", max_length=200, blank=True)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по", null=True, blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "модератор"
        verbose_name_plural = "реестр модераторов"
        ordering = ["organization__sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "starts_on"],
                name="moderator_unique_term",
                violation_error_message="Этот модератор уже внесён.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="moderator_ends_after_start",
                violation_error_message="Дата окончания раньше даты начала.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("moderator", args=[self.organization.municipality.slug, self.pk])


class ConsultationQuerySet(OfOrganizationQuerySet):
    def open(self):
        return self.filter(answered_on=None)


class Consultation(models.Model):
    """A question of an organisation's moderator, or a request to mend something in the navigator, and its answer."""

    class Kind(models.TextChoices):
        QUESTION = "question", "консультация"
        DOUBLE_ACCOUNTS = "double_accounts", "двойные учётные записи"
        CARD_ERROR = "card_error", "ошибка в карточке"
        OTHER = "other", "другое обращение"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="consultations", verbose_name="организация"
    )
    moderator = models.ForeignKey(
        Moderator,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="модератор",
    )
    kind = models.CharField("вид", max_length=15, choices=Kind, default=Kind.QUESTION)
    asked_on = models.DateField("дата обращения")
    question = models.TextField("вопрос", max_length=3000)
    program = models.ForeignKey(
        Program,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="программа",
    )
    answer = models.TextField("ответ", max_length=3000, blank=True)
    answered_on = models.DateField("дата ответа", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто ответил",
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "обращение модератора"
        verbose_name_plural = "обращения модераторов"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="consultation_answered_after_question",
                violation_error_message="Ответ не может быть раньше обращения.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.asked_on:%d.%m.%Y}: {self.organization}"

    def get_absolute_url(self):
        return reverse("consultation", args=[self.organization.municipality.slug, self.pk])
