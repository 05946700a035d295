"""Plain text as the tests of its reading look at it."""

from documents.reading.structure import Document
from documents.reading.text import document_from_lines


def read(text: str) -> Document:
    return document_from_lines(text.strip("\n").split("\n"))


def rows_of(text: str) -> list[list[str]]:
    (table,) = read(text).tables
    return table.rows


def row(text: str, number: str) -> list[str]:
    return next(
        cells for table in read(text).tables for cells in table.rows if cells[0].rstrip(".") == number
    )
