"""Papers drawn from the rounds of a programme."""

from collections.abc import Iterator

from django.utils.text import capfirst

from documents.paper import Column, Ends, Entry, Heading, Paper, Row, SectionRow, Signature, Table, Text
from documents.prose import date_in_words, format_date, format_number
from organizations.models import Appointment, Role

from .models import Assessment, Regulation
from .points import Comparison, compared, finished_sheets, outcome_of_sheets

EXPERT = "эксперт"
EXPERT_COLUMNS = (
    Column("number", "№", share=1, align="center"),
    Column("expert", "Эксперт", share=7),
    Column("post", "Должность", share=6),
    Column("points", "Баллы", share=2, align="center"),
    Column("recommendation", "Рекомендация", share=4),
)


def assessment_act(assessment: Assessment) -> Paper:
    """The act of a municipal assessment: who assessed, points by criterion, the conclusion. A draft until it is drawn."""
    program = assessment.program
    sheets = finished_sheets(assessment)
    posts = _posts(assessment, sheets)
    centre = program.municipality.centre
    day = assessment.decided_on
    return Paper(
        title=("АКТ", "независимой оценки качества", "дополнительной общеобразовательной программы"),
        author=centre.name if centre else "",
        head=tuple(_head(assessment)),
        body=(
            Ends(
                date_in_words(day) if day else "",
                f"круг {assessment.number}" if assessment.number > 1 else "",
            ),
            *_experts(sheets, posts),
            *_points(assessment, sheets),
            *_remarks(assessment),
            *_conclusion(assessment, sheets),
        ),
        draft=not assessment.result,
        signatures=[Signature(capfirst(posts[sheet.expert_id]), str(sheet.expert)) for sheet in sheets],
        orientation="portrait",
    )


def _head(assessment) -> Iterator[tuple[str, str]]:
    """What was assessed, by the card as it was submitted."""
    card = assessment.card
    yield "Программа", card.get("name") or assessment.program.name
    yield "Организация", assessment.program.organization.name
    ages = [card.get("age_from", ""), card.get("age_to", "")]
    facts = (
        ("Направленность", card.get("focus_area")),
        ("Возраст обучающихся, лет", "–".join(filter(None, ages))),
        ("Часов всего", card.get("hours")),
        ("Авторы", card.get("authors")),
    )
    yield from ((label, value) for label, value in facts if value)
    yield "Подана на экспертизу", format_date(assessment.submitted_on)


def _posts(assessment, sheets):
    """The post by which each was an expert when he was assigned."""
    held = Appointment.objects.reaching(assessment.program.municipality).filter(role=Role.EXPERT)
    held = held.filter(person__in=[sheet.expert_id for sheet in sheets]).order_by("starts_on")
    begun = {sheet.expert_id: sheet.assigned_on for sheet in sheets}
    in_force = {a.person_id: a.title for a in held if a.is_in_force(begun[a.person_id])}
    return {sheet.expert_id: in_force.get(sheet.expert_id, EXPERT) for sheet in sheets}


def _experts(sheets, posts):
    yield Heading("Эксперты")
    if not sheets:
        yield Text("Листов экспертов пока нет.")
        return
    yield Table(
        EXPERT_COLUMNS,
        [
            Row(
                (
                    str(number),
                    sheet.expert.full_name,
                    posts[sheet.expert_id],
                    format_number(sheet.total),
                    sheet.get_recommendation_display(),
                )
            )
            for number, sheet in enumerate(sheets, start=1)
        ],
    )


def _points(assessment, sheets):
    if not sheets:
        return
    yield Heading("Баллы по критериям")
    columns = (
        Column("criterion", "Критерий", share=9),
        Column("most", "Не больше", share=2, align="center"),
        *(
            Column(f"expert{number}", f"Эксперт {number}", share=2, align="center")
            for number in _numbers(sheets)
        ),
        Column("mean", "Среднее", share=2, align="center"),
    )
    yield Table(columns, list(_point_rows(assessment, sheets)))


def _numbers(sheets):
    return range(1, len(sheets) + 1)


def _point_rows(assessment, sheets):
    section = ""
    for row in compared(sheets, list(assessment.criteria())):
        if row.criterion.section and row.criterion.section != section:
            section = row.criterion.section
            yield SectionRow(section)
        yield Row((row.criterion.text, str(row.criterion.max_points), *_given(row), row.told_mean))
    outcome = _outcome(assessment, sheets)
    totals = [format_number(sheet.total) for sheet in sheets]
    yield Row(("Всего", str(outcome.max_points), *totals, format_number(outcome.points)))


def _outcome(assessment, sheets):
    return outcome_of_sheets(sheets, Regulation.objects.holding_in(assessment.program.municipality))


def _given(row: Comparison):
    return [format_number(score.points) if score else "—" for score in row.scores]


def _remarks(assessment):
    sheets = assessment.assignments.exclude(finished_on=None).prefetch_related("remarks")
    remarks = [remark for sheet in sheets for remark in sheet.remarks.all()]
    if remarks:
        yield Heading("Замечания экспертов")
    for number, remark in enumerate(remarks, start=1):
        place = f"{remark.passage}: " if remark.passage else ""
        yield Text(f"{number}. {place}{remark.text}")


def _conclusion(assessment, sheets):
    yield Heading("Заключение")
    if sheets:
        yield Text(f"Средний результат: {_outcome(assessment, sheets).told}.")
    if not assessment.result:
        yield Text("Заключение ещё не вынесено.")
        return
    yield Entry("Результат", assessment.get_result_display())
    if assessment.conclusion:
        yield Text(assessment.conclusion)
    if assessment.valid_until:
        yield Entry("Заключение действует до", format_date(assessment.valid_until))
    if assessment.act:
        yield Entry("Основание", str(assessment.act))
