"""The clauses of what was decided, with the headings that say to whom they are addressed."""

import re
from dataclasses import dataclass, field

from documents.recognition.meetings.addressees import addressee_of, is_only_addressee
from documents.recognition.meetings.due import Execution, is_execution, read_execution
from documents.recognition.meetings.lines import Line, Row
from documents.recognition.meetings.numbered import (
    BULLET,
    ENDED,
    Listed,
    goes_on_after,
    read_listed,
    unfold,
)
from documents.recognition.meetings.paper import Clause

ROMAN = re.compile(r"(?P<number>[IVX]{1,5})\s*[.)]\s*(?P<rest>\S.*)")
# «Контроль за исполнением решения возложить на …» stands below all headings and belongs to none.
CONTROL = re.compile(r"контроль\b", re.IGNORECASE)
RECOMMENDS = re.compile(r"\bрекоменд(?:овать|у[её]т|уем|овано)", re.IGNORECASE)
LONGEST_HEADING = 200
END_OF_POINT = re.compile(r"[:;,]$")


@dataclass
class Point(Listed):
    """A clause as its lines stand, before headings and clauses are told apart; `points` are its bullets."""

    points: list[str] = field(default_factory=list)
    announces: bool = False

    def __post_init__(self) -> None:
        self.announces = self.text.endswith(":")

    def add(self, line: str) -> None:
        (self.points or self.lines).append(line)
        self.announces = self.announces or line.endswith(":")

    @property
    def is_open(self) -> bool:
        """Whether its last line announces more: «… по направлениям:»."""
        last = (self.points or self.lines)[-1]
        return END_OF_POINT.search(last) is not None and self.announces

    @property
    def whole(self) -> str:
        return "\n".join([*self.lines, *self.points])


@dataclass
class Heading:
    """A line above several clauses: its own number, whom it addresses, until when, what it says to be done."""

    listed: Listed
    addressee: str
    deadline: str
    sentence: str = ""

    def covers(self, point: Point) -> bool:
        own = self.listed
        if own.is_roman or not own.number or not point.number:
            return not (own.is_roman and point.is_roman)
        if point.number.startswith(f"{own.number}."):
            return True
        return own.close != point.close and len(point.places) == 1 == len(own.places)


def read_clauses(lines: list[Line], agenda_item: str = "") -> list[Clause]:
    """The clauses in their order; each knows the question of the agenda that it answers."""
    clauses: list[Clause] = []
    texts: list[str] = []
    for line in lines:
        if isinstance(line, Row):
            clauses += _of_row(line)
        else:
            texts += unfold(line)
    clauses += _of_points(_points(texts))
    for clause in clauses:
        clause.agenda_item = clause.agenda_item or agenda_item
    return clauses


def _of_row(row: Row) -> list[Clause]:
    """The clauses in one row of a table; its columns count where a clause does not say otherwise."""
    fields = row.fields
    clauses = _of_points(_points([part for line in fields["text"].split("\n") for part in unfold(line)]))
    for clause in clauses:
        clause.number = clause.number or (row.number if len(clauses) == 1 else "")
        clause.addressee = fields.get("addressee", "") or clause.addressee
        clause.deadline = fields.get("deadline", "").rstrip(" ;") or clause.deadline
        if "question" in fields:
            clause.agenda_item = row.number
    return clauses


def _points(lines: list[str]) -> list[Point]:
    """Lines put together by clause: numbered ones, bullets, and whole sentences where nothing is numbered."""
    points: list[Point] = []
    previous: tuple[int, ...] = ()
    for line in lines:
        last = points[-1] if points else None
        roman = ROMAN.match(line)
        if roman:
            points.append(Point(roman["number"], ".", [roman["rest"]]))
            previous = ()
        elif (listed := read_listed(line)) and goes_on_after(listed, previous):
            points.append(Point(listed.number, listed.close, listed.lines))
            previous = listed.places
        elif bullet := BULLET.match(line):
            _add_bullet(points, line, line[bullet.end() :])
        elif last and not _begins_anew(line, last):
            last.add(line)
        else:
            points.append(Point(lines=[line]))
    return points


def _add_bullet(points: list[Point], line: str, text: str) -> None:
    """A bullet is a point of the numbered clause or the heading above it, else a clause."""
    last = points[-1] if points else None
    if last and (last.number or last.points or last.lines[-1].endswith(":")):
        last.points.append(line)
    else:
        points.append(Point(lines=[text]))


def _begins_anew(line: str, last: Point) -> bool:
    if line[:1].islower() or is_execution(line):
        return False
    if _is_heading(line):
        return True
    before = (last.points or last.lines)[-1]
    return ENDED.search(before) is not None and not last.is_open


def _is_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not line.endswith((".", ";")) and is_only_addressee(line)


def _of_points(points: list[Point]) -> list[Clause]:
    clauses: list[Clause] = []
    headings: list[Heading] = []
    for place, point in enumerate(points):
        following = points[place + 1] if place + 1 < len(points) else None
        headings = _still_open(headings, point)
        if _heads(point, following):
            headings.append(_heading(point))
        else:
            clauses += _clauses(point, headings)
    return clauses


def _still_open(headings: list[Heading], point: Point) -> list[Heading]:
    if not point.number and _is_heading(point.text):
        return []
    return [heading for heading in headings if heading.covers(point)]


def _heads(point: Point, following: Point | None) -> bool:
    """Whether clauses of its own follow below: «5. Руководителям школ:» before «5.1.»."""
    if following is None or point.points:
        return False
    if following.number.startswith(f"{point.number}.") and point.number:
        return point.text.endswith(":") or is_only_addressee(point.text)
    apart = not point.number or point.close != following.close or point.is_roman
    return apart and (_is_heading(point.text) or (point.text.endswith(":") and bool(following.number)))


def _heading(point: Point) -> Heading:
    found = read_execution(point.text)
    only = is_only_addressee(point.text)
    return Heading(point, addressee_of(point.text), found.deadline, "" if only else point.text)


def _clauses(point: Point, headings: list[Heading]) -> list[Clause]:
    """One clause, or one for each bullet where several of them have deadlines of their own."""
    found = [read_execution(text) for text in point.points]
    if sum(bool(each.deadline) for each in found) > 1:
        head = read_execution("\n".join(point.lines))
        only = is_only_addressee(head.text)
        texts = [BULLET.sub("", each.text, count=1) for each in found]
        own = [
            Execution(
                text if only else f"{head.text} {text}", each.deadline or head.deadline, each.responsible
            )
            for text, each in zip(texts, found, strict=True)
        ]
        return [_clause(point.number, each, headings, addressee_of(head.text)) for each in own]
    whole = read_execution(point.whole)
    return [_clause(point.number, whole, headings, addressee_of(whole.text))]


def _clause(number: str, found: Execution, headings: list[Heading], own_addressee: str) -> Clause:
    inherited = next((heading.addressee for heading in reversed(headings) if heading.addressee), "")
    deadline = next((heading.deadline for heading in reversed(headings) if heading.deadline), "")
    addressee = "" if CONTROL.match(found.text) else inherited or own_addressee or found.responsible
    sentence = headings[-1].sentence if headings and found.text[:1].islower() else ""
    said = [found.text, *(heading.listed.text for heading in headings)]
    return Clause(
        number=number,
        addressee=addressee,
        text=f"{sentence} {found.text}".strip(),
        deadline=found.deadline or deadline,
        recommended=any(map(RECOMMENDS.match, said)),
    )
