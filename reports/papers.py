"""The half-year report as an official paper."""

from itertools import groupby

from documents.paper import Column, Paper, Row, SectionRow, Table
from plans.papers import approval_stamp, head_signature, revision_mark

# Stands before each date and figure copied from an earlier report until a person has looked at it.
TO_CHECK = "[проверьте:"

COLUMNS = (
    Column("number", "№ п/п", share=1),
    Column("title", "Наименование мероприятия", share=5),
    Column("deadline", "Сроки", share=2),
    Column("result", "Результат (количественный и качественный)", share=9),
    Column("note", "Прим.", share=3),
)


def report_paper(report, approval=None) -> Paper:
    """The report drawn from its lines; `approval` is the snapshot just being stored, None for a draft."""
    municipality, centre = report.municipality, report.plan.organization
    head = [
        ("Территориальная зона", municipality.zone.name if municipality.zone else ""),
        ("Муниципальное образование", municipality.name),
        ("Наименование МОЦ (полное и краткое)", f"{centre.name} ({centre.short_name})"),
    ]
    return Paper(
        title=(
            "ОТЧЁТ",
            "по организации деятельности муниципального опорного центра дополнительного образования детей",
            f"за {report.reporting_period}",
        ),
        head=tuple((label, value) for label, value in head if value),
        draft=approval is None,
        approval=approval_stamp(approval),
        body=(Table(COLUMNS, tuple(_rows(report))),),
        signatures=(head_signature(report),),
        revision=revision_mark(approval),
    )


def report_problems(report) -> list[str]:
    """What has to be mended before the report may be sent for approval."""
    problems = []
    for line in report.lines.prefetch_related("figures"):
        if not line.text.strip():
            problems.append(f"Строка {line.number}: нет сведений о результате.")
        elif TO_CHECK in line.text:
            problems.append(f"Строка {line.number}: проверьте сведения, взятые из прошлого отчёта.")
        elif "___" in line.rendered:
            problems.append(f"Строка {line.number}: не заполнено число.")
    return problems or ([] if report.lines.exists() else ["Отчёт ещё не сформирован."])


def kept_figures(report) -> list[dict]:
    """Each figure of the report with its origin, as kept in the snapshot."""
    return [
        {
            "row": line.item_id,
            "slot": figure.slot,
            "label": figure.label,
            "value": str(figure.value),
            "unit": figure.unit,
            "calculation": figure.calculation,
            "params": figure.params,
            "accumulation": figure.accumulation,
        }
        for line in report.lines.prefetch_related("figures")
        for figure in line.figures.all()
    ]


def _rows(report):
    lines = report.lines.select_related("item__section__standard").prefetch_related("figures")
    for section, of_section in groupby(lines, key=lambda line: line.item.section):
        if section.title:
            yield SectionRow(section.heading)
        for line in of_section:
            cells = (line.number, line.title, line.deadline_text, line.rendered, line.note)
            yield Row(cells, key=str(line.item_id))
