from datetime import date

import pytest

from records.approval import APPROVAL
from reports.models import ReportLine
from reports.refreshing import draft_report, start_report

from .pages import FIRST_HALF, hold


@pytest.fixture
def report(plan):
    return start_report(plan, FIRST_HALF)


@pytest.fixture
def line(report, item, seminar):
    """A row with two figures: two seminars and their participants."""
    hold(item, date(2026, 2, 4), seminar, participants=12)
    hold(item, date(2026, 2, 5), seminar, participants=13)
    draft_report(report)
    return ReportLine.objects.get(report=report, item=item)


@pytest.fixture
def as_methodist(client, methodist):
    client.force_login(methodist)
    return client


@pytest.fixture
def approved(report, line, methodist, head, authority):
    ReportLine.objects.exclude(pk=line.pk).update(text="Работа велась.", is_manual=True)
    APPROVAL.perform("submit", report, methodist)
    APPROVAL.perform("pass", report, head)
    return APPROVAL.perform("pass", report, authority)
