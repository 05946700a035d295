"""Coverage as Excel files. The sheet of a month has the columns that are pasted back."""

from documents.rendering.lists import Sheet, lists_xlsx

from .coverage import Coverage
from .models import FIGURES, LABELS
from .months import MONTHS
from .year import YearTable

WHOLE = "Весь муниципалитет без повторов"
HEADINGS = {name: label[0].upper() + label[1:] for name, label in LABELS.items()}


def month_sheet(coverage: Coverage) -> bytes:
    """A row for each organisation, their sum, and what was counted for the whole municipality."""
    lines = [[str(row.organization), *(getattr(row, name) for name in FIGURES)] for row in coverage.told]
    lines.append(["Итого", *coverage.sums.values()])
    if any(value is not None for value in coverage.own.values()):
        lines.append([WHOLE, *coverage.own.values()])
    columns = [("Организация", 45), *((heading, 16) for heading in HEADINGS.values())]
    return lists_xlsx([Sheet(f"{coverage.month:%m.%Y}", columns, lines)])


def year_sheets(tables: dict[str, YearTable]) -> bytes:
    """A sheet for each number: organisations down, months across."""
    columns = [("Организация", 45), *((month.capitalize(), 10) for month in MONTHS)]
    return lists_xlsx(
        Sheet(HEADINGS[figure], columns, [*table.lines, ["Итого", *table.sums], [WHOLE, *table.own]])
        for figure, table in tables.items()
    )
