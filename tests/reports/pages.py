"""How the tests open the pages of a report and send what stands on them."""

from django.urls import reverse

from plans.models import Event
from plans.periods import ReportingPeriod
from reports.models import ReportLine

FIRST_HALF = ReportingPeriod(2026, 1)
HTMX = {"HTTP_HX_REQUEST": "true"}


def hold(item, day, kind, **facts):
    event = Event.objects.create(
        municipality=item.plan.municipality, starts_on=day, kind=kind, theme=f"Тема {day.day}", **facts
    )
    event.items.add(item)
    return event


def url(name, *args):
    return reverse(name, args=["lugovoy", *args])


def line_url(name, line):
    return url(name, FIRST_HALF, line.pk)


def figure_url(figure):
    return url("figure", FIRST_HALF, figure.line_id, figure.slot)


def page(client, address, **extra):
    response = client.get(address, **extra)
    assert response.status_code == 200
    return response.content.decode()


def edit(client, line, text, note="", version=None, **extra):
    data = {"text": text, "note": note, "version": version or ReportLine.objects.get(pk=line.pk).version}
    return client.post(line_url("line-edit", line), data, **extra)


def decide(client, name, line, choice=None, version=None, **extra):
    version = version or ReportLine.objects.get(pk=line.pk).version
    return client.post(line_url(name, line), {"version": version, **(choice or {})}, **extra)
