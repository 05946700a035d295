"""Tables without rules in a PDF: columns found by where the words stand."""

from itertools import pairwise
from operator import itemgetter

from pdfplumber.page import Page

from documents.reading.pdf_margins import without_running_lines
from documents.reading.text.headings import is_heading_row, name_a_table, read_headings

Words = list[dict]
# Gaps in shares of the letters' height: a space is narrower, what parts two headings is wider.
SPACE, GAP = 0.45, 0.8
SAME_LINE = 3  # points between the tops of words of one line


def split_at_headings(pages: list[Page]) -> tuple[int, float, list[str]] | None:
    """Where the headings of a table stand (page, top), and the lines from there on with tabs between the cells."""
    pages_lines = without_running_lines([_lines(page) for page in pages])
    lines = [(at, line["words"]) for at, page in enumerate(pages_lines) for line in page]
    start = next((at for at, (_, line) in enumerate(lines) if _starts(line)), None)
    if start is None:
        return None
    page, headings = lines[start]
    body = [line for _, line in lines[start:]]
    edges = _edges(_starts(headings), body)
    rows = [_cells(line, edges) for line in body]
    while len(rows) > 1 and _goes_on(rows[1]):
        rows[:2] = [[f"{above} {below}".strip() for above, below in zip(*rows[:2], strict=True)]]
    return page, headings[0]["top"], list(map("\t".join, rows))


def _lines(page: Page) -> list[dict]:
    lines: list[Words] = []
    for word in sorted(page.extract_words(), key=itemgetter("top", "x0")):
        if lines and word["top"] - lines[-1][0]["top"] < SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [sorted(line, key=itemgetter("x0")) for line in lines]
    return [{"words": line, "text": _text(line), "top": line[0]["top"]} for line in ordered]


def _text(words: Words) -> str:
    return " ".join(word["text"] for word in words)


def _starts(line: Words) -> list[float]:
    """Where the headings of a table begin, when this line holds them."""
    parts = _parts(line, GAP)
    apart = [part[0]["x0"] for part in parts] if is_heading_row([_text(part) for part in parts]) else []
    headings = read_headings(_text(line))
    counts = [len(heading.text.split()) for heading in headings]
    known = [line[sum(counts[:at])]["x0"] for at in range(len(counts))] if name_a_table(headings) else []
    return max(apart, known, key=len)


def _parts(line: Words, gap: float) -> list[Words]:
    """A line cut where its words stand farther apart than `gap` times their height."""
    parts = [line[:1]]
    for before, word in pairwise(line):
        if word["x0"] - before["x1"] > gap * (word["bottom"] - word["top"]):
            parts.append([])
        parts[-1].append(word)
    return parts


def _edges(starts: list[float], lines: list[Words]) -> list[float]:
    """Between two headings the rightmost place that the fewest words stand across."""
    words = [word for line in lines for word in line]
    return [
        min(
            range(int(right), int(left), -1),
            key=lambda place: sum(word["x0"] < place < word["x1"] for word in words),
        )
        for left, right in pairwise(starts)
    ]


def _cells(line: Words, edges: list[float]) -> list[str]:
    """The cells of a line; one in which a word stands across an edge runs over the whole width."""
    crosses = any(word["x0"] < edge - 1 and edge + 1 < word["x1"] for word in line for edge in edges)
    columns = [sum(edge <= (word["x0"] + word["x1"]) / 2 for edge in edges) for word in line]
    one_piece = len(_parts(line, SPACE)) == 1 and columns[0] == 0 and columns[-1] > 1
    if crosses or one_piece:
        return [_text(line)]
    cells: list[Words] = [[] for _ in range(len(edges) + 1)]
    for word, column in zip(line, columns, strict=True):
        cells[column].append(word)
    return [_text(words) for words in cells]


def _goes_on(cells: list[str]) -> bool:
    """«п/п | мероприятия | исполнения» below the first line of the headings."""
    return len(cells) > 1 and all(text[:1].islower() for text in cells if text)
