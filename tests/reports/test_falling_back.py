"""What a row says of which nothing was recorded: the words of an earlier report."""

import pytest

from plans.models import (
    ActivityPlan,
    PlanItem,
)
from plans.periods import ReportingPeriod
from plans.rollover import start_plan
from reports.models import ReportLine
from reports.refreshing import (
    confirm,
    draft_report,
    start_report,
)
from tests.walking import approve

from .rows import line_of, rewrite, write_all

pytestmark = pytest.mark.django_db
FIRST_HALF, SECOND_HALF = ReportingPeriod(2026, 1), ReportingPeriod(2026, 2)
Source = ReportLine.Source


def test_the_second_half_falls_back_on_the_first(report, plan, item):
    rewrite(report, item, "12.04.2026 обучено 30 педагогов.")
    line = line_of(start_report(plan, SECOND_HALF), item)
    assert line.source == Source.PREVIOUS
    assert line.text == "[проверьте: 12.04.2026] обучено [проверьте: 30] педагогов."
    assert any("проверьте" in problem for problem in line.report.problems())


def test_a_phrase_of_the_last_report_comes_with_nothing_to_mark(report, plan, item):
    line = line_of(start_report(plan, SECOND_HALF), item)
    assert (line.source, line.needs_check) == (Source.PREVIOUS, True)


def next_years_report(plan, source="previous"):
    following = start_plan(ActivityPlan(municipality=plan.municipality, year=2027), source)
    return start_report(following, ReportingPeriod(2027, 1))


def test_next_year_falls_back_on_the_item_it_continues(report, plan, item):
    rewrite(report, item, "Наши слова")
    plan.items().update(template=None)
    line = next_years_report(plan).lines.get(item__predecessor=item)
    assert (line.text, line.source) == ("Наши слова", Source.PREVIOUS)


def test_a_plan_begun_anew_falls_back_on_the_item_of_the_same_kind(report, plan, item):
    rewrite(report, item, "Наши слова")
    line = next_years_report(plan, "library").lines.get(item__template=item.template)
    assert (line.text, line.source) == ("Наши слова", Source.PREVIOUS)


def test_an_item_of_no_kind_is_not_mistaken_for_another_one(report, plan, item):
    plan.items().update(template=None)
    rewrite(report, item, "Наши слова")
    following = start_plan(ActivityPlan(municipality=plan.municipality, year=2027), "empty")
    section = following.sections.first()
    PlanItem.objects.create(section=section, position=1, title="Продолжение", predecessor=item)
    PlanItem.objects.create(section=section, position=2, title="Совсем другое")
    continued, other = start_report(following, ReportingPeriod(2027, 1)).lines.all()
    assert (continued.text, continued.source) == ("Наши слова", Source.PREVIOUS)
    assert (other.text, other.source) == ("", Source.NOTHING)


def test_the_report_of_a_year_is_not_earlier_than_its_halves(plan, item):
    rewrite(start_report(plan, ReportingPeriod(2026)), item, "Слова за год")
    assert line_of(start_report(plan, FIRST_HALF), item).source == Source.PHRASE


def test_an_approved_report_is_quoted_from_its_last_edition(report, plan, item, methodist, head, authority):
    write_all(report, "Утверждённые слова")
    approve(report, methodist, head, authority)
    report.lines.update(text="Слова после утверждения")
    assert line_of(start_report(plan, SECOND_HALF), item).text == "Утверждённые слова"


def test_the_report_of_another_municipality_is_never_quoted(report, plan, item, other_municipality):
    rewrite(report, item, "Наши слова")
    theirs = start_plan(ActivityPlan(municipality=other_municipality, year=2027), "library")
    texts = start_report(theirs, ReportingPeriod(2027, 1)).lines.values_list("text", flat=True)
    assert "Наши слова" not in texts


def test_a_later_report_is_never_quoted(report, plan, item):
    second = start_report(plan, SECOND_HALF)
    rewrite(second, item, "Слова второго полугодия")
    ReportLine.objects.filter(report=report).delete()
    draft_report(report)
    assert line_of(report, item).source == Source.PHRASE


def test_confirmed_facts_lose_their_marks(report, plan, item):
    rewrite(report, item, "Обучено 30 педагогов.")
    line = line_of(start_report(plan, SECOND_HALF), item)
    confirm(line)
    line.refresh_from_db()
    assert (line.text, line.is_checked, line.needs_check) == ("Обучено 30 педагогов.", True, False)
    assert draft_report(line.report).undecided == 0
