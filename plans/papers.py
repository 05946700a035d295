"""The plan and the media plan of a year as official papers."""

from itertools import groupby

from django.utils.text import capfirst

from documents.paper import Column, Paper, Row, SectionRow, Table
from documents.prose import MONTHS, format_date

COLUMNS = (
    Column("number", "№ п/п", share=2),
    Column("title", "Наименование мероприятия", share=7),
    Column("expected_result", "Результат", share=4),
    Column("deadline", "Сроки", share=3),
    Column("responsible", "Ответственные", share=4),
)
MEDIA_COLUMNS = (
    Column("day", "Дата", share=2),
    Column("topic", "Тема", share=8),
    Column("channel", "Где размещается", share=3),
    Column("responsible", "Ответственный", share=4),
    Column("item", "Пункт плана", share=2),
)
EXCLUDED = "исключён"


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


def rows_by_item(paper: Paper) -> dict[str, Row]:
    """The rows of a plan, also of an approved one, by the keys of their items."""
    tables = (block for block in paper.body if isinstance(block, Table))
    return {row.key: row for table in tables for row in table.rows if isinstance(row, Row)}


def is_excluded(row: Row) -> bool:
    """Whether the row only says that its item was excluded."""
    _, title, *others = row.cells
    return title.startswith(EXCLUDED) and not any(others)


def _rows(plan):
    known = rows_by_item(plan.in_force.paper()) if plan.in_force else {}
    for section in plan.sections.prefetch_related("items"):
        rows = list(_rows_of(section.items.all(), known))
        if section.title and rows:
            yield SectionRow(section.heading)
        yield from rows


def _rows_of(items, known):
    """Those excluded stay as a line that says so, if they ever were in an approved version."""
    numbers = {item.number for item in items if item.withdrawn_on is None}
    for item in items:
        if item.withdrawn_on is None:
            cells = (item.number, item.title, item.expected_result, item.deadline_text, item.responsible)
            yield Row(cells, key=str(item.pk))
        elif str(item.pk) in known:
            # Its number may have gone to another item since.
            number = f"({item.number})" if item.number in numbers else item.number
            words = ", ".join(filter(None, [EXCLUDED, item.withdrawal_act]))
            yield Row((number, words, "", "", ""), key=str(item.pk))


def media_paper(plan) -> Paper:
    """The words of the media plan; what is published does not change what was approved."""
    return Paper(
        title=(
            "МЕДИАПЛАН",
            "муниципального опорного центра дополнительного образования детей",
            f"{plan.municipality.name_genitive} на {plan.year} год",
            *[f"(корректировка № {plan.correction_number})"] * bool(plan.correction_number),
        ),
        body=(Table(MEDIA_COLUMNS, tuple(_media_rows(plan))),),
    )


def media_problems(plan) -> list[str]:
    """What has to be mended before the media plan may be sent for approval."""
    return [] if plan.entries.in_force().exists() else ["В медиаплане нет ни одной записи."]


def _media_rows(plan):
    entries = plan.entries.in_force().select_related("item")
    for month, of_month in groupby(entries, lambda entry: entry.day.month):
        yield SectionRow(capfirst(MONTHS[month - 1]))
        for entry in of_month:
            number = entry.item.number if entry.item else ""
            channel = capfirst(entry.get_channel_display())
            cells = (format_date(entry.day), entry.topic, channel, entry.responsible, number)
            yield Row(cells, key=str(entry.pk))
