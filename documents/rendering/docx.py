"""A paper as DOCX: the same sheet as the PDF, with a real table that the office can edit in Word."""

from collections.abc import Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from documents.paper import DRAFT_MARK, Block, Column, Ends, Entry, Heading, Paper, SectionRow, Stamp, Table
from documents.rendering.profile import Sheet, sheet_of

FONT = "Times New Roman"
TABLE_TEXT = "Текст таблицы"
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def paper_docx(paper: Paper) -> bytes:
    """The paper as a Word document."""
    document = docx.Document()
    document.core_properties.title = paper.name
    document.core_properties.language = paper.language
    sheet = sheet_of(paper)
    _set_styles(document, sheet, paper.language)
    _set_page(document, sheet)
    _write_margins(document, sheet, paper)
    _write_top(document, sheet, paper)
    for block in paper.body:
        _write_block(document, sheet, block)
    _write_end(document, sheet, paper)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_styles(document: Document, sheet: Sheet, language: str) -> None:
    profile = sheet.profile
    defaults = document.styles.element.find(qn("w:docDefaults"))
    fonts = defaults.find(".//" + qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    defaults.find(".//" + qn("w:lang")).set(qn("w:val"), language)
    normal = document.styles["Normal"]
    normal.font.size = Pt(profile.text_pt)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = profile.line_spacing
    for level in (1, 2):
        heading = document.styles[f"Heading {level}"]
        heading.element.remove(heading.element.rPr)  # the theme's typeface, size and colour
        heading.font.bold = True
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(profile.text_pt / 2)
    table_text = document.styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    table_text.base_style = normal
    table_text.font.size = Pt(profile.table_pt)
    table_text.paragraph_format.line_spacing = 1


def _set_page(document: Document, sheet: Sheet) -> None:
    section, profile = document.sections[0], sheet.profile
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(profile.top), Mm(profile.bottom)
    section.left_margin, section.right_margin = Mm(profile.left), Mm(profile.right)
    section.header_distance = section.footer_distance = Mm(profile.top / 2)


def _write_margins(document: Document, sheet: Sheet, paper: Paper) -> None:
    """The number of the page and the mark of a draft above every page but the first, the revision below each."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = document.styles[TABLE_TEXT]
    number.paragraph_format.tab_stops.add_tab_stop(Mm(sheet.text_width / 2), WD_TAB_ALIGNMENT.CENTER)
    number.paragraph_format.tab_stops.add_tab_stop(Mm(sheet.text_width), WD_TAB_ALIGNMENT.RIGHT)
    number.add_run("\t")
    number._p.append(_element("w:fldSimple", instr="PAGE"))
    if paper.draft:
        number.add_run("\t" + DRAFT_MARK)
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].text = paper.revision
        footer.paragraphs[0].style = document.styles[TABLE_TEXT]


def _write_top(document: Document, sheet: Sheet, paper: Paper) -> None:
    if paper.draft:
        document.add_paragraph(DRAFT_MARK).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if paper.approval:
        _write_stamp(document, paper.approval, indent=sheet.text_width * 0.6)
        document.add_paragraph()
    if paper.author:
        document.add_paragraph(paper.author).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("\n".join(paper.title), 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.subtitle:
        document.add_paragraph(paper.subtitle).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for label, value in paper.head:
        document.add_paragraph(f"{label}: ").add_run(value).bold = True


def _write_stamp(document: Document, stamp: Stamp, indent: float) -> None:
    for line in stamp.lines:
        _add_kept(document, line).paragraph_format.left_indent = Mm(indent)


def _write_block(document: Document, sheet: Sheet, block: Block) -> None:
    if isinstance(block, Table):
        document.add_paragraph(style=TABLE_TEXT)
        _write_table(document, sheet, block)
    elif isinstance(block, Heading):
        document.add_heading(block.text, 2)
    elif isinstance(block, Entry):
        for line in block.lines:
            document.add_paragraph(line)
    elif isinstance(block, Ends):
        paragraph = document.add_paragraph(f"{block.left}\t{block.right}")
        shape = paragraph.paragraph_format
        shape.tab_stops.add_tab_stop(Mm(sheet.text_width), WD_TAB_ALIGNMENT.RIGHT)
        shape.space_before = shape.space_after = Pt(sheet.profile.text_pt / 2)
    else:
        for line in block.lines:
            paragraph = document.add_paragraph(line)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(sheet.profile.indent)
            paragraph.paragraph_format.keep_with_next = block.leads or None


def _write_table(document: Document, sheet: Sheet, table: Table) -> None:
    widths = [sheet.text_width * percent / 100 for percent in table.widths]
    word_table = _add_table(document, 1 + len(table.rows), widths)
    word_table.style = document.styles["Table Grid"]
    style = document.styles[TABLE_TEXT]
    head, *rows = word_table.rows
    _write_head(head, table.columns, style)
    for word_row, row in zip(rows, table.rows, strict=True):
        _keep_whole(word_row)
        cells = word_row.cells
        if isinstance(row, SectionRow):
            whole = cells[0].merge(cells[-1])
            _write_cell(whole, row.text, style, bold=True)
            _keep_with_next(whole.paragraphs)
        else:
            for cell, text, column in zip(cells, row.printed, table.columns, strict=True):
                _write_cell(cell, text, style, column.align)


def _write_head(head: _Row, columns: Sequence[Column], style: Any) -> None:
    _keep_whole(head)
    head._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell, column in zip(head.cells, columns, strict=True):
        _write_cell(cell, column.title, style, "center", bold=True)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _write_cell(cell: _Cell, text: str, style: Any, align: str = "left", bold: bool = False) -> None:
    """Each line of the text is a paragraph of the cell."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph._p.style = style.style_id  # the public setter looks through all styles, for every cell
        paragraph.alignment = ALIGNMENTS[align]
        paragraph.add_run(line).bold = bold or None


def _write_end(document: Document, sheet: Sheet, paper: Paper) -> None:
    """What is signed stays together, and never on a sheet alone: it takes the last row along where both fit."""
    _keep_with_next(_last_paragraphs(document))
    for note in filter(None, (paper.as_of, *paper.notes)):
        _add_kept(document, note, TABLE_TEXT).paragraph_format.space_before = Pt(3)
    if paper.signatures or paper.agreements:
        _add_kept(document)
        _write_signed(document, sheet, paper)
    for number, line in enumerate(paper.executor.lines if paper.executor else ()):
        mark = _add_kept(document, line, TABLE_TEXT)
        mark.paragraph_format.space_before = Pt(0 if number else 2 * sheet.profile.text_pt)


def _write_signed(document: Document, sheet: Sheet, paper: Paper) -> None:
    """A row without borders for each signature, so that a long post may take several lines, and each two stamps."""
    stamps = ["\n".join(stamp.lines) for stamp in paper.agreements]
    rows = [(signature.post, signature.line) for signature in paper.signatures]
    rows += zip_longest(stamps[::2], stamps[1::2], fillvalue="")
    table = _add_table(document, len(rows), [sheet.text_width * 0.45, sheet.text_width * 0.55])
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        _keep_whole(row)
        for cell, text in zip(row.cells, texts, strict=True):
            if number < len(paper.signatures):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            _write_cell(cell, text, document.styles["Normal"])
            cell.paragraphs[0].paragraph_format.space_before = Pt(sheet.profile.text_pt)
            _keep_with_next(cell.paragraphs)


def _add_table(document: Document, rows: int, widths_mm: Sequence[float]) -> WordTable:
    """An empty table of fixed widths; Word looks at the cells for them, other programs at the columns."""
    table = document.add_table(rows, len(widths_mm))
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, widths_mm, strict=True):
            cell.width = Mm(width)
    return table


def _add_kept(document: Document, text: str = "", style: str | None = None) -> Paragraph:
    """A paragraph that stays on the sheet of what follows it."""
    paragraph = document.add_paragraph(text, style)
    _keep_with_next([paragraph])
    return paragraph


def _last_paragraphs(document: Document) -> list[Paragraph]:
    """What a signature must not be parted from: the last paragraph, or the last row of a table."""
    last = list(document.iter_inner_content())[-1]
    if isinstance(last, Paragraph):
        return [last]
    return [paragraph for cell in last.rows[-1].cells for paragraph in cell.paragraphs]


def _keep_with_next(paragraphs: Sequence[Paragraph]) -> None:
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
