"""PDF files with a text layer as paragraphs and tables."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.utils import extract_text
from pdfplumber.utils.exceptions import PdfminerException

from documents.reading.lines import compounds, flowing
from documents.reading.pdf_columns import find_tables
from documents.reading.pdf_lines import Line, lines_of, without_running_lines
from documents.reading.pdf_pages import pages_of
from documents.reading.structure import Document, Paragraph, Table, UnreadableFile
from documents.reading.text import document_from_lines

Box = tuple[float, float, float, float]  # left, top, right, bottom
MAX_PAGES = 40  # dense pages take a tenth of a second each
# A line that ends nearer to the right edge of the text than this share of its width goes on below.
FULL_LINE = 0.12
SAME_HEIGHT = 4  # points between a rule across and the end of a rule downwards that meet

DAMAGED = "Файл PDF повреждён и не открывается. Сохраните документ в PDF заново и загрузите ещё раз."
PROTECTED = "Файл PDF защищён паролем. Снимите пароль и загрузите его ещё раз."
SCANNED = (
    "В файле PDF нет текста: это скан, то есть картинка. Распознайте его программой распознавания текста "
    "или загрузите документ, из которого он напечатан."
)
GARBLED = (
    "Текст этого PDF не извлекается: его шрифты не говорят, какие буквы они рисуют. "
    "Загрузите документ Word или Excel, из которого он напечатан."
)
TOO_LONG = f"В файле PDF {{}} страниц, а портал читает не более {MAX_PAGES}. Разделите его на части."


def read_pdf(path: Path) -> Document:
    """Ruled tables and the lines around them, page by page; raises UnreadableFile."""
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise UnreadableFile(TOO_LONG.format(len(pdf.pages)))
            return _document(pages_of(pdf))
    except PdfminerException as error:
        protected = isinstance(error.__cause__ or next(iter(error.args), None), PDFPasswordIncorrect)
        raise UnreadableFile(PROTECTED if protected else DAMAGED) from error


def _document(pages: list[Page]) -> Document:
    scanned = [page.page_number for page in pages if page.images and not page.chars]
    if scanned and not any(page.chars for page in pages):
        raise UnreadableFile(SCANNED)
    if _is_garbled(pages):
        raise UnreadableFile(GARBLED)
    document = _with_columns(pages) or _with_rules(pages)
    _let_flow(document)
    if not document.tables:
        # Columns may have run together; the words of the lines may tell them apart where their places do not.
        document = _of_text(pages) or document
    document.warnings += [f"Страница {number} — картинка без текста, она не прочитана." for number in scanned]
    return document


def _is_garbled(pages: list[Page]) -> bool:
    """Whether the fonts do not tell which letters their signs are."""
    signs = [char["text"] for page in pages for char in page.chars]
    return sum(sign.startswith("(cid:") for sign in signs) > len(signs) / 3


def _with_columns(pages: list[Page]) -> Document | None:
    """A document without ruled tables whose words stand in columns."""
    if any(len(table.rows) > 1 for page in pages for table in _tables(page)):
        return None
    if not (found := find_tables(pages)):
        return None
    first = found[0]
    page = pages[first.page]
    above = _with_rules([*pages[: first.page], page.within_bbox((0, 0, page.width, first.top))])
    return Document([*above.blocks, *(each.table for each in found)])


def _of_text(pages: list[Page]) -> Document | None:
    lines = without_running_lines([lines_of(page, at) for at, page in enumerate(pages)])
    document = document_from_lines([line.text for line in chain.from_iterable(lines)])
    return document if document.tables else None


def _with_rules(pages: list[Page]) -> Document:
    """The tables of each page and the paragraphs between them, from top to bottom."""
    tables = [_tables(page) for page in pages]
    lines = [_lines_outside(page, at, tables[at]) for at, page in enumerate(pages)]
    document = Document()
    for page, ruled, outside in zip(pages, tables, without_running_lines(lines), strict=True):
        placed: list[tuple[float, Paragraph | Table]] = [(table.bbox[1], _table(table)) for table in ruled]
        placed += [(top, Paragraph(text)) for top, text in _paragraphs(outside, page.width)]
        document.blocks += [block for _, block in sorted(placed, key=itemgetter(0))]
    return document


def _tables(page: Page) -> list[RuledTable]:
    ruled = page.find_tables({"explicit_horizontal_lines": _open_ends(page)})
    return [table for table in ruled if len(table.cells) > 1]


def _lines_outside(page: Page, at: int, tables: list[RuledTable]) -> list[Line]:
    def is_outside(thing: dict) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)

    boxes = [table.bbox for table in tables]
    return lines_of(page.filter(is_outside), at)


def _open_ends(page: Page) -> list[float]:
    """Heights at which vertical rules end without a horizontal one: a row goes on overleaf and is not closed there."""
    across = sorted({edge["top"] for edge in page.horizontal_edges})
    ends = sorted({height for edge in page.vertical_edges for height in (edge["top"], edge["bottom"])})
    return [height for height in ends if not any(abs(height - other) < SAME_HEIGHT for other in across)]


def _paragraphs(lines: list[Line], page_width: float) -> Iterator[tuple[float, str]]:
    """Lines with their top; a line that reaches the right margin goes on in the next one that begins small."""
    left = min((line.left for line in lines), default=0)
    right = max((page_width - left, *(line.right for line in lines)))
    paragraph: list[Line] = []
    for line in lines:
        full = paragraph and right - paragraph[-1].right < FULL_LINE * (right - left)
        if paragraph and not (full and line.text[:1].islower()):
            yield _paragraph(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph)


def _paragraph(lines: list[Line]) -> tuple[float, str]:
    return lines[0].top, "\n".join(line.text for line in lines)


def _let_flow(document: Document) -> None:
    """The lines of each paragraph and cell become one, with the compounds of the whole document in mind."""
    texts = [*document.paragraphs, *(text for table in document.tables for row in table.rows for text in row)]
    written = compounds(texts)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            block.text = flowing(block.text, written)
        else:
            block.rows = [[flowing(text, written) for text in row] for row in block.rows]


def _table(table: RuledTable) -> Table:
    letters = _Letters(table.page.chars)
    return Table([[letters.inside(cell) for cell in row.cells] for row in table.rows], _merged(table))


class _Letters:
    """The letters of a page from top to bottom, to look up those of each cell without going through all of them."""

    def __init__(self, letters: list[dict]):
        placed = [((letter["top"] + letter["bottom"]) / 2, place) for place, letter in enumerate(letters)]
        self._placed = sorted(placed)
        self._letters = letters

    def inside(self, cell: Box | None) -> str:
        """The text of a cell; none where a merged one reaches into it."""
        if cell is None:
            return ""
        left, top, right, bottom = cell
        first, last = (bisect_left(self._placed, (height, -1)) for height in (top, bottom))
        printed = (self._letters[place] for place in sorted(place for _, place in self._placed[first:last]))
        return extract_text(
            [letter for letter in printed if left <= (letter["x0"] + letter["x1"]) / 2 < right]
        )


def _merged(table: RuledTable) -> dict[tuple[int, int], tuple[int, int]]:
    """The places that a cell above reaches into: the grid has no cell of its own there."""
    merged = {}
    above: dict[int, tuple[tuple[int, int], float]] = {}  # column → the place of its last cell and its bottom
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if cell is not None:
                above[column] = ((at, column), cell[3])
            elif column in above and above[column][1] > row.bbox[1] + 1:
                merged[at, column] = above[column][0]
    return merged
