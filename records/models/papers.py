"""Official papers of every kind: their state, who sees them, and what of them is in force."""

import zoneinfo
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from documents.paper import Paper
from moc_portal.scoping import TenantQuerySet
from organizations import perms
from organizations.models import Municipality, Role

from ..marks import with_marks
from .journal import Remark
from .routes import ApprovalRoute, RouteStep
from .snapshots import Snapshot
from .states import EDITABLE_STATES, FINAL_STATES, PaperKind, PaperState

PERIOD = r"^20\d\d(H[12]|Q[1-4])?$"


class OfficialPaperQuerySet(TenantQuerySet):
    def for_user(self, user):
        """The office's papers in every state; for organisations of the municipality what was ever approved."""
        if not user.is_authenticated:
            return self.none()
        theirs = user.municipalities({Role.ORGANIZATION})
        published = Q(municipality__in=theirs, in_force__isnull=False)
        return self.filter(Q(municipality__in=user.office_municipalities()) | published)

    def waiting_for(self, user, municipality):
        """Those whose present step is the user's to take or to record; for the regional centre also the reports sent."""
        which = Q(state=PaperState.IN_APPROVAL) & _steps_of(user, municipality)
        if perms.may_accept(user, municipality):
            which |= Q(kind=PaperKind.REPORT, state=PaperState.SENT)
        return self.filter(which, municipality=municipality)

    def returned_to(self, user, municipality):
        """Those that came back with remarks not resolved yet, for the office that mends them."""
        if not perms.may_manage(user, municipality):
            return self.none()
        remarks = Remark.objects.filter(record=OuterRef("pk"), resolved_at=None)
        back = Q(state__in=EDITABLE_STATES) | Q(state=PaperState.RETURNED)
        return self.filter(back, Exists(remarks), municipality=municipality)

    def locked(self, pk):
        """The paper as it is now; nobody else moves it or changes its rows until the transaction ends.

        The state stands in the common row. A lock on the row of the plan or the report alone would leave it free.
        """
        OfficialPaper.objects.select_for_update().get(pk=pk)
        return self.get(pk=pk)


def _steps_of(user, municipality):
    """The steps that are the user's to take: by a role and, where one is named, the post; those outside are recorded."""
    steps = Q(pk__in=[])
    if Role.ADMIN in user.roles_in(municipality):
        steps |= Q(step__post=None)
    if perms.may_manage(user, municipality):
        steps |= ~Q(step__party="")
    for appointment in user.appointments_in(municipality):
        posts = Q(step__post=None) | Q(step__post=appointment.post_id)
        steps |= Q(step__role=appointment.role) & posts
    return steps


class OfficialPaper(models.Model):
    """The common part of a plan and a report; each kind is a model of its own that extends this one.

    `variant` is the code of the form where a kind has several, `period` «2026», «2026H1» or «2026Q1». `step` is the
    place in the route while the paper is being approved. `in_force` is the last snapshot, also while the next one is being
    written: those who see only what was approved go on seeing it.
    """

    goes_to_region = False  # whether it is sent to the regional centre once it is approved
    is_ever_corrected = True  # whether an approved paper may get a next version
    is_approved_by_stamp = True  # whether it bears УТВЕРЖДАЮ; else it is signed at its end
    menu_section = ""  # the place of its kind in the menu

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
        "RouteStep",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="шаг согласования",
    )
    in_force: Any = models.ForeignKey(
        "Snapshot",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="действующая редакция",
    )
    correction_number = models.PositiveSmallIntegerField("номер корректировки", default=0, editable=False)
    correction_reason = models.TextField("причина корректировки", blank=True, editable=False)
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
                condition=~Q(kind=PaperKind.MEETING),
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

    @classmethod
    def of_kind(cls, kind):
        """The model of a kind of papers."""
        return cls._meta.get_field(kind.replace("_", "")).related_model

    @classmethod
    def variants(cls, municipality) -> dict[str, str]:
        """The forms in which the municipality writes papers of this kind, each name by its code."""
        return {}

    @property
    def addressee(self):
        """To whom it is sent, unless the office writes another name."""
        return f"Региональный модельный центр ({self.municipality.region})"

    @property
    def is_editable(self):
        return self.state in EDITABLE_STATES

    @property
    def is_final(self):
        return self.state in FINAL_STATES

    @property
    def standing(self):
        """The state in words, with the step that waits now."""
        waits = f", сейчас {self.step}" if self.step else ""
        return f"{self.get_state_display()}{waits}"

    def state_for(self, user):
        """The state as the user may know it: outside the office a paper stays approved while it is written anew."""
        is_theirs = self.is_final or perms.may_read_office(user, self.municipality)
        return PaperState(self.state) if is_theirs else PaperState.APPROVED

    @property
    def corrected_snapshot(self):
        """The approved version that the present correction corrects."""
        return self.snapshots.filter(correction_number__lt=self.correction_number).order_by("-number").first()

    def paper(self):
        """The paper to show and print: as approved once it is approved, else drawn from the rows as they are."""
        return self.in_force.paper() if self.is_final else self.draw()

    def paper_for(self, user):
        """The paper as the user may see it: the office while it is being written, the others the version in force."""
        return self.paper() if perms.may_read_office(user, self.municipality) else self.in_force.paper()

    def draw(self, approval: "Snapshot | None" = None) -> Paper:
        """The paper drawn from the rows as they are, with the approval it is just getting."""
        return with_marks(self, self.words(), approval)

    def words(self) -> Paper:
        """The paper's own words: its title, head and body; each kind of paper says which."""
        raise NotImplementedError

    def approving_step(self):
        """The step at which the paper is approved, by the route it goes or is going to go; None without one."""
        steps = RouteStep.objects.select_related("post").filter(action=RouteStep.Action.APPROVE)
        if self.step:
            return steps.get(route=self.step.route_id)
        routes = ApprovalRoute.objects.serving_paper(self.municipality_id, self.kind, self.variant)
        own_first = F("route__municipality").asc(nulls_last=True)
        return steps.filter(route__in=routes).order_by("-route__variant", own_first).first()

    def stamped_agreements(self):
        """The agreements that print as stamps, in the order of the route."""
        return self.agreements.in_force().filter(action=RouteStep.Action.AGREE)

    def figures_to_keep(self) -> list[dict]:
        """Where each number of the paper came from, to be kept with the snapshot."""
        return []

    def sources_to_keep(self) -> dict[str, list[int]]:
        """The keys of the rows on which the paper was written, by their kind, to be kept with the snapshot."""
        return {}

    def on_approval(self) -> None:
        """What else follows once it is approved; each kind of paper says what."""

    def problems(self) -> list[str]:
        """What has to be mended before the paper may go on its way, as sentences; each kind of paper says what."""
        raise NotImplementedError

    def open_remarks(self):
        return self.remarks.filter(resolved_at__isnull=True)

    def sending_off(self):
        """The entry of the log that tells of the last sending for approval; None before the first."""
        sent = self.log.filter(to_state=PaperState.IN_APPROVAL, from_state__in=EDITABLE_STATES)
        return sent.select_related("actor__person").first()

    def sent_off_on(self):
        """The day on which the paper was last sent for approval."""
        entry = self.sending_off()
        zone = zoneinfo.ZoneInfo(self.municipality.time_zone)
        return timezone.localdate(entry.at, zone) if entry else None

    def post_of(self, user, role):
        """The post by which the user acts in the role; the role itself where no post gives it, as to a superuser."""
        post = self.step.post if self.step else None
        by_post = user.title_in(self.municipality, role, post)
        return by_post or user.title_in(self.municipality, role) or Role(role).label

    def log_transition(self, action, from_state, user, title, data, words=None):
        self.log.create(
            action=action,
            from_state=from_state,
            to_state=self.state,
            actor=user,
            actor_title=title,
            comment=words or data.get("comment", ""),
            attachment=data.get("scan"),
        )
