"""What differs between two papers: rows by their identity, and within a text the very words.

`compare_papers` knows nothing of the database: it takes two `Paper`s, as drawn or as kept in snapshots, and says which
rows were added, removed, reworded, renumbered or moved. The page «Сравнение редакций», the marks of a correction and
the table of an order «внести изменения» are all drawn from it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby
from typing import Literal

from documents.paper import Column, Heading, Paper, Row, SectionRow, Table, Text

NUMBER = "number"  # the key of the column in which a row has its number
CHANGE_MARK = "*"

Kind = Literal["same", "deleted", "inserted"]

_WORD = re.compile(r"(\w(?:\S*\w)?|[^\w\s])(\s*)")
_MANY_WORDS = 3000  # from here on words met everywhere are not searched for: it would take minutes


class Change(Enum):
    """What happened to a row. One that was reworded may have been renumbered and moved as well."""

    ADDED = "добавлено"
    REMOVED = "исключено"
    REWORDED = "изменено"
    RENUMBERED = "изменён номер"
    MOVED = "перемещено"


@dataclass(frozen=True)
class Segment:
    """A stretch of a text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class TextComparison:
    """A text of both papers, word by word; `label` says which: «Сроки», «Заголовок»."""

    label: str
    segments: tuple[Segment, ...]
    key: str = ""  # of the column, for a cell

    @property
    def is_changed(self) -> bool:
        return any(segment.kind != "same" for segment in self.segments)


@dataclass(frozen=True)
class RowComparison:
    """A row of either paper with what happened to it; `before` is None for an added one, `after` for a removed one.

    `section` is the heading under which it stands now, or stood before it was removed; `cells` has a comparison for each
    column, those of the newer paper first.
    """

    before: Row | None
    after: Row | None
    row: Row  # as it is now, or as it was before it was removed
    section: str
    changes: frozenset[Change]
    cells: tuple[TextComparison, ...]

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def labels(self) -> list[str]:
        return [change.value for change in Change if change in self.changes]


@dataclass(frozen=True)
class PaperComparison:
    """All rows in the order of the newer paper, each removed one where it stood; of the other texts those that differ."""

    texts: tuple[TextComparison, ...]
    rows: tuple[RowComparison, ...]

    @property
    def changed_rows(self) -> list[RowComparison]:
        return [row for row in self.rows if row.changes]

    @property
    def is_same(self) -> bool:
        return not self.texts and not self.changed_rows


def compare_papers(before: Paper, after: Paper) -> PaperComparison:
    """What differs in the newer paper; who approved it and by which act is not compared."""
    return PaperComparison(tuple(_compare_texts(before, after)), tuple(_compare_rows(before, after)))


def compare_words(before: str, after: str) -> tuple[Segment, ...]:
    """The newer text with what was deleted and what was inserted; how the words are spaced does not count."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    words = SequenceMatcher(None, [w for w, _ in old], [w for w, _ in new], autojunk=len(new) > _MANY_WORDS)
    pieces: list[tuple[Kind, str]] = []
    for action, old_from, old_to, new_from, new_to in words.get_opcodes():
        if action == "equal":
            pieces.append(("same", _joined(new[new_from:new_to])))
        else:
            pieces += _change(_joined(old[old_from:old_to]), _joined(new[new_from:new_to]))
    return tuple(
        Segment(kind, "".join(text for _, text in stretch))
        for kind, stretch in groupby(pieces, key=lambda piece: piece[0])
    )


def mark_changes(paper: Paper, comparison: PaperComparison) -> Paper:
    """The newer of the compared papers with «*» at each row that is not as it was."""
    changed = {id(row.after) for row in comparison.changed_rows}

    def marked(row):
        return replace(row, mark=CHANGE_MARK) if id(row) in changed else row

    body = (
        replace(block, rows=tuple(map(marked, block.rows))) if isinstance(block, Table) else block
        for block in paper.body
    )
    return replace(paper, body=tuple(body))


def _joined(words: list[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in words)


def _change(deleted: str, inserted: str) -> Iterator[tuple[Kind, str]]:
    """The pieces of one change; the space between and behind the words is no part of it."""
    if deleted:
        yield "deleted", deleted.rstrip()
    if deleted and inserted:
        yield "same", " "
    if inserted:
        yield "inserted", inserted.rstrip()
    last = inserted or deleted
    if space := last[len(last.rstrip()) :]:
        yield "same", space


# Texts


def _compare_texts(before: Paper, after: Paper) -> Iterator[TextComparison]:
    old, new = dict(_texts(before)), dict(_texts(after))
    labels = [*new, *(label for label in old if label not in new)]
    pairs = [(label, old.get(label, ""), new.get(label, "")) for label in labels]
    for label, was, is_now in (*pairs, *_renamed_sections(before, after)):
        comparison = TextComparison(label, compare_words(was, is_now))
        if comparison.is_changed:
            yield comparison


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "Заголовок", "\n".join([*paper.title, paper.subtitle])
    yield from paper.head
    yield "Текст", "\n".join(block.text for block in paper.body if isinstance(block, Text | Heading))
    yield "Сведения на дату", paper.as_of
    yield "Примечания", "\n".join(paper.notes)
    yield "Подписи", "\n".join(f"{signature.post} {signature.name}" for signature in paper.signatures)


def _renamed_sections(before, after):
    new = _places(after)
    for section, former in _former_sections(_places(before), new).items():
        if former != section:
            yield "Раздел", former, section


# Rows


@dataclass(frozen=True)
class _Place:
    """Where a row stands in a paper."""

    row: Row
    section: str
    columns: Sequence[Column]

    @property
    def texts(self) -> dict[str, str]:
        return {column.key: cell for column, cell in zip(self.columns, self.row.cells, strict=True)}


def _places(paper: Paper) -> dict[str, _Place]:
    """The rows of all tables in their order by what they are known by: their key, else what stands in the first cell."""
    places: dict[str, _Place] = {}
    for table in (block for block in paper.body if isinstance(block, Table)):
        section = ""
        for row in table.rows:
            if isinstance(row, SectionRow):
                section = row.text
            else:
                places[row.key or f"№ {row.cells[0]}"] = _Place(row, section, table.columns)
    return places


def _compare_rows(before: Paper, after: Paper) -> Iterator[RowComparison]:
    old, new = _places(before), _places(after)
    moved = _moved(old, new)
    for name in _in_order(list(old), list(new)):
        place = new[name] if name in new else old[name]
        yield _compare_row(place, old.get(name), new.get(name), name in moved)


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """All names in their newer order, each one that is gone behind the one it stood behind."""
    order, kept, place = list(new), set(new), 0
    for name in old:
        if name in kept:
            place = order.index(name) + 1
        else:
            order.insert(place, name)
            place += 1
    return order


def _moved(old: dict[str, _Place], new: dict[str, _Place]) -> set[str]:
    """The rows that came into another section, and the fewest that had to be moved to come to the newer order."""
    former = _former_sections(old, new)
    common = [name for name in new if name in old]
    stayed = [name for name in common if former[new[name].section] == old[name].section]
    old_places = {name: place for place, name in enumerate(old)}
    in_order = _longest_rise([old_places[name] for name in stayed])
    return set(common) - {name for name in stayed if old_places[name] in in_order}


def _former_sections(old: dict[str, _Place], new: dict[str, _Place]) -> dict[str, str]:
    """The older heading of each section, whatever it says now: the one under which most of its rows stood."""
    shared = Counter((new[name].section, old[name].section) for name in new if name in old)
    former: dict[str, str] = {}
    for (section, was), _ in shared.most_common():
        if section not in former and was not in former.values():
            former[section] = was
    return {place.section: former.get(place.section, place.section) for place in new.values()}


def _longest_rise(numbers: list[int]) -> set[int]:
    """The numbers of a longest rising subsequence; the numbers are all different."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place else None
        tails[place : place + 1] = [number]
    rise: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise


def _compare_row(place: _Place, old: _Place | None, new: _Place | None, is_moved: bool) -> RowComparison:
    was, is_now = old.texts if old else {}, new.texts if new else {}
    columns = {column.key: column for found in (new, old) if found for column in found.columns}
    cells = tuple(
        TextComparison(column.title, compare_words(was.get(key, ""), is_now.get(key, "")), key)
        for key, column in columns.items()
    )
    return RowComparison(
        before=old.row if old else None,
        after=new.row if new else None,
        row=place.row,
        section=place.section,
        changes=frozenset(_changes(old, new, cells, is_moved)),
        cells=cells,
    )


def _changes(old, new, cells, is_moved):
    if old is None or new is None:
        yield Change.ADDED if old is None else Change.REMOVED
        return
    changed = {cell.key for cell in cells if cell.is_changed}
    if changed - {NUMBER}:
        yield Change.REWORDED
    if NUMBER in changed:
        yield Change.RENUMBERED
    if is_moved:
        yield Change.MOVED
