"""What a protocol of a meeting or a decision of a collegium says once it is understood."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

MEETING = re.compile(
    r"\b(?:заседани|совещани|собрани|\w*совет(?!ник)|коллеги|комисси|рабоч\w+ групп|объединени|моц\b|опорн)",
    re.IGNORECASE,
)
OF_SOMETHING_ELSE = re.compile(
    r"\b(?:именем российской|суд\b|суда\b|соревнован|испытан|разногласи|аукцион|закуп|олимпиад|конкурс|жюри|задач|торг)",
    re.IGNORECASE,
)
BEGINNING = 60  # characters of a speech by which a reader finds it on the page


@dataclass
class AgendaEntry:
    """A question of the agenda, who reported on it, and what was heard and said: «Слушали», «Выступили».

    Both texts begin with their headings as printed. What the paper does not say is an empty text.
    """

    number: str = ""
    question: str = ""
    speaker: str = ""
    position: str = ""
    heard: str = ""
    spoke: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"heard_starts": self.heard[:BEGINNING], "heard_chars": len(self.heard)}


@dataclass
class Clause:
    """A clause of what was decided: addressee and deadline as written, `agenda_item` the question it answers.

    `recommended` tells whether the clause, or a heading above it, only recommends what it says.
    """

    number: str = ""
    addressee: str = ""
    text: str = ""
    deadline: str = ""
    agenda_item: str = ""
    recommended: bool = False


@dataclass
class MeetingPaper:
    """A protocol or decision; `date` is ISO, `attendees` what is printed beside their number."""

    number: str | None = None
    date: str | None = None
    body: str = ""
    organization: str = ""
    chair: str = ""
    secretary: str = ""
    attendees_count: int | None = None
    attendees: str = ""
    invited: list[str] = field(default_factory=list)
    topic: str = ""
    agenda: list[AgendaEntry] = field(default_factory=list)
    decisions: list[Clause] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def is_meeting(self, title: str) -> bool:
        """Whether people met: protocols are made of contests and trials too, and courts decide."""
        if MEETING.search(title):
            return True
        if OF_SOMETHING_ELSE.search(title):
            return False
        was_heard = any(entry.heard for entry in self.agenda)
        return bool(self.decisions or was_heard or (self.number and self.date))

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"agenda": [entry.as_json() for entry in self.agenda]}
