"""Long work that goes on behind the pages: what it is, how far it is, what came of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 3
DROPPED_TOO_OFTEN = "Работа прервалась, не дойдя до конца. Запустите её ещё раз."


class JobQuerySet(TenantQuerySet):
    def for_user(self, user):
        """One's own; what comes of a job shows no more than its owner may see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user.pk, municipality__in=user.municipalities())

    def under_way(self):
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def claim(self, pk):
        """The waiting job for whoever comes first, None for all others: one statement, so that two never work on it."""
        waiting = self.filter(pk=pk, state=Job.State.WAITING)
        running = {"state": Job.State.RUNNING, "leased_until": timezone.now() + LEASE}
        taken = waiting.update(**running, attempts=F("attempts") + 1, done=0, total=0)
        return self.get(pk=pk) if taken else None

    def take_back(self):
        """Those whose lease ran out wait again, or fail if they were dropped too often; how many wait again."""
        dropped = self.filter(state=Job.State.RUNNING, leased_until__lt=timezone.now())
        failed = {"state": Job.State.FAILED, "error": DROPPED_TOO_OFTEN, "finished_at": timezone.now()}
        dropped.filter(attempts__gte=MAX_ATTEMPTS).update(**failed)
        return dropped.update(state=Job.State.WAITING, leased_until=None)

    def held(self, job):
        """The job while it is still leased by this attempt at it."""
        return self.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)

    def expired(self):
        """Those whose results may be kept no longer."""
        return self.filter(created_at__lt=Job.oldest_kept())


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

    @staticmethod
    def oldest_kept():
        return timezone.now() - timedelta(days=settings.JOBS_KEPT_DAYS)

    def erase(self):
        """Remove the job and its file; a file without its row would stay for ever, so it goes first."""
        self.result.delete(save=False)
        self.delete()

    @property
    def is_dropped(self):
        """Whether whoever worked on it has not been heard of for the time of a lease."""
        is_leased = self.leased_until is not None and self.leased_until >= timezone.now()
        return self.state == self.State.RUNNING and not is_leased

    @property
    def is_kept_waiting(self):
        """Whether it should have begun long ago: nobody works on the queue, or long on another job."""
        return self.state == self.State.WAITING and self.created_at < timezone.now() - timedelta(minutes=1)

    @property
    def is_over(self):
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self):
        return self.done * 100 // self.total if self.total else 0
