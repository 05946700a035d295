"""A half-year as it lies on the desk: 30 events with their orders, pasted at once, and the report that comes of them."""

from datetime import date
from pathlib import Path

import pytest

from organizations.models import LegalAct, Municipality
from plans.models import Event, EventKind
from plans.pasted_events import read_events, record_events
from plans.pasted_table import read_table
from reports.models import ReportLine
from reports.refreshing import start_report
from tests.reports.pages import FIRST_HALF

pytestmark = pytest.mark.django_db

STACK = Path(__file__).with_name("events.tsv").read_text(encoding="utf-8")


def test_the_stack_becomes_a_report_without_a_word_typed(plan, municipality, monkeypatch):
    monkeypatch.setattr(Municipality, "today", lambda self: date(2026, 7, 1))
    kinds = list(EventKind.objects.all())
    rows = read_events(read_table(STACK, kinds), municipality, kinds)
    assert [row.errors for row in rows if row.errors] == []
    assert record_events(rows, municipality) == len(rows) == 30
    assert all(event.items.count() == 1 for event in Event.objects.all())
    lines = start_report(plan, FIRST_HALF).lines.all()
    assert all(line.text for line in lines)
    assert [line.source for line in lines].count(ReportLine.Source.EVENTS) == 19
    words = "\n".join(line.rendered for line in lines)
    assert all(event.theme in words for event in Event.objects.all())
    notes = "\n".join(line.note for line in lines)
    assert all(str(act) in notes for act in LegalAct.objects.all())
    assert LegalAct.objects.count() == 26
