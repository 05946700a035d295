"""Breaks a line that holds the headings and the rows of a table, as when a whole paper was pasted as one paragraph."""

import re
from collections.abc import Iterator

from documents.reading.text.headings import find_headings, read_headings
from documents.reading.text.numbering import follows, read_number

ROW_START = re.compile(r"(?<=\s)[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*[.)]\s+(?=[А-ЯЁA-Z«\"])")


def unfold(lines: list[str]) -> list[str]:
    """The lines; where one holds the headings and more, the headings and each row get lines of their own."""
    for place, line in enumerate(lines):
        found = find_headings(line)
        if found and not read_headings(line):
            start, end = found
            rows = [row for text in [line[end:], *lines[place + 1 :]] for row in _rows(f" {text}")]
            return [*lines[:place], line[:start], line[start:end], *rows]
    return lines


def _rows(line: str) -> Iterator[str]:
    """The line cut before each number that is the next one of its row."""
    start, previous = 0, None
    for match in ROW_START.finditer(line):
        number = read_number(match[0])
        if number and (previous is None or follows(number.parts, previous)):
            yield line[start : match.start()]
            start, previous = match.start(), number.parts
    yield line[start:]
