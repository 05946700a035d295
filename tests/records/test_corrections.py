"""The correction of what is in force: its number, its reason, its marks; what stays in force meanwhile; all versions kept."""

import io
import zipfile

import docx
import openpyxl
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.paper import Row, Table
from documents.rendering.pdf import paper_pdf
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from records.models import PaperState
from records.views import FORMATS
from reports.refreshing import start_report
from tests.walking import answer, approve, send

pytestmark = pytest.mark.django_db

REASON = "Уточнено число участников"


@pytest.fixture
def report(plan, methodist, head, authority):
    report = start_report(plan, ReportingPeriod(2026, 1))
    report.lines.update(text="Работа ведётся.")
    return approve(report, methodist, head, authority)


@pytest.fixture
def accepted(report, methodist, rmc):
    return answer(send(report, methodist), rmc, "accept")


@pytest.fixture
def correction(accepted, methodist):
    """The draft of the correction, with one row reworded."""
    draft = APPROVAL.perform("correct", accepted, methodist, {"reason": REASON})
    draft.lines.filter(item=draft.lines.first().item).update(text="Работа завершена.")
    return draft


def rows_of(paper):
    return [
        row for block in paper.body if isinstance(block, Table) for row in block.rows if isinstance(row, Row)
    ]


def printed(paper):
    return " ".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(paper_pdf(paper))
    )


def test_a_correction_has_its_number_its_reason_and_its_marks(correction):
    paper = correction.draw()
    assert paper.title[0] == "УТОЧНЁННЫЙ ОТЧЁТ № 1"
    assert ("Причина изменений", REASON) in paper.head
    first, *others = rows_of(paper)
    assert first.printed[0] == f"{first.cells[0]}*"
    assert not any(row.mark for row in others)
    (note,) = paper.notes
    assert note.startswith("* Строка изменена или добавлена по сравнению с редакцией № 1 от ")


def test_the_marks_are_printed_in_every_format(correction):
    paper = correction.draw()
    number = rows_of(paper)[0].printed[0]
    word = docx.Document(io.BytesIO(FORMATS["docx"][0](paper)))
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"][0](paper))).active
    assert number in [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert number in [cell.value for row in sheet for cell in row]
    assert number in printed(paper)
    assert REASON in " ".join(printed(paper).split())


def test_rows_that_are_gone_are_named(correction):
    line = correction.lines.last()
    line.delete()
    assert f"исключены строки: {line.number}" in correction.draw().notes[-1]


def test_the_version_in_force_stays_until_the_correction_is_approved(
    client, correction, director, methodist, head, authority
):
    address = reverse("report-paper", args=[correction.municipality.slug, correction.period])
    for _ in range(2):
        client.force_login(director)
        page = client.get(address).content.decode()
        assert "Работа завершена" not in page
        assert "УТОЧНЁННЫЙ" not in page
        assert "черновик" not in page
        assert "на согласовании" not in page
        if correction.state == PaperState.DRAFT:
            correction = APPROVAL.perform("submit", correction, methodist)
    for user in (head, authority):
        correction = APPROVAL.perform("pass", correction, user)
    assert "Работа завершена" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["today", "report-list", "report"])
def test_no_page_of_an_organisation_tells_that_a_correction_is_being_written(
    client, correction, director, name
):
    client.force_login(director)
    period = [correction.period] if name == "report" else []
    page = client.get(reverse(name, args=[correction.municipality.slug, *period])).content.decode()
    assert correction.title in page
    assert "утверждён" in page
    for words in ("черновик", "Работа завершена", REASON, "Журнал", "Действует редакция"):
        assert words not in page


def test_the_office_is_told_what_is_in_force_and_what_is_being_written(client, correction, methodist):
    client.force_login(methodist)
    page = client.get(correction.get_absolute_url()).content.decode()
    assert "Действует редакция № 1" in page
    assert "пока не утверждена следующая" in page
    assert f"Готовится корректировка № 1. Причина: {REASON}" in page


def test_the_approved_correction_bears_both_numbers_and_the_next_one_counts_on(
    correction, methodist, head, authority, rmc
):
    approved = approve(correction, methodist, head, authority)
    snapshot = approved.in_force
    assert (snapshot.number, snapshot.correction_number, snapshot.correction_reason) == (2, 1, REASON)
    assert approved.paper().revision == "Редакция № 2, корректировка № 1"
    accepted = answer(send(approved, methodist, number="46"), rmc, "accept")
    draft = APPROVAL.perform("correct", accepted, methodist, {"reason": "Опечатка"})
    paper = draft.draw()
    assert paper.title[0] == "УТОЧНЁННЫЙ ОТЧЁТ № 2"
    assert not any(row.mark for row in rows_of(paper)), "nothing has changed since the first correction"


def test_a_correction_revised_before_it_is_sent_stays_the_same_correction(
    correction, methodist, head, authority
):
    approved = approve(correction, methodist, head, authority)
    draft = APPROVAL.perform("reopen", approved, methodist)
    assert draft.correction_number == 1
    assert rows_of(draft.draw())[0].mark == "*", "it is compared with what the region has"
    assert approve(draft, methodist, head, authority).paper().revision == "Редакция № 3, корректировка № 1"


def test_a_correction_needs_its_reason(client, accepted, methodist):
    client.force_login(methodist)
    address = reverse("paper-transition", args=[accepted.municipality.slug, accepted.pk, "correct"])
    assert client.post(address, {"reason": "  ", "seen_version": accepted.version}).status_code == 422
    with pytest.raises(ValidationError, match="Укажите причину"):
        APPROVAL.perform("correct", accepted, methodist, {})
    accepted.refresh_from_db()
    assert accepted.state == PaperState.ACCEPTED


def test_a_plan_is_corrected_from_the_day_of_its_approval(plan, methodist, head, authority):
    approved = approve(plan, methodist, head, authority)
    draft = APPROVAL.perform("amend", approved, methodist, {"reason": "Приказ от 02.03.2026 № 7"})
    assert draft.draw().title[-1] == "(корректировка № 1)"
    assert ("Причина изменений", "Приказ от 02.03.2026 № 7") in draft.draw().head


# All versions


@pytest.fixture
def corrected(correction, methodist, head, authority):
    return approve(correction, methodist, head, authority)


def page_of(client, record, name, **query):
    """What stands below the menu."""
    answer = client.get(reverse(name, args=[record.municipality.slug, record.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def test_every_version_is_listed_with_its_scan_its_sending_and_its_files(client, corrected, methodist):
    client.force_login(methodist)
    page = page_of(client, corrected, "paper-revisions")
    for words in ("исх. № 45", "вх. № 77", "подписано.pdf", f"Корректировка № 1: {REASON}", "А.П. Отделова"):
        assert words in page
    place = [corrected.municipality.slug, corrected.pk]
    for number in (1, 2):
        for file_format in FORMATS:
            address = reverse("paper-revision-file", args=[*place, number, file_format])
            assert address in page
            assert client.get(address).status_code == 200
    first = client.get(reverse("paper-revision", args=[*place, 1])).content.decode()
    assert "Работа завершена" not in first
    assert client.get(reverse("paper-revision", args=[*place, 3])).status_code == 404


def test_two_versions_compared_show_exactly_the_changed_words(client, corrected, methodist):
    client.force_login(methodist)
    page = page_of(client, corrected, "paper-compare", before="1", after="2")
    assert '<del class="deleted"><span class="visually-hidden">убрано: </span>ведётся' in page
    assert '<ins class="added"><span class="visually-hidden">добавлено: </span>завершена' in page
    assert page.count("изменено") == 1, "one row"
    assert page_of(client, corrected, "paper-compare") == page, "the two newest by themselves"


def test_the_draft_is_compared_with_the_version_in_force(client, correction, methodist):
    client.force_login(methodist)
    page = page_of(client, correction, "paper-compare")
    assert "завершена" in page
    assert '<option value="draft" selected>' in page


@pytest.mark.parametrize(
    "query", [{"before": "9", "after": "1"}, {"before": "", "after": "\x00"}, {"after": "9" * 99}]
)
def test_versions_that_are_not_there_are_refused_in_a_sentence(client, corrected, methodist, query):
    client.force_login(methodist)
    assert "Выберите корректный вариант" in page_of(client, corrected, "paper-compare", **query)


def test_with_one_version_there_is_nothing_to_compare(client, report, methodist):
    client.force_login(methodist)
    assert "Сравнивать пока не с чем" in page_of(client, report, "paper-compare")


def test_a_paper_never_approved_has_no_versions_yet(client, plan, methodist):
    client.force_login(methodist)
    assert "Утверждённых редакций пока нет" in page_of(client, plan, "paper-revisions")
    assert "Сравнивать пока не с чем" in page_of(client, plan, "paper-compare")


# What was approved stays as it was


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_approved_paper_prints_the_same_bytes_after_any_later_edit(
    client, report, head, authority, file_format
):
    client.force_login(head)
    address = reverse("report-file", args=[report.municipality.slug, report.period, file_format])
    before = texts_of(client.get(address).content)
    report.lines.update(text="Переписано", note="и примечание", number="9")
    report.plan.items().update(title="Переименовано")
    report.plan.sections.update(title="Иной раздел")
    report.municipality.organizations.update(name="Другое имя")
    type(report.municipality).objects.update(name="Иной район", name_genitive="Иного района")
    for person in (head.person, authority.person):
        person.surname = "Замужняя"
        person.save()
    report.agreements.all().delete()
    assert texts_of(client.get(address).content) == before


def texts_of(file):
    """The bytes of a file; of an office file those of its parts, but for the note when it was written."""
    if not file.startswith(b"PK"):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
