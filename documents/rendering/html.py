"""A paper as HTML: a fragment for the portal's own pages, and the whole document that the PDF is printed from."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from documents.paper import Column, Paper, SectionRow, Table

# Letters of a word that surely fit one per cent of the narrowest sheet's width.
LETTERS_PER_PERCENT = 0.6


def paper_html(paper: Paper) -> SafeString:
    """`<article class="paper">…`, escaped, without inline styles; it needs `documents/paper.css`.

    The paper's title is an `<h1>`; a row can be linked to as `#row-<key>`.
    """
    blocks = [(block, _groups(block) if isinstance(block, Table) else []) for block in paper.body]
    return render_to_string("documents/paper.html", {"paper": paper, "blocks": blocks})


def paper_document(paper: Paper) -> str:
    """A whole HTML document around `paper_html`, without a style sheet."""
    return format_html(
        '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"/><title>{}</title></head><body>{}</body></html>',
        paper.language,
        paper.name,
        paper_html(paper),
    )


def _groups(table: Table) -> list[dict[str, Any]]:
    """The rows as the template walks them: each section row opens a group of its own."""
    groups: list[dict[str, Any]] = [{"heading": "", "rows": []}]
    for row in table.rows:
        if isinstance(row, SectionRow):
            groups.append({"heading": row.text, "rows": []})
        else:
            styles = map(_cell_style, row.cells, table.columns, table.widths)
            groups[-1]["rows"].append({"key": row.key, "cells": list(zip(row.cells, styles, strict=True))})
    return [group for group in groups if group["heading"] or group["rows"]]


def _cell_style(text: str, column: Column, width: int) -> str:
    """Classes of a cell; only one with a word that may be wider than it pays for the search where to break it."""
    tight = max(map(len, text.split()), default=0) > width * LETTERS_PER_PERCENT
    return " ".join(["paper-" + column.align] * (column.align != "left") + ["paper-tight"] * tight)
