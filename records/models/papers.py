"""Official papers of every kind: their state, their way to approval, what was approved and who did it."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from documents.paper import Paper
from moc_portal.scoping import TenantQuerySet
from organizations import perms
from organizations.models import Municipality, Role

PERIOD = r"^20\d\d(H[12]|Q[1-4])?$"


class PaperKind(models.TextChoices):
    PLAN = "activity_plan", "план мероприятий"
    REPORT = "report", "отчёт"


class PaperState(models.TextChoices):
    DRAFT = "draft", "черновик"
    IN_APPROVAL = "in_approval", "на согласовании"
    APPROVED = "approved", "утверждён"
    SENT = "sent", "отправлен"
    ACCEPTED = "accepted", "принят"
    RETURNED = "returned", "возвращён"


EDITABLE_STATES = {PaperState.DRAFT, PaperState.RETURNED}
FINAL_STATES = {PaperState.APPROVED, PaperState.SENT, PaperState.ACCEPTED}


class OfficialPaperQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The office's papers in every state; for organisations of the municipality what is approved."""
        if not user.is_authenticated:
            return self.none()
        published = Q(municipality__in=user.municipalities({Role.ORGANIZATION}), state__in=FINAL_STATES)
        return self.filter(Q(municipality__in=user.office_municipalities()) | published)

    def waiting_for(self, user, municipality):
        """Those whose present step is the user's; for the regional centre also the reports sent to it."""
        roles = user.roles_in(municipality)
        mine = Q() if Role.ADMIN in roles else Q(step__role__in=roles)
        which = Q(state=PaperState.IN_APPROVAL) & mine
        if perms.may_accept(user, municipality):
            which |= Q(kind=PaperKind.REPORT, state=PaperState.SENT)
        return self.filter(which, municipality=municipality)

    def returned_to(self, user, municipality):
        """Those that came back with remarks not resolved yet, for the office that mends them."""
        if not perms.may_manage(user, municipality):
            return self.none()
        remarks = Remark.objects.filter(record=OuterRef("pk"), resolved_at=None)
        return self.filter(Exists(remarks), state__in=EDITABLE_STATES, municipality=municipality)

    def locked(self, pk):
        """The paper as it is now; nobody else moves it or changes its rows until the transaction ends.

        The state stands in the common row. A lock on the row of the plan or the report alone would leave it free.
        """
        OfficialPaper.objects.select_for_update().get(pk=pk)
        return self.get(pk=pk)


class OfficialPaper(models.Model):
    """The common part of a plan and a report; each kind is a model of its own that extends this one.

    `variant` is the code of the form where a kind has several, `period` «2026», «2026H1» or «2026Q1». `step` is the place in the route while the paper is being approved.
    """

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="papers", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид", max_length=20, choices=PaperKind, editable=False)
    variant = models.CharField("форма", max_length=30, blank=True, editable=False)
    period = models.CharField(
        "период", max_length=6, validators=[RegexValidator(PERIOD, "Например: 2026H1.")]
    )
    title = models.CharField("заголовок", max_length=500)
    state = models.CharField("состояние", max_length=12, choices=PaperState, default=PaperState.DRAFT)
    step = models.ForeignKey(
        "RouteStep", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="шаг согласования"
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)
    created_at = models.DateTimeField("создан", auto_now_add=True)
    updated_at = models.DateTimeField("изменён", auto_now=True)

    objects = OfficialPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-period"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "variant", "period"],
                name="paper_unique_in_period",
                violation_error_message="Документ за этот период уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.IN_APPROVAL, step__isnull=False)
                | ~Q(state=PaperState.IN_APPROVAL) & Q(step__isnull=True),
                name="paper_step_only_in_approval",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def itself(self):
        """The plan or the report of which this is the common part."""
        return getattr(self, self.kind.replace("_", ""))

    @property
    def is_editable(self):
        return self.state in EDITABLE_STATES

    @property
    def is_final(self):
        return self.state in FINAL_STATES

    @property
    def last_snapshot(self):
        return self.snapshots.order_by("-number").first()

    def paper(self):
        """The paper to show and print: as approved once it is approved, else drawn from the rows as they are."""
        return self.last_snapshot.paper() if self.is_final else self.draw()

    def draw(self, approval: "Snapshot | None" = None) -> Paper:
        """The paper drawn from the rows, with the approval it is just getting; each kind of paper says how."""
        raise NotImplementedError

    def figures_to_keep(self) -> list[dict]:
        """Where each number of the paper came from, to be kept with the snapshot."""
        return []

    def problems(self) -> list[str]:
        """What has to be mended before the paper may go on its way, as sentences; each kind of paper says what."""
        raise NotImplementedError

    def open_remarks(self):
        return self.remarks.filter(resolved_at__isnull=True)

    def post_of(self, user, role):
        """The post by which the user acts in the role; the role itself where no post gives it, as to a superuser."""
        return user.title_in(self.municipality, role) or Role(role).label

    def log_transition(self, action, from_state, user, role, data):
        self.log.create(
            action=action,
            from_state=from_state,
            to_state=self.state,
            actor=user,
            actor_title=self.post_of(user, role),
            comment=data.get("comment", ""),
        )


class ApprovalRoute(models.Model):
    """The ordered steps of one kind of paper; the route without a municipality serves all that have none."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, verbose_name="муниципалитет"
    )
    kind = models.CharField("вид документа", max_length=20, choices=PaperKind)

    class Meta:
        verbose_name = "маршрут согласования"
        verbose_name_plural = "маршруты согласования"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind"], name="route_unique"),
            models.UniqueConstraint(fields=["kind"], condition=Q(municipality=None), name="route_one_common"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.municipality or 'для всех'}"

    @classmethod
    def of(cls, paper):
        """The route of the paper's municipality, else the common one, else None."""
        routes = cls.objects.filter(kind=paper.kind)
        own_first = F("municipality").asc(nulls_last=True)
        return (
            routes.filter(Q(municipality=paper.municipality_id) | Q(municipality=None))
            .order_by(own_first)
            .first()
        )


class RouteStep(models.Model):
    class Action(models.TextChoices):
        CHECK = "check", "проверка"
        AGREE = "agree", "согласование"
        APPROVE = "approve", "утверждение"

    route = models.ForeignKey(ApprovalRoute, models.CASCADE, related_name="steps", verbose_name="маршрут")
    order = models.PositiveSmallIntegerField("порядок")
    action = models.CharField("действие", max_length=10, choices=Action)
    role = models.CharField("кто", max_length=20, choices=Role)

    class Meta:
        verbose_name = "шаг маршрута"
        verbose_name_plural = "шаги маршрута"
        ordering = ["route", "order"]
        constraints = [models.UniqueConstraint(fields=["route", "order"], name="route_step_unique_order")]

    def __str__(self):
        return f"{self.get_action_display()} ({self.get_role_display()})"

    @property
    def standing(self):
        """Where in its route a paper waits that stands at this step."""
        steps = list(self.route.steps.all())
        return f"шаг {steps.index(self) + 1} из {len(steps)}: {self}"

    def next(self):
        return self.route.steps.filter(order__gt=self.order).order_by("order").first()


class SnapshotQuerySet(TenantQuerySet):
    municipality_path = "record__municipality"


class Snapshot(models.Model):
    """An approved paper exactly as it was: its wording, its figures and who approved it by which post and act."""

    record = models.ForeignKey(
        OfficialPaper, models.PROTECT, related_name="snapshots", verbose_name="документ"
    )
    number = models.PositiveSmallIntegerField("номер")
    content = models.JSONField("содержание")
    figures = models.JSONField("показатели", default=list)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="кто утвердил"
    )
    approver_name = models.CharField("фамилия утвердившего", max_length=200)
    approver_post = models.CharField("должность утвердившего", max_length=200)
    approved_on = models.DateField("дата утверждения")
    act = models.CharField("акт об утверждении", max_length=200, blank=True)
    created_at = models.DateTimeField("создан", auto_now_add=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "утверждённая редакция"
        verbose_name_plural = "утверждённые редакции"
        ordering = ["record", "-number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="snapshot_unique")]

    def __str__(self):
        return f"{self.record}, редакция {self.number}"

    def paper(self):
        return Paper.from_json(self.content)


class TransitionLogQuerySet(TenantQuerySet):
    municipality_path = "record__municipality"


class TransitionLog(models.Model):
    """Who moved a paper from which state to which, when, and with which words."""

    record = models.ForeignKey(OfficialPaper, models.CASCADE, related_name="log", verbose_name="документ")
    action = models.CharField("действие", max_length=100)
    from_state = models.CharField("из состояния", max_length=12, choices=PaperState)
    to_state = models.CharField("в состояние", max_length=12, choices=PaperState)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="кто")
    actor_title = models.CharField("должность", max_length=200, blank=True)
    comment = models.TextField("слова", blank=True)
    at = models.DateTimeField("когда", auto_now_add=True)

    objects = TransitionLogQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал согласования"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action}: {self.record}"


class RemarkQuerySet(TenantQuerySet):
    municipality_path = "record__municipality"


class Remark(models.Model):
    """A remark with which a paper was returned; `row` is the plan item it is about, or None for the whole paper."""

    record = models.ForeignKey(OfficialPaper, models.CASCADE, related_name="remarks", verbose_name="документ")
    row = models.PositiveBigIntegerField("строка", null=True, blank=True)
    text = models.TextField("замечание")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="чьё"
    )
    created_at = models.DateTimeField("когда", auto_now_add=True)
    resolved_at = models.DateTimeField("устранено", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто устранил",
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["pk"]

    def __str__(self):
        return self.text[:100]
