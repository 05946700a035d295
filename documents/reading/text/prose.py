"""Running text: lines wrapped at the margin are put together into paragraphs."""

import re
from collections.abc import Iterable, Iterator

from documents.reading.structure import Paragraph
from documents.reading.text.numbering import begins_section, read_number
from documents.reading.words import WordMender

# Shares of the usual widest line: a line so long was probably broken by the margin, the more so before a small letter.
FULL_LINE, LONG_LINE = 0.8, 0.6
NARROWEST_PAGE, WIDEST_PAGE = 60, 110  # characters; other lines were not broken by a margin
SENTENCE_END = re.compile(r"[.!?;…_][»\")]*$")
BREAKS_OFF = re.compile(r"[^\W\d_]$|[,№-]$")
LABEL = re.compile(r"[А-ЯЁ][^:.]{2,60}:\s*\S")
# Words that begin a part of a protocol or decision, whatever the line above may look like.
PART = re.compile(
    r"\s*(?:протокол|решение|повестка|тема|председател|секретар|присутств|приглаш|слушали|выступили|решили|постановили)",
    re.IGNORECASE,
)
BULLET = re.compile(r"\s*(?:[-–—•·*]|[а-я]\))\s")


def paragraphs(lines: Iterable[str], mender: WordMender) -> list[Paragraph]:
    """The paragraphs of running text; torn words are mended silently, as any reader does."""
    return [Paragraph(text) for text in _joined(list(lines), mender)]


def _joined(lines: list[str], mender: WordMender) -> Iterator[str]:
    width = _margin(lines)
    text, last, blanks, usual_blanks = "", "", 0, _usual_blanks(lines)
    for line in lines:
        if not line.strip():
            blanks += 1
            continue
        if text and blanks <= usual_blanks and _goes_on(last, line, width):
            text, _ = mender.join(text, " ".join(line.split()))
        else:
            if text:
                yield text
            text = " ".join(line.split())
        last, blanks = line.strip(), 0
    if text:
        yield text


def _goes_on(last: str, line: str, width: int) -> bool:
    if width > WIDEST_PAGE or _begins_anew(line) or SENTENCE_END.search(last):
        return False
    if line.strip()[0].islower():
        return len(last) >= LONG_LINE * max(width, NARROWEST_PAGE) and not last.isupper()
    is_full = len(last) >= max(FULL_LINE * width, NARROWEST_PAGE)
    return is_full and BREAKS_OFF.search(last) is not None and not LABEL.match(line.strip())


def _begins_anew(line: str) -> bool:
    number = read_number(line)
    return (
        bool(BULLET.match(line))
        or (PART.match(line) is not None and line.strip()[0].isupper())
        or begins_section(line)
        or (number is not None and (number.closed or number.depth > 1))
    )


def _margin(lines: list[str]) -> int:
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _usual_blanks(lines: list[str]) -> int:
    """1 where every line is followed by a blank one (a text set with double spacing), else 0."""
    filled = sum(1 for line in lines if line.strip())
    return int(len(lines) - filled >= 0.8 * filled)
