"""The list of reports and the editor of one: rows beside their sources."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import LegalAct, Municipality
from plans.models import Event, ItemResult, ResultFigure
from plans.periods import ReportingPeriod
from records.models import PaperState, Remark
from reports.models import Report, ReportFigure, ReportLine
from reports.refreshing import draft_report, start_report

from .pages import FIRST_HALF, HTMX, decide, edit, figure_url, hold, line_url, page, url

pytestmark = pytest.mark.django_db


def words(html):
    """What is read on a page."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


# The list


def test_without_a_plan_the_list_says_to_begin_one(as_methodist, municipality):
    assert "а плана пока нет" in page(as_methodist, url("report-list"))


def test_the_list_offers_the_half_years_of_the_plan_that_have_no_report(as_methodist, plan):
    start_report(plan, FIRST_HALF)
    html = page(as_methodist, url("report-list"))
    assert "Начать: Отчёт опорного центра за I полугодие 2026 года" not in words(html)
    assert "Начать: Отчёт опорного центра за II полугодие 2026 года" in words(html)
    assert "Отчёт опорного центра Лугового района за I полугодие 2026 года" in html


def test_a_school_year_is_reported_by_the_halves_it_covers(as_methodist, plan, monkeypatch):
    monkeypatch.setattr(Municipality, "today", lambda self: date(2027, 1, 15))
    plan.is_school_year = True
    plan.save()
    html = page(as_methodist, url("report-list"))
    assert "Начать: Отчёт опорного центра за II полугодие 2026 года" in words(html)
    assert "Начать: Отчёт опорного центра за I полугодие 2027 года" in words(html)


def test_a_report_is_begun_with_its_rows_drafted(as_methodist, plan):
    response = as_methodist.post(url("report-create", FIRST_HALF))
    report = Report.objects.get()
    assert response["Location"] == report.get_absolute_url() == "/lugovoy/reports/2026H1/"
    assert report.lines.count() == 31


def test_a_report_without_a_plan_is_refused_in_words(as_methodist, plan):
    response = as_methodist.post(url("report-create", ReportingPeriod(2031, 1)), follow=True)
    assert "Плана на 2031 год нет" in response.content.decode()
    assert not Report.objects.exists()


# The editor


def test_the_editor_shows_each_row_beside_its_sources(as_methodist, report, line):
    html = page(as_methodist, report.get_absolute_url())
    assert html.count('class="card-plain report-row"') == 31
    assert line.item.section.heading in html
    assert "04.02.2026 семинар: Тема 4" in html
    assert f"{url('event-create')}?item={line.item_id}" in html
    assert "из мероприятий: 1" in html
    assert "типовые фразы: 30" in html


def test_an_event_told_in_another_row_stands_among_the_sources_of_both(as_methodist, report, line, plan):
    later = plan.items().last()
    event = Event.objects.first()
    event.items.add(later)
    html = page(as_methodist, report.get_absolute_url())
    assert html.count(f'<a href="{url("event", event.pk)}">') == 2
    assert f'#row-{line.item_id}">строке {line.number}</a>' in html


def test_a_number_in_the_text_leads_to_where_it_came_from(as_methodist, report, line):
    figure = ReportFigure.objects.get(calculation="participants")
    address = figure_url(figure)
    assert f'<a href="{address}" title="Откуда число: {figure.label}">25</a>' in page(
        as_methodist, report.get_absolute_url()
    )
    html = page(as_methodist, address)
    assert "Откуда число 25" in html
    assert url("event", Event.objects.first().pk) in html


def test_the_page_of_a_number_tells_that_records_have_changed_since(as_methodist, line):
    Event.objects.update(participants=20)
    figure = ReportFigure.objects.get(calculation="participants")
    assert "получается 40" in page(as_methodist, figure_url(figure))


def test_the_page_of_an_entered_number_names_who_entered_it(as_methodist, report, item, methodist):
    result = ItemResult.objects.create(item=item, period="2026H1")
    ResultFigure.objects.create(
        result=result, label="Проведена экспертиза", value=76, unit="программа", entered_by=methodist
    )
    draft_report(report)
    html = page(as_methodist, figure_url(ReportFigure.objects.get()))
    assert "А.П. Лугова" in html
    assert "Проведена экспертиза — 76 программа" in html


def test_filters_show_their_rows_only(as_methodist, report, line):
    html = page(as_methodist, f"{report.get_absolute_url()}?show=events")
    assert html.count('class="card-plain report-row"') == 1
    assert f'id="row-{line.item_id}"' in html
    assert "Таких строк нет" in page(as_methodist, f"{report.get_absolute_url()}?show=manual")
    assert (
        page(as_methodist, f"{report.get_absolute_url()}?show=чепуха").count('class="card-plain report-row"')
        == 31
    )


def test_the_next_row_to_check_is_one_click_away_for_who_may_check_it(client, methodist, head, report, line):
    to_check = [other for other in report.lines.all() if other.needs_check]
    client.force_login(methodist)
    html = page(client, report.get_absolute_url())
    assert html.count("К следующей на проверку") == 1
    assert f'href="#row-{to_check[0].item_id}">К следующей на проверку' in html
    client.force_login(head)
    assert "К следующей на проверку" not in page(client, report.get_absolute_url())


def test_people_counted_at_some_events_only_are_a_warning_and_no_words_of_the_report(
    as_methodist, report, line, item, seminar
):
    event = hold(item, date(2026, 2, 6), seminar)
    draft_report(report)
    html = page(as_methodist, report.get_absolute_url())
    assert "Число участников внесено не по всем мероприятиям" in html
    assert f"{url('event-edit', event.pk)}?next={report.get_absolute_url()}%23row-{item.pk}" in html
    assert "люди посчитаны не везде: 1" in html
    assert "не по всем" not in page(as_methodist, url("report-paper", FIRST_HALF))


def test_a_row_without_anything_says_so(as_methodist, report, line):
    ReportLine.objects.filter(pk=line.pk).update(text="", source="nothing")
    html = page(as_methodist, report.get_absolute_url())
    assert "Сведения не внесены" in html
    assert "без сведений: 1" in html
    assert "нет сведений о результате" in html


def test_old_facts_are_marked_until_confirmed(as_methodist, report, line):
    ReportLine.objects.filter(pk=line.pk).update(text="Обучено [проверьте: 30] педагогов.", source="previous")
    html = page(as_methodist, report.get_absolute_url())
    assert '<mark><span class="visually-hidden">проверьте: </span>30</mark>' in html
    assert f"Строка {line.number}: проверьте даты и числа" in html
    html = decide(as_methodist, "line-check", line, **HTMX).content.decode()
    assert "Обучено 30 педагогов." in html
    assert "проверено" in html
    assert 'hx-swap-oob="true"' in html


def test_nothing_typed_into_a_row_becomes_markup(as_methodist, report, line):
    ReportLine.objects.filter(pk=line.pk).update(text="<b>{f1}</b> [проверьте: <i>5</i>]")
    html = page(as_methodist, report.get_absolute_url())
    assert "&lt;b&gt;" in html
    assert "<i>5</i>" not in html


def test_the_head_reads_the_editor_without_its_buttons(client, head, report, line):
    client.force_login(head)
    html = page(client, report.get_absolute_url())
    assert "04.02.2026 семинар: Тема 4" in html
    assert "Изменить" not in html
    assert "Обновить весь отчёт" not in html


# Who may what


def test_a_stranger_finds_nothing(client, stranger, report, line):
    client.force_login(stranger)
    for address in (
        url("report-list"),
        report.get_absolute_url(),
        line_url("line", line),
        line_url("line-edit", line),
        url("report-file", FIRST_HALF, "pdf"),
        figure_url(ReportFigure.objects.first()),
    ):
        assert client.get(address).status_code == 404, address


def test_a_row_of_another_municipality_is_not_found_in_ones_own(
    client, stranger, report, line, other_municipality
):
    client.force_login(stranger)
    for name in ("line", "line-edit", "line-refresh"):
        address = reverse(name, args=[other_municipality.slug, FIRST_HALF, line.pk])
        assert client.get(address).status_code == 404


def test_a_row_is_found_in_its_own_period_only(as_methodist, plan, line):
    start_report(plan, ReportingPeriod(2026, 2))
    assert as_methodist.get(url("line", ReportingPeriod(2026, 2), line.pk)).status_code == 404


@pytest.mark.parametrize("role", ["head", "authority", "rmc"])
def test_those_who_only_read_may_not_change_a_row(request, client, role, report, line):
    client.force_login(request.getfixturevalue(role))
    assert client.get(report.get_absolute_url()).status_code == 200
    assert edit(client, line, "Чужие слова").status_code == 403
    assert client.post(line_url("line-check", line)).status_code == 403
    assert client.post(line_url("line-refresh", line), {"take": "1"}).status_code == 403
    assert client.post(url("report-draft", FIRST_HALF)).status_code == 403
    assert client.post(url("report-create", FIRST_HALF)).status_code == 403


# Numbers of queries


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        page(client, address)
    return len(queries)


def test_the_editor_asks_as_often_for_all_rows_as_for_one(
    as_methodist, report, plan, seminar, methodist, head, monkeypatch
):
    monkeypatch.setattr(Municipality, "today", lambda self: date(2026, 5, 20))  # the period runs yet
    items = list(plan.items())

    def fill(item):
        act, _ = LegalAct.objects.get_or_create(
            municipality=plan.municipality, number="1", date=date(2026, 1, 9)
        )
        hold(item, date(2026, 2, 4), seminar, participants=5).acts.add(act)
        result = ItemResult.objects.create(item=item, period="2026H1", text="Слова")
        ResultFigure.objects.create(result=result, label="Обучено", value=5, unit="ребёнок")
        Remark.objects.create(record=report, row=item.pk, text="Уточните", author=head)
        report.log_transition("Отозвать", PaperState.DRAFT, methodist, "methodist", {})

    fill(items[0])
    draft_report(report)
    one = count_queries(as_methodist, report.get_absolute_url())
    for item in items[1:]:
        fill(item)
    draft_report(report)
    # The busiest page of all: what is known of events, tallies, results, media, coverage and programmes, one query each.
    assert count_queries(as_methodist, report.get_absolute_url()) == one <= 16


def test_the_list_asks_as_often_for_many_reports_as_for_one(as_methodist, plan, report):
    one = count_queries(as_methodist, url("report-list"))
    for year in range(2030, 2059):
        Report.objects.create(municipality=plan.municipality, plan=plan, period=f"{year}H1", title="Отчёт")
    assert count_queries(as_methodist, url("report-list")) == one <= 15


def test_the_other_pages_ask_little(as_methodist, line):
    figure = ReportFigure.objects.first()
    for address in (
        line_url("line", line),
        line_url("line-edit", line),
        f"{line_url('line-edit', line)}?proposed",
        line_url("line-refresh", line),
        figure_url(figure),
    ):
        assert count_queries(as_methodist, address) <= 15, address
