"""The year over its months, its file, and by what the year is measured."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from certificates.models import CoverageTarget
from organizations.models import ChildPopulation, LegalAct

from .conftest import OCTOBER, SEPTEMBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client, municipality, methodist):
    client.force_login(methodist)
    return lambda **query: client.get(reverse("coverage-year", args=[municipality.slug, 2026]), query)


def test_months_stand_across_and_their_sums_below(year, school, lyceum, told):
    told(school, 30, month=SEPTEMBER)
    told(school, 31)
    told(lyceum, 7, 4)
    told(school, 99, month=date(2025, 12, 1))
    table = year().context["table"]
    assert table.organizations[school][8:] == [30, 31, None, None]
    assert table.sums[7:] == [None, 30, 38, None, None]
    assert year(figure="certificates").context["table"].sums[9] == 4


def test_share_of_a_month_takes_the_number_without_repeats(year, municipality, school, told):
    ChildPopulation.objects.create(municipality=municipality, year=2026, children=100)
    told(school, 30, month=SEPTEMBER)
    told(school, 31)
    told(None, 28)
    answer = year()
    assert answer.context["shares"][8:10] == [Decimal("30.0"), Decimal("28.0")]
    assert "% от 100 детей" in answer.content.decode()
    assert year(figure="certificates").context["shares"] == ()


def test_unknown_figure_shows_the_children(year):
    assert year(figure="secret").context["figure"] == "children"


def test_file_of_the_year_has_a_sheet_for_each_number(client, municipality, methodist, school, told):
    school.short_name = "=Школа"
    school.save()
    told(school, 30, 20, 10)
    client.force_login(methodist)
    answer = client.get(reverse("coverage-year-export", args=[municipality.slug, 2026]))
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Детей", "Сертификатов", "По договорам ПФ"]
    rows = list(book["Детей"].values)
    assert rows[0][:2] == ("Организация", "Январь")
    assert (rows[1][0], rows[1][10]) == ("=Школа", 30)
    assert book["Детей"]["A2"].data_type == "s"
    assert rows[2][10] == 30


@pytest.mark.parametrize("name", ["coverage-year", "coverage-targets", "coverage-year-export"])
@pytest.mark.parametrize("number", [2000, 2026, 2099])
def test_first_and_last_year_of_the_addresses_open(client, municipality, methodist, name, number):
    client.force_login(methodist)
    assert client.get(reverse(name, args=[municipality.slug, number])).status_code == 200


# Targets


@pytest.fixture
def aim(client, municipality, methodist):
    client.force_login(methodist)
    url = reverse("coverage-targets", args=[municipality.slug, 2026])
    return lambda **fields: client.post(url, {"ages": "5–17 лет"} | fields)


def test_population_and_targets_are_entered_with_their_act(aim, municipality):
    aim(children="2 460", coverage="79,5", coverage_act="Приказ от 12.01.2026 № 6", financing="17")
    assert municipality.child_population.get().children == 2460
    targets = municipality.coverage_targets
    told = dict(targets.values_list("measure", "percent"))
    assert told == {"coverage": Decimal("79.5"), "financing": Decimal(17)}
    assert targets.get(measure="coverage").act == LegalAct.objects.get(number="6")


def test_emptied_they_are_no_longer_known(aim, municipality):
    aim(children="2460", coverage="80")
    aim()
    assert not municipality.child_population.exists()
    assert not municipality.coverage_targets.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"coverage": "101"}, "меньше либо равно 100"),
        ({"coverage": "-1"}, "больше либо равно 0"),
        ({"financing": "17.25"}, "не более 1"),
        ({"children": "0"}, "больше либо равно 1"),
        ({"coverage": "80", "coverage_act": "какой-то приказ"}, "Укажите акт так"),
        ({"coverage": "80", "coverage_act": "Приказ от 1.1.2026 № 1; Приказ от 1.1.2026 № 2"}, "один акт"),
        ({"coverage_act": "Приказ от 12.01.2026 № 6"}, "Акт указан, а цель нет."),
    ],
)
def test_wrong_target_is_refused_and_nothing_is_saved(aim, fields, words):
    answer = aim(**{"children": "100", **fields})
    assert words in answer.content.decode()
    assert not ChildPopulation.objects.exists()
    assert not CoverageTarget.objects.exists()


def test_gap_in_children_stands_on_the_page_of_the_month(client, aim, municipality, school, told):
    aim(children="100", coverage="80")
    told(school, 77)
    page = client.get(reverse("coverage", args=[municipality.slug]), {"month": "2026-10"}).content.decode()
    assert "77,0 %" in page
    assert "до 80 % нужно ещё ≈3 ребёнка" in page


def test_population_of_an_earlier_year_is_used_and_named(client, methodist, municipality, school, told):
    for year, children in ((2023, 500), (2024, 100), (2027, 900)):
        ChildPopulation.objects.create(municipality=municipality, year=year, children=children)
    told(school, 50, month=OCTOBER)
    client.force_login(methodist)
    page = client.get(reverse("coverage", args=[municipality.slug]), {"month": "2026-10"}).content.decode()
    assert "50,0 %" in page
    assert "за 2024 год, за 2026 год она не внесена" in page


# Tables of the admin


def test_rows_go_out_to_a_table_and_come_back(municipality, school, told, aim):
    from certificates.models import CoverageMonth
    from certificates.resources import CoverageMonthResource, CoverageTargetResource

    told(school, 30, None, 4)
    told(None, 28)
    aim(coverage="80", coverage_act="Приказ от 12.01.2026 № 6")
    for resource, model in (
        (CoverageMonthResource(), CoverageMonth),
        (CoverageTargetResource(), CoverageTarget),
    ):
        table = resource.export(model.objects.all())
        before = [str(row) for row in model.objects.all()]
        model.objects.all().delete()
        assert not resource.import_data(table, raise_errors=True).has_errors()
        assert [str(row) for row in model.objects.all()] == before
    assert CoverageMonth.objects.get(organization=school).certificates is None
    assert CoverageTarget.objects.get().act.number == "6"
