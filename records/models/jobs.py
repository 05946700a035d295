"""Long work that goes on behind the pages: what it is, how far it is, what came of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality


class JobQuerySet(TenantQuerySet):
    def for_user(self, user):
        """One's own; what comes of a job shows no more than its owner may see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user.pk, municipality__in=user.municipalities())


class Job(models.Model):
    """The truth about a background task is here, not in its queue: its state, its progress and a lease.

    Whoever works on it renews `leased_until`; a job whose lease ran out was dropped, and is taken up or given up anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт очереди"
        RUNNING = "running", "выполняется"
        DONE = "done", "готово"
        FAILED = "failed", "не удалось"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="jobs", verbose_name="муниципалитет"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="кто запустил"
    )
    kind = models.CharField("вид работы", max_length=30)
    title = models.CharField("название", max_length=300)
    params = models.JSONField("с чем", default=dict, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("сделано", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    leased_until = models.DateTimeField("занята до", null=True, blank=True)
    result = models.FileField("результат", upload_to="jobs/", blank=True)
    result_name = models.CharField("имя файла", max_length=255, blank=True)
    result_url = models.CharField("страница результата", max_length=300, blank=True)
    error = models.TextField("что помешало", blank=True)
    created_at = models.DateTimeField("запущена", auto_now_add=True)
    finished_at = models.DateTimeField("закончена", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "фоновая работа"
        verbose_name_plural = "фоновые работы"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("job", args=[self.municipality.slug, self.pk])

    @property
    def is_over(self):
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self):
        return self.done * 100 // self.total if self.total else 0
