"""The list of events as an Excel file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

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
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Мероприятия"
    for place, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.cell(1, place, column.title).font = Font(bold=True)
    for row, event in enumerate(events, start=2):
        for place, column in enumerate(COLUMNS, start=1):
            _fill(sheet.cell(row, place), column.value(event))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(cell, value):
    """Text is stored as text, even where it looks like a formula."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
