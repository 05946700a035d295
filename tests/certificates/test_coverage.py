"""What a month comes to: sums, shares of all children, what lacks to the target, and what cannot be true."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from certificates.coverage import Share, Yardstick, last_coverage, measure
from certificates.models import CoverageMonth
from organizations.models import ChildPopulation

from .conftest import OCTOBER, SEPTEMBER


def row(organization, children=None, certificates=None, contracts=None):
    return CoverageMonth(
        organization_id=organization,
        month=OCTOBER,
        children=children,
        certificates=certificates,
        contracts=contracts,
    )


def of(*rows, population=None, **targets):
    known = ChildPopulation(year=2026, children=population) if population else None
    return measure(OCTOBER, rows, Yardstick(2, known, **targets))


# Shares


def test_share_is_told_with_what_lacks_to_the_target():
    share = Share(1419, 10_136, Decimal(17))
    assert share.percent == Decimal("14.0")
    assert share.needed == 1724
    assert share.gap == 305
    assert share.status == "до 17 % нужно ещё ≈305 детей"


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (80, "цель 80 % достигнута"),
        (81, "цель 80 % достигнута"),
        (79, "до 80 % нужно ещё ≈1 ребёнок"),
        (78, "до 80 % нужно ещё ≈2 ребёнка"),
        (None, "сведений нет"),
    ],
)
def test_status_of_a_share_is_a_sentence(number, status):
    assert Share(number, 100, Decimal(80)).status == status


def test_target_of_a_fraction_needs_the_next_whole_child():
    assert Share(10, 33, Decimal("79.5")).needed == 27
    assert Share(0, 1000, Decimal("79.5")).status == "до 79,5 % нужно ещё ≈795 детей"


def test_nothing_is_said_of_what_is_not_known():
    assert Share(10, None, Decimal(80)).status == "численность детей не внесена"
    assert Share(10, 100).status == "цель не задана"
    assert Share(10, None).percent is None
    assert Share(None, 100).gap is None


# Months


def test_numbers_of_organisations_are_summed_and_empty_is_not_zero():
    month = of(row(1, 30, None, 0), row(2, 12, None, 5))
    assert month.sums == {"children": 42, "certificates": None, "contracts": 5}
    assert month.is_complete
    assert month.is_summed


def test_children_counted_once_stand_above_the_sum():
    month = of(row(1, 30), row(2, 12), row(None, 38), population=100, covered_target=Decimal(40))
    assert month.number("children") == 38
    assert not month.is_summed
    assert month.covered.gap == 2
    assert month.problems == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(1, 30), row(2, 12), row(None, 43)], "а сумма по организациям меньше: 42"),
        ([row(1, 30), row(2, 12), row(None, 29)], "в одной из организаций больше: 30"),
        ([row(1, 30, 4, 5)], "по договорам пф больше, чем сертификатов: 5 и 4"),
        ([row(1, 101)], "охваченных детей больше, чем живёт в муниципалитете: 101 и 100"),
        ([row(1, 30, 101)], "сертификатов больше, чем детей живёт в муниципалитете: 101 и 100"),
        ([row(1, None, None, 9), row(2, 5)], "чем охвачено дополнительным образованием: 9 и 5"),
    ],
)
def test_what_cannot_be_true_is_told(rows, words):
    (problem,) = of(*rows, population=100).problems
    assert words in problem.lower()


def test_own_number_may_exceed_the_sum_while_organisations_have_not_told():
    assert of(row(1, 30), row(None, 43)).problems == []


@pytest.mark.django_db
def test_last_month_with_numbers_is_found_between_two_days(municipality, school, told):
    told(school, 30, month=SEPTEMBER)
    told(school, 31, month=OCTOBER)
    ChildPopulation.objects.create(municipality=municipality, year=2025, children=100)
    found = last_coverage(municipality.coverage_months, date(2026, 7, 1), date(2026, 9, 30))
    assert (found.month, found.number("children"), found.population.year) == (SEPTEMBER, 30, 2025)
    assert found.by.expected == 2  # the school and the centre itself
    assert last_coverage(municipality.coverage_months, date(2026, 1, 1), date(2026, 6, 30)) is None


@pytest.mark.django_db
def test_who_answered_was_asked_though_it_need_not_have_been(municipality, school, lyceum, told):
    type(school).objects.filter(pk=school.pk).update(has_licence=False)
    told(school, 30, month=SEPTEMBER)
    found = last_coverage(municipality.coverage_months, SEPTEMBER, SEPTEMBER)
    assert (found.organizations, found.by.expected) == (1, 3), "the lyceum and the centre are silent yet"


@pytest.mark.django_db
def test_month_still_being_entered_does_not_count_yet(municipality, school, lyceum, told):
    def last():
        return last_coverage(municipality.coverage_months, date(2026, 1, 1), date(2026, 12, 31)).month

    for organization in (school, lyceum):
        told(organization, 30, month=SEPTEMBER)
    told(school, 31, month=OCTOBER)
    assert last() == SEPTEMBER
    told(lyceum, 31, month=OCTOBER)
    assert last() == OCTOBER
    for month in (11, 12):  # one of them tells no more: after a month that is the rule
        told(school, 31, month=date(2026, month, 1))
    assert last() == date(2026, 12, 1)


# The database


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"children": 5, "contracts": 6},
        {"month": date(2026, 10, 2), "children": 5},
        {},
    ],
)
def test_database_refuses_what_no_form_may_let_through(municipality, school, wrong):
    facts = {"municipality": municipality, "organization": school, "month": OCTOBER} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        CoverageMonth.objects.create(**facts)


@pytest.mark.django_db
def test_one_row_for_an_organisation_and_one_for_the_municipality(school, told):
    for whose in (school, None):
        told(whose, 5)
        with pytest.raises(IntegrityError), transaction.atomic():
            told(whose, 6)


@pytest.mark.django_db
def test_month_to_come_and_foreign_organisation_are_refused(municipality, other_municipality):
    foreign = other_municipality.organizations.first()
    wrong = CoverageMonth(
        municipality=municipality, organization=foreign, month=date(2026, 11, 1), children=5
    )
    with pytest.raises(ValidationError, match="Ноябрь 2026 года ещё не наступил"):
        wrong.full_clean()
    wrong.month = OCTOBER
    with pytest.raises(ValidationError, match="другого муниципалитета"):
        wrong.full_clean()
