import json
from datetime import date
from io import BytesIO, StringIO

import pdfplumber
import pytest
from django.core.management import CommandError, call_command
from docx import Document
from openpyxl import load_workbook

from plans.models import Event
from plans.periods import ReportingPeriod
from reports.models import Report
from reports.refreshing import start_report

pytestmark = pytest.mark.django_db


def write(tmp_path, file_format="json", period="2026H1", municipality="lugovoy"):
    output = tmp_path / f"report.{file_format}"
    said = StringIO()
    call_command(
        "half_year_report",
        municipality=municipality,
        period=period,
        format=file_format,
        output=output,
        stdout=said,
    )
    return output.read_bytes(), said.getvalue()


@pytest.fixture
def held(item, seminar):
    event = Event.objects.create(
        municipality=item.plan.municipality,
        starts_on=date(2026, 2, 4),
        kind=seminar,
        theme="Сроки",
        participants=12,
    )
    event.items.add(item)
    return event


def test_a_report_that_does_not_exist_yet_is_begun_and_drafted(tmp_path, plan, held):
    content, said = write(tmp_path)
    data = json.loads(content)
    assert Report.objects.get().period == data["period"] == "2026H1"
    assert [section["number"] for section in data["sections"]] == [1, 2, 3, 4, 5, 6]
    assert sum(len(section["items"]) for section in data["sections"]) == 31
    assert data["head"]["Муниципальное образование"] == "Луговой район"
    assert "черновик" in said


def test_each_row_tells_its_source_and_its_figures(tmp_path, plan, held, item):
    data = json.loads(write(tmp_path)[0])
    row = next(
        row for section in data["sections"] for row in section["items"] if row["number"] == item.number
    )
    assert row["result"] == "04.02.2026 проведён семинар «Сроки». Участников — 12."
    assert (row["title"], row["deadline"], row["source"]) == (item.title, item.deadline_text, "events")
    assert row["figures"][0]["value"] == "12.00"
    assert row["figures"][0]["calculation"] == "participants"


def test_an_existing_report_is_written_as_it_stands(tmp_path, plan):
    report = start_report(plan, ReportingPeriod(2026, 1))
    report.lines.update(text="Мои слова")
    data = json.loads(write(tmp_path)[0])
    assert {row["result"] for section in data["sections"] for row in section["items"]} == {"Мои слова"}


@pytest.mark.parametrize("period", ["2026H2", "2026"])
def test_the_other_half_and_the_whole_year_can_be_had(tmp_path, plan, period):
    assert json.loads(write(tmp_path, period=period)[0])["period"] == period


def text_of(content, file_format):
    if file_format == "pdf":
        with pdfplumber.open(BytesIO(content)) as pdf:
            return " ".join(page.extract_text() for page in pdf.pages)
    if file_format == "docx":
        tables = Document(BytesIO(content)).tables
        return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    sheet = load_workbook(BytesIO(content)).active
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_every_row_is_in_the_file(tmp_path, plan, held, file_format):
    text = text_of(write(tmp_path, file_format)[0], file_format)
    words = text.split()
    for item in plan.items():
        assert item.number in words
    assert "проведён семинар «Сроки»" in " ".join(words)


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        ({"municipality": "nowhere"}, "Муниципалитета «nowhere» в портале нет."),
        ({"period": "2026Q5"}, "Период «2026Q5» не понят."),
        ({"period": "2026Q1"}, "отчёт опорного центра не составляется"),
        ({"period": "2031H1"}, "нет плана на 2031 год"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(tmp_path, plan, facts, complaint):
    with pytest.raises(CommandError, match=complaint):
        write(tmp_path, **facts)


def test_a_file_that_cannot_be_written_is_named(tmp_path, plan):
    with pytest.raises(CommandError, match="Не удалось записать файл"):
        write(tmp_path / "missing")
