"""Small office files for the tests of reading and recognition; all wording, places and people are invented."""

from collections.abc import Sequence
from pathlib import Path

import docx as python_docx
import openpyxl

Rows = Sequence[Sequence[str]]

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
