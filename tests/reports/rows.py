"""Rows of a report as the tests find and rewrite them."""

from reports.models import ReportLine


def line_of(report, item):
    return ReportLine.objects.prefetch_related("figures").get(report=report, item=item)


def rewrite(report, item, text):
    line = line_of(report, item)
    line.text, line.is_manual = text, True
    line.save()
    return line


def write_all(report, text="Работа велась."):
    report.lines.update(text=text, source=ReportLine.Source.RESULT, is_manual=True)
