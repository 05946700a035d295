"""A register as a file: exactly what is shown, all pages of it, with the conditions, the day and the count above."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import QueryDict

from documents.paper import Column, Paper, Row, Table
from documents.prose import file_name, format_date, format_number
from documents.rendering.docx import paper_docx
from documents.rendering.lists import Sheet, lists_xlsx
from documents.rendering.pdf import paper_pdf
from organizations.exchange import export_rows, heading_key

from .jobs import Outcome
from .models import Job
from .registers import REGISTERS, Selection

CHUNK = 200  # rows read at a time, with what is prefetched for them
MOST_AT_ONCE = 500  # rows that a page waits for; longer papers are drawn behind the pages
ROWS_OF_A_PAGE = 15  # about so many; the bar of a job is drawn by the pages
LETTERS_OF_SHARE = 10  # about the width of one share of a column in a spreadsheet
COLUMN_OF_TABLE = 18

Progress = Callable[[int, int], None]


def head_of(selection: Selection) -> list[tuple[str, str]]:
    """What stands above the table of every file."""
    return [
        *selection.told,
        ("По состоянию на", format_date(selection.municipality.today())),
        ("Записей", format_number(selection.rows.count())),
    ]


def name_of(selection: Selection, extension: str) -> str:
    title = f"{selection.register.title} {selection.municipality.name} {format_date(selection.municipality.today())}"
    return f"{file_name(title)}.{extension}"


def register_paper(selection: Selection, rows: Iterable[Any]) -> Paper:
    columns = [Column(column.key, column.title, column.share, column.align) for column in selection.columns]
    cells = (Row([cell.text for cell in selection.cells(row)]) for row in rows)
    return Paper(
        title=[selection.register.title, selection.municipality.name_genitive],
        head=head_of(selection),
        body=[Table(columns, list(cells))],
    )


def register_xlsx(selection: Selection) -> bytes:
    """As it can be loaded back, where the register is one that is loaded: with all columns of its table."""
    head = [f"{selection.register.title}, {selection.municipality.name}"]
    head += [f"{label}: {words}" for label, words in head_of(selection)]
    columns, rows = _whole_table(selection) if selection.register.resource else _shown_table(selection)
    return lists_xlsx([Sheet("Реестр", columns, rows, head)])


def _whole_table(selection: Selection) -> tuple[list[tuple[str, int]], Iterable[list]]:
    """The columns that are loaded back, and behind them what else the page shows: counts and words that follow from these."""
    resource: Any = selection.register.resource
    headings, rows = export_rows(resource, selection.rows.prefetch_related(None))
    loaded = {key for column in resource().columns for key in column.keys}
    told = [column for column in selection.columns if heading_key(column.title) not in loaded]
    also = ([column.value(row) for column in told] for row in in_chunks(selection.rows))
    columns = [(heading, COLUMN_OF_TABLE) for heading in (*headings, *(column.title for column in told))]
    return columns, ([*cells, *more] for cells, more in zip(rows, also, strict=True))


def _shown_table(selection: Selection) -> tuple[list[tuple[str, int]], Iterable[list]]:
    """Numbers and days stay what they are."""
    columns = [(column.title, LETTERS_OF_SHARE * column.share) for column in selection.columns]
    return columns, ([column.value(row) for column in selection.columns] for row in in_chunks(selection.rows))


def print_register(job: Job, progress: Progress) -> Outcome:
    """The work behind the pages that makes a long paper of a register."""
    register, file_format = REGISTERS[job.params["register"]], job.params["file_format"]
    selection = register.read(job.user, job.municipality, QueryDict(job.params["query"]))
    total = selection.rows.count()
    progress(0, total)
    paper = register_paper(selection, in_chunks(selection.rows))
    if file_format == "docx":
        content = paper_docx(paper)
    else:
        content = paper_pdf(paper, lambda page: progress(min(page * ROWS_OF_A_PAGE, total), total))
    return Outcome(content=content, name=name_of(selection, file_format))


def in_chunks(rows) -> Iterator[Any]:
    """All rows, without holding them at once."""
    return rows.iterator(chunk_size=CHUNK)
