"""Long work behind the pages.

A kind of work is a function of a job and of `progress`, named in `settings.JOB_KINDS`:

    def print_register(job, progress):
        for number, row in enumerate(rows, 1):
            ...
            progress(number, len(rows))
        return Outcome(content=pdf, name="Реестр.pdf")

    job = start("print-register", "Реестр программ, PDF", municipality, user, {"register": slug})
    return redirect(job.get_absolute_url())

It begins anew when whoever worked on it is gone, so it must not mind what an earlier attempt has left behind. A refusal
that the person can mend is raised as a ValidationError; its sentences are shown.
"""

import logging
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from .models import Job
from .models.jobs import LEASE

logger = logging.getLogger(__name__)
FAILURE = "Работа не выполнена из-за ошибки портала. Запустите её ещё раз; если не поможет, сообщите администратору."


@dataclass(frozen=True)
class Outcome:
    """What came of a job: a file to be fetched, or the address of the page that shows it."""

    content: bytes = b""
    name: str = ""
    url: str = ""


class LeaseLostError(Exception):
    """Another worker has taken the job up: this one has nothing more to say about it."""


def start(kind, title, municipality, user, params=None) -> Job:
    """The job; asked for once more while it is under way, the same one."""
    asked = {"kind": kind, "municipality": municipality, "user": user, "params": params or {}}
    if under_way := Job.objects.under_way().filter(**asked).first():
        return under_way
    job = Job.objects.create(title=title, **asked)
    transaction.on_commit(partial(run_job.enqueue, job.pk))
    return job


def take_up_again(job):
    """Let a job be done that its worker has dropped; it is read anew."""
    if Job.objects.filter(pk=job.pk).take_back():
        transaction.on_commit(partial(run_job.enqueue, job.pk))
    job.refresh_from_db()


@task()
def run_job(job_id):
    Job.objects.filter(pk=job_id).take_back()
    job = Job.objects.claim(job_id)
    _look_again_later(job_id)
    if job:
        _carry_out(job)


def _look_again_later(job_id):
    """Queue the job for the end of its lease, too: should its worker die, the next one finds it there."""
    leased_until = Job.objects.filter(pk=job_id, state=Job.State.RUNNING).values_list(
        "leased_until", flat=True
    )
    if leased_until and run_job.get_backend().supports_defer:
        run_job.using(run_after=leased_until[0]).enqueue(job_id)


def _carry_out(job):
    try:
        work = import_string(settings.JOB_KINDS[job.kind])
        with timezone.override(job.municipality.time_zone):
            outcome = work(job, partial(_progress, job))
        _finish(job, outcome or Outcome())
    except LeaseLostError:
        logger.warning("Job %s was taken over by another worker", job.pk)
    except ValidationError as refusal:
        _fail(job, "\n".join(refusal.messages))
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        _fail(job, FAILURE)


# Durable: written at once for others to see, and never inside a transaction that would keep them waiting.
@transaction.atomic(durable=True)
def _progress(job, done, total):
    renewed = Job.objects.held(job).update(done=done, total=total, leased_until=timezone.now() + LEASE)
    if not renewed:
        raise LeaseLostError


def _finish(job, outcome):
    if outcome.name:
        job.result.save(f"{job.pk}-{job.attempts}", ContentFile(outcome.content), save=False)
    done = {"state": Job.State.DONE, "finished_at": timezone.now(), "leased_until": None}
    result = {"result": job.result.name, "result_name": outcome.name[:255], "result_url": outcome.url}
    if not Job.objects.held(job).update(**done, **result):
        job.result.delete(save=False)
        raise LeaseLostError


def _fail(job, sentences):
    failed = {"state": Job.State.FAILED, "finished_at": timezone.now(), "leased_until": None}
    Job.objects.held(job).update(**failed, error=sentences)
