"""The list of events as an Excel file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from documents.rendering.lists import Sheet, lists_xlsx

from .models import Event


@dataclass(frozen=True)
class Column:
    title: str
    width: int
    value: Callable[[Event], object]


COLUMNS = (
    Column("Дата", 12, lambda event: event.starts_on),
    Column("По какое число", 12, lambda event: event.ends_on),
    Column("Вид", 22, lambda event: event.kind.name),
    Column("Тема", 60, lambda event: event.theme),
    Column("Участие МОЦ", 18, lambda event: event.get_part_display()),
    Column("Кто проводил", 30, lambda event: event.organizer),
    Column("Участников", 12, lambda event: event.participants),
    Column("Место", 25, lambda event: event.place),
    Column("Формат", 18, lambda event: event.get_format_display()),
    Column("Пункты плана", 15, lambda event: ", ".join(item.number for item in event.items.all())),
    Column("Приказы", 35, lambda event: "; ".join(map(str, event.acts.all()))),
    Column("Ссылка", 35, lambda event: event.link),
)


def events_workbook(events: Iterable[Event]) -> bytes:
    """An .xlsx file with a row for each event; dates and numbers stay dates and numbers."""
    columns = [(column.title, column.width) for column in COLUMNS]
    rows = ([column.value(event) for column in COLUMNS] for event in events)
    return lists_xlsx([Sheet("Мероприятия", columns, rows)])
