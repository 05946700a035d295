"""The execution of a clause by each of those whom it binds, and all that was done about it."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.urls import reverse

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality, Organization, Person, Role
from plans.periods import ReportingPeriod
from records.models import Attachment

from .clauses import Clause


class ExecutionState(models.TextChoices):
    WAITING = "waiting", "ждём ответа"
    RETURNED = "returned", "ответ возвращён"
    ANSWERED = "answered", "ответ на проверке"
    DONE = "done", "исполнено"
    DECLINED = "declined", "рекомендация не принята"
    REMOVED = "removed", "снято с контроля"


# Those in which the addressee still owes an answer, and those with which control ends.
OPEN_STATES = (ExecutionState.WAITING, ExecutionState.RETURNED)
ENDED_STATES = (ExecutionState.DONE, ExecutionState.DECLINED, ExecutionState.REMOVED)


class ExecutionQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The office's; for others those that bind the organisations they speak for, or themselves."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(municipality__in=user.office_municipalities()) | _asked(user))

    def asked_of(self, user):
        """Those that the user answers as the addressee, or as the one who speaks for it."""
        return self.filter(_asked(user))

    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def begun(self, today):
        """Without those of a half-year that is still to come: nobody is asked for them yet."""
        return self.filter(period__lte=ReportingPeriod.containing(today).code)

    def present(self, today):
        """How each addressee stands now: without the half-years that it has done with."""
        past = Q(period__gt="", period__lt=ReportingPeriod.containing(today).code)
        return self.begun(today).exclude(past, state__in=ENDED_STATES)

    def shown_as(self, standing, today):
        """Those that stand so, in the words of the board; all for anything else."""
        chosen = {
            "waiting": self.open,
            "answered": lambda: self.filter(state=ExecutionState.ANSWERED),
            "late": lambda: self.late(today),
            "done": lambda: self.filter(state__in=ENDED_STATES),
        }
        return chosen.get(standing, self.all)()

    def tallies(self, today) -> dict[int, dict]:
        """How the executions of each clause stand, by its key, in one query."""
        late = Q(state__in=OPEN_STATES, due_on__lt=today)
        counts = (
            self.present(today)
            .order_by()
            .values("clause")
            .annotate(
                total=Count("pk"),
                done=Count("pk", filter=Q(state__in=ENDED_STATES)),
                answered=Count("pk", filter=Q(state=ExecutionState.ANSWERED)),
                waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
                late=Count("pk", filter=late),
            )
        )
        return {count["clause"]: count for count in counts}

    def urgent_first(self):
        """What is to be answered, then what is to be checked, then the rest; the earliest day first."""
        owed, to_check = When(state__in=OPEN_STATES, then=0), When(state=ExecutionState.ANSWERED, then=1)
        urgency = Case(owed, to_check, default=2)
        return self.order_by(urgency, F("due_on").asc(nulls_last=True), "organization__sort_key", "pk")

    def late(self, today):
        """Not answered in time, a recommendation too."""
        return self.open().filter(due_on__lt=today)

    def overdue(self, today):
        """A breach: an order that was not answered in time. A recommendation binds nobody."""
        return self.late(today).filter(clause__kind=Clause.Kind.ORDER)

    def locked(self, pk):
        """The execution as it is now; nobody else moves it until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("clause__meeting__municipality").get(pk=pk)


def _asked(user):
    asked = Q(organization__in=user.represented)
    if user.person_id:
        asked |= Q(person=user.person_id, municipality__in=user.municipalities())
    return asked


class Execution(models.Model):
    """What one addressee owes on a clause; for a standing clause in each half-year (`period`) anew.

    `municipality` repeats that of the meeting, for the board looks through many thousands of rows by it.
    """

    menu_section = "clauses"

    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="муниципалитет")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="executions", verbose_name="пункт")
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="executions",
        verbose_name="организация",
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="executions", verbose_name="сотрудник"
    )
    period = models.CharField("полугодие", max_length=6, blank=True)
    due_on = models.DateField("срок", null=True, blank=True)
    state = models.CharField(
        "состояние", max_length=10, choices=ExecutionState, default=ExecutionState.WAITING
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = ExecutionQuerySet.as_manager()

    class Meta:
        verbose_name = "исполнение пункта"
        verbose_name_plural = "исполнение пунктов"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["municipality", "state", "due_on"], name="execution_board"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "organization", "period"],
                condition=Q(person=None),
                name="execution_unique_of_organization",
            ),
            models.UniqueConstraint(
                fields=["clause", "person", "period"],
                condition=Q(organization=None),
                name="execution_unique_of_person",
            ),
            models.CheckConstraint(
                condition=Q(organization=None, person__isnull=False)
                | Q(organization__isnull=False, person=None),
                name="execution_by_one_addressee",
            ),
        ]

    def __str__(self):
        return f"{self.clause}, {self.addressee}"

    def get_absolute_url(self):
        return reverse("execution", args=[self.clause.meeting.municipality.slug, self.pk])

    @property
    def addressee(self):
        return self.organization or self.person

    @property
    def title(self):
        return f"П. {self.clause.number}, {self.addressee}"

    @property
    def standing(self):
        return self.get_state_display()

    @property
    def half(self):
        """The half-year for which a standing clause asks; None for any other."""
        return ReportingPeriod.from_code(self.period) if self.period else None

    @property
    def is_open(self):
        return self.state in OPEN_STATES

    def is_late(self, today):
        return self.is_open and self.due_on is not None and self.due_on < today

    def is_overdue(self, today):
        return self.is_late(today) and self.clause.kind == Clause.Kind.ORDER

    # What the table of transitions asks of a record

    def post_of(self, user, role):
        by_post = user.title_in(self.municipality, role)
        return by_post or Role(role).label

    def log_transition(self, action, from_state, user, title, data, words=None):
        entry = self.entries.create(
            action=action,
            from_state=from_state,
            to_state=self.state,
            text=words or data.get("text", ""),
            is_done=data.get("is_done"),
            channel=data.get("channel", ""),
            author=data.get("author", ""),
            answered_on=data.get("day"),
            user=user,
            user_title=title,
        )
        entry.files.set(data.get("files", ()))


class EntryQuerySet(TenantQuerySet):
    municipality_path = "execution__municipality"

    def for_user(self, user):
        executions = Execution.objects.for_user(user)
        return self.filter(execution__in=executions.values("pk"))


class ExecutionEntry(models.Model):
    """One step of an execution: an answer, its acceptance or return, another term, the end of control.

    An answer that came by letter is recorded by the office with its channel, author and day.
    """

    class Channel(models.TextChoices):
        PORTAL = "portal", "через портал"
        EMAIL = "email", "электронной почтой"
        PAPER = "paper", "на бумаге"
        PHONE = "phone", "по телефону"

    execution = models.ForeignKey(
        Execution, models.CASCADE, related_name="entries", verbose_name="исполнение"
    )
    action = models.CharField("действие", max_length=100)
    from_state = models.CharField("из состояния", max_length=10, choices=ExecutionState)
    to_state = models.CharField("в состояние", max_length=10, choices=ExecutionState)
    text = models.TextField("слова", blank=True)
    is_done = models.BooleanField("исполнено", null=True)
    channel = models.CharField("как получен", max_length=10, choices=Channel, blank=True)
    author = models.CharField("кто ответил", max_length=300, blank=True)
    answered_on = models.DateField("день ответа", null=True, blank=True)
    files = models.ManyToManyField(Attachment, related_name="answers_to_clauses", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто"
    )
    user_title = models.CharField("должность", max_length=200, blank=True)
    at = models.DateTimeField("когда", auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись об исполнении"
        verbose_name_plural = "записи об исполнении"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action}: {self.execution}"


def with_control(meetings: models.QuerySet) -> models.QuerySet:
    """Meetings, each with whether it binds anybody, and whether control of that has not ended."""
    own = Execution.objects.filter(clause__meeting=OuterRef("pk"))
    return meetings.annotate(is_binding=Exists(own), is_owed=Exists(own.exclude(state__in=ENDED_STATES)))
