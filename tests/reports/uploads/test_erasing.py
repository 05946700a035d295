"""An uploaded file is erased after a set time; that it came in, and what came of it, stays."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from plans.models import ActivityPlan
from records.models import Attachment, Upload
from tests.reports.uploads.pages import carry_over, form_of, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def erase(settings, capsys, django_capture_on_commit_callbacks):
    """Lets so many days pass since the files came in, and runs the command of the night."""
    settings.UPLOADS_KEPT_DAYS = 30

    def run(days=31):
        Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("erase_uploads")
        return capsys.readouterr().out

    return run


def test_the_file_and_what_was_read_out_of_it_are_erased_and_the_trace_stays(
    plan_file, as_methodist, erase, settings
):
    assert "Erased: 1 (older than 30 days)\n" in erase()
    assert not Attachment.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    erased = Upload.objects.get()
    assert (erased.original, erased.reading, erased.corrections) == ({}, {}, {})
    assert (erased.name, erased.uploaded_by.username) == ("файл.docx", "methodist")
    for page in (as_methodist.get(url("upload-list")), as_methodist.get(erased.get_absolute_url())):
        assert "файл.docx" in text_of(page)
        assert f"файл удалён {timezone.localtime():%d.%m.%Y}" in text_of(page)
    assert "Erased: 0 (older than 30 days)\n" in erase()


def test_a_file_is_kept_until_its_day_and_the_page_says_which(plan_file, as_methodist, erase):
    assert "Erased: 0" in erase(days=29)
    until = timezone.localtime() + timedelta(days=1)
    assert f"хранится до {until:%d.%m.%Y}" in text_of(as_methodist.get(plan_file.get_absolute_url()))


def test_an_erased_file_can_be_brought_again(plan_file, as_methodist, uploaded, erase):
    from tests.reports.uploads.pages import PLAN, PLAN_HEAD

    erase()
    assert uploaded(PLAN_HEAD, PLAN).pk != plan_file.pk


@pytest.mark.parametrize("name", ["upload", "upload-apply", "upload-columns", "upload-delete"])
def test_work_begun_on_a_file_that_was_erased_since_is_answered_with_a_sentence(
    plan_file, as_methodist, erase, name
):
    fields = form_of(as_methodist, plan_file)
    erase()
    answer = as_methodist.post(url(name, plan_file.pk), fields, follow=True)
    assert "Срок хранения файла истёк, и портал его удалил." in text_of(answer)
    assert Upload.objects.exists()
    assert not ActivityPlan.objects.exists()


def test_what_came_of_an_erased_file_is_still_told_and_can_be_undone(plan_file, as_methodist, erase):
    carry_over(as_methodist, plan_file)
    erase()
    page = text_of(as_methodist.get(plan_file.get_absolute_url()))
    assert "Файл перенесён в портал" in page
    assert ActivityPlan.objects.get().title in page
    as_methodist.post(url("upload-undo", plan_file.pk))
    assert not ActivityPlan.objects.exists()
    assert "Срок хранения файла истёк" in text_of(as_methodist.get(plan_file.get_absolute_url()))


def test_a_file_that_also_proves_an_event_stays_as_its_proof(plan_file, erase, item, seminar):
    event = item.events.create(
        municipality=plan_file.municipality, kind=seminar, starts_on="2026-02-03", theme="Тема"
    )
    event.evidence.add(plan_file.attachment)
    erase()
    assert Upload.objects.get().attachment is None
    assert event.evidence.get().file.storage.exists(event.evidence.get().file.name)
