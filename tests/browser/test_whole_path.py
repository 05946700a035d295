"""The main job from end to end, as a methodist, the head and the authority do it: an uploaded plan becomes a printed report."""

from datetime import date, timedelta

import pypdfium2
import pytest
from playwright.sync_api import expect

from organizations.models import Municipality
from plans.models import ActivityPlan
from plans.periods import ReportingPeriod
from reports.refreshing import start_report
from tests.documents.papers import docx

from .office import HEADINGS, approve, record_seminar, upload_plan, write_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = [
    HEADINGS,
    ["1. Создание муниципального опорного центра и обеспечение его деятельности", "", "", "", ""],
    ["1.1", "Утвердить план работы центра", "План", "январь", "Руководитель МОЦ"],
    ["1.2", "Проводить семинары для организаций района", "Семинары", "В течение года", "Методист МОЦ"],
    ["6. Внедрение общедоступного навигатора", "", "", "", ""],
    ["6.1", "Консультировать модераторов навигатора", "Консультации", "ежемесячно", "Методист МОЦ"],
]


@pytest.fixture
def today(monkeypatch):
    """A day in the middle of a half-year, so that «сегодня» is surely reported with yesterday."""
    day = date(2026, 4, 15)
    monkeypatch.setattr(Municipality, "today", lambda municipality: day)
    return day


@pytest.fixture
def plan_file(tmp_path):
    title = ["ПЛАН МЕРОПРИЯТИЙ", "муниципального опорного центра Лугового района", "на 2026 год"]
    return docx(tmp_path / "план 2026.docx", title, ROWS)


def test_an_uploaded_plan_becomes_an_approved_report_in_print(
    portal, today, reference_data, municipality, methodist, head, authority, plan_file
):
    slug = municipality.slug
    upload_plan(portal, methodist, plan_file)
    plan = ActivityPlan.objects.get(year=2026)
    assert [item.number for item in plan.items()] == ["1.1", "1.2", "6.1"]

    approve(portal, plan, methodist, head, authority)

    portal.log_in(methodist)
    record_seminar(portal, plan.items().get(number="1.2"), "Как набрать группу к сентябрю")

    portal.open("report-list", slug)
    portal.click("Отчёт опорного центра за I полугодие 2026 года")
    assert "15.04.2026 проведён семинар" in portal.text
    for number, words in (("1.1", "План утверждён."), ("6.1", "Консультации проводятся по обращениям.")):
        write_row(portal, plan.items().get(number=number), words)

    report = plan.reports.get()
    approve(portal, report, methodist, head, authority)

    answer = portal.page.request.get(f"{portal.address}/{slug}/reports/2026H1/pdf/")
    text = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.body()))
    for words in ("Как набрать группу к сентябрю", "План утверждён", "УТВЕРЖДАЮ", "А.П. Отделова"):
        assert words in " ".join(text.split())
    assert "ПРОЕКТ" not in text
    assert not portal.complaints


def test_from_today_to_the_sentence_in_the_report_takes_six_clicks_at_most(portal, today, methodist, plan):
    start_report(plan, ReportingPeriod.containing(today))
    item = plan.items().get(template__code="support")
    item.occurrences.update(due_on=today + timedelta(days=3))
    portal.log_in(methodist)
    portal.open("today", plan.municipality.slug)
    portal.clicks = 0
    portal.page.get_by_role("row", name=item.title).get_by_role("link", name="Записать").click()
    portal.clicks += 1
    portal.page.get_by_label("Тема").fill("Открытые занятия без волнения")
    expect(portal.page.locator(".sentence")).to_contain_text("«Открытые занятия без волнения»")
    portal.click("Сохранить")
    portal.click("Открыть отчёт", role="link")
    portal.click("Обновить весь отчёт")
    portal.page.locator(f"#row-{item.pk}").get_by_text("Открытые занятия без волнения").first.wait_for()
    assert portal.clicks <= 6
    assert not portal.complaints
