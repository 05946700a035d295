"""A paper as XLSX: its texts on one sheet of cells, for counting and copying; it prints on the same sheet as the PDF."""

from io import BytesIO
from itertools import accumulate
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.paper import DRAFT_MARK, Block, Ends, Entry, Heading, Paper, SectionRow, Stamp, Table
from documents.rendering.profile import sheet_of

FONT = "Times New Roman"
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MM_PER_INCH = 25.4
LINE_EM = 1.25
HIGHEST_ROW_PT = 409  # that Excel can show
MM_PER_DIGIT = 1.9  # Excel measures columns in digits of its own default typeface


def paper_xlsx(paper: Paper) -> bytes:
    """The paper as a workbook; every cell holds text, whatever it begins with."""
    book = Workbook()
    book.properties.title, book.properties.language = paper.name, paper.language
    _Writer(book.worksheets[0], paper).write()
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class _Writer:
    """Goes down the cells row by row; a text outside a table lies over several columns of it."""

    def __init__(self, cells: Worksheet, paper: Paper):
        self.cells, self.paper, self.sheet = cells, paper, sheet_of(paper)
        self.row = 0
        tables = [block.widths for block in paper.body if isinstance(block, Table) and len(block.columns) > 1]
        self.widths = max(tables, key=len, default=[40, 60])
        self.last = len(self.widths)
        # The column about the middle of the paper: stamps and names to sign begin there.
        starts = accumulate(self.widths[:-1], initial=0)
        self.middle = next((column for column, start in enumerate(starts, 1) if start >= 40), self.last)

    def write(self) -> None:
        self._set_columns()
        self._set_page()
        self._write_top()
        for block in self.paper.body:
            self._write_block(block)
        self._write_end()

    def _set_columns(self) -> None:
        self.cells.title = "Документ"
        for column, width in enumerate(self.widths, 1):
            digits = self.sheet.text_width * width / 100 / MM_PER_DIGIT
            self.cells.column_dimensions[get_column_letter(column)].width = digits

    def _set_page(self) -> None:
        cells: Any = self.cells
        profile = self.sheet.profile
        cells.page_setup.orientation = self.paper.orientation
        cells.page_setup.paperSize = cells.PAPERSIZE_A4
        cells.sheet_properties.pageSetUpPr.fitToPage = True
        cells.page_setup.fitToHeight = 0
        for side in ("top", "right", "bottom", "left"):
            setattr(cells.page_margins, side, getattr(profile, side) / MM_PER_INCH)
        cells.page_margins.header = cells.page_margins.footer = profile.top / 2 / MM_PER_INCH
        cells.HeaderFooter.differentFirst = True
        cells.oddHeader.center.text = "&P"
        cells.oddHeader.right.text = DRAFT_MARK if self.paper.draft else None
        for footer in (cells.firstFooter, cells.oddFooter):
            footer.left.text = self.paper.revision.replace("&", "&&") or None

    def _write_top(self) -> None:
        paper = self.paper
        if paper.draft:
            self._write_line(DRAFT_MARK, align="right")
        if paper.approval:
            self._write_stamp(paper.approval, self.middle)
        self.row += bool(self.row)  # a row to part the title from what stands above it
        if paper.author:
            self._write_line(paper.author, align="center")
        for line in paper.title:
            self._write_line(line, bold=True, align="center")
        if paper.subtitle:
            self._write_line(paper.subtitle, align="center")
        for label, value in paper.head:
            self._write_line(f"{label}: {value}")

    def _write_stamp(self, stamp: Stamp, first: int) -> None:
        for line in stamp.lines:
            self._write_line(line, first)

    def _write_block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._write_table(block)
        elif isinstance(block, Entry):
            self._write_line("\n".join(block.lines))
        elif isinstance(block, Ends):
            self._write_ends(block.left, block.right, align="right")
        else:
            self._write_line(block.text, bold=isinstance(block, Heading))

    def _write_table(self, table: Table) -> None:
        self.row += 2
        if not self.cells.print_title_rows:
            self.cells.print_title_rows = f"{self.row}:{self.row}"
            self.cells.freeze_panes = f"A{self.row + 1}"
        for number, column in enumerate(table.columns, 1):
            self._put(column.title, number, bold=True, align="center", border=BOX)
            self._make_room(column.title, number, number)
        for row in table.rows:
            self.row += 1
            if isinstance(row, SectionRow):
                self._write_section(row.text, len(table.columns))
                continue
            for number, (text, column) in enumerate(zip(row.printed, table.columns, strict=True), 1):
                self._put(text, number, align=column.align, border=BOX)
                self._make_room(text, number, number)

    def _write_section(self, text: str, last: int) -> None:
        for number in range(1, last + 1):
            self._put(text if number == 1 else "", number, bold=True, border=BOX)
        self._merge(1, last)
        self._make_room(text, 1, last)

    def _write_end(self) -> None:
        paper = self.paper
        for note in filter(None, (paper.as_of, *paper.notes)):
            self._write_line(note)
        for signature in paper.signatures:
            self.row += 1
            self._write_ends(signature.post, signature.line)
        for stamp in paper.agreements:
            self.row += 1
            self._write_stamp(stamp, 1)
        self.row += 1
        for line in paper.executor.lines if paper.executor else ():
            self._write_line(line)

    def _write_ends(self, left: str, right: str, *, align: str = "left") -> None:
        """Two texts in one row; the right one begins about the middle of the paper."""
        self._write_line(left, 1, self.middle - 1)
        self._put(right, self.middle, align=align)
        self._merge(self.middle, self.last)

    def _write_line(
        self, text: str, first: int = 1, last: int = 0, *, bold: bool = False, align: str = "left"
    ) -> None:
        """A text in a row of its own, over the columns from the first to the last (by default of the paper)."""
        self.row += 1
        last = last or self.last
        self._put(text, first, bold=bold, align=align)
        self._merge(first, last)
        self._make_room(text, first, last)

    def _put(
        self, text: str, column: int, *, bold: bool = False, align: str = "left", border: Border | None = None
    ) -> None:
        cell = self.cells.cell(self.row, column)
        if text:
            cell.value = text
            cell.data_type = "s"  # never a formula, an error or a number
            cell.quotePrefix = True  # and it stays text when it is edited
        cell.font = Font(name=FONT, size=self.sheet.profile.table_pt, bold=bold)
        cell.alignment = Alignment(horizontal=align, vertical="top", wrap_text=True)
        if border:
            cell.border = border

    def _merge(self, first: int, last: int) -> None:
        if last > first:
            self.cells.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    def _make_room(self, text: str, first: int, last: int) -> None:
        """Makes the row as high as the text needs in these columns: not every program does so when it opens a file."""
        percent = sum(self.widths[first - 1 : last])
        height = self.sheet.lines(text, percent) * self.sheet.profile.table_pt * LINE_EM
        row = self.cells.row_dimensions[self.row]
        row.height = min(max(row.height or 0, height), HIGHEST_ROW_PT)
