"""What was approved, as it was; the copies signed on paper; where it was sent and what was answered."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst

from documents.paper import Paper
from documents.prose import format_date
from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality

from .files import Attachment
from .journal import OfRecordQuerySet


class Snapshot(models.Model):
    """An approved paper exactly as it was: its wording, its figures and who approved it by which post and act."""

    record = models.ForeignKey(
        "records.OfficialPaper", models.PROTECT, related_name="snapshots", verbose_name="документ"
    )
    number = models.PositiveSmallIntegerField("номер")
    content = models.JSONField("содержание")
    figures = models.JSONField("показатели", default=list)
    sources = models.JSONField("из каких записей", default=dict)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="кто утвердил"
    )
    approver_name = models.CharField("фамилия утвердившего", max_length=200)
    approver_post = models.CharField("должность утвердившего", max_length=200)
    approved_on = models.DateField("дата утверждения")
    act = models.CharField("акт об утверждении", max_length=200, blank=True)
    correction_number = models.PositiveSmallIntegerField("номер корректировки", default=0)
    correction_reason = models.TextField("причина корректировки", blank=True)
    created_at = models.DateTimeField("создан", auto_now_add=True)

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "утверждённая редакция"
        verbose_name_plural = "утверждённые редакции"
        ordering = ["record", "-number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="snapshot_unique")]

    def __str__(self):
        return f"{self.record}, редакция № {self.number}"

    def paper(self):
        return Paper.from_json(self.content)

    @property
    def sent(self):
        """Where and when it was sent; None while it was not."""
        return getattr(self, "dispatch", None)

    @property
    def signed_copy(self):
        """The copy signed on paper that was attached last."""
        return next(iter(self.signed_copies.all()), None)


class SignedCopyQuerySet(TenantQuerySet):
    municipality_path = "snapshot__record__municipality"


class SignedCopy(models.Model):
    """A scan of the approved paper as it was signed; the last one counts, the earlier are kept."""

    snapshot = models.ForeignKey(
        Snapshot, models.CASCADE, related_name="signed_copies", verbose_name="редакция"
    )
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, related_name="signed_copies", verbose_name="скан"
    )
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто приложил"
    )
    attached_at = models.DateTimeField("когда приложен", auto_now_add=True)

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "скан подписанного"
        verbose_name_plural = "сканы подписанного"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.snapshot}: {self.attachment}"


class DispatchQuerySet(TenantQuerySet):
    pass


class Dispatch(models.Model):
    """The sending of an approved paper and the answer to it; `number` is the outgoing number of the office's year."""

    class Channel(models.TextChoices):
        POST = "post", "почтой"
        EMAIL = "email", "электронной почтой"
        BY_HAND = "by_hand", "нарочно"
        DOCUMENT_SYSTEM = "document_system", "через СЭД"
        PORTAL = "portal", "через портал"

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "принят"
        RETURNED = "returned", "возвращён"

    snapshot = models.OneToOneField(
        Snapshot, models.CASCADE, related_name="dispatch", verbose_name="редакция"
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="муниципалитет")
    year = models.PositiveSmallIntegerField("год", editable=False)
    number = models.CharField("исходящий номер", max_length=50)
    sent_on = models.DateField("дата отправки")
    channel = models.CharField("как отправлен", max_length=20, choices=Channel)
    addressee = models.CharField("кому", max_length=300)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто отправил"
    )
    outcome = models.CharField("ответ", max_length=10, choices=Outcome, blank=True)
    incoming_number = models.CharField("входящий номер", max_length=50, blank=True)
    received_on = models.DateField("дата ответа", null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто внёс ответ",
    )
    letter = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name="письмо с ответом",
    )

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "отправка"
        verbose_name_plural = "отправки"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "number"], name="dispatch_unique_number"),
            models.CheckConstraint(
                condition=Q(outcome="", incoming_number="", received_on__isnull=True)
                | ~Q(outcome="") & ~Q(incoming_number="") & Q(received_on__isnull=False),
                name="dispatch_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                name="dispatch_answered_after_sending",
            ),
        ]

    def __str__(self):
        return f"исх. № {self.number} от {format_date(self.sent_on)}"

    def save(self, *args, **kwargs):
        self.year = self.sent_on.year
        super().save(*args, **kwargs)

    def refuse_taken_number(self):
        """A sentence at the number when another paper of the year has it; nobody takes it while this is checked."""
        Municipality.objects.select_for_update().get(pk=self.municipality_id)
        same = Dispatch.objects.filter(
            municipality=self.municipality_id, year=self.sent_on.year, number=self.number
        )
        if taken := same.select_related("snapshot__record").first():
            paper = f"{taken.snapshot.record}, {format_date(taken.sent_on)}"
            raise ValidationError(
                {"number": f"Исходящий № {self.number} в {self.sent_on.year} году уже занят: {paper}."}
            )

    @property
    def told(self):
        """«Отправлен 12.07.2026, исх. № 45, электронной почтой»."""
        return f"Отправлен {format_date(self.sent_on)}, исх. № {self.number}, {self.get_channel_display()}"

    @property
    def answer_told(self):
        """«Принят 14.07.2026, вх. № 77»; empty while nothing was answered."""
        if self.received_on is None:
            return ""
        word = capfirst(self.get_outcome_display())
        return f"{word} {format_date(self.received_on)}, вх. № {self.incoming_number}"
