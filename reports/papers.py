"""A report as an official paper, drawn by its form."""

from decimal import Decimal
from itertools import groupby

from documents.paper import Column, Paper, Row, SectionRow, Table
from documents.prose import format_date, format_number
from plans.models import Event

from .models.forms import ReportColumn, ReportForm
from .slots import BLANK

Content = ReportColumn.Content

# Stands before each date and figure copied from an earlier report until a person has looked at it.
TO_CHECK = "[проверьте:"
NO_FACTS = "Сведения не внесены"


def report_paper(report) -> Paper:
    """The words of the report, drawn from its lines."""
    return Paper(
        title=tuple(_title(report)),
        head=report_head(report),
        body=(Table(_columns(report.form), tuple(_rows(report))),),
        as_of=f"Сведения внесены по состоянию на {format_date(report.data_as_of)}"
        if report.data_as_of
        else "",
    )


def _title(report):
    heading = report.form.heading.splitlines()
    if report.correction_number:
        yield f"УТОЧНЁННЫЙ ОТЧЁТ № {report.correction_number}"
        heading = heading[heading[0] == "ОТЧЁТ" :]
    yield from heading
    yield f"за {report.reporting_period}"


def report_head(report) -> tuple[tuple[str, str], ...]:
    """(label, value) pairs above the table, as the form words them; what is not known is left out."""
    municipality, centre = report.municipality, report.plan.organization
    facts = {
        "зона": municipality.zone.name if municipality.zone else "",
        "муниципалитет": municipality.name,
        "центр": f"{centre.name} ({centre.short_name})",
        "период": str(report.reporting_period),
        "кому": report.form.addressee,
    }
    return report.form.head_of(facts)


def report_problems(report) -> list[str]:
    """What has to be mended before the report may be sent for approval."""
    lines = report.lines.prefetch_related("figures")
    return [problem for line in lines for problem in line_problems(line, report.form)] or (
        [] if lines else ["В отчёте нет ни одной строки."]
    )


def line_problems(line, form) -> list[str]:
    """What has to be mended in one row, as sentences."""
    row = f"Строка {line.number or line.title[:60]}"
    problems = _text_problems(line) if form.has(Content.RESULT) else []
    return [f"{row}: {problem}" for problem in [*problems, *_cell_problems(line, form)]]


def _text_problems(line):
    if not line.text.strip():
        return ["нет сведений о результате."]
    problems = []
    if TO_CHECK in line.text:
        problems.append("проверьте даты и числа, взятые из прошлого отчёта.")
    elif line.source == line.Source.PREVIOUS and not line.is_settled:
        problems.append("текст взят из прошлого отчёта, подтвердите его («Проверено, верно») или измените.")
    if BLANK in line.rendered:
        problems.append("не заполнено число.")
    return problems


def _cell_problems(line, form):
    problems = [
        f"не заполнено «{column.heading}»."
        for column in form.entered
        if column.is_required and not line.cells.get(column.key)
    ]
    if form.has(Content.REASON) and line.exceeds_permitted and not line.cells.get(Content.REASON):
        problems.append("отклонение больше допустимого, укажите причину.")
    return problems


def kept_figures(report) -> list[dict]:
    """Each figure of the report with its origin, as kept in the snapshot."""
    return [
        {"row": line.anchor, **figure_data(figure)}
        for line in report.lines.prefetch_related("figures")
        for figure in line.figures.all()
    ]


def kept_events(report) -> list[int]:
    """The events of the period behind the rows: those recorded later are known by not being among them."""
    events = (
        Event.objects.kept().in_period(report.reporting_period).filter(items__section__plan=report.plan_id)
    )
    if report.form.rows_from == ReportForm.Rows.ITEMS:
        events = events.filter(items__report_lines__report=report)
    return sorted(set(events.values_list("pk", flat=True)))


def figure_data(figure) -> dict:
    """A figure and its origin as a value of JSON."""
    return {
        "slot": figure.slot,
        "label": figure.label,
        "value": str(figure.value),
        "unit": figure.unit,
        "calculation": figure.calculation,
        "params": figure.params,
        "accumulation": figure.accumulation,
        "as_of": figure.as_of and figure.as_of.isoformat(),
        "entered_by_id": figure.entered_by_id,
        "entered_at": figure.entered_at and figure.entered_at.isoformat(),
    }


def report_data(report) -> dict:
    """The report as a value of JSON: its head, and its sections with their rows as they are read."""
    return {
        "title": report.title,
        "period": report.period,
        "state": report.state,
        "head": dict(report_head(report)),
        "sections": [
            {**_section_data(section), "items": [_line_data(line, report.form) for line in lines]}
            for section, lines in _lines_by_section(report)
        ],
    }


def _section_data(section):
    if section is None:
        return {"number": "", "title": ""}
    number = int(section.number) if section.number.isdecimal() else section.number
    return {"number": number, "title": section.title}


def _line_data(line, form):
    return {
        "number": line.number,
        "title": line.title,
        "deadline": line.deadline_text,
        "result": line.rendered,
        "note": line.note,
        "source": line.source,
        "cells": {column.heading: line.cells.get(column.key, "") for column in form.entered},
        "figures": [figure_data(figure) for figure in line.figures.all()],
    }


def _columns(form):
    return tuple(
        Column(column.key, column.heading, column.share, "right" if column.is_number else "left")
        for column in form.layout
    )


def _rows(report):
    columns = report.form.layout
    for section, lines in _lines_by_section(report):
        if section and section.title:
            yield SectionRow(section.heading)
        for line in lines:
            yield Row([cell(line, column) for column in columns], key=str(line.anchor))


def cell(line, column) -> str:
    """What stands in a column of a row."""
    if column.content in DRAWN:
        return DRAWN[column.content](line)
    entered = line.cells.get(column.key, "")
    return format_number(Decimal(entered)) if entered and column.is_numeric else entered


DRAWN = {
    Content.NUMBER: lambda line: line.number,
    Content.TITLE: lambda line: line.title,
    Content.DEADLINE: lambda line: line.deadline_text,
    Content.EXPECTED: lambda line: line.item.expected_result if line.item else "",
    Content.RESPONSIBLE: lambda line: line.item.responsible if line.item else "",
    Content.RESULT: lambda line: line.rendered or NO_FACTS,
    Content.NOTE: lambda line: line.note,
    Content.DEVIATION: lambda line: "" if line.deviation is None else f"{format_number(line.deviation)} %",
}


def _lines_by_section(report):
    lines = report.lines.select_related("item__section__standard").prefetch_related("figures")
    return groupby(lines, key=lambda line: line.section)
