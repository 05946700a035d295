"""The half-year report as an official paper."""

from itertools import groupby

from documents.paper import Column, Paper, Row, SectionRow, Table
from documents.prose import format_date
from records.marks import official_marks

from .slots import BLANK

# Stands before each date and figure copied from an earlier report until a person has looked at it.
TO_CHECK = "[проверьте:"
NO_FACTS = "Сведения не внесены"

COLUMNS = (
    Column("number", "№ п/п", share=1),
    Column("title", "Наименование мероприятия", share=5),
    Column("deadline", "Сроки", share=3),
    Column("result", "Результат (количественный и качественный)", share=8),
    Column("note", "Прим.", share=3),
)


def report_paper(report, approval=None) -> Paper:
    """The report drawn from its lines; `approval` is the snapshot just being stored, None for a draft."""
    return Paper(
        title=(
            "ОТЧЁТ",
            "по организации деятельности муниципального опорного центра дополнительного образования детей",
            f"за {report.reporting_period}",
        ),
        head=report_head(report),
        body=(Table(COLUMNS, tuple(_rows(report))),),
        as_of=f"Сведения внесены по состоянию на {format_date(report.data_as_of)}"
        if report.data_as_of
        else "",
        **official_marks(report, approval),
    )


def report_head(report) -> tuple[tuple[str, str], ...]:
    """(label, value) pairs above the table; what is not known is left out."""
    municipality, centre = report.municipality, report.plan.organization
    head = (
        ("Территориальная зона", municipality.zone.name if municipality.zone else ""),
        ("Муниципальное образование", municipality.name),
        ("Наименование МОЦ (полное и краткое)", f"{centre.name} ({centre.short_name})"),
    )
    return tuple((label, value) for label, value in head if value)


def report_problems(report) -> list[str]:
    """What has to be mended before the report may be sent for approval."""
    lines = report.lines.prefetch_related("figures")
    return [problem for line in lines for problem in line_problems(line)] or (
        [] if lines else ["Отчёт ещё не сформирован."]
    )


def line_problems(line) -> list[str]:
    """What has to be mended in one row, as sentences."""
    row = f"Строка {line.number or line.title[:60]}"
    if not line.text.strip():
        return [f"{row}: нет сведений о результате."]
    problems = []
    if TO_CHECK in line.text:
        problems.append(f"{row}: проверьте даты и числа, взятые из прошлого отчёта.")
    elif line.source == line.Source.PREVIOUS and not line.is_settled:
        problems.append(
            f"{row}: текст взят из прошлого отчёта, подтвердите его («Проверено, верно») или измените."
        )
    if BLANK in line.rendered:
        problems.append(f"{row}: не заполнено число.")
    return problems


def kept_figures(report) -> list[dict]:
    """Each figure of the report with its origin, as kept in the snapshot."""
    return [
        {"row": line.item_id, **figure_data(figure)}
        for line in report.lines.prefetch_related("figures")
        for figure in line.figures.all()
    ]


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
            {
                "number": int(section.number) if section.number.isdecimal() else section.number,
                "title": section.title,
                "items": [_line_data(line) for line in lines],
            }
            for section, lines in _lines_by_section(report)
        ],
    }


def _line_data(line):
    return {
        "number": line.number,
        "title": line.title,
        "deadline": line.deadline_text,
        "result": line.rendered,
        "note": line.note,
        "source": line.source,
        "figures": [figure_data(figure) for figure in line.figures.all()],
    }


def _rows(report):
    for section, lines in _lines_by_section(report):
        if section.title:
            yield SectionRow(section.heading)
        for line in lines:
            cells = (line.number, line.title, line.deadline_text, line.rendered or NO_FACTS, line.note)
            yield Row(cells, key=str(line.item_id))


def _lines_by_section(report):
    lines = report.lines.select_related("item__section__standard").prefetch_related("figures")
    return groupby(lines, key=lambda line: line.item.section)
