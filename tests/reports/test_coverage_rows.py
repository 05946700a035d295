"""The rows about financing write themselves from the numbers of children; what contradicts itself stays out."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from certificates.models import CoverageMonth, CoverageTarget
from organizations.models import ChildPopulation, Organization
from plans.models import ItemResult
from plans.periods import ReportingPeriod
from reports.figures import open_figure
from reports.refreshing import draft_report, start_report

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 1)


@pytest.fixture
def lyceum(municipality):
    return Organization.objects.create(municipality=municipality, name="Лицей", short_name="Лицей")


@pytest.fixture
def centre(municipality):
    return municipality.organizations.get(is_moc=True)


@pytest.fixture
def told(municipality):
    def enter(organization, children, contracts=None, month=JUNE, certificates=None):
        facts = {"children": children, "contracts": contracts, "certificates": certificates}
        return CoverageMonth.objects.create(
            municipality=municipality, organization=organization, month=month, **facts
        )

    return enter


@pytest.fixture
def measured(municipality):
    """A year with 1000 children and both targets."""
    ChildPopulation.objects.create(municipality=municipality, year=2026, children=1000)
    for measure, percent in (("coverage", 80), ("financing", 17)):
        CoverageTarget.objects.create(municipality=municipality, year=2026, measure=measure, percent=percent)


@pytest.fixture
def write(plan):
    """The row of a template item in the report of the first half-year."""

    def row(code, period=None):
        report = start_report(plan, period or ReportingPeriod(2026, 1))
        draft_report(report)
        return report.lines.get(item__template__code=code)

    return row


def test_monitoring_tells_the_last_month_of_the_period(write, told, measured, school, lyceum, centre):
    for organization, children, contracts in ((school, 300, 40), (lyceum, 400, 110), (centre, 71, 0)):
        told(organization, children, contracts)
        told(organization, 1, 1, month=date(2026, 5, 1))
        told(organization, 2, 2, month=date(2026, 7, 1))
    told(None, 761)
    row = write("pf-monitoring")
    assert row.rendered == (
        "Охвачен дополнительным образованием в июне 2026 года 761 учащийся (76,1 % от 1000 детей 5–17 лет), "
        "из них по сертификатам ПФ — 150. До целевого значения 80 % недостаёт 39 детей."
    )
    assert (row.source, row.needs_check) == ("figures", False)


def test_road_map_tells_each_organisation_and_their_sum(write, told, measured, school, lyceum, centre):
    for organization, children, contracts in ((school, 300, 40), (lyceum, 400, 131), (centre, 70, 0)):
        told(organization, children, contracts)
    assert write("pf-roadmap").rendered == (
        "По сертификатам ПФ в июне 2026 года — 171 учащийся, из них: Лицей — 131, Школа № 1 — 40. "
        "Это 17,1 % от 1000 детей 5–17 лет. Целевое значение 17 % достигнуто."
    )


def test_parts_that_do_not_make_the_whole_are_left_out(write, told, school, lyceum, centre):
    for organization in (school, lyceum, centre):
        told(organization, 100, 40)
    told(None, 250, 110)
    assert write("pf-roadmap").rendered == "По сертификатам ПФ в июне 2026 года — 110 учащихся."


def test_sum_and_missing_organisations_are_said(write, told, school, lyceum):
    told(school, 300)
    told(lyceum, 400)
    assert write("pf-monitoring").rendered == (
        "Охвачено дополнительным образованием в июне 2026 года 700 учащихся. "
        "Число детей — сумма по организациям. Сведения внесены по 2 из 3 организаций."
    )


def test_every_number_opens_the_rows_of_its_month(client, methodist, write, told, measured, school, lyceum):
    told(school, 300, 40)
    told(lyceum, 400, 110)
    row = write("pf-monitoring")
    figures = {figure.params["number"]: figure for figure in row.figures.all()}
    assert figures.keys() == {"children", "covered", "population", "contracts", "covered_gap"}
    share = figures["covered"]
    assert (share.numerator, share.denominator, share.value) == (700, 1000, Decimal("70.0"))
    assert {str(figure.as_of) for figure in figures.values()} == {"2026-06-30"}
    for line in (row, write("pf-roadmap")):
        for figure in line.figures.all():
            opened = open_figure(figure)
            assert opened.value == figure.value
            assert opened.rows.count() == (1 if "organization" in figure.params else 2)
            client.force_login(methodist)
            url = reverse("figure", args=[school.municipality.slug, row.report.period, line.pk, figure.slot])
            page = client.get(url).content.decode()
            assert "?month=2026-06" in page
            assert "записи изменились" not in page


def test_changed_number_is_offered_to_the_row(write, told, school):
    entered = told(school, 300)
    assert "300 учащихся" in write("pf-monitoring").rendered
    entered.children = 310
    entered.save()
    assert "310 учащихся" in write("pf-monitoring").rendered


def test_numbers_that_contradict_each_other_write_nothing_but_a_warning(
    client, methodist, write, told, school, lyceum, centre
):
    for organization in (school, lyceum, centre):
        told(organization, 100, 10)
    told(None, 301)
    row = write("pf-monitoring")
    assert row.source == "phrase"
    assert not row.figures.exists()
    client.force_login(methodist)
    page = client.get(row.report.get_absolute_url()).content.decode()
    assert "числа противоречат друг другу" in page
    assert "а сумма по организациям меньше: 300" in page


def test_own_words_of_the_methodist_stand_before_the_numbers(write, told, plan, school):
    told(school, 300, 30)
    item = plan.items().get(template__code="pf-roadmap")
    ItemResult.objects.create(item=item, period="2026H1", text="Шаги выполнены.")
    row = write("pf-roadmap")
    assert row.rendered.splitlines()[0] == "Шаги выполнены."
    assert "из них: Школа № 1 — 30" in row.rendered
    assert row.source == "result"


def test_half_year_without_numbers_keeps_its_phrase(write, told, school):
    told(school, 300, month=date(2026, 7, 1))
    told(school, 300, month=date(2025, 12, 1))
    assert write("pf-monitoring").source == "phrase"


def test_name_that_looks_like_a_slot_is_only_a_name(write, told, school):
    school.short_name = "Школа {f1}"
    school.save()
    told(school, 300, 30)
    assert "из них: Школа (f1) — 30" in write("pf-roadmap").rendered
