"""A paper as HTML: a fragment for the portal's own pages, and the whole document that the PDF is printed from."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from documents.paper import Paper, Row, SectionRow, Table
from documents.rendering.profile import Sheet, sheet_of

# No word of a language: looking for a place to break it takes minutes, so it is offered one every few letters.
ENDLESS_WORD = re.compile(r"[^\s<>&;]{200,}")
FEW_LETTERS = re.compile(r".{8}")
ZERO_WIDTH_SPACE = "\u200b"


def paper_html(paper: Paper, level: int = 2) -> SafeString:
    """`<article class="paper">…`, escaped, without inline styles; it needs `documents/paper.css`.

    The paper's title is a heading of this level; a row can be linked to as `#row-<key>`.
    """
    sheet = sheet_of(paper)
    blocks = [(block, _groups(block, sheet) if isinstance(block, Table) else []) for block in paper.body]
    return render_to_string("documents/paper.html", {"paper": paper, "blocks": blocks, "level": level})


def paper_document(paper: Paper) -> str:
    """A whole HTML document around `paper_html`, without a style sheet, ready to be printed."""
    return format_html(
        '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"/><title>{}</title></head><body>{}</body></html>',
        paper.language,
        paper.name,
        SafeString(ENDLESS_WORD.sub(_breakable, paper_html(paper, level=1))),
    )


def _breakable(word: re.Match[str]) -> str:
    return FEW_LETTERS.sub(lambda letters: letters[0] + ZERO_WIDTH_SPACE, word[0])


def _groups(table: Table, sheet: Sheet) -> list[dict[str, Any]]:
    """The rows as the template walks them: each section row opens a group of its own."""
    groups: list[dict[str, Any]] = [{"heading": "", "rows": []}]
    for row in table.rows:
        if isinstance(row, SectionRow):
            groups.append({"heading": row.text, "rows": []})
        else:
            groups[-1]["rows"].append(_row(row, table, sheet))
    return [group for group in groups if group["heading"] or group["rows"]]


def _row(row: Row, table: Table, sheet: Sheet) -> dict[str, Any]:
    """A row with the classes of its cells; a tall row fits no page whole, so it may be parted."""
    cells, tall = [], False
    for text, column, width in zip(row.printed, table.columns, table.widths, strict=True):
        classes = {"paper-center": column.align == "center", "paper-right": column.align == "right"}
        # Only a word that may be wider than its cell is worth the search where to break it.
        classes["paper-tight"] = max(map(len, text.split()), default=0) > sheet.letters(width) / 2
        cells.append((text, " ".join(name for name, holds in classes.items() if holds)))
        tall = tall or sheet.lines(text, width) > sheet.table_lines
    return {"key": row.key, "cells": cells, "tall": tall}
