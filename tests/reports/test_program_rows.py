"""What programmes say in report rows: each sentence with its figures, nothing where nothing was recorded."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from organizations.models import Organization
from plans.periods import ReportingPeriod
from programs.models import (
    AccessibilityModel,
    Assessment,
    Assignment,
    Consultation,
    Moderator,
    NetworkAgreement,
    Program,
    ProgramEntry,
    ProgramRemark,
    Provider,
    Review,
    Visit,
)
from reports.figures import CALCULATIONS, Scope, open_figure
from reports.models import ReportFigure
from reports.program_figures import NUMBERS, SHARES, read_numbers
from reports.program_rows import ProgramScope
from reports.programs_wording import TOLD, programs_to_tell
from reports.refreshing import start_report
from reports.slots import fill
from reports.wording import Figures

pytestmark = pytest.mark.django_db
FIRST_HALF = ReportingPeriod(2026, 1)
MARCH, MAY, JULY = date(2026, 3, 10), date(2026, 5, 10), date(2026, 7, 10)


@pytest.fixture
def add(school):
    """A programme in a state; of a school unless told otherwise."""

    def enter(state="published", organization=school, **facts):
        name = f"Программа {Program.objects.count() + 1}"
        return Program.objects.create(organization=organization, name=name, state=state, **facts)

    return enter


@pytest.fixture
def assess(add):
    """An assessment submitted on a day and, with a result, decided on another."""

    def enter(submitted, result="", decided=None, program=None, number=1, **facts):
        facts = {"level": "municipal", "submitted_on": submitted, "decided_on": decided, **facts}
        program = program or add("registered")
        return Assessment.objects.create(program=program, number=number, result=result, **facts)

    return enter


@pytest.fixture
def say(municipality):
    """What the row of a code says of a period."""

    def tell(code, period=FIRST_HALF):
        figures, scope = Figures(), ProgramScope(municipality, period)
        told = programs_to_tell(scope, [code])[code].sentences(figures)
        return " ".join(fill(text, {figure.slot: figure.formatted for figure in figures}) for text in told)

    return tell


@pytest.fixture
def present(municipality):
    """The half-year that runs today."""
    return ReportingPeriod.containing(municipality.today())


def log(program, day, before, after):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    ProgramEntry.objects.create(program=program, from_state=before, to_state=after, at=at)


@pytest.mark.parametrize("code", TOLD)
def test_nothing_recorded_says_nothing(code, say, school):
    assert say(code) == ""


def test_assessments_are_counted_by_programme_and_add_up(say, assess):
    again = assess(MARCH, "rework", date(2026, 4, 1))
    assess(MAY, "passed", date(2026, 6, 1), program=again.program, number=2)
    assess(MARCH, "rejected", MAY)
    assess(MARCH, "rework", MAY)
    assess(MAY, "passed", JULY)
    assess(JULY, "passed", JULY)
    assess(date(2025, 12, 30), "passed", MARCH)
    assert say("quality-assessment") == (
        "На независимую оценку качества подано 4 программы: рекомендовано — 1, направлено на доработку — 1, "
        "не рекомендовано — 1, на экспертизе — 1."
    )
    assert say("quality-assessment", ReportingPeriod(2026)) == (
        "На независимую оценку качества подано 5 программ: рекомендовано — 3, направлено на доработку — 1, "
        "не рекомендовано — 1."
    )


def test_parts_that_do_not_make_the_whole_say_nothing(say, assess, monkeypatch):
    assess(MARCH)
    assert say("quality-assessment").endswith("подана 1 программа: на экспертизе — 1.")
    monkeypatch.setitem(NUMBERS, "submitted", NUMBERS["concluded"])
    assert say("quality-assessment") == ""


def test_experts_are_counted_once_and_their_sheets_each(say, assess, expert):
    for level in ("municipal", "regional"):
        held = assess(MARCH, "passed", MAY, level=level)
        facts = {"assigned_on": MARCH, "finished_on": MAY, "recommendation": "passed"}
        Assignment.objects.create(assessment=held, expert=expert.person, **facts)
    assert say("expert-groups") == (
        "Завершено 2 экспертизы программ, из них региональных — 1. Заполнено 2 экспертных листа, экспертов — 1."
    )


def test_register_is_that_of_the_last_day(say, assess, present):
    kept = assess(MARCH, "passed", MAY, program=assess(MARCH, "rework", MARCH).program, number=2)
    log(kept.program, MAY, "assessment", "registered")
    gone = assess(date(2025, 3, 1), "passed", date(2025, 4, 1)).program
    log(gone, date(2025, 4, 1), "assessment", "registered")
    Program.objects.filter(pk=gone.pk).update(state="archived")
    log(gone, JULY, "registered", "archived")
    later = assess(JULY, "passed", JULY).program
    log(later, JULY, "assessment", "registered")
    assert say("quality-register") == (
        "В реестре программ, прошедших независимую оценку качества, на 30 июня 2026 г. — 2 программы, "
        "из них прошли оценку за период — 1."
    )
    assert "качества, — 2 программы" in say("quality-register", present)


def test_significant_programmes_are_told_with_their_organisations(say, add, municipality, present):
    for _ in range(2):
        add("registered", register="significant")
    add("registered", municipality.centre, register="significant")
    add("development", register="significant")
    assert say("significant-programs", present) == (
        "В реестре общественно значимых программ — 3 программы 2 организаций."
    )


def test_providers_are_those_of_the_last_day(say, school, municipality):
    private = Organization.objects.create(
        municipality=municipality, name="Студия", short_name="Студия", ownership="private"
    )
    Provider.objects.create(organization=private, starts_on=MARCH)
    Provider.objects.create(organization=school, starts_on=date(2025, 1, 1), ends_on=MAY)
    Provider.objects.create(organization=municipality.centre, starts_on=date(2025, 1, 1), ends_on=JULY)
    assert say("providers-register") == (
        "В реестре поставщиков образовательных услуг на 30 июня 2026 г. — 2 организации, из них частных — 1. "
        "За период включена 1 организация, исключена 1 организация."
    )


def test_network_programmes_and_agreements_in_force(say, add, school, present):
    add(is_network=True)
    facts = {"organization": school, "signed_on": MARCH, "starts_on": MARCH}
    for _ in range(2):
        NetworkAgreement.objects.create(**facts)
    NetworkAgreement.objects.create(kind="partnership", **facts)
    NetworkAgreement.objects.create(ends_on=MAY, **facts)
    assert say("network-programs", present) == (
        "В сетевой форме реализуется 1 программа 1 организации. "
        "Действуют 2 договора о сетевой форме, 1 договор о социальном партнёрстве."
    )


def test_visits_tell_child_visits_and_for_how_many_they_are_known(say, municipality):
    model = AccessibilityModel.objects.create(municipality=municipality, name="Выезды")
    for day, place, children in ((MARCH, "Лесное", 10), (MAY, "Лесное", 12), (MAY, "Горки", None)):
        Visit.objects.create(model=model, day=day, settlement=place, children=children)
    Visit.objects.create(model=model, day=JULY, settlement="Дальнее", children=100)
    assert say("rural-models") == (
        "Действует 1 модель доступности. Проведено 3 выезда в 2 населённых пункта, "
        "детских посещений — 22 (сведения по 2 выездам)."
    )


def test_reviews_of_the_period_with_their_remarks(say, add):
    for day, result in ((MARCH, "passed"), (MAY, "rework"), (JULY, "passed")):
        review = Review.objects.create(
            program=add("rework"), submitted_on=MARCH, result=result, decided_on=day
        )
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        ProgramRemark.objects.create(program=review.program, review=review, text="Исправить", created_at=at)
    assert say("program-design-help") == (
        "Подготовлено 2 рецензии на программы: пройдены — 1, возвращены на доработку — 1. Дано 2 замечания."
    )


@pytest.fixture
def ask(school):
    def enter(kind, asked=MARCH, answered=None, organization=school):
        facts = {"asked_on": asked, "answered_on": answered, "question": "Что делать?"}
        return Consultation.objects.create(organization=organization, kind=kind, **facts)

    return enter


def test_requests_are_told_with_those_settled_in_time(say, ask, municipality):
    ask("question", answered=MARCH)
    ask("question", answered=MAY, organization=municipality.centre)
    ask("question", MAY)
    for answered in (MARCH, JULY, None):
        ask("double_accounts", answered=answered)
    assert say("moderators-consulting") == "Дано 2 консультации модераторам 2 организаций."
    assert say("double-accounts") == (
        "Поступило 3 обращения о двойных учётных записях детей, рассмотрено — 1."
    )


def test_moderators_are_those_of_the_last_day(say, school):
    for name, ends in (("Первая", MAY), ("Вторая", None)):
        Moderator.objects.create(organization=school, name=name, starts_on=MARCH, ends_on=ends)
    assert say("moderators-register") == (
        "В реестре модераторов на 30 июня 2026 г. — 1 модератор в 1 организации."
    )


def test_cards_and_segment_tell_n_of_n_and_the_share(say, add, ask, present, municipality):
    for _ in range(3):
        add()
    Program.objects.filter(name="Программа 2").update(completeness=100)
    add("registered", municipality.centre)
    ask("card_error", municipality.today(), municipality.today())
    assert say("program-cards", present) == (
        "В навигаторе размещено 3 карточки программ, из них заполнены полностью — 1 (33,3 %). "
        "Поступило 1 обращение об ошибках в карточках, рассмотрено — 1."
    )
    assert say("segment-filling", present) == (
        "Программы размещены у 1 из 2 организаций, имеющих лицензию на дополнительное образование (50 %)."
    )


def test_programmes_of_the_neighbour_are_not_counted(say, add, other_municipality, present):
    add(organization=other_municipality.centre, is_network=True)
    assert say("network-programs", present) == say("segment-filling", present) == ""


@pytest.fixture
def written(plan, assess, add, ask, expert):
    """The report of a half-year in which something was recorded of most."""
    held = assess(MARCH, "passed", MAY)
    Assignment.objects.create(
        assessment=held, expert=expert.person, assigned_on=MARCH, finished_on=MAY, recommendation="passed"
    )
    ask("question", answered=MARCH)
    add(register="significant", is_network=True)
    return start_report(plan, FIRST_HALF)


def test_figures_open_as_many_rows_as_they_say(client, methodist, written):
    figures = ReportFigure.objects.filter(calculation="programs").select_related("line")
    assert figures.count() > 10
    client.force_login(methodist)
    for figure in figures:
        opened = open_figure(figure)
        assert opened.value == figure.value
        if figure.params["number"] not in SHARES:
            assert opened.rows.count() == figure.value
        place = [written.municipality.slug, written.period, figure.line_id, figure.slot]
        page = client.get(reverse("figure", args=place)).content.decode()
        assert f": {opened.rows.count()}</h2>" in page
        assert "записи изменились" not in page


def test_a_row_says_what_the_methodist_entered_and_what_was_counted(written):
    row = written.lines.get(item__template__code="quality-assessment")
    assert (row.source, row.rendered) == (
        "figures",
        "На независимую оценку качества подана 1 программа: рекомендовано — 1.",
    )


def test_a_row_leads_to_the_page_that_keeps_what_it_counts(client, methodist, written):
    client.force_login(methodist)
    page = client.get(written.get_absolute_url()).content.decode()
    assessments = reverse("assessment-list", args=[written.municipality.slug])
    assert page.count(f'<li><a href="{assessments}">Экспертиза программ</a></li>') == 2


def test_a_share_is_kept_with_what_it_is_of(add, municipality, present):
    add()
    figures = Figures()
    programs_to_tell(ProgramScope(municipality, present), TOLD)["segment-filling"].sentences(figures)
    share = next(figure for figure in figures if figure.params["number"] == "publishing_share")
    assert (share.numerator, share.denominator, share.value) == (1, 2, Decimal("50.0"))
    assert share.as_of == municipality.today()


def test_all_numbers_come_in_one_query(municipality, add, django_assert_num_queries):
    scope = ProgramScope(municipality, FIRST_HALF)
    for _ in range(3):
        add()
    with django_assert_num_queries(1):
        numbers = read_numbers(scope, NUMBERS)
    assert numbers["published"] == 3
    assert numbers["visitors"] is None


def test_every_number_can_be_opened(plan, municipality):
    item = plan.items().first()
    for number in [*NUMBERS, *SHARES]:
        assert (
            not CALCULATIONS["programs"](Scope([item], FIRST_HALF), number=number).rows.exists()
            or number == "licensed"
        )
