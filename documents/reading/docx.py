"""Word files (.docx) as paragraphs and tables, read from their XML.

python-docx skips tracked changes and content controls and does not know automatic numbers, so the few elements
that carry text are read directly (ECMA-376, part 1, chapter 17).
"""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from lxml import etree

from documents.reading.archive import DAMAGED, Archive
from documents.reading.numbering import Numbering, W
from documents.reading.structure import Document, Paragraph, Table, UnreadableFile

MAIN_PARTS = ("word/document.xml", "word/document2.xml")
MAX_ROWS = 2000
MAX_NESTING = 8
# Edges of cells closer than this are the same column drawn by an unsteady hand (3 mm in twentieths of a point).
SAME_EDGE = 170

TOO_LONG = f"В таблицах документа больше {MAX_ROWS} строк. Разделите его на части и загрузите их по одной."
TOO_DEEP = (
    "Таблицы документа вложены друг в друга слишком глубоко. Уберите лишние таблицы и загрузите файл ещё раз."
)

# Wrappers whose content counts as if they were not there: content controls, accepted insertions, links.
TRANSPARENT = {
    W + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple")
}
SIGNS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
PARAGRAPH, TABLE, ROW, CELL, RUN, TEXT = (W + name for name in ("p", "tbl", "tr", "tc", "r", "t"))


def read_docx(path: Path) -> Document:
    """Paragraphs and tables in their order; deletions, headers, footers and text boxes are left out."""
    archive = Archive(path)
    body = _main_part(archive).find(W + "body")
    if body is None:
        raise UnreadableFile(DAMAGED)
    numbering = Numbering(archive.xml("word/numbering.xml"), archive.xml("word/styles.xml"))
    return Document(_Body(numbering).blocks(body))


def _main_part(archive: Archive) -> etree._Element:
    for name in MAIN_PARTS:
        if (root := archive.xml(name)) is not None:
            return root
    raise UnreadableFile(DAMAGED)


class _Body:
    def __init__(self, numbering: Numbering):
        self._numbering = numbering
        self._rows_left = MAX_ROWS
        self._nesting = 0

    def blocks(self, parent: etree._Element) -> list[Paragraph | Table]:
        """What stands in a body or in a cell, nested tables after the table that holds them."""
        blocks: list[Paragraph | Table] = []
        for element in _content(parent):
            if element.tag == PARAGRAPH and (text := self._paragraph(element)):
                blocks.append(Paragraph(text))
            elif element.tag == TABLE:
                blocks += self._tables(element)
        return blocks

    def _paragraph(self, element: etree._Element) -> str:
        text = "".join(_pieces(element)).strip()
        if not text and element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return ""  # wholly deleted: it must not take a number
        return f"{self._numbering.label(element)} {text}".strip()

    def _tables(self, element: etree._Element) -> list[Table]:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise UnreadableFile(TOO_DEEP)
        grid = _Grid(_columns(element))
        nested: list[Table] = []
        for row in _content(element):
            if row.tag == ROW and row.find(f"{W}trPr/{W}del") is None:
                self._row(row, grid, nested)
        self._nesting -= 1
        return [grid.table(), *nested]

    def _row(self, element: etree._Element, grid: "_Grid", nested: list[Table]) -> None:
        self._rows_left -= 1
        if self._rows_left < 0:
            raise UnreadableFile(TOO_LONG)
        cells = [cell for cell in _content(element) if cell.tag == CELL]
        # A row of one cell belongs to the whole width, wherever it begins.
        grid.begin_row(0 if len(cells) == 1 else _number(element, "trPr/gridBefore", 0))
        for cell in cells:
            grid.add(self._cell(cell, nested), _number(cell, "tcPr/gridSpan", 1), _vertical_merge(cell))

    def _cell(self, element: etree._Element, nested: list[Table]) -> str:
        lines = []
        for block in self.blocks(element):
            if isinstance(block, Table):
                nested.append(block)
                lines.append(" ".join(text for row in block.rows for text in row if text))
            else:
                lines.append(block.text)
        return "\n".join(lines)


class _Grid:
    """Puts the cells of a table, which Word gives by their spans, into a rectangle of texts."""

    def __init__(self, columns: list[int]):
        self._columns = columns
        self._rows: list[list[str]] = []
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        self._open: dict[int, tuple[int, int]] = {}  # column → the place where a vertical merge began

    def begin_row(self, position: int) -> None:
        self._rows.append([])
        self._position = position

    def add(self, text: str, span: int, merge: str | None) -> None:
        row, column = self._rows[-1], self._column(self._position)
        self._position += span
        place = (len(self._rows) - 1, column)
        if merge == "continue" and column in self._open:
            self._merged[place], text = self._open[column], ""
        else:
            self._open[column] = place
        if column < len(row):  # two cells within one column
            row[column] = f"{row[column]}\n{text}".strip()
        else:
            row += [""] * (column - len(row)) + [text]

    def table(self) -> Table:
        width = max((*map(len, self._rows), self._columns[-1]))
        return Table([row + [""] * (width - len(row)) for row in self._rows], self._merged)

    def _column(self, position: int) -> int:
        beyond = position - len(self._columns) + 1
        return self._columns[position] if beyond <= 0 else self._columns[-1] + beyond


def _content(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in TRANSPARENT:
            yield from _content(child)
        else:
            yield child


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for run in _content(paragraph):
        if run.tag == RUN:
            for piece in run:
                yield (piece.text or "") if piece.tag == TEXT else SIGNS.get(piece.tag, "")


def _vertical_merge(cell: etree._Element) -> str | None:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return None if merge is None else merge.get(W + "val", "continue")


def _columns(table: etree._Element) -> list[int]:
    """For each edge of the table's grid the column that begins there; edges drawn almost together are one."""
    widths = [int(float(column.get(W + "w", "0"))) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not all(widths):
        return list(range(len(widths) + 1))
    columns, last = [0], 0
    for edge in accumulate(widths):
        same = edge - last < SAME_EDGE
        columns.append(columns[-1] + (not same))
        last = last if same else edge
    return columns


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find("/".join(W + name for name in path.split("/")))
    value = "" if found is None else found.get(W + "val", "")
    return int(value) if value.isdecimal() else default
