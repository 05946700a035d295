"""Small office files for the tests of reading and recognition; all wording, places and people are invented."""

import html
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx as python_docx
import openpyxl
import weasyprint

Rows = Sequence[Sequence[str]]
WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RULED = "@page{size:A4;margin:2cm} table{border-collapse:collapse;width:100%} td{border:1px solid;vertical-align:top}"

HEADINGS = ["№ п/п", "Наименование мероприятия", "Сроки", "Ответственные"]
PLAN_TITLE = ["ПЛАН РАБОТЫ", "опорного центра Лесногорского района", "на 2031 год"]
PLAN_ROWS = [
    HEADINGS,
    ["1. Обеспечение деятельности МОЦ", "", "", ""],
    ["1.1.", "Собрать заявки школ", "до 1 марта", "Методист"],
    ["1.2.", "Обновить страницу центра", "в течение года", "Руководитель МОЦ"],
    ["2. Сетевые программы", "", "", ""],
    ["2.1.", "Подписать договоры о сетевой форме", "сентябрь", "Руководитель МОЦ"],
]


def docx(path: Path, lines: Sequence[str], *tables: Rows) -> Path:
    """A Word file of paragraphs and then tables; a row of one text and empty cells is merged over the width."""
    document = python_docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        add_table(document, rows)
        document.add_paragraph("")
    document.save(str(path))
    return path


def add_table(document: python_docx.document.Document, rows: Rows) -> python_docx.table.Table:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        cells = row.cells
        if texts[0] and not any(texts[1:]) and len(texts) > 1:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, texts, strict=True):
            if text:
                cell.text = text
    return table


def xlsx(path: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets, 1):
        sheet = workbook.create_sheet(f"Лист{number}")
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def plan_docx(folder: Path) -> Path:
    return docx(folder / "plan.docx", PLAN_TITLE, PLAN_ROWS)


def word(path: Path, body: str, numbering: str = "", styles: str = "") -> Path:
    """A Word file from the XML of its body, its numbering definitions and its styles, in the namespace `w`."""
    parts = {"document": f"<w:body>{body}</w:body>", "numbering": numbering, "styles": styles}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{WORD_NAMESPACE}">{content}</w:{name}>')
    return path


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def table(*rows: Sequence[str], widths: Sequence[int] = ()) -> str:
    """A table of cells, each the XML of its content; `widths` of the grid in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = (
        "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows
    )
    return (
        f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    )


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def pdf(path: Path, lines: Sequence[str], *tables: Rows, style: str = RULED) -> Path:
    """A PDF of paragraphs and then tables; a row of one text and empty cells is merged over the width."""
    content = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    for rows in tables:
        content += "<table>" + "".join(_html_row(row) for row in rows) + "</table>"
    return html_pdf(path, content, style)


def html_pdf(path: Path, content: str, style: str = RULED) -> Path:
    weasyprint.HTML(string=f"<style>{style}</style>{content}").write_pdf(str(path))
    return path


def _html_row(texts: Sequence[str]) -> str:
    if texts[0] and not any(texts[1:]):
        return f'<tr><td colspan="{len(texts)}">{html.escape(texts[0])}</td></tr>'
    return "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in texts) + "</tr>"
