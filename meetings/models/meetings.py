"""Meetings: what was on the agenda, who was heard, how it was voted. What was decided stands in clauses."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, prefetch_related_objects
from django.urls import reverse
from simple_history.models import HistoricalRecords

from documents.prose import date_range
from moc_portal.scoping import TenantQuerySet
from organizations.models import LegalAct, Organization, Role
from plans.numbering import following, joined
from records.models import Attachment, OfficialPaper, PaperKind, PaperState
from records.models.papers import OfficialPaperQuerySet

from ..fan_out import fan_out
from ..papers import meeting_paper
from .bodies import Body


class MeetingQuerySet(OfficialPaperQuerySet):
    def for_user(self, user):
        """The office's in every state; for an organisation those signed and meant for all organisations."""
        if not user.is_authenticated:
            return self.none()
        theirs = user.municipalities({Role.ORGANIZATION})
        shown = Q(municipality__in=theirs, in_force__isnull=False) & ~Q(openness=Meeting.Openness.ADDRESSEES)
        return self.filter(Q(municipality__in=user.office_municipalities()) | shown)

    def published(self):
        """Those that everybody may read."""
        return self.filter(openness=Meeting.Openness.PUBLIC, in_force__isnull=False)


class Meeting(OfficialPaper):
    """A meeting and its paper, a protocol or a decision: agenda → held → draft → being signed → signed.

    Once signed it never changes; what is controlled then are the executions of its clauses. `invited` holds a person with
    his post a line. Chair and secretary are chosen per meeting and kept by the names with which they sign.
    """

    class Format(models.TextChoices):
        OFFLINE = "offline", "очно"
        ONLINE = "online", "дистанционно"
        MIXED = "mixed", "очно и дистанционно"
        ABSENTEE = "absentee", "заочно"

    class Openness(models.TextChoices):
        ADDRESSEES = "addressees", "каждая организация видит только свои пункты"
        ORGANIZATIONS = "organizations", "весь документ видят все организации муниципалитета"
        PUBLIC = "public", "опубликован для всех, без имён"

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name="кто заседает")
    number = models.CharField("номер", max_length=20, blank=True)
    starts_on = models.DateField("дата")
    ends_on = models.DateField("по какое число", null=True, blank=True)
    place = models.CharField("место", max_length=300, blank=True)
    format = models.CharField("формат", max_length=10, choices=Format, default=Format.OFFLINE)
    topic = models.CharField("тема", max_length=500, blank=True)
    chair = models.CharField("председатель", max_length=200, blank=True, help_text="Например: И.И. Иванова.")
    chair_post = models.CharField("должность председателя", max_length=300, blank=True)
    secretary = models.CharField("секретарь", max_length=200, blank=True)
    secretary_post = models.CharField("должность секретаря", max_length=300, blank=True)
    is_held = models.BooleanField("состоялось", default=False, editable=False)
    present_count = models.PositiveIntegerField("присутствовало", null=True, blank=True)
    members_present = models.PositiveSmallIntegerField("из них членов", null=True, blank=True)
    invited = models.TextField(
        "приглашённые", blank=True, help_text="Каждого с новой строки: фамилия и инициалы, должность."
    )
    attendance_list = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendance_of",
        verbose_name="список присутствовавших файлом",
    )
    openness = models.CharField("кто видит", max_length=15, choices=Openness, default=Openness.ORGANIZATIONS)
    earlier = models.ManyToManyField(
        "self", symmetrical=False, related_name="later", blank=True, verbose_name="прежние заседания"
    )
    legal_acts = models.ManyToManyField(
        LegalAct, related_name="meetings", blank=True, verbose_name="правовые акты"
    )
    attachments = models.ManyToManyField(
        Attachment, related_name="meetings", blank=True, verbose_name="приложения"
    )
    year = models.PositiveSmallIntegerField("год", editable=False)

    is_ever_corrected = False
    is_binding = is_owed = False  # whether somebody has to execute it, and does not have it behind him
    is_approved_by_stamp = False
    menu_section = "meetings"

    history = HistoricalRecords()
    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "заседание"
        verbose_name_plural = "заседания"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                condition=~Q(number=""),
                name="meeting_unique_number",
                violation_error_message="Документ с этим номером в этом году уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="meeting_ends_after_it_starts",
            ),
        ]

    def save(self, *args, **kwargs):
        self.kind, self.variant = PaperKind.MEETING, self.body.code
        self.year, self.period = self.starts_on.year, str(self.starts_on.year)
        self.title = self.full_title
        super().save(*args, **kwargs)

    @property
    def full_title(self):
        """«Протокол № 4 заседания муниципального опорного центра от 28.04.2022»."""
        number = f" № {self.number}" if self.number else ""
        name = self.body.get_paper_form_display().capitalize()
        return f"{name}{number} {self.whose} от {self.days}"

    def clean(self):
        if not (self.body_id and self.starts_on):  # told at their own fields
            return
        same = Meeting.objects.filter(body=self.body_id, year=self.starts_on.year, number=self.number)
        if self.number and same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"number": f"Номер {self.number} в {self.starts_on.year} году уже занят: {same[0].title}."}
            )

    def get_absolute_url(self):
        return reverse("meeting", args=[self.municipality.slug, self.pk])

    def get_paper_url(self):
        return reverse("meeting-paper", args=[self.municipality.slug, self.pk])

    @classmethod
    def variants(cls, municipality):
        return dict(Body.objects.standard(municipality).values_list("code", "name"))

    @property
    def is_decision(self):
        return self.body.paper_form == Body.PaperForm.DECISION

    @property
    def whose(self):
        """«коллегии …», whose decision it is; «заседания муниципального опорного центра», of what the protocol."""
        return self.body.genitive if self.is_decision else self.body.sitting

    @property
    def days(self):
        return date_range(self.starts_on, self.ends_on or self.starts_on)

    @property
    def is_signed(self):
        return self.state == PaperState.APPROVED

    @property
    def stage(self) -> str:
        """Where it stands, in the words of a secretary; of its control only where it was loaded `with_control`."""
        if self.is_editable:
            return "проект документа" if self.is_held else "повестка"
        if not self.is_signed:
            return "на подписи"
        if not self.is_binding:
            return "подписан"
        return "на контроле" if self.is_owed else "закрыт"

    @property
    def has_quorum(self) -> bool | None:
        """Whether more than half of the members came; None where nobody counts."""
        if not self.body.members or self.members_present is None:
            return None
        return 2 * self.members_present > self.body.members

    @classmethod
    def next_number(cls, body, year: int) -> str:
        """One above the highest of the body in a year."""
        return str(following(cls.objects.filter(body=body, year=year).values_list("number", flat=True)))

    def next_clause_number(self, item=None) -> str:
        """«1.3» under the first question; elsewhere the next of the row in which the last clause stands."""
        row = self.clauses.filter(item=item).values_list("number", flat=True).last()
        prefix = row.rpartition(".")[0] if row else str(item.position) if item else ""
        numbers = self.clauses.values_list("number", flat=True)
        return joined(prefix, following(n for n in numbers if n.rpartition(".")[0] == prefix))

    def words(self):
        return meeting_paper(self)

    def addressees(self):
        """The organisations that got clauses of it."""
        owed = self.clauses.filter(executions__organization__isnull=False)
        return Organization.objects.filter(pk__in=owed.values("executions__organization"))

    def on_approval(self):
        """The clauses bind from now on: each addressee gets its own to answer."""
        fan_out(self.clauses.executable(), self.municipality.today())

    def problems(self):
        """What makes a paper impossible to sign."""
        if not self.is_held:
            return ["Заседание ещё не состоялось: отметьте «Проведено»."]
        named = {"председатель": self.chair, "секретарь": self.secretary}
        problems = [f"Не указан {who}." for who, name in named.items() if not name]
        if not self.clauses.exists():
            problems.append("Не внесено ни одного решения.")
        late = [clause.number for clause in self.clauses.executable() if clause.is_due_before_meeting]
        problems += [f"Пункт {number}: срок раньше заседания." for number in late]
        return problems

    def warnings(self) -> list[str]:
        """What is unusual, for the whole of the paper; nobody is stopped by it."""
        prefetch_related_objects([self], "agenda__speeches", "clauses")
        questions = list(self.agenda.all())
        found = [
            f"Вопрос {item.position}: не указан докладчик." for item in questions if not item.rapporteurs
        ]
        if self.is_held and len(self.clauses.all()) < len(questions):
            found.append("Решений меньше, чем вопросов повестки.")
        if self.is_held and not self.number:
            found.append("Номер не указан: после подписания его уже не внести.")
        if self.has_quorum is False:
            found.append(f"Кворума нет: {self.members_present} из {self.body.members}.")
        return found


class OfMeetingQuerySet(TenantQuerySet):
    municipality_path = "meeting__municipality"


class Attendance(models.Model):
    """Who was present: so many of a category, or an organisation with its people."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", verbose_name="заседание")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name="организация"
    )
    category = models.CharField(
        "категория", max_length=300, blank=True, help_text="Например: директора школ."
    )
    people = models.CharField("кто", max_length=500, blank=True)
    count = models.PositiveSmallIntegerField("сколько", null=True, blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "присутствовавшие"
        verbose_name_plural = "присутствовавшие"
        ordering = ["organization__sort_key", "pk"]

    def __str__(self):
        return str(self.organization or self.category)


class AgendaItem(models.Model):
    """A question of the agenda with those who were heard on it; `continues` is the same question of an earlier meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name="заседание")
    position = models.PositiveSmallIntegerField("№")
    question = models.TextField("вопрос")
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued",
        verbose_name="продолжает вопрос",
    )
    votes_for = models.PositiveSmallIntegerField("за", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("против", null=True, blank=True)
    abstained = models.PositiveSmallIntegerField("воздержались", null=True, blank=True)
    attachments = models.ManyToManyField(
        Attachment, related_name="agenda_items", blank=True, verbose_name="материалы"
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "вопрос повестки"
        verbose_name_plural = "вопросы повестки"
        ordering = ["meeting", "position", "pk"]

    def __str__(self):
        return f"{self.position}. {self.question}"

    @property
    def rapporteurs(self):
        return [speech for speech in self.speeches.all() if speech.kind == Speech.Kind.HEARD]

    @property
    def has_votes(self):
        return any(votes is not None for votes in (self.votes_for, self.votes_against, self.abstained))


class SpeechQuerySet(TenantQuerySet):
    municipality_path = "item__meeting__municipality"


class Speech(models.Model):
    """What somebody said on a question: «слушали» is the report on it, «выступили» are the others."""

    class Kind(models.TextChoices):
        HEARD = "heard", "слушали"
        SPOKE = "spoke", "выступили"

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="speeches", verbose_name="вопрос повестки"
    )
    kind = models.CharField("как", max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField("порядок", default=1)
    name = models.CharField("кто", max_length=200, help_text="Например: И.И. Иванова.")
    post = models.CharField("должность", max_length=300, blank=True)
    text = models.TextField("что сказано", blank=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name = "выступление"
        verbose_name_plural = "выступления"
        ordering = ["item", "kind", "position", "pk"]

    def __str__(self):
        return f"{self.name}, {self.post}" if self.post else self.name
