"""The yearly plan as an official paper."""

from documents.paper import Column, Paper, Row, SectionRow, Table

COLUMNS = (
    Column("number", "№ п/п", share=2),
    Column("title", "Наименование мероприятия", share=7),
    Column("expected_result", "Результат", share=4),
    Column("deadline", "Сроки", share=3),
    Column("responsible", "Ответственные", share=4),
)


def plan_paper(plan) -> Paper:
    """The words of the plan, drawn from its rows."""
    municipality = plan.municipality
    return Paper(
        title=(
            "ПЛАН МЕРОПРИЯТИЙ",
            "муниципального опорного центра дополнительного образования детей",
            f"{municipality.name_genitive} на {plan.year_label}",
            *[f"(корректировка № {plan.correction_number})"] * bool(plan.correction_number),
        ),
        body=(Table(COLUMNS, tuple(_rows(plan))),),
    )


def plan_problems(plan) -> list[str]:
    """What has to be mended before the plan may be sent for approval."""
    return [] if plan.items().in_force().exists() else ["В плане нет ни одного пункта."]


def _rows(plan):
    for section in plan.sections.prefetch_related("items"):
        in_force = [item for item in section.items.all() if item.withdrawn_on is None]
        if section.title and in_force:
            yield SectionRow(section.heading)
        for item in in_force:
            cells = (item.number, item.title, item.expected_result, item.deadline_text, item.responsible)
            yield Row(cells, key=str(item.pk))
