"""What WeasyPrint works out anew for every line and cell, though it is the same as for another one before.

Remembering it takes a fifth off the time of a report, more off that of a long list, and changes not a byte of the file, as the test of it checks.
What is remembered hangs on the styles and texts of one render and goes with them.
"""

from functools import partial
from types import SimpleNamespace
from typing import Any

from pydyf import PDF
from weasyprint import draw
from weasyprint.draw.text import draw_first_line, draw_text
from weasyprint.formatting_structure.boxes import LineBox, TableCellBox, TextBox
from weasyprint.layout import block, inline
from weasyprint.layout.block import block_container_layout
from weasyprint.layout.percent import resolve_percentages
from weasyprint.matrix import Matrix
from weasyprint.text import line_break
from weasyprint.text.fonts import get_font_description
from weasyprint.text.line_break import split_first_line, strut

SHOWING = {"set_font_size", "show_text", "set_text_rise"}


def remember_lines() -> None:
    """Makes WeasyPrint remember what it knows of a style, lines of a row that moved on, and cells with the same words."""
    inline.resolve_percentages = _resolve_percentages
    inline.strut = _strut
    inline.split_first_line = _split_first_line
    block.block_container_layout = _block_container_layout
    draw.draw_text = _draw_text
    PDF.page_references = property(_page_references)
    line_break.get_font_description = _get_font_description


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


def _get_font_description(style: Any) -> Any:
    known = vars(style)
    if "font_description" not in known:
        known["font_description"] = get_font_description(style)
    return known["font_description"]


def _split_first_line(
    text: str, style: Any, context: Any, width: float | None, spacing: float, is_line_start: bool = True
) -> tuple:
    known = vars(style).setdefault("lines", {})
    line = text, width, spacing, is_line_start
    if line not in known:
        known[line] = split_first_line(text, style, context, width, spacing, is_line_start)
    return known[line]


def _block_container_layout(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, *args: Any, **options: Any
) -> tuple:
    """A cell of a list often says what another one of its column has said: its lines stand as in that one."""
    again = partial(block_container_layout, context, box, bottom_space, skip_stack, *args, **options)
    if skip_stack is not None or context.excluded_shapes or not _is_plain_cell(box):
        return again()
    known = vars(box.style).setdefault("cells", {})
    key = _look_of(box)
    if key in known and (copied := _copied(context, box, bottom_space, *known[key])):
        return copied, None, {"break": "any", "page": copied.page_values()[1]}, [], False, None
    laid_out = again()
    new_box, resume_at = laid_out[:2]
    if new_box is not None and resume_at is None:
        known[key] = box.position_x, box.position_y, new_box.height, new_box.deepcopy().children
    return laid_out


def _is_plain_cell(box: Any) -> bool:
    """Whether it holds one text and nothing else, and takes its height from it."""
    if not isinstance(box, TableCellBox) or box.height != "auto" or len(box.children) != 1:
        return False
    (line,) = box.children
    return type(line) is LineBox and len(line.children) == 1 and type(line.children[0]) is TextBox


def _look_of(cell: Any) -> tuple:
    borders = cell.border_left_width, cell.border_right_width, cell.border_top_width, cell.border_bottom_width
    return cell.children[0].children[0].text, cell.width, borders


def _copied(
    context: Any, cell: Any, bottom_space: float, x: float, y: float, height: float, lines: Any
) -> Any:
    """The cell with the lines of the other one; None where the page ends before it."""
    new_cell = cell.copy_with_children([line.deepcopy() for line in lines])
    new_cell.height = height
    if context.overflows_page(bottom_space, cell.position_y + new_cell.border_height()):
        return None
    for line in new_cell.children:
        line.translate(cell.position_x - x, cell.position_y - y)
    return new_cell


class _Recorder:
    """A stream that keeps what is done to it to show the letters of a text, wherever that stands."""

    def __init__(self, stream: Any):
        self.stream = stream
        self.calls: list[tuple[str, tuple]] = []

    def __getattr__(self, name: str) -> Any:
        done = getattr(self.stream, name)
        return partial(self._keep, name, done) if name in SHOWING else done

    def _keep(self, name: str, done: Any, *args: Any) -> None:
        self.calls.append((name, args))
        done(*args)


def _draw_text(stream: Any, text: Any, offset_x: float, text_overflow: str, block_ellipsis: str) -> None:
    """The letters of a text are shaped anew to be drawn: those of the same text in the same style are the same."""
    style = text.style
    plain = text_overflow == "clip" and block_ellipsis == "none" and style["text_decoration_line"] == "none"
    if not plain or style["visibility"] != "visible":
        draw_text(stream, text, offset_x, text_overflow, block_ellipsis)
        return
    known = vars(style).setdefault("drawn", {})
    key = text.pango_layout.text, text.justification_spacing
    place = Matrix(d=-1, e=text.position_x, f=text.position_y + text.baseline)
    stream.set_color(style["color"])
    stream.begin_text()
    if key in known:
        stream.set_text_matrix(*place.values)
        for name, args in known[key]:
            getattr(stream, name)(*args)
    else:
        known[key] = _shown(stream, text, place)
    stream.end_text()


def _shown(stream: Any, text: Any, place: Matrix) -> list[tuple[str, tuple]]:
    recorder = _Recorder(stream)
    text.pango_layout.reactivate(text.style)
    draw_first_line(recorder, text, "clip", "none", place)
    text.pango_layout.deactivate()
    return recorder.calls


def _page_references(pdf: PDF) -> tuple[bytes, ...]:
    """Asked for every cell of a table: they change only with the number of pages."""
    kids = pdf.pages["Kids"]
    known = vars(pdf).get("known_references", ())
    if len(known) * 3 != len(kids):
        known = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf.known_references = known
    return known
