"""What was carried over is taken back while nobody has touched it."""

import pytest
from lxml import html

from plans.models import ActivityPlan, ItemResult, PlanItem
from records.models import Attachment, Upload
from reports.models import Report
from tests.reports.uploads.pages import REPORT_TITLE, carry_over, items_of, text_of, url

pytestmark = pytest.mark.django_db


def test_undo_says_what_it_removes_and_removes_just_that(report_file, as_methodist, plan):
    before = items_of(2026)
    answer = carry_over(as_methodist, report_file)
    removed = html.fromstring(answer.content).xpath("//main//ul/li/text()")
    assert removed == [f"«{REPORT_TITLE}»", "1 раздел плана", "2 пункта плана", "2 результата за полугодие"]
    as_methodist.post(url("upload-undo", report_file.pk))
    assert items_of(2026) == before
    assert not Report.objects.exists()
    assert not ItemResult.objects.exists()
    report_file.refresh_from_db()
    assert (report_file.state, report_file.paper) == (Upload.State.UNDONE, None)


def test_whether_it_can_be_undone_is_told_within_the_queries_of_a_page(
    report_file, as_methodist, django_assert_max_num_queries
):
    carry_over(as_methodist, report_file)
    with django_assert_max_num_queries(15):
        page = as_methodist.get(report_file.get_absolute_url())
    assert "Перенесли по ошибке?" in text_of(page)


def test_what_was_undone_can_be_corrected_and_carried_over_again(plan_file, as_methodist):
    carry_over(as_methodist, plan_file)
    as_methodist.post(url("upload-undo", plan_file.pk))
    assert not ActivityPlan.objects.exists()
    carry_over(as_methodist, plan_file, row__0__deadline="до 1 марта")
    assert items_of(2026)[0][3] == "до 1 марта"


def change_title(item, kind):
    PlanItem.objects.filter(pk=item.pk).update(title="Иначе")


def add_result(item, kind):
    ItemResult.objects.create(item=item, period="2026H2", text="Сделано")


def add_event(item, kind):
    item.events.create(municipality=item.plan.municipality, kind=kind, starts_on="2026-03-01", theme="Тема")


def close_due_day(item, kind):
    item.occurrences.update(closed_on="2026-03-01")


@pytest.mark.parametrize("change", [change_title, add_result, add_event, close_due_day])
def test_nothing_that_was_changed_since_is_removed(plan_file, as_methodist, seminar, change):
    carry_over(as_methodist, plan_file)
    change(PlanItem.objects.first(), seminar)
    page = as_methodist.get(plan_file.get_absolute_url())
    assert "После переноса эти сведения изменили или дополнили" in text_of(page)
    assert url("upload-undo", plan_file.pk) not in page.content.decode(), "what cannot be done is not offered"
    answer = as_methodist.post(url("upload-undo", plan_file.pk), follow=True)
    assert "отменить перенос уже нельзя" in text_of(answer)
    assert PlanItem.objects.count() == 3
    plan_file.refresh_from_db()
    assert plan_file.state == Upload.State.APPLIED


def test_undo_of_a_file_that_was_not_carried_over_is_refused(plan_file, as_methodist):
    answer = as_methodist.post(url("upload-undo", plan_file.pk), follow=True)
    assert "отменять нечего" in text_of(answer)


def test_a_deleted_upload_takes_its_file_with_it(plan_file, as_methodist, django_capture_on_commit_callbacks):
    storage, name = plan_file.attachment.file.storage, plan_file.attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        as_methodist.post(url("upload-delete", plan_file.pk))
    assert not Upload.objects.exists()
    assert not Attachment.objects.exists()
    assert not storage.exists(name)


def test_an_upload_that_was_carried_over_cannot_be_deleted(plan_file, as_methodist):
    carry_over(as_methodist, plan_file)
    answer = as_methodist.post(url("upload-delete", plan_file.pk), follow=True)
    assert "сначала отмените перенос" in text_of(answer)
    assert Upload.objects.exists()
