"""What a paper says once it is understood: its kind, its head, its sections and rows."""

from dataclasses import asdict, dataclass, field
from typing import Any

from documents.recognition.meetings.paper import MeetingPaper

TEXTS = ("deadline", "responsible", "expected_result", "result", "note")


@dataclass
class Source:
    """Where a row stood: indices of the table in the document and of the row in the table, from 0."""

    table: int
    row: int


@dataclass
class Item:
    """A row of a plan or report; what it does not say is an empty text."""

    number: str = ""
    title: str = ""
    deadline: str = ""
    responsible: str = ""
    expected_result: str = ""
    result: str = ""
    note: str = ""
    source: Source | None = None

    @property
    def filled(self) -> int:
        """How many of its texts beside number and title are not empty."""
        return sum(bool(getattr(self, name)) for name in TEXTS)

    @property
    def name(self) -> str:
        """How a warning calls this row."""
        return self.number or f"«{shortened(self.title)}»"


@dataclass
class Section:
    """A section as printed; `standard` is its place among the six standard ones, where it is one of them."""

    number: str = ""
    title: str = ""
    standard: int | None = None
    items: list[Item] = field(default_factory=list)


@dataclass
class Reading:
    """A paper as understood; `kind` is plan, report, protocol, decision, roadmap or unknown.

    `columns` gives for each heading the field it was taken for, None for a column left out, so that the user can
    correct it. For a plan of a school year `year` is the year in which it begins. `meeting` is what a protocol or a
    decision says.
    """

    kind: str
    title: str = ""
    year: int | None = None
    school_year: bool = False
    half: int | None = None
    zone: str | None = None
    municipality: str | None = None
    organization: str | None = None
    meeting: MeetingPaper | None = None
    columns: dict[str, str | None] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        return [item for section in self.sections for item in section.items]

    def as_json(self) -> dict[str, Any]:
        """The reading in the schema of `manage.py read_document --json`."""
        if self.kind == "unknown":
            return {"kind": self.kind, "warnings": self.warnings}
        if self.meeting:
            return {
                "kind": self.kind,
                "title": self.title,
                **self.meeting.as_json(),
                "warnings": self.warnings,
            }
        if self.kind == "roadmap":
            return {"kind": self.kind, "title": self.title, "warnings": self.warnings}
        data = asdict(self)
        del data["meeting"]
        for section in data["sections"]:
            section["number"] = _json_number(section["number"])
        return data


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text, for a warning."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"


def _json_number(number: str) -> int | str | None:
    return int(number) if number.isdecimal() else number or None
