"""A document as the lines of a protocol: tables of questions and of decisions become rows with named fields."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from documents.reading.lines import flowing
from documents.reading.structure import Document, Paragraph, Table
from documents.recognition.numbers import row_number
from documents.recognition.wording import key

HEADINGS = {
    "number": r"$|№|п п|номер|пункт$",
    "heard": r"(?:за)?слушали|ход обсуждения",
    "spoke": r"выступ(?:ил|лени)",
    "question": r"(?:содержание |рассматриваем\w+ )?вопрос|повестк|тема",
    "position": r"должност",
    "speaker": r"докладчик|выступающ|ф ?и ?о\b|фамилия|ответственн\w+ за (?:подготовк|вопрос)",
    "deadline": r"срок|дата (?:ис|вы)полнения",
    "addressee": r"ответственн|исполнител|адресат|кому",
    "text": r"(?:принят\w+ )?решени|решили|постановили|поручени|мероприяти|содержание|пункты? решения|задач",
}
LONGEST_HEADING = 60
# A paper saved as one line is parted before the words that begin its parts.
RUN_TOGETHER = 3
BEGINS_PART = re.compile(
    r"\s+(?=(?:Протокол|ПРОТОКОЛ|Решение|РЕШЕНИЕ)\s*№|(?:При|От)сутствовал|Приглаш[её]н|Председатель|Секретарь|Тема:"
    r"|Повестка дня|Слушали|Выступили|Решили|Постановили|ПРИСУТСТВОВАЛ|ПРИГЛАШ|ПРЕДСЕДАТЕЛЬ|СЕКРЕТАРЬ"
    r"|ПОВЕСТКА ДНЯ|СЛУШАЛИ|ВЫСТУПИЛИ|РЕШИЛИ|ПОСТАНОВИЛИ)"
)
SPACED_OUT = re.compile(r"\b(?:[А-ЯЁ] ){3,}[А-ЯЁ]\b")


@dataclass
class Row:
    """A row of a table whose headings are known; `says` is the row as one line."""

    fields: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return row_number(self.fields.get("number", "")) or ""

    @property
    def says(self) -> str:
        return " ".join(self.fields.values())


Line = str | Row


def lines_of(document: Document) -> list[Line]:
    """The lines of all paragraphs and tables in their order."""
    lines = [line for block in document.blocks for line in _of_block(block)]
    if len(lines) > RUN_TOGETHER:
        return lines
    return [part for line in lines for part in (BEGINS_PART.split(line) if isinstance(line, str) else [line])]


def first_of(lines: list[Line], most: int) -> list[Line]:
    """As many of the lines as make up `most`, each line in a cell counted."""
    counts = accumulate(1 if isinstance(line, str) else 1 + line.says.count("\n") for line in lines)
    return [line for line, count in zip(lines, counts, strict=True) if count <= most]


def _of_block(block: Paragraph | Table) -> Iterable[Line]:
    if isinstance(block, Table):
        return _of_table(block)
    return filter(None, map(_line, block.text.split("\n")))


def _line(text: str) -> str:
    """White space folded, «Р Е Ш И Л А» as a word."""
    return SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), flowing(text))


def _of_table(table: Table) -> Iterator[Line]:
    rows = [[cell.strip() for cell in row] for row in table.rows]
    fields = _fields(rows[0]) if rows else {}
    if not fields:
        for row in rows:
            yield from _side_by_side(row)
        return
    for row in rows[1:]:
        named = {name: _cell(name, row[place]) for place, name in fields.items() if row[place]}
        if named:
            yield Row(named)


def _cell(name: str, text: str) -> str:
    """What was decided keeps its lines, for each may be a clause."""
    return "\n".join(map(_line, text.split("\n"))) if name == "text" else _line(text)


def _fields(cells: list[str]) -> dict[int, str]:
    """The field of each column; none where the row does not hold the headings of questions or decisions."""
    fields: dict[int, str] = {}
    for place, cell in enumerate(cells):
        name = _meaning(key(cell)) if len(cell) <= LONGEST_HEADING else None
        if name and name not in fields.values():
            fields[place] = name
    told = set(fields.values()) - {"number"}
    return fields if len(told) > 1 and told & {"question", "text", "speaker"} else {}


def _meaning(words: str) -> str | None:
    return next((name for name, pattern in HEADINGS.items() if re.match(pattern, words)), None)


def _side_by_side(cells: list[str]) -> Iterator[str]:
    """Cells without headings: «Председатель | А.Б. Клёнов», line by line where they have as many."""
    columns = [[line for line in map(_line, cell.split("\n")) if line] for cell in cells if cell.strip()]
    if not columns:
        return
    if len({len(lines) for lines in columns}) == 1:
        for beside in zip(*columns, strict=True):
            yield _joined(beside)
    elif len(columns) == 1:
        yield from columns[0]
    else:
        yield _joined([" ".join(lines) for lines in columns])


def _joined(texts: list[str] | tuple[str, ...]) -> str:
    number = re.fullmatch(r"\d{1,2}[.)]?", texts[0]) is not None and len(texts) > 1
    rest = " – ".join(texts[number:])
    return f"{texts[0].rstrip('.)')}. {rest}" if number else rest
