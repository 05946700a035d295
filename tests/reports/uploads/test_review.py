"""The page where a person checks what was read: corrections, errors, columns, whose paper it is."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from plans.models import ActivityPlan
from records.models import RememberedHeading
from tests.reports.uploads.pages import (
    PLAN,
    PLAN_HEAD,
    carry_over,
    errors_on,
    form_of,
    form_on,
    items_of,
    save,
    text_of,
    url,
)

pytestmark = pytest.mark.django_db


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
    assert re.fullmatch(r"похоже на \d\d %: Разработка медиаплана МОЦ", chosen.text)
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
    [form] = html.fromstring(answer.content).xpath("//form[@data-draft]")
    assert form.get("action") == upload.get_absolute_url(), "«Сохранить исправления» must not carry over"


def test_a_row_left_out_needs_no_mending(uploaded, as_methodist):
    nameless, twice = ["2.2", "", "Приказ", "август", ""], ["2.1", "Сборы юных моряков", "", "август", ""]
    upload = uploaded(PLAN_HEAD, [*PLAN, nameless, twice])
    carry_over(as_methodist, upload, row__3__skip="on", row__4__skip="on")
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
    place = list(upload.columns).index("Успеваем к")
    page = html.fromstring(answer.content)
    columns = dict(page.xpath(f"//form[contains(@action, '{upload.pk}/columns/')]")[0].form_values())
    as_methodist.post(url("upload-columns", upload.pk), columns | {f"column-{place}": "deadline"})
    assert form_of(as_methodist, upload)["row-0-deadline"] == "май 2026"
    assert not RememberedHeading.objects.exists()
    carry_over(as_methodist, upload)
    assert list(RememberedHeading.objects.values_list("heading", "field")) == [("успеваем к", "deadline")]
    again = uploaded(["ПЛАН", "на 2027 год"], UNUSUAL)
    assert again.columns["Успеваем к"] == "deadline"


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
