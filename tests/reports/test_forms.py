"""Forms of reports as data: their columns, rows, days; the rows that an office enters itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.paper import Row
from organizations.models import Municipality
from plans.models import Event
from plans.periods import ReportingPeriod
from reports.form_editing import own_form
from reports.models import MAIN_FORM, ReportAddress, ReportForm, ReportLine
from reports.papers import line_problems, report_problems
from reports.refreshing import draft_report, start_report

pytestmark = pytest.mark.django_db
FIRST_HALF, YEAR, FIRST_QUARTER = (
    ReportingPeriod(2026, 1),
    ReportingPeriod(2026),
    ReportingPeriod(2026, quarter=1),
)


@pytest.fixture(autouse=True)
def _long_after(monkeypatch):
    """The periods are over, unless a test says otherwise."""
    monkeypatch.setattr(Municipality, "today", lambda self: date(2027, 2, 1))


def form_of(municipality, code, period):
    return ReportForm.of(municipality, ReportAddress(code, period))


def add_column(form, heading, content="text", **facts):
    return form.columns.create(heading=heading, content=content, position=form.columns.count() + 1, **facts)


@pytest.mark.parametrize(
    ("code", "period", "due"),
    [
        (MAIN_FORM, FIRST_HALF, date(2026, 6, 10)),
        (MAIN_FORM, YEAR, date(2027, 1, 20)),
        ("target-model", YEAR, date(2026, 12, 10)),
        ("municipal-task", FIRST_QUARTER, date(2026, 4, 5)),
    ],
)
def test_day_by_which_a_report_is_due(reference_data, municipality, code, period, due):
    assert form_of(municipality, code, period).due_on(period) == due


def test_a_day_that_the_month_does_not_have_is_its_last(reference_data, municipality):
    form = form_of(municipality, MAIN_FORM, FIRST_HALF)
    form.due_day = 31
    assert form.due_on(FIRST_HALF) == date(2026, 6, 30)


def test_a_region_s_own_form_replaces_the_common_one_there_alone(
    reference_data, municipality, other_municipality
):
    common = form_of(municipality, MAIN_FORM, FIRST_HALF)
    own = own_form(common, municipality.region)
    assert form_of(municipality, MAIN_FORM, FIRST_HALF) == own != common
    assert [column.heading for column in own.layout] == [column.heading for column in common.layout]
    in_use = ReportForm.objects.in_use(municipality.region_id)
    assert own in in_use
    assert common not in in_use
    assert common in ReportForm.objects.in_use(None)


def test_the_head_names_only_what_is_known(reference_data, municipality):
    form = form_of(municipality, MAIN_FORM, FIRST_HALF)
    assert form.head_of({"зона": "", "муниципалитет": "Луговой район"}) == (
        ("Муниципальное образование", "Луговой район"),
    )
    form.head = "Район: {райoн}"
    with pytest.raises(ValidationError, match="Неизвестно"):
        form.clean()


def test_a_new_column_prints_at_once_and_keeps_what_is_typed_into_it(plan, methodist, client):
    report = start_report(plan, FIRST_HALF)
    own = own_form(report.form, plan.municipality.region)
    column = add_column(own, "Охват, человек", "amount", is_required=True)
    line = report.lines.first()
    client.force_login(methodist)
    url = reverse("line-edit", args=["lugovoy", report.address, line.pk])
    words = {"text": "Работа велась.", "note": "", "version": line.version}
    assert "Введите число" in client.post(url, words | {f"cell-{column.key}": "много"}).content.decode()
    assert client.post(url, words | {f"cell-{column.key}": "1 250,5"}).status_code == 302
    line.refresh_from_db()
    assert line.cells == {column.key: "1250.5"}
    report = type(report).objects.get()
    table = report.draw().body[0]
    assert table.columns[-1].title == "Охват, человек"
    assert next(row for row in table.rows if isinstance(row, Row)).cells[-1] == "1250,5"
    other = report.lines.last()
    assert any("не заполнено «Охват, человек»" in problem for problem in line_problems(other, report.form))
    assert not line_problems(line, report.form)


def test_rows_of_the_form_tell_what_was_done_in_their_sections(plan, item, seminar):
    event = Event.objects.create(
        municipality=plan.municipality,
        starts_on=date(2026, 2, 4),
        kind=seminar,
        theme="Сроки",
        participants=9,
    )
    event.items.add(item)
    report = start_report(plan, YEAR, "target-model")
    lines = list(report.lines.all())
    assert [line.form_row for line in lines] == [f"direction-{number}" for number in range(1, 7)]
    told = lines[item.section.position - 1]
    assert told.rendered == "04.02.2026 проведён семинар «Сроки». Участников — 9."
    assert str(report.address) == "target-model/2026"
    assert report.get_absolute_url() == "/lugovoy/reports/target-model/2026/"


def test_a_form_of_one_section_tells_its_events_itself(plan, seminar):
    first, second = (plan.items().filter(section__position=place).first() for place in (1, 2))
    event = Event.objects.create(
        municipality=plan.municipality, starts_on=date(2026, 2, 4), kind=seminar, theme="Сроки"
    )
    event.items.set([first, second])
    funding = start_report(plan, YEAR, "funding")
    assert {line.item.section.position for line in funding.lines.all()} == {2}
    assert "семинар «Сроки»" in funding.lines.get(item=second).rendered
    main = start_report(plan, YEAR)
    assert "Сведения приведены в п." in main.lines.get(item=second).rendered


@pytest.fixture
def task(plan):
    return start_report(plan, FIRST_QUARTER, "municipal-task")


def enter(task, **cells):
    return ReportLine.objects.create(
        report=task, position=1, number="1", title="Реализация программ", cells={"c1": "человеко-час"} | cells
    )


def test_deviation_beyond_the_permitted_asks_for_a_reason(task):
    line = enter(task, planned="1000", actual="880", permitted="10")
    assert (line.deviation, line.exceeds_permitted) == (-12, True)
    assert report_problems(task) == ["Строка 1: отклонение больше допустимого, укажите причину."]
    line.cells["reason"] = "Карантин."
    line.save()
    assert report_problems(task) == []
    assert task.draw().body[0].rows[0].cells == (
        *("1", "Реализация программ", "человеко-час", "1000", "880", "10", "-12 %", "Карантин."),
    )


def test_without_a_plan_there_is_no_deviation(task):
    assert enter(task, planned="0", actual="5").deviation is None
    assert enter(task, planned="", actual="5").deviation is None


def test_own_rows_are_carried_into_the_next_quarter_without_its_figures(task, plan):
    enter(task, planned="1000", actual="880", permitted="10")
    following = start_report(plan, FIRST_QUARTER.next, "municipal-task")
    (line,) = following.lines.all()
    assert (line.title, line.cells) == ("Реализация программ", {"c1": "человеко-час", "permitted": "10"})


def test_drafting_leaves_own_rows_alone(task):
    line = enter(task, planned="1000", actual="880")
    draft_report(task)
    assert list(task.lines.values_list("pk", "cells")) == [(line.pk, line.cells)]


def test_own_rows_are_entered_and_deleted_on_the_page(client, methodist, task):
    client.force_login(methodist)
    client.post(
        reverse("line-create", args=["lugovoy", task.address]),
        {"number": "1", "title": "Присмотр", "cell-c1": "ребёнок", "cell-planned": "10", "cell-actual": "9"},
    )
    (line,) = task.lines.all()
    assert (line.title, line.cells["planned"]) == ("Присмотр", "10")
    page = client.get(task.get_absolute_url()).content.decode()
    assert "Присмотр" in page
    assert "больше допустимого" in page
    delete = reverse("line-delete", args=["lugovoy", task.address, line.pk])
    client.post(delete, {"version": line.version})
    assert not task.lines.exists()


def test_an_own_row_asks_for_its_name_as_the_form_heads_the_column(client, methodist, task):
    client.force_login(methodist)
    page = client.get(reverse("line-create", args=[task.municipality.slug, task.address])).content.decode()
    assert ">Услуга (работа)<" in page
    assert "Наименование мероприятия" not in page


def test_a_row_of_the_plan_is_not_deleted_and_none_is_added_beside_the_plan(client, methodist, plan):
    client.force_login(methodist)
    report = start_report(plan, FIRST_HALF)
    line = report.lines.first()
    url = reverse("line-delete", args=["lugovoy", report.address, line.pk])
    assert client.post(url, {"version": line.version}).status_code == 404
    assert client.get(reverse("line-create", args=["lugovoy", report.address])).status_code == 404


def test_before_the_end_of_the_period_a_row_tells_what_is_planned(plan, item, monkeypatch):
    today = date(2026, 12, 5)
    monkeypatch.setattr(Municipality, "today", lambda self: today)
    december = plan.items().get(template__code="target-model-report")
    report = start_report(plan, ReportingPeriod(2026, 2))
    line = report.lines.get(item=december)
    assert line.source == "planned"
    assert line.rendered == "Запланировано до 10 декабря 2026 г."
    monkeypatch.setattr(Municipality, "today", lambda self: date(2027, 1, 10))
    draft_report(report)
    line.refresh_from_db()
    assert "Запланировано" not in line.rendered


def columns_of(form, **changes):
    """The formset of a form's columns as its page sends it."""
    columns = list(form.columns.all())
    data = {"columns-TOTAL_FORMS": len(columns) + 1, "columns-INITIAL_FORMS": len(columns)}
    for place, column in enumerate(columns):
        for name in ("position", "heading", "content", "share"):
            data[f"columns-{place}-{name}"] = getattr(column, name)
        data[f"columns-{place}-id"] = column.pk
    data |= {f"columns-{len(columns)}-{name}": value for name, value in changes.items()}
    fields = ("name", "title", "heading", "head", "addressee", "due_day", "due_month")
    return data | {name: getattr(form, name) for name in fields} | {"is_active": "on"}


@pytest.fixture
def own(reference_data, municipality):
    return own_form(form_of(municipality, MAIN_FORM, FIRST_HALF), municipality.region)


def test_the_regional_centre_adds_a_column(client, rmc, own):
    client.force_login(rmc)
    url = reverse("form-edit", args=["lugovoy", own.pk])
    answer = client.post(url, columns_of(own, position=6, heading="Ссылка", content="text", share=2))
    assert answer.status_code == 302
    assert own.columns.last().heading == "Ссылка"
    assert own.columns.last().key == "c1"


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ({"position": 6, "heading": "Номер", "content": "number", "share": 2}, "может быть только один"),
        ({"position": 6, "heading": "Откл.", "content": "deviation", "share": 2}, "добавьте оба столбца"),
        ({"position": 6, "heading": "Ссылка", "content": "text", "share": 99}, "меньше либо равно 20"),
    ],
)
def test_columns_that_make_no_sense_are_refused_in_words(client, rmc, own, column, sentence):
    client.force_login(rmc)
    answer = client.post(reverse("form-edit", args=["lugovoy", own.pk]), columns_of(own, **column))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert own.columns.count() == 5


def test_a_common_form_becomes_the_region_s_before_it_is_changed(client, rmc, reference_data, municipality):
    client.force_login(rmc)
    common = form_of(municipality, MAIN_FORM, FIRST_HALF)
    assert client.get(reverse("form-edit", args=["lugovoy", common.pk])).status_code == 404
    answer = client.post(reverse("form-own", args=["lugovoy", common.pk]))
    own = form_of(municipality, MAIN_FORM, FIRST_HALF)
    assert answer["Location"] == reverse("form-edit", args=["lugovoy", own.pk])
    assert own.region == municipality.region
