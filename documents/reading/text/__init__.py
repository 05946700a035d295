"""Plain text in: an office's .txt, or the lines of a PDF's text layer, as paragraphs and tables."""

import re
from html import unescape
from pathlib import Path

from documents.reading.structure import Document, UnreadableFile
from documents.reading.text.encoding import decode
from documents.reading.text.pipes import cut_at_bars
from documents.reading.text.positions import cut_by_position
from documents.reading.text.prose import paragraphs
from documents.reading.text.repairs import Repair, Repairs
from documents.reading.text.rows import assemble
from documents.reading.text.run_together import read_run_together
from documents.reading.text.separators import cut_at_semicolons, cut_at_tabs
from documents.reading.words import WordMender, rejoin_letters

__all__ = ["document_from_lines", "read_text"]

MOST_BYTES = 2 * 1024**2
MOST_LINES = 20_000
LONGEST_LINE = 200_000
MARKUP = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|td|tr|font)\b[^<>]{0,200}>|\*\*|^#{1,6} ", re.IGNORECASE
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\ufeff\uffff\x00-\x08\x0e-\x1f]")
HYPHEN_AT_END = re.compile(
    "\u00ad\\s*$|[\x02\ufffe]\\s*"
)  # the latter stand for «-» and the line break after it
CUTTERS = (cut_at_bars, cut_at_tabs, cut_at_semicolons, cut_by_position)


def read_text(path: Path) -> Document:
    """The paragraphs and tables of a text file; raises UnreadableFile with a sentence for the user."""
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFile(
            f"Текстовый файл больше {MOST_BYTES // 1024**2} МБ: для плана или отчёта это слишком много."
        )
    return document_from_lines(re.split(r"\r\n|[\n\r\v\u2028]", decode(path.read_bytes())))


def document_from_lines(lines: list[str]) -> Document:
    """The paragraphs and tables that the lines make up, with a sentence for each repair; a form feed ends a page."""
    if len(lines) > MOST_LINES:
        raise UnreadableFile("В тексте больше 20 000 строк: разделите его на части.")
    if any(len(line) > LONGEST_LINE for line in lines):
        raise UnreadableFile("В тексте есть строка длиннее 200 000 знаков: это не текст документа.")
    repairs = Repairs()
    lines = _cleaned(lines, repairs)
    mender = WordMender(lines)
    document = _with_cells(lines, mender, repairs) or read_run_together(lines, mender, repairs)
    if document is None:
        document = Document(list(paragraphs(lines, mender)))
    document.warnings = repairs.sentences()
    return document


def _with_cells(lines: list[str], mender: WordMender, repairs: Repairs) -> Document | None:
    """The tables whose cells something separates; the first kind of separator that yields a table counts."""
    for cut in CUTTERS:
        cut_lines = cut(lines)
        blocks = assemble(cut_lines, mender, repairs) if cut_lines else None
        if blocks:
            return Document(blocks)
    return None


def _cleaned(lines: list[str], repairs: Repairs) -> list[str]:
    """The lines without invisible characters and marks of markup, letters torn off their words put back."""
    hyphened = [part for line in lines for part in HYPHEN_AT_END.sub("-\n", line).rstrip("\n").split("\n")]
    cleaned = [INVISIBLE.sub("", line.replace("\u00a0", " ")) for line in hyphened]
    plain = [unescape(MARKUP.sub("", line)) for line in cleaned]
    if plain != cleaned:
        repairs.add("Весь текст", Repair.MARKUP)
    return [rejoin_letters(part) for line in plain for part in _pages(line)]


def _pages(line: str) -> list[str]:
    """The line, with the form feed that begins a page on a line of its own."""
    return [part for part in re.split("(\f)", line) if part] or [line]
