"""The editor of a report: from one row to check to the next."""

import re

import pytest
from playwright.sync_api import expect

from plans.periods import ReportingPeriod
from reports.refreshing import start_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_next_row_to_check_is_the_next_one_below_and_after_the_last_the_first(portal, methodist, plan):
    report = start_report(plan, ReportingPeriod(2026, 1))
    to_check = [line.item_id for line in report.lines.all() if line.needs_check]
    report.lines.exclude(item__in=to_check[:3]).update(is_checked=True)
    portal.log_in(methodist)
    portal.open("report", plan.municipality.slug, report.reporting_period)
    for item in (*to_check[:3], to_check[0]):
        portal.click("К следующей на проверку", role="link")
        expect(portal.page).to_have_url(re.compile(rf"#row-{item}$"))
    assert not portal.complaints
