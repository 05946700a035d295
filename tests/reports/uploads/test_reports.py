"""A checked report becomes a report with its results, and with the items that its plan lacks."""

import io
import re

import docx as python_docx
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from documents.rendering.docx import paper_docx
from documents.rendering.pdf import paper_pdf
from plans.models import ActivityPlan, ItemResult, PlanItem
from records.approval import APPROVAL
from records.models import PaperState, Upload
from reports.models import Report, ReportLine
from reports.refreshing import draft_report
from reports.uploads import applying
from tests.reports.uploads.pages import (
    PLAN,
    PLAN_HEAD,
    REPORT,
    REPORT_HEAD,
    carry_over,
    errors_on,
    form_of,
    send_file,
    text_of,
    url,
)

pytestmark = pytest.mark.django_db


def test_a_report_becomes_a_plan_with_results_and_a_report(report_file, as_methodist):
    carry_over(as_methodist, report_file)
    report = Report.objects.get(period="2026H1")
    assert report.plan.title == "План мероприятий Лугового района на 2026 год"
    assert list(report.lines.values_list("number", "text", "note", "source")) == [
        ("1.1", "Вышло (f1) и 14 заметок.", "Приказ № 3", ReportLine.Source.UPLOAD),
        ("1.2", "", "", ReportLine.Source.NOTHING),
        ("2.1", "Прошла первая смена.", "", ReportLine.Source.UPLOAD),
    ]
    results = ItemResult.objects.filter(period="2026H1").values_list("item__number", "text")
    assert dict(results) == {"1.1": "Вышло {f1} и 14 заметок.", "2.1": "Прошла первая смена."}
    report_file.refresh_from_db()
    assert (report_file.state, report_file.paper.itself) == (Upload.State.APPLIED, report)


def test_drafting_keeps_the_words_of_the_file_and_tells_no_difference(report_file, as_methodist):
    carry_over(as_methodist, report_file)
    report = Report.objects.get()
    outcome = draft_report(report)
    assert (outcome.added, outcome.dropped, outcome.undecided) == (0, 0, 0)
    assert report.lines.get(number="2.1").rendered == "Прошла первая смена."


def test_rows_of_a_report_find_the_items_of_its_plan(report_file, as_methodist, plan):
    known = plan.items().get(template__code="media-plan")
    before = plan.items().count()
    carry_over(as_methodist, report_file)
    lines = Report.objects.get().lines
    assert lines.get(title="Разработка медиаплана центра").item == known
    assert plan.items().count() == before + 2
    new = plan.items().get(title="Праздник дворовых игр")
    assert (new.section.standard.number, new.number) == (1, "1.10")
    assert lines.get(item=new).number == "1.2"
    assert plan.sections.get(standard=None).title == "Летние сборы"


def test_a_result_entered_by_hand_is_not_replaced(report_file, as_methodist, plan):
    item = plan.items().get(template__code="media-plan")
    ItemResult.objects.create(item=item, period="2026H1", text="Своими словами")
    carry_over(as_methodist, report_file)
    assert ItemResult.objects.get(item=item).text == "Своими словами"
    assert Report.objects.get().lines.get(item=item).text == "Вышло (f1) и 14 заметок."


def test_no_item_is_added_to_an_approved_plan(report_file, as_methodist, plan):
    ActivityPlan.objects.update(state=PaperState.APPROVED)
    answer = carry_over(as_methodist, report_file)
    assert set(errors_on(answer)) == {"row-1-item", "row-2-item"}
    assert "добавить в него пункт нельзя" in errors_on(answer)["row-1-item"]
    carry_over(as_methodist, report_file, row__1__skip="on", row__2__skip="on")
    assert Report.objects.get().lines.count() == 1


def test_no_item_is_added_to_an_approved_plan_of_which_all_items_were_withdrawn(
    report_file, as_methodist, plan
):
    ActivityPlan.objects.update(state=PaperState.APPROVED)
    plan.items().update(withdrawn_on="2026-01-31")
    answer = carry_over(as_methodist, report_file)
    assert text_of(answer).count("добавить в него пункт нельзя") == 3
    assert not Report.objects.exists()


def test_a_plan_sent_off_while_the_file_was_checked_gets_no_items(
    report_file, as_methodist, methodist, plan, monkeypatch
):
    """Sent at the worst moment: after all rows were checked, before they are carried over."""
    claim = applying._claim

    def claim_late(upload):
        APPROVAL.perform("submit", plan, methodist)
        claim(upload)

    monkeypatch.setattr(applying, "_claim", claim_late)
    items = plan.items().count()
    page = text_of(carry_over(as_methodist, report_file))
    assert "План тем временем ушёл на согласование" in page
    assert plan.items().count() == items
    assert not Report.objects.exists()


def test_two_rows_cannot_be_one_item_of_the_plan(report_file, as_methodist, plan):
    page = html.fromstring(as_methodist.get(report_file.get_absolute_url()).content)
    offered = [set(page.xpath(f"//select[@name='row-{row}-item']/option/@value")) for row in range(3)]
    item = max(set.intersection(*offered))
    answer = carry_over(as_methodist, report_file, row__0__item=item, row__2__item=item)
    assert set(errors_on(answer)) == {"row-0-item", "row-2-item"}
    assert errors_on(answer)["row-0-item"] == "Этот пункт выбран у нескольких строк."


def test_a_report_says_for_which_half_year_it_is(uploaded, as_methodist):
    upload = uploaded(["ОТЧЁТ", "о работе центра Лугового района в 2026 году"], REPORT)
    assert errors_on(carry_over(as_methodist, upload)) == {
        "head-period": "Укажите, за какое полугодие отчёт."
    }
    carry_over(as_methodist, upload, head__period="2")
    assert Report.objects.get().period == "2026H2"


def test_a_report_that_stands_already_is_never_overwritten(report_file, as_methodist, plan):
    report = Report.objects.create(
        municipality=plan.municipality, plan=plan, period="2026H1", title="Наш отчёт"
    )
    ReportLine.objects.create(report=report, item=plan.items().first(), title="Строка")
    assert "В портале уже есть Наш отчёт" in text_of(carry_over(as_methodist, report_file))
    report.lines.all().delete()
    carry_over(as_methodist, report_file, head__replaces="on")
    assert Report.objects.get() != report


@pytest.mark.parametrize("head", [PLAN_HEAD, REPORT_HEAD])
def test_carrying_over_takes_as_many_queries_for_one_row_as_for_forty(uploaded, as_methodist, head):
    table = PLAN if head is PLAN_HEAD else REPORT
    long = [*table, *([f"2.{n}", f"Поход номер {n}", "итог", "май", "Методист МОЦ"] for n in range(2, 40))]

    def queries(upload):
        fields = form_of(as_methodist, upload)
        with CaptureQueriesContext(connection) as captured:
            as_methodist.post(url("upload-apply", upload.pk), fields)
        upload.refresh_from_db()
        assert upload.state == Upload.State.APPLIED
        as_methodist.post(url("upload-undo", upload.pk))
        return len(captured)

    assert queries(uploaded(head, table)) == queries(uploaded(head, long))


# The real papers


def rows_of(reading):
    return [item for section in reading["sections"] for item in section["items"]]


@pytest.mark.samples
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf"])
def test_the_sample_plan_comes_in_whole(samples, as_methodist, suffix):
    send_file(as_methodist, (samples / f"plan-kashin-2024.{suffix}").read_bytes(), f"план.{suffix}")
    upload = Upload.objects.get()
    carry_over(as_methodist, upload, head__is_ours="on")
    rows = rows_of(upload.reading)
    stored = PlanItem.objects.filter(section__plan__year=2024).values_list("number", "title", "deadline_text")
    assert list(stored) == [(row["number"], row["title"], row["deadline"]) for row in rows]
    assert len(rows) == 31
    assert PlanItem.objects.exclude(template=None).count() == 31


def squeezed(text):
    """Letters and figures only: lines and words are broken otherwise in every file."""
    return "".join(re.findall(r"\w", text))


def pdf_text(content):
    pages = pypdfium2.PdfDocument(content)
    return squeezed(" ".join(page.get_textpage().get_text_range() for page in pages))


def docx_text(content):
    document = python_docx.Document(io.BytesIO(content))
    return squeezed(
        " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    )


@pytest.mark.samples
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "txt"])
def test_the_sample_report_comes_in_whole_and_out_again(samples, as_methodist, suffix):
    send_file(
        as_methodist, (samples / f"report-kushchevskaya-2022h1.{suffix}").read_bytes(), f"отчёт.{suffix}"
    )
    upload = Upload.objects.get()
    carry_over(as_methodist, upload, head__is_ours="on")
    report = Report.objects.get(period="2022H1")
    draft_report(report)
    rows = rows_of(upload.reading)
    assert len(rows) == 32
    printed = {"pdf": pdf_text(paper_pdf(report.paper())), "docx": docx_text(paper_docx(report.paper()))}
    for row in rows:
        for text in (squeezed(row["title"]), squeezed(row["result"])):
            # A row that goes on over a page is interrupted by the head of the table.
            assert text[:60] in printed["pdf"], row["number"]
            assert text[-60:] in printed["pdf"], row["number"]
            assert text in printed["docx"], row["number"]
