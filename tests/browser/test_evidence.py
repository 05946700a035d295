"""From the report to the order: two clicks, whether the report is a draft or approved."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.models import LegalAct
from plans.models import Event
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from records.attachments import keep_file
from reports.refreshing import start_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(plan, item, seminar, methodist):
    """A report with a row told by an event, whose order has its scan."""
    municipality = plan.municipality
    event = Event.objects.create(
        municipality=municipality, starts_on=date(2026, 3, 10), kind=seminar, theme="Школа вожатых"
    )
    event.items.add(item)
    act = LegalAct.objects.create(municipality=municipality, number="13/1", date=date(2026, 2, 3))
    file = SimpleUploadedFile("приказ 13-1.pdf", b"%PDF-order")
    act.scans.add(keep_file(file, "application/pdf", municipality, methodist))
    event.acts.add(act)
    return start_report(plan, ReportingPeriod(2026, 1))


def follow(portal, place):
    """From a row's source to the file of the order, counting clicks; what was downloaded."""
    portal.clicks = 0
    place.get_by_role("link", name="Школа вожатых").click()
    portal.clicks += 1
    with portal.page.expect_download() as download:
        portal.click("приказ 13-1.pdf", role="link")
    return download.value


def test_the_order_behind_a_row_is_two_clicks_away(portal, methodist, head, authority, report, item):
    portal.log_in(methodist)
    portal.page.goto(portal.address + report.get_absolute_url())
    download = follow(portal, portal.page.locator(f"#row-{item.pk}"))
    assert download.path().read_bytes() == b"%PDF-order"
    assert portal.clicks == 2

    report.lines.exclude(item=item).update(text="Работа ведётся.", source="result")
    for step, user in (("submit", methodist), ("pass", head), ("pass", authority)):
        APPROVAL.perform(step, report, user)
    portal.page.goto(portal.address + report.get_absolute_url())
    place = portal.page.get_by_role("region", name="Мероприятия за строками отчёта")
    download = follow(portal, place.get_by_role("row", name=item.number))
    assert download.suggested_filename == "приказ 13-1.pdf"
    assert portal.clicks == 2
    assert not portal.complaints
