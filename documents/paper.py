"""An official paper as data: what it says and in which order, without a word on how it is drawn.

A plan, a report, a protocol is built once as a `Paper`; the page, PDF, DOCX and XLSX draw only that. An approved paper is
kept as `to_json()` and printed from `from_json()` ever after, so fields may be added here but never renamed or
given another meaning; a change that older code must not print needs the next `FORM_VERSION`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

FORM_VERSION = 2
DRAFT_MARK = "ПРОЕКТ"
SIGN_LINE = "__________________"
BLANK_DATE = "«___» ______________ 20___ г."

_LINE_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class UnreadablePaper(ValueError):  # noqa: N818 -- it is shown to the user as a sentence
    """The stored paper cannot be read; the message is a Russian sentence for the user."""


def _printable(value: Any) -> Any:
    """Texts that every format can hold, and tuples for lists, so that a paper cannot change once it is made."""
    if isinstance(value, str):
        return _FORBIDDEN_IN_XML.sub("", _LINE_BREAK.sub("\n", value))
    if isinstance(value, list | tuple):
        return tuple(map(_printable, value))
    return value


class Part:
    """A piece of a paper; its texts lose line endings of other systems and characters that no format can hold."""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            object.__setattr__(self, name, _printable(value))

    @property
    def kind(self) -> str:
        """The name of the piece in JSON and in templates."""
        return _NAMES[type(self)]


@dataclass(frozen=True)
class Text(Part):
    """A paragraph of running text, each line of it one of its own; what `leads` stays on the sheet of what follows."""

    text: str
    leads: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True)
class Heading(Part):
    text: str


@dataclass(frozen=True)
class Entry(Part):
    """A label and what stands behind it, from the margin; several lines stand below it."""

    label: str
    text: str

    @property
    def lines(self) -> list[str]:
        several = "\n" in self.text
        return [f"{self.label}:", *self.text.split("\n")] if several else [f"{self.label}: {self.text}"]


@dataclass(frozen=True)
class Ends(Part):
    """Two texts at both ends of one line: the date and the number of a protocol."""

    left: str
    right: str


@dataclass(frozen=True)
class Column(Part):
    """A column of a table; `share` is its width relative to the other columns."""

    key: str
    title: str
    share: int = 1
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class SectionRow(Part):
    """A heading over the whole width of a table."""

    text: str


@dataclass(frozen=True)
class Row(Part):
    """One text per column, lines in it are paragraphs; `key` names the row on the page (`row-<key>`).

    `mark` refers to a note below the table; it is printed behind the first text.
    """

    cells: Sequence[str]
    key: str = ""
    mark: str = ""

    @property
    def printed(self) -> list[str]:
        first, *others = self.cells
        return [first + self.mark, *others]


@dataclass(frozen=True)
class Table(Part):
    columns: Sequence[Column]
    rows: Sequence[SectionRow | Row]

    def __post_init__(self) -> None:
        super().__post_init__()
        for row in self.rows:
            if isinstance(row, Row) and len(row.cells) != len(self.columns):
                raise ValueError(f"row {row.key!r}: {len(row.cells)} cells for {len(self.columns)} columns")

    @property
    def widths(self) -> list[int]:
        """Width of each column in percent, in steps of 5; the widest column takes up what rounding left."""
        whole = sum(column.share for column in self.columns)
        widths = [max(5, round(column.share * 20 / whole) * 5) for column in self.columns]
        widest = widths.index(max(widths))
        widths[widest] = max(5, widths[widest] + 100 - sum(widths))
        return widths


Block = Text | Heading | Entry | Ends | Table


@dataclass(frozen=True)
class Stamp(Part):
    """УТВЕРЖДАЮ or СОГЛАСОВАНО: a post and a name to sign, the act («приказом … от … № …»), or both."""

    heading: str
    post: str = ""
    name: str = ""
    date: str = ""
    act: str = ""

    @property
    def lines(self) -> list[str]:
        """What is printed, line by line; an act alone is not signed, and a date not known yet is a blank to fill in."""
        signed = self.post or self.name or not self.act
        signature = [f"{SIGN_LINE} {self.name}", self.date or BLANK_DATE] if signed else []
        return [line for line in (self.heading, self.post, *signature, self.act) if line]


@dataclass(frozen=True)
class Signature(Part):
    post: str
    name: str

    @property
    def line(self) -> str:
        """The line to sign on and whose it is."""
        return f"{SIGN_LINE} {self.name}"


@dataclass(frozen=True)
class Executor(Part):
    """The executor's mark at the end: who answers for the text, and the phone."""

    name: str
    phone: str = ""

    @property
    def lines(self) -> list[str]:
        return [f"Исп. {self.name}"] + [f"тел. {self.phone}"] * bool(self.phone)


@dataclass(frozen=True)
class Paper(Part):
    """The whole paper. `head` holds (label, value) pairs under the title; `as_of` and `revision` are whole phrases.

    `author` is the organisation that issues it, above the title.
    """

    title: Sequence[str]
    body: Sequence[Block] = ()
    author: str = ""
    subtitle: str = ""
    head: Sequence[tuple[str, str]] = ()
    draft: bool = False
    approval: Stamp | None = None
    agreements: Sequence[Stamp] = ()
    signatures: Sequence[Signature] = ()
    executor: Executor | None = None
    as_of: str = ""
    notes: Sequence[str] = ()
    revision: str = ""
    profile: str = "7.0.97-2025"
    orientation: Literal["landscape", "portrait"] = "landscape"
    language: str = "ru"
    form_version: int = FORM_VERSION

    @property
    def name(self) -> str:
        """The title in one line, for the file's metadata."""
        return " ".join(self.title)

    def to_json(self) -> dict[str, Any]:
        """The paper as a value of JSON (dicts, lists, texts); the same paper always gives the same value."""
        return _stored(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Paper":
        """The paper stored by `to_json`; keys that are not known are left out. Raises `UnreadablePaper`."""
        try:
            if stored["form_version"] > FORM_VERSION:
                raise UnreadablePaper(
                    "Документ сохранён более новой версией портала и не может быть показан."
                )
            paper = _restored(stored)
        except (KeyError, TypeError, AttributeError):
            paper = None
        if not isinstance(paper, cls):
            raise UnreadablePaper("Сохранённый документ повреждён и не может быть показан.")
        return paper


_KINDS: dict[str, type[Part]] = {
    "paper": Paper,
    "text": Text,
    "heading": Heading,
    "entry": Entry,
    "ends": Ends,
    "table": Table,
    "column": Column,
    "section": SectionRow,
    "row": Row,
    "stamp": Stamp,
    "signature": Signature,
    "executor": Executor,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def _stored(value: Any) -> Any:
    if isinstance(value, Part):
        return {"kind": value.kind} | {name: _stored(held) for name, held in vars(value).items()}
    return [_stored(item) for item in value] if isinstance(value, tuple) else value


def _restored(stored: Any) -> Any:
    if isinstance(stored, list):
        return [_restored(value) for value in stored]
    if not isinstance(stored, dict):
        return stored
    kind: Any = _KINDS[stored["kind"]]
    return kind(
        **{field.name: _restored(stored[field.name]) for field in fields(kind) if field.name in stored}
    )
