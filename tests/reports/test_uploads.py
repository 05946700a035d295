"""A plan and a report come in from office files: read, checked by a person, carried over, and taken back."""

import io
import re

import docx as python_docx
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from documents.deadlines import Kind
from documents.rendering.docx import paper_docx
from documents.rendering.pdf import paper_pdf
from plans.models import ActivityPlan, ItemResult, PlanItem
from plans.rollover import start_plan
from records.models import Attachment, PaperState, RememberedHeading, Upload
from reports.models import HalfYearReport, ReportLine
from reports.refreshing import draft_report
from tests.documents.papers import docx

pytestmark = pytest.mark.django_db

PLAN_HEAD = ["ПЛАН РАБОТЫ", "муниципального опорного центра", "Лугового района на 2026 год"]
PLAN = [
    ["№ п/п", "Наименование мероприятия", "Результат", "Сроки", "Ответственные"],
    ["1. Обеспечение деятельности муниципального опорного центра (МОЦ)", "", "", "", ""],
    ["1.1.", "Разработка медиаплана центра", "Медиаплан", "до 1 февраля", "Методист МОЦ"],
    ["1.2.", "Праздник дворовых игр", "Праздник", "июнь 2026", "Руководитель МОЦ"],
    ["2. Летние сборы", "", "", "", ""],
    ["2.1.", "Сборы юных туристов", "2 смены", "июль", "Методист МОЦ"],
]
REPORT_HEAD = [
    "ОТЧЁТ",
    "о работе муниципального опорного центра за первое полугодие 2026 года",
    "Муниципальное образование: Луговой район",
]
REPORT = [
    ["№ п/п", "Наименование мероприятия", "Сроки", "Результат", "Прим."],
    ["1. Обеспечение деятельности муниципального опорного центра (МОЦ)", "", "", "", ""],
    ["1.1.", "Разработка медиаплана центра", "январь", "Вышло {f1} и 14 заметок.", "Приказ № 3"],
    ["1.2.", "Праздник дворовых игр", "", "", ""],
    ["2. Летние сборы", "", "", "", ""],
    ["2.1.", "Сборы юных туристов", "июнь", "Прошла первая смена.", ""],
]
REPORT_TITLE = "Отчёт о работе муниципального опорного центра за первое полугодие 2026 года"


@pytest.fixture(autouse=True)
def _library(reference_data):
    """The six sections and the library of items are there."""


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch):
    """That files are read in a process of their own has its own tests."""
    monkeypatch.setattr("documents.reading.read_isolated", lambda reader, path: reader(path))


@pytest.fixture
def as_methodist(client, methodist):
    client.force_login(methodist)
    return client


def url(name, *args, municipality="lugovoy"):
    return reverse(name, args=[municipality, *args])


def send_file(client, content, name="файл.docx"):
    return client.post(url("upload-list"), {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def send(as_methodist, tmp_path):
    """Posts a Word file of a head and tables and returns the answer."""

    def post(lines, *tables):
        return send_file(as_methodist, docx(tmp_path / "paper.docx", lines, *tables).read_bytes())

    return post


@pytest.fixture
def uploaded(send):
    """Makes an upload of a head and a table."""

    def make(lines, table):
        answer = send(lines, table)
        assert answer.status_code == 302, answer.content.decode()
        return Upload.objects.first()

    return make


@pytest.fixture
def plan_file(uploaded):
    return uploaded(PLAN_HEAD, PLAN)


@pytest.fixture
def report_file(uploaded):
    return uploaded(REPORT_HEAD, REPORT)


def form_on(answer):
    """The fields of the page where an upload is checked, as a browser would send them."""
    [form] = html.fromstring(answer.content).xpath("//form[@data-draft]")
    return {name: text.removeprefix("\n") for name, text in form.form_values()}


def form_of(client, upload):
    return form_on(client.get(upload.get_absolute_url()))


def save(client, upload, **changes):
    fields = form_of(client, upload) | {name.replace("__", "-"): text for name, text in changes.items()}
    return client.post(upload.get_absolute_url(), fields)


def carry_over(client, upload, **changes):
    fields = form_of(client, upload) | {name.replace("__", "-"): text for name, text in changes.items()}
    return client.post(url("upload-apply", upload.pk), fields, follow=True)


def errors_on(answer):
    """The errors of a page, each after the name of its field."""
    found = html.fromstring(answer.content).xpath("//*[contains(@class, 'invalid-feedback')]")
    return {
        error.get("id", "").removeprefix("id_").removesuffix("_error"): error.text_content()
        for error in found
    }


def text_of(answer):
    return " ".join(html.fromstring(answer.content).xpath("//main")[0].text_content().split())


def items_of(year):
    items = PlanItem.objects.filter(section__plan__year=year)
    return list(items.values_list("section__title", "number", "title", "deadline_text", "responsible"))


# What comes in


def test_a_plan_is_read_and_nothing_is_carried_over_yet(plan_file, methodist):
    assert (plan_file.state, plan_file.uploaded_by) == (Upload.State.READ, methodist)
    assert plan_file.reading["year"] == 2026
    assert plan_file.document.tables[0].rows[2][1] == "Разработка медиаплана центра"
    assert plan_file.attachment.content_type.endswith("wordprocessingml.document")
    assert not ActivityPlan.objects.exists()


BAD_FILES = [
    (b"", "пуст"),
    (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "картинка"),
    (b"PK\x03\x04 broken", "поврежд"),
    (b"%PDF-1.7 broken", "Файл"),
    ("Уважаемые коллеги! Приглашаем на праздник.".encode(), "Это не план и не отчёт"),
    ("ПРОТОКОЛ № 4\nзаседания совета\n14 марта 2026 года\nСЛУШАЛИ: отчёт".encode(), "Это похоже на протокол"),
]


@pytest.mark.parametrize(("content", "sentence"), BAD_FILES)
def test_what_is_no_plan_and_no_report_is_refused_at_the_field_and_not_kept(as_methodist, content, sentence):
    answer = send_file(as_methodist, content)
    assert answer.status_code == 422
    assert sentence in errors_on(answer)["file"]
    assert not Upload.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(as_methodist, settings, monkeypatch):
    settings.UPLOAD_MAX_BYTES = 1024**2
    monkeypatch.setattr("reports.uploads.reading.read_file", None)
    answer = send_file(as_methodist, b"x" * (1024**2 + 1))
    assert errors_on(answer) == {"file": "Файл «файл.docx» больше 1 МБ."}


def without(column, table):
    return [[text for place, text in enumerate(row) if place != column] for row in table]


def test_a_table_without_deadlines_is_refused(send):
    answer = send(PLAN_HEAD, without(3, PLAN))
    assert "нет столбца «Сроки»" in errors_on(answer)["file"]
    assert not Upload.objects.exists()


def test_a_table_without_a_single_title_is_refused(send):
    answer = send(PLAN_HEAD, [PLAN[0], ["1", "", "Приказ", "июнь", "Методист"]])
    assert errors_on(answer)["file"] == "В таблице файла нет ни одного мероприятия."


def test_a_table_of_more_rows_than_can_be_checked_is_refused(send, monkeypatch):
    monkeypatch.setattr("reports.uploads.reading.MAX_ROWS", 4)
    assert "больше 4 строк" in errors_on(send(PLAN_HEAD, PLAN))["file"]


def test_more_text_than_a_page_can_send_back_is_refused(send, monkeypatch):
    monkeypatch.setattr("reports.uploads.reading.MAX_CHARACTERS", 100)
    assert "слишком много текста" in errors_on(send(PLAN_HEAD, PLAN))["file"]


def test_the_same_file_again_leads_to_the_earlier_upload(plan_file, as_methodist):
    with plan_file.attachment.file.open() as kept:
        answer = send_file(as_methodist, kept.read(), "другое имя.docx")
    assert "Этот файл уже загружен" in errors_on(answer)["file"]
    assert f'href="{plan_file.get_absolute_url()}"' in answer.content.decode()
    assert Upload.objects.count() == 1


def test_the_list_needs_the_same_queries_for_any_number_of_files(plan_file, as_methodist):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            as_methodist.get(url("upload-list"))
        return len(captured)

    before = queries()
    for _ in range(10):
        plan_file.pk = None
        plan_file.save()
    assert queries() == before <= 15


# The page where it is checked


def test_each_row_stands_beside_its_original(plan_file, as_methodist):
    answer = as_methodist.get(plan_file.get_absolute_url())
    [row] = html.fromstring(answer.content).xpath("//fieldset[@id='row-1']")
    printed = [text.text_content() for text in row.xpath(".//*[@class='printed']/p")]
    assert printed == [
        "В файле",
        "1.2.",
        "Праздник дворовых игр",
        "Праздник",
        "июнь 2026",
        "Руководитель МОЦ",
    ]
    assert row.xpath("string(.//textarea[@name='row-1-title'])").strip() == "Праздник дворовых игр"
    assert "Понято: июнь 2026" in " ".join(row.text_content().split())


def test_a_known_item_is_proposed_with_its_likeness(plan_file, as_methodist):
    answer = as_methodist.get(plan_file.get_absolute_url())
    [chosen] = html.fromstring(answer.content).xpath("//select[@name='row-0-template']/option[@selected]")
    assert re.fullmatch(r"\d\d % — Разработка медиаплана МОЦ", chosen.text)
    assert form_of(as_methodist, plan_file)["row-1-template"] == ""


def test_corrections_are_kept_before_anything_is_carried_over(plan_file, as_methodist):
    save(as_methodist, plan_file, row__0__title="Медиаплан на год", row__2__skip="on")
    plan_file.refresh_from_db()
    assert plan_file.corrections["fields"] == {
        "row-0-title": "Медиаплан на год",
        "row-2-skip": "on",
    }
    assert form_of(as_methodist, plan_file)["row-0-title"] == "Медиаплан на год"
    assert not ActivityPlan.objects.exists()


def test_a_second_editor_sees_both_texts_and_loses_none(plan_file, as_methodist):
    opened = form_of(as_methodist, plan_file)
    save(as_methodist, plan_file, row__0__title="Слова первого")
    answer = as_methodist.post(plan_file.get_absolute_url(), opened | {"row-0-title": "Слова второго"})
    assert answer.status_code == 422
    cells = html.fromstring(answer.content).xpath("//main//table//td/text()")
    assert cells[:2] == ["Слова первого", "Слова второго"]
    plan_file.refresh_from_db()
    assert plan_file.corrections["fields"]["row-0-title"] == "Слова первого"
    as_methodist.post(plan_file.get_absolute_url(), form_on(answer))
    plan_file.refresh_from_db()
    assert plan_file.corrections["fields"]["row-0-title"] == "Слова второго"


def test_all_errors_stand_at_their_rows_at_once_and_nothing_is_carried_over(uploaded, as_methodist):
    table = [row[:] for row in PLAN]
    table[2][1], table[3][0], table[5][0] = "", "1.1", "2.1"
    upload = uploaded(PLAN_HEAD, [*table, ["2.1", "Сборы юных моряков", "", "август", ""]])
    answer = carry_over(as_methodist, upload)
    assert errors_on(answer) == {
        "row-0-title": "В строке нет наименования. Напишите его или отметьте «Не переносить эту строку».",
        "row-0-number": "Номер 1.1 стоит в этом разделе у нескольких строк.",
        "row-1-number": "Номер 1.1 стоит в этом разделе у нескольких строк.",
        "row-2-number": "Номер 2.1 стоит в этом разделе у нескольких строк.",
        "row-3-number": "Номер 2.1 стоит в этом разделе у нескольких строк.",
    }
    assert not ActivityPlan.objects.exists()


def test_a_row_left_out_needs_no_mending(uploaded, as_methodist):
    upload = uploaded(PLAN_HEAD, [*PLAN, ["2.1", "Сборы юных моряков", "", "август", ""]])
    carry_over(as_methodist, upload, row__3__skip="on")
    assert [number for _, number, *_ in items_of(2026)] == ["1.1", "1.2", "2.1"]


def test_a_paper_of_which_every_row_is_left_out_is_not_carried_over(plan_file, as_methodist):
    answer = carry_over(as_methodist, plan_file, **{f"row__{row}__skip": "on" for row in range(3)})
    assert "не осталось ни одной строки" in text_of(answer)
    assert not ActivityPlan.objects.exists()


def test_the_warnings_of_the_reader_stand_at_their_row(plan_file, as_methodist):
    plan_file.reading["warnings"] = ["Строка 1.2 была разорвана.", "Весь текст повёрнут."]
    plan_file.save()
    page = html.fromstring(as_methodist.get(plan_file.get_absolute_url()).content)
    assert "Строка 1.2 была разорвана." in page.xpath("string(//*[@id='row-1'])")
    assert "Весь текст повёрнут." in page.xpath("string(//*[contains(@class, 'remarks')])")


def test_a_text_too_long_for_the_portal_is_an_error_at_its_field(plan_file, as_methodist):
    answer = carry_over(as_methodist, plan_file, row__1__deadline="июнь " * 100)
    assert set(errors_on(answer)) == {"row-1-deadline"}


def test_a_hostile_post_changes_nothing(plan_file, as_methodist):
    foreign = {"row__0__template": "999999", "row__1__number": "1\x002", "row__77__title": "чужое"}
    answer = carry_over(as_methodist, plan_file, **foreign)
    assert set(errors_on(answer)) == {"row-0-template"}
    assert not ActivityPlan.objects.exists()


def test_the_page_needs_few_queries_for_any_number_of_rows(uploaded, as_methodist):
    def queries(upload):
        with CaptureQueriesContext(connection) as captured:
            as_methodist.get(upload.get_absolute_url())
        return len(captured)

    long = [*PLAN, *([f"2.{n}", f"Поход номер {n}", "", "май", ""] for n in range(2, 40))]
    assert queries(uploaded(PLAN_HEAD, PLAN)) == queries(uploaded(PLAN_HEAD, long)) <= 15


# Columns


UNUSUAL = [
    ["№", "Наименование мероприятия", "Успеваем к", "Ответственные"],
    ["1", "Поход", "май 2026", "Методист"],
]


def test_an_unknown_heading_is_explained_once_and_remembered(uploaded, as_methodist):
    upload = uploaded(PLAN_HEAD, UNUSUAL)
    answer = carry_over(as_methodist, upload)
    assert "Укажите, в каком столбце «Сроки»." in text_of(answer)
    upload.refresh_from_db()
    place = list(upload.reading["columns"]).index("Успеваем к")
    page = html.fromstring(answer.content)
    columns = dict(page.xpath(f"//form[contains(@action, '{upload.pk}/columns/')]")[0].form_values())
    as_methodist.post(url("upload-columns", upload.pk), columns | {f"column-{place}": "deadline"})
    assert form_of(as_methodist, upload)["row-0-deadline"] == "май 2026"
    assert not RememberedHeading.objects.exists()
    carry_over(as_methodist, upload)
    assert list(RememberedHeading.objects.values_list("heading", "field")) == [("успеваем к", "deadline")]
    again = uploaded(["ПЛАН", "на 2027 год"], UNUSUAL)
    assert again.reading["columns"]["Успеваем к"] == "deadline"


def test_reading_anew_keeps_the_corrected_head_but_not_the_rows(plan_file, as_methodist):
    save(as_methodist, plan_file, head__year="2027", row__0__title="Другое")
    plan_file.refresh_from_db()
    columns = {"version": plan_file.version, "column-0": "number", "column-1": "title", "column-2": "",
               "column-3": "deadline", "column-4": "responsible"}  # fmt: skip
    as_methodist.post(url("upload-columns", plan_file.pk), columns)
    plan_file.refresh_from_db()
    assert plan_file.corrections == {"columns": {"Результат": ""}, "fields": {"head-year": "2027"}}
    assert plan_file.reading["sections"][0]["items"][0]["expected_result"] == ""


# Whose paper it is


OF_ANOTHER = [*PLAN_HEAD[:2], "Заречного городского округа на 2026 год"]


def test_a_paper_of_another_municipality_has_to_be_confirmed(uploaded, as_methodist):
    upload = uploaded(OF_ANOTHER, PLAN)
    answer = carry_over(as_methodist, upload)
    assert "Похоже, это документ другого муниципалитета" in text_of(answer)
    assert set(errors_on(answer)) == {"head-is_ours"}
    assert not ActivityPlan.objects.exists()
    carry_over(as_methodist, upload, head__is_ours="on")
    assert ActivityPlan.objects.count() == 1


def test_another_spelling_of_ours_is_only_told(uploaded, as_methodist):
    upload = uploaded([*PLAN_HEAD[:2], "Луговского района на 2026 год"], PLAN)
    assert "в портале — «Луговой район»" in text_of(as_methodist.get(upload.get_absolute_url()))
    carry_over(as_methodist, upload)
    assert ActivityPlan.objects.count() == 1


# A plan


def test_a_plan_becomes_sections_and_items_that_are_understood(plan_file, as_methodist, municipality):
    answer = carry_over(as_methodist, plan_file)
    plan = ActivityPlan.objects.get(municipality=municipality, year=2026)
    assert "Файл перенесён в портал" in text_of(answer)
    assert plan.organization == municipality.centre
    assert plan.title == "План работы муниципального опорного центра Лугового района на 2026 год"
    assert [section.standard and section.standard.number for section in plan.sections.all()] == [1, None]
    assert items_of(2026) == [
        (PLAN[1][0][3:], "1.1", "Разработка медиаплана центра", "до 1 февраля", "Методист МОЦ"),
        (PLAN[1][0][3:], "1.2", "Праздник дворовых игр", "июнь 2026", "Руководитель МОЦ"),
        ("Летние сборы", "2.1", "Сборы юных туристов", "июль", "Методист МОЦ"),
    ]
    first, second, third = plan.items()
    assert first.template.code == "media-plan"
    assert second.deadline_kind == Kind.MONTH
    assert [post.title for post in third.responsible_posts.all()] == ["Методист МОЦ"]
    assert third.expected_result == "2 смены"


def test_items_continue_those_of_the_year_before(plan_file, as_methodist, municipality):
    earlier = start_plan(ActivityPlan(municipality=municipality, year=2025), "library")
    known = earlier.items().get(template__code="media-plan")
    carry_over(as_methodist, plan_file)
    first, second, _ = PlanItem.objects.filter(section__plan__year=2026)
    assert (first.predecessor, second.predecessor) == (known, None)


def test_a_match_can_be_corrected(plan_file, as_methodist):
    carry_over(as_methodist, plan_file, row__0__template="", section__1__standard="5")
    plan = ActivityPlan.objects.get()
    assert plan.items().first().template is None
    assert [section.standard.number for section in plan.sections.all()] == [1, 5]


def test_a_section_without_words_of_its_own_gets_those_of_the_standard(plan_file, as_methodist):
    carry_over(as_methodist, plan_file, section__1__standard="6", section__1__title="")
    assert (
        ActivityPlan.objects.get()
        .sections.get(standard__number=6)
        .title.startswith("Мероприятия по внедрению")
    )


def test_a_table_without_sections_becomes_one_plain_list(uploaded, as_methodist):
    carry_over(as_methodist, uploaded(PLAN_HEAD, [PLAN[0], ["1", *PLAN[3][1:]], ["2", *PLAN[5][1:]]]))
    [section] = ActivityPlan.objects.get().sections.all()
    assert (section.title, section.standard) == ("", None)
    assert [item.number for item in section.items.all()] == ["1", "2"]


def test_two_sections_of_the_file_may_be_one_of_the_plan(plan_file, as_methodist):
    carry_over(as_methodist, plan_file, section__1__standard="1")
    [section] = ActivityPlan.objects.get().sections.all()
    assert [item.number for item in section.items.all()] == ["1.1", "1.2", "2.1"]


def test_a_plan_that_stands_already_is_never_overwritten(plan_file, as_methodist, plan):
    answer = carry_over(as_methodist, plan_file)
    assert f"В портале уже есть {plan.title}" in text_of(answer)
    assert f'href="{plan.get_absolute_url()}"' in answer.content.decode()
    assert ActivityPlan.objects.get() == plan


def test_an_empty_draft_is_replaced_after_a_confirmation(plan_file, as_methodist, municipality):
    empty = start_plan(ActivityPlan(municipality=municipality, year=2026), "empty")
    assert set(errors_on(carry_over(as_methodist, plan_file))) == {"head-replaces"}
    assert ActivityPlan.objects.get() == empty
    carry_over(as_methodist, plan_file, head__replaces="on")
    assert ActivityPlan.objects.get().items().count() == 3


def test_a_municipality_without_a_centre_is_told_so(plan_file, as_methodist, municipality):
    municipality.organizations.update(is_moc=False)
    assert "какая организация работает как МОЦ" in text_of(carry_over(as_methodist, plan_file))
    assert not ActivityPlan.objects.exists()


def test_a_file_is_carried_over_once(plan_file, as_methodist):
    opened = form_of(as_methodist, plan_file)
    carry_over(as_methodist, plan_file)
    answer = as_methodist.post(url("upload-apply", plan_file.pk), opened, follow=True)
    assert "уже перенесён" in text_of(answer)
    assert ActivityPlan.objects.count() == 1


def test_a_corrected_year_asks_to_look_at_the_matches_again(plan_file, as_methodist, municipality):
    start_plan(ActivityPlan(municipality=municipality, year=2026), "library")
    answer = carry_over(as_methodist, plan_file, head__year="2027")
    assert "портал подобрал другие пункты" in text_of(answer)
    assert "Строки: 1.1, 1.2, 2.1." in text_of(answer)
    assert not ActivityPlan.objects.filter(year=2027).exists()
    carry_over(as_methodist, plan_file)
    assert ActivityPlan.objects.get(year=2027).items().first().predecessor.template.code == "media-plan"


# A report


def test_a_report_becomes_a_plan_with_results_and_a_report(report_file, as_methodist):
    carry_over(as_methodist, report_file)
    report = HalfYearReport.objects.get(period="2026H1")
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
    report = HalfYearReport.objects.get()
    outcome = draft_report(report)
    assert (outcome.added, outcome.dropped, outcome.undecided) == (0, 0, 0)
    assert report.lines.get(number="2.1").rendered == "Прошла первая смена."


def test_rows_of_a_report_find_the_items_of_its_plan(report_file, as_methodist, plan):
    known = plan.items().get(template__code="media-plan")
    before = plan.items().count()
    carry_over(as_methodist, report_file)
    lines = HalfYearReport.objects.get().lines
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


def test_no_item_is_added_to_an_approved_plan(report_file, as_methodist, plan):
    ActivityPlan.objects.update(state=PaperState.APPROVED)
    answer = carry_over(as_methodist, report_file)
    assert set(errors_on(answer)) == {"row-1-item", "row-2-item"}
    assert "добавить в него пункт нельзя" in errors_on(answer)["row-1-item"]
    carry_over(as_methodist, report_file, row__1__skip="on", row__2__skip="on")
    assert HalfYearReport.objects.get().lines.count() == 1


def test_no_item_is_added_to_an_approved_plan_of_which_all_items_were_withdrawn(
    report_file, as_methodist, plan
):
    ActivityPlan.objects.update(state=PaperState.APPROVED)
    plan.items().update(withdrawn_on="2026-01-31")
    answer = carry_over(as_methodist, report_file)
    assert text_of(answer).count("добавить в него пункт нельзя") == 3
    assert not HalfYearReport.objects.exists()


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
    assert HalfYearReport.objects.get().period == "2026H2"


def test_a_report_that_stands_already_is_never_overwritten(report_file, as_methodist, plan):
    report = HalfYearReport.objects.create(
        municipality=plan.municipality, plan=plan, period="2026H1", title="Наш отчёт"
    )
    ReportLine.objects.create(report=report, item=plan.items().first(), title="Строка")
    assert "В портале уже есть Наш отчёт" in text_of(carry_over(as_methodist, report_file))
    report.lines.all().delete()
    carry_over(as_methodist, report_file, head__replaces="on")
    assert HalfYearReport.objects.get() != report


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


# Taking it back


def test_undo_says_what_it_removes_and_removes_just_that(report_file, as_methodist, plan):
    before = items_of(2026)
    answer = carry_over(as_methodist, report_file)
    removed = html.fromstring(answer.content).xpath("//main//ul/li/text()")
    assert removed == [f"«{REPORT_TITLE}»", "1 раздел плана", "2 пункта плана", "2 результата за полугодие"]
    as_methodist.post(url("upload-undo", report_file.pk))
    assert items_of(2026) == before
    assert not HalfYearReport.objects.exists()
    assert not ItemResult.objects.exists()
    report_file.refresh_from_db()
    assert (report_file.state, report_file.paper) == (Upload.State.UNDONE, None)


def test_what_was_undone_can_be_corrected_and_carried_over_again(plan_file, as_methodist):
    carry_over(as_methodist, plan_file)
    as_methodist.post(url("upload-undo", plan_file.pk))
    assert not ActivityPlan.objects.exists()
    carry_over(as_methodist, plan_file, row__0__deadline="до 1 марта")
    assert items_of(2026)[0][3] == "до 1 марта"


def change_title(item, kind):
    PlanItem.objects.filter(pk=item.pk).update(title="Иначе")


def add_result(item, kind):
    ItemResult.objects.create(item=item, period="2026H2", text="Сделано")


def add_event(item, kind):
    item.events.create(municipality=item.plan.municipality, kind=kind, starts_on="2026-03-01", theme="Тема")


def close_due_day(item, kind):
    item.occurrences.update(closed_on="2026-03-01")


@pytest.mark.parametrize("change", [change_title, add_result, add_event, close_due_day])
def test_nothing_that_was_changed_since_is_removed(plan_file, as_methodist, seminar, change):
    carry_over(as_methodist, plan_file)
    change(PlanItem.objects.first(), seminar)
    answer = as_methodist.post(url("upload-undo", plan_file.pk), follow=True)
    assert "отменить перенос уже нельзя" in text_of(answer)
    assert PlanItem.objects.count() == 3
    plan_file.refresh_from_db()
    assert plan_file.state == Upload.State.APPLIED


def test_undo_of_a_file_that_was_not_carried_over_is_refused(plan_file, as_methodist):
    answer = as_methodist.post(url("upload-undo", plan_file.pk), follow=True)
    assert "отменять нечего" in text_of(answer)


def test_a_deleted_upload_takes_its_file_with_it(plan_file, as_methodist, django_capture_on_commit_callbacks):
    storage, name = plan_file.attachment.file.storage, plan_file.attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        as_methodist.post(url("upload-delete", plan_file.pk))
    assert not Upload.objects.exists()
    assert not Attachment.objects.exists()
    assert not storage.exists(name)


def test_an_upload_that_was_carried_over_cannot_be_deleted(plan_file, as_methodist):
    carry_over(as_methodist, plan_file)
    answer = as_methodist.post(url("upload-delete", plan_file.pk), follow=True)
    assert "сначала отмените перенос" in text_of(answer)
    assert Upload.objects.exists()


# Who may


PAGES = ["upload", "upload-columns", "upload-apply", "upload-undo", "upload-delete"]


@pytest.mark.parametrize("name", PAGES)
def test_an_upload_of_another_municipality_does_not_exist(plan_file, client, stranger, name):
    client.force_login(stranger)
    assert client.post(url(name, plan_file.pk)).status_code == 404
    assert client.post(url(name, plan_file.pk, municipality="sosnovsky")).status_code == 404


@pytest.mark.parametrize("reader", ["head", "authority", "director", "expert", "rmc"])
def test_who_only_reads_may_not_upload(plan_file, client, reader, request):
    client.force_login(request.getfixturevalue(reader))
    assert client.get(url("upload-list")).status_code == 403
    assert [client.post(url(name, plan_file.pk)).status_code for name in PAGES] == [403] * len(PAGES)


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
    report = HalfYearReport.objects.get(period="2022H1")
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
