"""What WeasyPrint works out anew for every line of a text, though it is the same for all lines of one style.

Remembering it takes a seventh off the time of a render and changes not a byte of the file, as the test of it checks.
"""

from types import SimpleNamespace
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import strut


def remember_lines() -> None:
    """Makes WeasyPrint remember margins, sizes and the line height of texts, with their style, while that lives."""
    inline.resolve_percentages = _resolve_percentages
    inline.strut = _strut


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    if not isinstance(box, TextBox):
        resolve_percentages(box, containing_block)
        return
    known = vars(box.style).setdefault("used_values", {})
    size = containing_block.width, containing_block.height
    if size not in known:
        model = SimpleNamespace(style=box.style)
        resolve_percentages(model, containing_block)
        known[size] = vars(model)
    vars(box).update(known[size])


def _strut(style: Any) -> tuple[float, float]:
    known = vars(style)
    if "strut" not in known:
        known["strut"] = strut(style)
    return known["strut"]
