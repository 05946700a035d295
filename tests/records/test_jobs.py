"""Long work: begun on commit, done by one worker at a time, taken up again when dropped, told about on a page."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from records.jobs import _progress, run_job, start
from records.models import Job
from records.models.jobs import MAX_ATTEMPTS
from tests.records.jobs import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.JOB_KINDS = KINDS


@pytest.fixture
def begin(municipality, methodist, django_capture_on_commit_callbacks):
    def begin(kind, params=None, execute=True):
        with django_capture_on_commit_callbacks(execute=execute):
            job = start(kind, "Выгрузка реестра", municipality, methodist, params)
        job.refresh_from_db()
        return job

    return begin


@pytest.fixture
def dropped(begin):
    """A job whose worker has not been heard of for longer than its lease."""
    job = begin("prints", execute=False)
    job = Job.objects.claim(job.pk)
    job.leased_until = timezone.now() - timedelta(seconds=1)
    job.save()
    return job


def page(client, job, name="job", **headers):
    return client.get(reverse(name, args=["lugovoy", job.pk]), headers=headers)


def test_a_file_is_kept_encrypted_and_given_out_as_a_download(client, methodist, begin):
    job = begin("prints")
    client.force_login(methodist)
    answer = page(client, job, "job-file")
    assert b"".join(answer.streaming_content) == b"%PDF"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"%PDF" not in Path(job.result.path).read_bytes()
    assert "Скачать: Реестр.pdf" in page(client, job).content.decode()


def test_a_job_is_not_begun_before_what_started_it_is_stored(begin):
    assert begin("prints", execute=False).state == Job.State.WAITING


def test_the_page_goes_on_to_the_result(client, methodist, begin):
    job = begin("counts", {"url": "/lugovoy/events/"})
    assert (job.state, job.done, job.total, job.percent) == ("done", 3, 4, 75)
    client.force_login(methodist)
    assert page(client, job, hx_request="true")["HX-Redirect"] == "/lugovoy/events/"
    assert 'href="/lugovoy/events/"' in page(client, job).content.decode()


def test_a_refusal_is_told_in_its_own_words(begin):
    job = begin("refuses")
    assert (job.state, job.error) == (Job.State.FAILED, "В файле нет строк.")


def test_of_an_error_the_page_tells_no_details_and_the_log_all(client, methodist, begin, caplog):
    job = begin("breaks")
    client.force_login(methodist)
    shown = page(client, job).content.decode()
    assert "Запустите её ещё раз" in shown
    assert "подробность" not in shown
    assert "подробность для журнала" in caplog.text


def test_what_is_asked_for_twice_is_done_once(begin):
    job = begin("prints", {"register": "programs"}, execute=False)
    assert begin("prints", {"register": "programs"}, execute=False) == job
    assert begin("prints", {"register": "groups"}, execute=False) != job
    Job.objects.update(state=Job.State.DONE)
    assert begin("prints", {"register": "programs"}, execute=False) != job


def test_only_one_worker_gets_a_job(begin):
    job = begin("prints", execute=False)
    assert Job.objects.claim(job.pk).attempts == 1
    assert Job.objects.claim(job.pk) is None


def test_who_was_overtaken_says_nothing_more_about_the_job(begin):
    job = begin("is_overtaken")
    assert (job.state, job.done, job.error) == (Job.State.RUNNING, 0, "")


def test_a_dropped_job_is_taken_up_when_its_page_is_opened(
    client, methodist, dropped, django_capture_on_commit_callbacks
):
    client.force_login(methodist)
    with django_capture_on_commit_callbacks(execute=True):
        assert "ждёт очереди" in page(client, dropped).content.decode()
    dropped.refresh_from_db()
    assert (dropped.state, dropped.attempts) == (Job.State.DONE, 2)


def test_a_dropped_job_is_taken_up_when_the_queue_comes_to_it_again(dropped):
    run_job.enqueue(dropped.pk)
    dropped.refresh_from_db()
    assert dropped.state == Job.State.DONE


def test_a_job_that_somebody_works_on_is_left_alone(begin):
    job = Job.objects.claim(begin("prints", execute=False).pk)
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.RUNNING, 1)


def test_a_job_that_is_dropped_every_time_is_given_up(client, methodist, dropped):
    Job.objects.filter(pk=dropped.pk).update(attempts=MAX_ATTEMPTS)
    client.force_login(methodist)
    assert (
        "Работа прервалась, не дойдя до конца. Запустите её ещё раз."
        in page(client, dropped).content.decode()
    )


def test_a_job_waits_in_the_queue_and_stands_there_again_for_the_end_of_its_lease(settings, begin):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    job = begin("prints")
    assert job.state == Job.State.WAITING
    queued = DBTaskResult.objects.get()
    run_job.call(*queued.args_kwargs["args"])
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert DBTaskResult.objects.exclude(pk=queued.pk).get().run_after > timezone.now()


def test_a_job_is_seen_by_nobody_but_its_owner(client, administrator, begin):
    job = begin("prints")
    client.force_login(administrator)
    assert page(client, job).status_code == 404
    assert "Выгрузка реестра" not in client.get("/lugovoy/jobs/").content.decode()


def test_old_jobs_are_erased_with_their_files(begin):
    old, new = begin("prints"), begin("prints")
    Job.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=15))
    call_command("erase_uploads")
    assert list(Job.objects.all()) == [new]
    assert new.result.storage.exists(new.result.name)
    assert not old.result.storage.exists(old.result.name)


@pytest.mark.django_db(transaction=True)
def test_progress_is_not_written_within_a_transaction(municipality, methodist):
    job = Job.objects.create(municipality=municipality, user=methodist, kind="counts", title="Выгрузка")
    with pytest.raises(RuntimeError), transaction.atomic():
        _progress(job, 1, 2)
