"""A year in the office, lived in the browser: the route, the change in March, the report, its return, the year, the next plan."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans.models import ActivityPlan
from reports.models import Report
from tests.documents.papers import docx
from tests.walking import PDF

from .office import HEADINGS, approve, press, record_seminar, take, upload_plan, write_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = ["ПЛАН МЕРОПРИЯТИЙ", "муниципального опорного центра Лугового района", "на 2026 год"]
ROWS = [
    HEADINGS,
    ["1. Создание муниципального опорного центра и обеспечение его деятельности", "", "", "", ""],
    ["1.1", "Проводить семинары для организаций района", "Семинары", "В течение года", "Методист МОЦ"],
    ["1.2", "Собрать портфель летних программ", "Портфель", "до 25 июня 2026 года", "Методист МОЦ"],
    ["6. Внедрение общедоступного навигатора", "", "", "", ""],
    ["6.1", "Обновить памятку для родителей", "Памятка", "ноябрь", "Методист МОЦ"],
]
ORDER = "приказ от 16.03.2026 № 12"
LETTER = {"day": "2026-01-20", "number": "17", "post": "Директор", "name": "О.О. Зонова"}


@pytest.fixture
def clock(monkeypatch):
    """The day on which the office lives; its hours go on as ours do."""
    clock, begun = SimpleNamespace(day=date(2026, 1, 19)), timezone.now()

    def now(real=timezone.now):
        return datetime.combine(clock.day, time(9), UTC) + (real() - begun)

    monkeypatch.setattr(timezone, "now", now)
    return clock


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "подписано.pdf"
    path.write_bytes(PDF)
    return path


def ask_the_zone_to_agree(portal, head, slug):
    """One more step between the two of the route, taken outside the portal."""
    portal.log_in(head)
    portal.open("route-edit", slug, "activity_plan")
    row = portal.page.get_by_role("row").nth(3)
    row.get_by_label("№").fill("1")
    row.get_by_label("Действие").select_option(label="согласование")
    row.get_by_label("Кто").select_option(label="сторона вне портала")
    row.get_by_label("Сторона вне портала").fill("Зональный центр")
    portal.click("Сохранить")
    expect(portal.page.locator("main")).to_contain_text("Зональный центр, вне портала")


def pass_the_plan(portal, plan, methodist, head, authority, letter):
    press(portal, plan, methodist, "Отправить на согласование")
    take(portal, plan, head, "Проверено")
    take(portal, plan, methodist, "Отметить согласование", **letter)
    take(portal, plan, authority, "Утвердить", act="приказом от 21.01.2026 № 4")
    plan.refresh_from_db()
    assert plan.get_state_display() == "утверждён"


def hand_in(portal, report, methodist, scan, number):
    take(portal, report, methodist, "Приложить скан подписанного", scan=scan)
    take(portal, report, methodist, "Отправить", number=number)


def begin_report(portal, methodist, name):
    portal.log_in(methodist)
    portal.open("report-list", "lugovoy")
    portal.click(name)
    return Report.objects.latest("pk")


def printed(portal, address):
    answer = portal.page.request.get(portal.address + address)
    pages = pypdfium2.PdfDocument(answer.body())
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_a_year_in_the_office(
    portal, clock, scan, tmp_path, reference_data, municipality, methodist, head, authority, director, rmc
):
    main = portal.page.locator("main")

    # January: the plan is agreed through a route with a step outside the portal.
    upload_plan(portal, methodist, docx(tmp_path / "план.docx", TITLE, ROWS))
    plan = ActivityPlan.objects.get(year=2026)
    ask_the_zone_to_agree(portal, head, municipality.slug)
    clock.day = date(2026, 1, 21)
    with_letter = LETTER | {"day": "2026-01-21", "scan": scan}
    pass_the_plan(portal, plan, methodist, head, authority, with_letter)
    assert "Зональный центр" in printed(portal, "/lugovoy/plans/2026/pdf/")

    # March: the plan is changed; what is in force governs until the change is agreed, and work is recorded meanwhile.
    clock.day = date(2026, 3, 16)
    take(portal, plan, methodist, "Подготовить корректировку", reason="Изменились задачи района")
    seminars, summer, leaflet = plan.items()
    portal.click(f"Изменить пункт {seminars.number}", role="link")
    portal.page.get_by_label("Наименование мероприятия").fill("Проводить семинары и практикумы")
    portal.page.locator(f"#row-{seminars.pk}").get_by_role("button", name="Сохранить").click()
    expect(portal.page.locator(f"#row-{seminars.pk}")).to_contain_text("Проводить семинары и практикумы")
    portal.click(f"Исключить пункт {leaflet.number}", role="link")
    portal.page.locator("[name=withdrawal_act]").fill(ORDER)
    portal.click("Исключить")
    press(portal, plan, methodist, "Отправить на согласование")
    record_seminar(portal, seminars, "Как описать результат программы", people="12")
    portal.log_in(director)
    assert "Проводить семинары для организаций района" in printed(portal, "/lugovoy/plans/2026/pdf/")
    take(portal, plan, head, "Проверено")
    take(
        portal,
        plan,
        methodist,
        "Отметить согласование",
        **with_letter | {"day": "2026-03-16", "number": "31"},
    )
    take(portal, plan, authority, "Утвердить", act=ORDER)
    portal.open("plan-changes", municipality.slug, 2026)
    for words in ("Пункт 1.1 изложить в следующей редакции", "Пункт 6.1 исключить", "практикумы"):
        expect(main).to_contain_text(words)

    # 10 June: the report is drafted before its period ends, approved, signed and sent.
    clock.day = date(2026, 6, 10)
    report = begin_report(portal, methodist, "Отчёт опорного центра за I полугодие 2026 года")
    expect(main).to_contain_text("16.03.2026 проведён семинар «Как описать результат программы»")
    expect(main).to_contain_text("Запланировано до 25 июня 2026 г.")
    approve(portal, report, methodist, head, authority)
    hand_in(portal, report, methodist, scan, "45")

    # The region returns it; in July it is corrected by what was held meanwhile, and accepted.
    clock.day = date(2026, 6, 15)
    remark = {f"remark-{summer.pk}": "Сообщите, собран ли портфель"}
    take(portal, report, rmc, "Вернуть отправителю", number="102", day="2026-06-15", **remark)
    clock.day = date(2026, 7, 3)
    portal.log_in(methodist)
    record_seminar(portal, summer, "Портфель летних программ", "2026-06-24")
    take(portal, report, methodist, "Подготовить уточнённый отчёт", reason="Портфель собран")
    portal.click("Обновить весь отчёт")
    expect(main).to_contain_text("24.06.2026 проведён семинар «Портфель летних программ».")
    expect(main).not_to_contain_text("Запланировано до 25 июня")
    portal.click("Исправлено")
    approve(portal, report, methodist, head, authority)
    hand_in(portal, report, methodist, scan, "61")
    take(portal, report, rmc, "Принять", number="117", day="2026-07-03")
    report.refresh_from_db()
    assert report.get_state_display() == "принят"
    text = printed(portal, "/lugovoy/reports/2026H1/pdf/")
    assert "Портфель летних программ" in text
    assert "уточнённый отчёт № 1" in text.lower()

    # The second half.
    clock.day = date(2026, 12, 28)
    portal.log_in(methodist)
    record_seminar(portal, seminars, "Осенний набор", "2026-10-06", people="8")
    second = begin_report(portal, methodist, "Отчёт опорного центра за II полугодие 2026 года")
    write_row(portal, summer, "Портфель летних программ передан школам.")
    approve(portal, second, methodist, head, authority)

    # January again: an event of May has come late, a number was mended, and the year's report shows what that does.
    clock.day = date(2027, 1, 12)
    portal.log_in(methodist)
    record_seminar(portal, seminars, "Опоздавший семинар", "2026-05-20")
    portal.page.goto(portal.address + seminars.events.get(participants=12).get_absolute_url())
    portal.click("Изменить", role="link")
    portal.page.locator("[name=participants]").fill("15")
    portal.click("Сохранить")
    begin_report(portal, methodist, "Отчёт опорного центра за 2026 год")
    expect(main).to_contain_text("Проведено 3 семинара")
    portal.click("Сверка с полугодиями", role="link")
    expect(main).to_contain_text("Опоздавший семинар")
    expect(main).to_contain_text("Числа, которые не складываются: 1")
    told = [
        "Участников (проведено: семинар)",
        "I полугодие 2026 года: 12; II полугодие 2026 года: 8",
        "20",
        "23",
    ]
    expect(portal.page.locator("tbody td")).to_have_text(told)

    # The next year begins with what this one leaves.
    portal.open("plan-create", municipality.slug)
    portal.page.locator("[name=year]").fill("2027")
    portal.page.get_by_label("с плана прошлого года").check()
    portal.click("Начать план")
    expect(portal.page.get_by_role("row", name="портфель летних")).to_contain_text("до 25 июня 2027 года")
    portal.page.get_by_label("Собрать портфель летних программ").check()
    portal.click("Начать план")
    following = ActivityPlan.objects.get(year=2027)
    assert [(item.title, item.deadline_text) for item in following.items()] == [
        ("Проводить семинары и практикумы", "В течение года"),
        ("Собрать портфель летних программ", "до 25 июня 2027 года"),
    ]
    assert not portal.complaints
