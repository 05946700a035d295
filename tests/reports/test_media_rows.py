"""Published materials write the report rows of their items, with numbers that open them."""

from datetime import date

import pytest

from plans.models import MediaPlan
from reports.figures import open_figure
from reports.models import ReportLine
from reports.refreshing import draft_report

from .pages import FIRST_HALF, figure_url, page, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(municipality):
    media = MediaPlan.objects.create(municipality=municipality, year=2026)

    def enter(item, channel, day=date(2026, 3, 4), topic="Запись в кружки"):
        return media.entries.create(
            day=date(2026, 3, 1),
            channel=channel,
            topic=topic,
            responsible="Методист",
            item=item,
            published_on=day,
            link="https://example.org/1",
        )

    return enter


@pytest.fixture
def row(report, item):
    def drafted():
        draft_report(report)
        return ReportLine.objects.get(report=report, item=item)

    return drafted


def test_the_row_tells_how_many_and_where(publish, row, item):
    for channel in ("social", "organization_site", "social", "organization_site", "organization_site"):
        publish(item, channel)
    line = row()
    assert line.rendered == ("Опубликовано 5 материалов: на сайте организации — 3, в социальных сетях — 2.")
    assert line.source == "events"
    assert [open_figure(figure).value for figure in line.figures.all()] == [5, 3, 2]


@pytest.mark.parametrize(
    ("times", "told"),
    [(1, "Опубликован 1 материал в СМИ."), (3, "Опубликовано 3 материала в СМИ.")],
)
def test_one_channel_needs_no_list(publish, row, item, times, told):
    for _ in range(times):
        publish(item, "press")
    assert row().rendered == told


def test_only_what_was_published_in_the_period_for_the_item_counts(publish, row, item):
    publish(item, "press", date(2026, 7, 1))
    publish(item, "press", None)
    publish(None, "press")
    assert row().source not in ("events", "result", "figures")


def test_a_number_opens_its_materials(publish, row, item, as_methodist):
    publish(item, "press", topic="Фестиваль")
    publish(item, "social", topic="Каникулы")
    line = row()
    everything, one, _ = line.figures.order_by("pk")
    assert "Каникулы" in page(as_methodist, figure_url(everything))
    of_one = page(as_methodist, figure_url(one))
    assert ("Фестиваль" in of_one) != ("Каникулы" in of_one)
    assert "Фестиваль" in page(as_methodist, url("report", FIRST_HALF))
