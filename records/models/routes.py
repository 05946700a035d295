"""Routes of approval as data. A route that papers have walked never changes: another one takes its place."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from organizations.models import Municipality, Post, Role

from .states import PaperKind

OWN_FIRST = F("municipality").asc(nulls_last=True)


class ApprovalRouteQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(retired_at=None)

    def get_by_natural_key(self, municipality, kind, variant):
        """By it the fixture finds the common routes again, whatever numbers the database gave them."""
        return self.in_force().get(municipality__slug=municipality, kind=kind, variant=variant)

    def serving(self, municipality):
        """The municipality's own routes and then the common ones, by which it goes where it has none."""
        mine = Q(municipality=municipality) | Q(municipality=None)
        return self.in_force().filter(mine).order_by(OWN_FIRST)

    def serving_paper(self, municipality, kind, variant):
        """By which papers go, the first of these: the route of the form before that of all, one's own before a common one."""
        routes = self.serving(municipality).filter(kind=kind, variant__in=["", variant])
        return routes.order_by("-variant", OWN_FIRST)


class ApprovalRoute(models.Model):
    """The ordered steps of one kind of paper; the route without a municipality serves all that have none.

    `variant` is the code of a form of report that goes its own way; empty for all forms that have no such route.
    A paper under way finishes by the route on which it was sent off, even when that was retired meanwhile.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, verbose_name="муниципалитет"
    )
    kind = models.CharField("вид документа", max_length=20, choices=PaperKind)
    variant = models.CharField("форма", max_length=30, blank=True)
    retired_at = models.DateTimeField("заменён", null=True, blank=True, editable=False)

    objects = ApprovalRouteQuerySet.as_manager()

    class Meta:
        verbose_name = "маршрут согласования"
        verbose_name_plural = "маршруты согласования"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "variant"],
                condition=Q(retired_at=None),
                name="route_unique",
            ),
            models.UniqueConstraint(
                fields=["kind", "variant"],
                condition=Q(municipality=None, retired_at=None),
                name="route_one_common",
            ),
        ]

    def __str__(self):
        form = f" ({self.variant})" if self.variant else ""
        return f"{self.get_kind_display()}{form}: {self.municipality or 'для всех'}"

    def natural_key(self):
        return self.municipality and self.municipality.slug, self.kind, self.variant

    @classmethod
    def of(cls, paper):
        """The route of the paper's municipality, else the common one, else None."""
        return cls.objects.serving_paper(paper.municipality_id, paper.kind, paper.variant).first()

    @classmethod
    @transaction.atomic
    def replace(cls, municipality, kind, steps, variant=""):
        """Let papers sent off from now on go by these steps; without any, by the next route that serves them."""
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        own = {"municipality": municipality, "kind": kind, "variant": variant}
        cls.objects.in_force().filter(**own).update(retired_at=timezone.now())
        if not steps:
            return
        route = cls.objects.create(**own)
        for order, step in enumerate(steps, start=1):
            step.route, step.order = route, order
        RouteStep.objects.bulk_create(steps)

    @property
    def is_walked(self):
        """Whether any paper has gone a step of it, or stands on one."""
        return self.steps.filter(Q(agreements__isnull=False) | Q(papers__isnull=False)).exists()


class RouteStepQuerySet(models.QuerySet):
    def get_by_natural_key(self, municipality, kind, variant, order):
        route = ApprovalRoute.objects.get_by_natural_key(municipality, kind, variant)
        return self.get(route=route, order=order)


class RouteStep(models.Model):
    """A step taken in the portal by a role, or by the holder of a post with that role; or by a party outside it."""

    class Action(models.TextChoices):
        CHECK = "check", "проверка"
        AGREE = "agree", "согласование"
        APPROVE = "approve", "утверждение"

    route = models.ForeignKey(ApprovalRoute, models.CASCADE, related_name="steps", verbose_name="маршрут")
    order = models.PositiveSmallIntegerField("порядок")
    action = models.CharField("действие", max_length=10, choices=Action)
    role = models.CharField("кто", max_length=20, choices=Role, blank=True)
    post = models.ForeignKey(
        Post,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="занимающий должность",
    )
    party = models.CharField("сторона вне портала", max_length=200, blank=True)

    objects = RouteStepQuerySet.as_manager()

    class Meta:
        verbose_name = "шаг маршрута"
        verbose_name_plural = "шаги маршрута"
        ordering = ["route", "order"]
        constraints = [
            models.UniqueConstraint(fields=["route", "order"], name="route_step_unique_order"),
            models.UniqueConstraint(
                fields=["route"],
                condition=Q(action="approve"),
                name="route_step_one_approval",
                violation_error_message="Утверждение в маршруте только одно.",
            ),
            models.CheckConstraint(
                condition=Q(party="") & ~Q(role="") | ~Q(party="") & Q(role="", post__isnull=True),
                name="route_step_inside_or_outside",
                violation_error_message="Укажите роль в портале или сторону вне портала, одно из двух.",
            ),
        ]

    def __str__(self):
        return f"{self.get_action_display()} ({self.who})"

    def natural_key(self):
        return *self.route.natural_key(), self.order

    @property
    def is_outside(self):
        return bool(self.party)

    @property
    def who(self):
        """By whom the step is taken, as papers of the office say it."""
        if self.is_outside:
            return f"{self.party}, вне портала"
        return self.post.title if self.post else self.get_role_display()

    @property
    def standing(self):
        """Where in its route a paper waits that stands at this step."""
        steps = list(self.route.steps.all())
        return f"шаг {steps.index(self) + 1} из {len(steps)}: {self}"

    def is_for(self, appointment):
        """Whether the holder of an appointment takes the step."""
        holds_post = self.post_id is None or self.post_id == appointment.post_id
        return self.role == appointment.role and holds_post

    def next(self):
        return self.route.steps.filter(order__gt=self.order).order_by("order").first()

    def earlier(self):
        return self.route.steps.filter(order__lt=self.order).order_by("order")
