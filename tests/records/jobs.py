"""Kinds of work for the tests of background jobs."""

from django.core.exceptions import ValidationError

from records.jobs import Outcome
from records.models import Job

KINDS = {
    name: f"tests.records.jobs.{name}" for name in ("prints", "counts", "refuses", "breaks", "is_overtaken")
}


def prints(job, progress):
    return Outcome(content=b"%PDF", name="Реестр.pdf")


def counts(job, progress):
    progress(3, 4)
    return Outcome(url=job.params["url"])


def refuses(job, progress):
    raise ValidationError("В файле нет строк.")


def breaks(job, progress):
    raise RuntimeError("подробность для журнала")


def is_overtaken(job, progress):
    """Takes so long that another worker has taken the job up meanwhile."""
    Job.objects.filter(pk=job.pk).update(attempts=job.attempts + 1)
    progress(1, 2)
