"""What the reader of a reading should look at: rows without a title, numbers given twice, columns that are missing."""

from collections import Counter
from collections.abc import Iterator

from documents.recognition.reading import Reading, Section
from documents.recognition.tables import Piece

COLUMNS = {
    "title": "с наименованием мероприятия",
    "deadline": "со сроками",
    "responsible": "с ответственными",
    "result": "с результатами",
}
EXPECTED = {"plan": ("title", "deadline", "responsible"), "report": ("title", "deadline", "result")}


def check_columns(kind: str, pieces: list[Piece]) -> Iterator[str]:
    """Fields for which no table has a column, and columns that one table lacks and the first one has."""
    known = {name for piece in pieces for name in piece.columns.fields.values()}
    for name in EXPECTED[kind]:
        if name not in known:
            yield f"В таблице нет столбца {COLUMNS[name]}."
    for piece in pieces[1:]:
        for heading in _lost_headings(piece, pieces[0]):
            yield f"В таблице, которая начинается строкой {_first_cell(piece)}, нет столбца «{heading}»: он считается пустым."


def check_items(reading: Reading) -> Iterator[str]:
    for section in reading.sections:
        yield from _check_numbers(section)
        for item in section.items:
            if not item.title:
                yield f"В строке {item.number} нет названия мероприятия."


def _check_numbers(section: Section) -> Iterator[str]:
    numbers = Counter(item.number for item in section.items)
    for number, count in numbers.items():
        if number and count > 1:
            yield f"Номер {number} стоит у {count} строк{_of_section(section)}."
    if 0 < numbers[""] < len(section.items):
        for item in section.items:
            if not item.number:
                yield f"У строки {item.name} нет номера."


def _of_section(section: Section) -> str:
    return f" раздела {section.number}" if section.number else ""


def _lost_headings(piece: Piece, first: Piece) -> list[str]:
    width = len(piece.rows[0].cells) if piece.rows else piece.columns.width
    present = {name for place, name in piece.columns.fields.items() if place < width}
    return [heading for heading, name in first.columns.by_heading().items() if name and name not in present]


def _first_cell(piece: Piece) -> str:
    return next((f"«{text[:40]}»" for row in piece.rows for text in row.cells if text), "")
