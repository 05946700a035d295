"""A report on its way to approval and once approved: its paper, its files, its numbers."""

from datetime import date

import pytest
from django.utils import timezone

from organizations.models import LegalAct
from plans.models import Event, ItemResult, ResultFigure
from records.approval import APPROVAL
from records.models import Remark
from reports.facts import approved_sources
from reports.models import ReportFigure, ReportLine
from reports.refreshing import start_report

from .pages import FIRST_HALF, edit, figure_url, hold, line_url, page, url

pytestmark = pytest.mark.django_db


def settle_all(report, text="Работа велась."):
    report.lines.update(text=text, source="result", is_manual=True)


# On its way to approval


def test_what_stands_in_the_way_is_told_before_sending(as_methodist, report, line, methodist):
    ReportLine.objects.filter(pk=line.pk).update(text="Обучено [проверьте: 30] педагогов.")
    address = url("paper-transition", report.pk, "submit")
    response = as_methodist.post(address, {"seen_version": report.version})
    assert response.status_code == 422
    assert "проверьте даты и числа, взятые из прошлого отчёта" in response.content.decode()


def test_remarks_stand_at_their_rows(as_methodist, report, line, head):
    Remark.objects.create(record=report, row=line.item_id, text="Уточните число", author=head)
    Remark.objects.create(record=report, text="Ко всему", author=head)
    html = page(as_methodist, report.get_absolute_url())
    assert "Замечание: Уточните число" in html
    assert "Ко всему" in html
    assert "с замечаниями: 1" in html


def test_a_report_on_its_way_is_read_only(as_methodist, report, line, methodist):
    settle_all(report)
    APPROVAL.perform("submit", report, methodist)
    html = page(as_methodist, report.get_absolute_url())
    assert "Изменить<" not in html
    assert edit(as_methodist, line, "Слова").status_code == 403
    assert as_methodist.post(line_url("line-check", line)).status_code == 403
    response = as_methodist.post(url("report-draft", FIRST_HALF), follow=True)
    assert "сформировать его заново нельзя" in response.content.decode()


def test_an_approved_report_shows_its_edition_whatever_changes_later(as_methodist, approved, line):
    ReportLine.objects.filter(pk=line.pk).update(text="Слова после утверждения")
    html = page(as_methodist, approved.get_absolute_url())
    assert "Проведено 2 семинара" in html
    assert "Слова после утверждения" not in html
    assert "Откуда числа: 2" in html


def test_an_approved_report_leads_to_the_events_behind_its_rows_and_their_orders(
    as_methodist, approved, line, django_assert_max_num_queries
):
    event = line.item.events.first()
    act = LegalAct.objects.create(municipality=event.municipality, number="13/1", date=date(2026, 2, 3))
    event.acts.add(act)
    with django_assert_max_num_queries(15):
        html = page(as_methodist, approved.get_absolute_url())
    sources = html.partition("Мероприятия за строками отчёта")[2]
    for address in (event.get_absolute_url(), act.get_absolute_url(), f"#row-{line.item_id}"):
        assert f'href="{address}"' in sources


def test_an_approved_report_stands_on_the_events_that_it_was_written_from(
    as_methodist, approved, line, seminar
):
    first, second = line.item.events.order_by("starts_on")
    late = hold(line.item, date(2026, 3, 3), seminar)
    Event.objects.filter(pk=first.pk).update(deleted_at=timezone.now())
    sources = approved_sources(approved)
    assert sources.by_row == [(line, [second])]
    assert (sources.late, sources.gone) == ([late], [first])
    html = page(as_methodist, approved.get_absolute_url())
    behind, _, gone = html.partition("Мероприятия за строками отчёта")[2].partition(
        "удалены или перенесены: 1"
    )
    assert str(second) in behind
    assert str(late) not in behind
    assert str(first) in gone


def test_a_page_that_shows_a_paper_has_one_main_heading(as_methodist, approved):
    for address in (approved.get_absolute_url(), approved.get_paper_url()):
        assert page(as_methodist, address).count("<h1") == 1


def test_a_number_of_an_approved_report_is_opened_as_it_was_approved(as_methodist, approved, line):
    ReportFigure.objects.filter(calculation="participants").update(value=99, label="Другое число")
    assert ">25</td>" in page(as_methodist, approved.get_absolute_url())
    address = url("figure", FIRST_HALF, line.pk, "f2")
    html = page(as_methodist, address)
    assert "Откуда число 25" in html
    assert "Другое число" not in html
    assert "записи изменились" not in html
    Event.objects.update(participants=20)
    html = page(as_methodist, address)
    assert "Откуда число 25" in html
    assert "получается 40" in html
    assert "Число в утверждённом отчёте прежнее" in html


def test_an_approved_number_still_tells_who_entered_it_and_when(
    client, plan, item, methodist, head, authority
):
    result = ItemResult.objects.create(item=item, period="2026H1")
    ResultFigure.objects.create(result=result, label="Обучено", value=5, unit="ребёнок", entered_by=methodist)
    report = start_report(plan, FIRST_HALF)
    ReportLine.objects.exclude(item=item).update(text="Работа велась.", is_manual=True)
    for name, user in (("submit", methodist), ("pass", head), ("pass", authority)):
        APPROVAL.perform(name, report, user)
    ReportFigure.objects.update(entered_by=None, entered_at=None)
    client.force_login(head)
    html = page(client, url("figure", FIRST_HALF, report.lines.get(item=item).pk, "f1"))
    assert "А.П. Лугова" in html
    assert "Внесено" in html


def test_a_number_that_no_row_has_is_not_found(as_methodist, approved, line):
    assert as_methodist.get(url("figure", FIRST_HALF, line.pk, "f3")).status_code == 404


def test_an_organisation_reads_the_approved_report_without_its_workings(client, director, approved):
    client.force_login(director)
    html = page(client, approved.get_absolute_url())
    assert "Проведено 2 семинара" in html
    assert "Откуда числа" not in html
    figure = ReportFigure.objects.first()
    assert client.get(figure_url(figure)).status_code == 404


def test_an_organisation_does_not_see_a_draft(client, director, report):
    client.force_login(director)
    assert client.get(report.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_the_report_can_be_had_as_a_file(as_methodist, report, file_format):
    response = as_methodist.get(url("report-file", FIRST_HALF, file_format))
    assert response.status_code == 200
    assert len(response.content) > 2000


def test_the_paper_can_be_read_as_printed(as_methodist, report, line):
    html = page(as_methodist, url("report-paper", FIRST_HALF))
    assert "ПРОЕКТ" in html
    assert "Сведения внесены по состоянию на" in html
    assert "Территориальная зона" in html
