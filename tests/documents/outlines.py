"""Plans of a few rows, and what sections and items are recognised in them."""

from documents.reading.structure import Document, Paragraph, Table
from documents.recognition import Reading, recognise

HEADINGS = ["№", "Мероприятие", "Срок", "Ответственный", "Прим."]


def plan(*blocks: Table | str, title: str = "План работы на 2031 год") -> Reading:
    lines = [Paragraph(block) if isinstance(block, str) else block for block in blocks]
    return recognise(Document([Paragraph(title), *lines]))


def table(*rows: list[str], merged: dict | None = None) -> Table:
    width = max(map(len, rows))
    return Table([row + [""] * (width - len(row)) for row in rows], merged or {})


def outline(reading: Reading) -> dict[tuple[str, str], list[str]]:
    """Number and title of each section with the numbers and titles of its rows."""
    return {
        (part.number, part.title): [f"{item.number} {item.title}".strip() for item in part.items]
        for part in reading.sections
    }
