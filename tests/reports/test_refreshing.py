"""Drafting a report and drafting it anew: what is taken over, and what stays as a person left it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.paper import SectionRow, Table
from organizations.models import LegalAct
from plans.models import (
    ActivityPlan,
    Event,
    EventKind,
    ItemResult,
    PlanItem,
    PlanSection,
    ResultFigure,
    Tally,
)
from plans.periods import ReportingPeriod
from plans.suggesting import items_on
from records.approval import APPROVAL
from reports.facts import load_facts
from reports.models import ReportFigure, ReportLine
from reports.refreshing import (
    Outcome,
    draft_report,
    is_stale,
    keep,
    plan_for,
    propose,
    start_report,
    take,
)
from reports.subjects import of_item

from .pages import hold
from .rows import line_of, rewrite, write_all

pytestmark = pytest.mark.django_db
FIRST_HALF, SECOND_HALF = ReportingPeriod(2026, 1), ReportingPeriod(2026, 2)
Source = ReportLine.Source


def test_every_item_of_the_plan_gets_a_row(plan, report):
    assert report.lines.count() == plan.items().count() == 31
    line = report.lines.first()
    assert (line.number, line.title, line.deadline_text) == (
        line.item.number,
        line.item.title,
        line.item.deadline_text,
    )
    assert report.data_as_of == plan.municipality.today()


def test_a_report_is_started_once(plan, report):
    rewrite(report, plan.items().first(), "Моё")
    assert start_report(plan, FIRST_HALF) == report
    assert line_of(report, plan.items().first()).text == "Моё"


def test_no_row_of_a_typical_plan_is_empty(report):
    assert not report.lines.filter(text="").exists()
    assert set(report.lines.values_list("source", flat=True)) == {Source.PHRASE}


def test_a_row_without_anything_to_say_is_printed_as_such(report, plan):
    plan.items().update(template=None)
    draft_report(report)
    assert set(report.lines.values_list("source", flat=True)) == {Source.NOTHING}
    table = next(block for block in report.draw().body if isinstance(block, Table))
    rows = [row for row in table.rows if row.kind == "row"]
    assert len(rows) == 31
    assert {row.cells[3] for row in rows} == {"Сведения не внесены"}
    assert any("нет сведений" in problem for problem in report.problems())


def test_events_fill_the_row_with_its_figures_and_orders(report, item, seminar):
    act = LegalAct.objects.create(municipality=report.municipality, number="13/1", date=date(2026, 2, 3))
    hold(item, date(2026, 2, 4), seminar, participants=12).acts.add(act)
    hold(item, date(2026, 2, 5), seminar, participants=13).acts.add(act)
    assert draft_report(report) == Outcome(added=0, updated=1, dropped=0, undecided=0)
    line = line_of(report, item)
    assert line.rendered == (
        "Проведено 2 семинара: 04.02.2026 «Тема 4», 05.02.2026 «Тема 5». Всего участников — 25."
    )
    assert (line.note, line.source) == ("Приказ от 03.02.2026 № 13/1", Source.EVENTS)
    assert [figure.value for figure in line.figures.all()] == [2, 25]


def test_deleted_events_and_those_of_the_other_half_are_left_out(report, item, seminar):
    hold(item, date(2026, 2, 4), seminar, deleted_at="2026-03-01T00:00Z")
    hold(item, date(2026, 7, 4), seminar)
    assert draft_report(report).updated == 0


def test_drafting_twice_changes_nothing(report, item, seminar):
    hold(item, date(2026, 2, 4), seminar)
    hold(item, date(2026, 2, 5), seminar)
    draft_report(report)
    figures = list(ReportFigure.objects.values_list("pk", flat=True))
    versions = list(report.lines.values_list("version", flat=True))
    assert draft_report(report) == Outcome(0, 0, 0, 0)
    assert list(ReportFigure.objects.values_list("pk", flat=True)) == figures
    assert list(report.lines.values_list("version", flat=True)) == versions


def test_figures_follow_what_was_entered_anew(report, item, seminar):
    event = hold(item, date(2026, 2, 4), seminar, participants=12)
    draft_report(report)
    Event.objects.filter(pk=event.pk).update(participants=15)
    assert draft_report(report).updated == 1
    assert line_of(report, item).rendered.endswith("Участников — 15.")
    assert ReportFigure.objects.get().value == 15


def test_what_the_methodist_rewrote_is_never_overwritten(report, item, seminar):
    rewrite(report, item, "Мои слова")
    hold(item, date(2026, 2, 4), seminar)
    assert draft_report(report) == Outcome(added=0, updated=0, dropped=0, undecided=1)
    assert line_of(report, item).rendered == "Мои слова"


def test_what_a_person_confirmed_or_uploaded_is_never_overwritten(report, item, plan, seminar):
    other = plan.items().exclude(pk=item.pk).first()
    ReportLine.objects.filter(item=item).update(text="Проверено", is_checked=True)
    ReportLine.objects.filter(item=other).update(text="Из файла", source=Source.UPLOAD)
    hold(item, date(2026, 2, 4), seminar).items.add(other)
    assert draft_report(report).undecided == 2
    assert (line_of(report, item).text, line_of(report, other).text) == ("Проверено", "Из файла")


def test_taking_the_proposal_replaces_the_words_and_their_figures(report, item, seminar):
    line = rewrite(report, item, "Мои слова")
    hold(item, date(2026, 2, 4), seminar, participants=12)
    take(line, propose(line))
    line = line_of(report, item)
    assert line.rendered == "04.02.2026 проведён семинар «Тема 4». Участников — 12."
    assert (line.is_manual, line.source) == (False, Source.EVENTS)
    assert not is_stale(line, propose(line))


def test_keeping_the_words_asks_no_more_until_something_else_changes(report, item, seminar):
    line = rewrite(report, item, "Мои слова")
    hold(item, date(2026, 2, 4), seminar)
    keep(line, propose(line))
    assert line_of(report, item).text == "Мои слова"
    assert draft_report(report).undecided == 0
    hold(item, date(2026, 2, 5), seminar)
    assert draft_report(report).undecided == 1


def test_keeping_settles_words_that_nobody_had_written(report, item, seminar):
    line = line_of(report, item)
    hold(item, date(2026, 2, 4), seminar)
    keep(line, propose(line))
    assert draft_report(report).updated == 0
    assert line_of(report, item).is_manual


def test_words_that_already_say_it_are_not_asked_about(report, item, seminar):
    hold(item, date(2026, 2, 4), seminar)
    rewrite(report, item, "04.02.2026 проведён семинар «Тема 4».")
    assert draft_report(report).undecided == 0


def test_the_plan_may_change_while_the_report_is_written(report, plan, item):
    section = item.section
    new = PlanItem.objects.create(section=section, number="1.99", position=99, title="Новый пункт")
    gone, stays = plan.items().exclude(pk=item.pk)[:2]
    rewrite(report, stays, "Сделано до исключения")
    plan.items().filter(pk__in=[gone.pk, stays.pk]).update(withdrawn_on=date(2026, 5, 1))
    PlanItem.objects.filter(pk=item.pk).update(title="Уточнённый пункт", number="1.66")
    assert draft_report(report) == Outcome(added=1, updated=0, dropped=1, undecided=0)
    assert line_of(report, new).source == Source.NOTHING
    assert not report.lines.filter(item=gone).exists()
    assert line_of(report, stays).text == "Сделано до исключения"
    assert (line_of(report, item).title, line_of(report, item).number) == ("Уточнённый пункт", "1.66")


def test_a_withdrawn_item_is_reported_if_it_was_in_force_or_work_was_done(report, plan, item, seminar):
    later = plan.items().exclude(pk=item.pk).first()
    plan.items().filter(pk=item.pk).update(withdrawn_on=date(2026, 5, 1))
    plan.items().filter(pk=later.pk).update(withdrawn_on=date(2026, 7, 1))
    hold(item, date(2026, 2, 4), seminar)
    assert draft_report(report).dropped == 0
    assert line_of(report, item).source == Source.EVENTS


def test_a_report_on_its_way_is_not_drafted_anew(report, methodist):
    write_all(report)
    APPROVAL.perform("submit", report, methodist)
    with pytest.raises(ValidationError, match="на согласовании"):
        draft_report(report)


def test_the_history_of_a_row_keeps_every_wording(report, item, seminar):
    hold(item, date(2026, 2, 4), seminar)
    draft_report(report)
    assert [entry.source for entry in line_of(report, item).history.all()] == [Source.EVENTS, Source.PHRASE]


# The year, and the plan a period belongs to


def test_the_report_of_a_year_takes_both_halves_together(plan, item, seminar):
    hold(item, date(2026, 2, 4), seminar)
    hold(item, date(2026, 9, 4), seminar)
    for period, value in (("2026H1", 30), ("2026H2", 46)):
        result = ItemResult.objects.create(
            item=item, period=period, text=f"Работа в {period[-1]}-й половине."
        )
        ResultFigure.objects.create(
            result=result, label="Проведена экспертиза", value=value, unit="программа"
        )
    line = line_of(start_report(plan, ReportingPeriod(2026)), item)
    assert line.rendered.startswith("Проведено 2 семинара")
    assert line.rendered.endswith("Проведена экспертиза 76 программ.")
    assert "Работа в 1-й половине." in line.text
    assert "Работа в 2-й половине." in line.text


def test_a_period_finds_its_plan(plan, municipality):
    assert plan_for(municipality, FIRST_HALF) == plan_for(municipality, ReportingPeriod(2026)) == plan
    assert plan_for(municipality, ReportingPeriod(2027, 1)) is None
    plan.is_school_year = True
    plan.save()
    assert plan_for(municipality, FIRST_HALF) is None
    assert plan_for(municipality, SECOND_HALF) == plan_for(municipality, ReportingPeriod(2027, 1)) == plan


@pytest.mark.parametrize("is_school_year", [False, True])
@pytest.mark.parametrize("month", range(1, 13))
def test_an_event_of_any_month_enters_the_report_of_the_plan_that_was_offered(
    plan, municipality, is_school_year, month
):
    plan.is_school_year = is_school_year
    plan.save()
    for year in (2026, 2027):
        day = date(year, month, 15)
        offered = {item.plan for item in items_on(municipality, day).select_related("section__plan")}
        reported = plan_for(municipality, ReportingPeriod.containing(day))
        assert offered == ({reported} if reported else set())


# Numbers of queries


def fill_items(items, kind):
    for item in items:
        hold(item, date(2026, 2, 4), kind).acts.add(
            LegalAct.objects.get_or_create(
                municipality=item.plan.municipality, number="1", date=date(2026, 1, 9)
            )[0]
        )
        Tally.objects.create(item=item, kind=EventKind.objects.get(name="консультация"), day=date(2026, 2, 1))
        result = ItemResult.objects.create(item=item, period="2026H1", text="Слова")
        ResultFigure.objects.create(result=result, label="Обучено", value=5, unit="ребёнок")


def count_queries(function, *args):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        function(*args)
    return len(queries)


def test_facts_are_loaded_in_as_many_queries_for_sixty_items_as_for_one(plan, report, seminar):
    start_report(ActivityPlan.objects.get(pk=plan.pk), ReportingPeriod(2026, 1))
    section = PlanSection.objects.first()
    PlanItem.objects.bulk_create(
        PlanItem(section=section, position=100 + place, title=f"Пункт {place}") for place in range(29)
    )
    items = list(plan.items().select_related("template"))
    assert len(items) == 60
    fill_items(items, seminar)
    load_facts({}, report)  # looks up the form once
    by_code = {item.template.code: item for item in items if item.template}
    telling = {item.pk: of_item(item) for item in (by_code["pf-monitoring"], by_code["quality-assessment"])}
    one = count_queries(load_facts, telling, report)
    assert count_queries(load_facts, {item.pk: of_item(item) for item in items}, report) == one <= 15


def test_drafting_takes_as_many_queries_for_all_rows_as_for_one(plan, report, item, seminar):
    fill_items([item], seminar)
    one = count_queries(draft_report, report)
    others = list(plan.items().exclude(pk=item.pk))
    fill_items(others, seminar)
    assert count_queries(draft_report, report) == one


def test_each_section_has_one_heading_even_where_positions_are_equal(plan, report):
    plan.sections.update(position=1)
    (table,) = (block for block in report.draw().body if isinstance(block, Table))
    headings = [row.text for row in table.rows if isinstance(row, SectionRow)]
    assert len(headings) == len(set(headings)) == 6
