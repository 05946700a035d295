"""What was said by whom: a text of «Слушали» or «Выступили» without its heading and without its speakers."""

import re
from dataclasses import dataclass

from documents.recognition.meetings.people import IN_HONOUR, NAME, POSITION

HEADING = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s*)?(?:(?:за)?слушали|выступил[аи]?|сообщени[ея]|доклад)\b[\s:.–—-]*",
    re.IGNORECASE,
)
# A new sentence with a name; the number before it belongs to a list of speakers.
SPEAKER = re.compile(rf"(?:^|(?<=[.;!?»)])\s+)(?:\d{{1,2}}[.)]\s*)?(?={NAME.pattern})")
AROUND = " ,.;:–—-"


@dataclass
class Said:
    """What one person said; `name` is empty where the paper does not tell who it was."""

    name: str
    position: str
    text: str


def speech_of(text: str, name: str, position: str) -> str:
    """The words of a report that begins with its speaker, whom the agenda names already."""
    said = _without_heading(text)
    speaker = NAME.match(said)
    if not speaker or not _alike(speaker[0], name):
        return said
    rest = said[speaker.end() :]
    post = POSITION.match(rest)
    if post and _alike(post["words"], position):
        rest = rest[post.end() :]
    return rest.lstrip(AROUND)


def speeches_in(text: str) -> list[Said]:
    """Those who spoke, each from the sentence that begins with the name."""
    said = _without_heading(text)
    starts = [match for match in SPEAKER.finditer(said) if not IN_HONOUR.search(said[: match.start()])]
    begins = [0, *(match.end() for match in starts)]
    ends = [*(match.start() for match in starts), len(said)]
    pieces = [said[begin:end].strip() for begin, end in zip(begins, ends, strict=True) if begin < end]
    return [_said(piece) for piece in pieces if piece.strip(AROUND)]


def _without_heading(text: str) -> str:
    said = HEADING.sub("", text).strip()
    listed = SPEAKER.match(said)
    return said[listed.end() :] if listed else said


def _said(piece: str) -> Said:
    speaker = NAME.match(piece)
    if speaker is None:
        return Said("", "", piece)
    rest = piece[speaker.end() :]
    post = POSITION.match(rest)
    return Said(
        speaker[0],
        post["words"].strip(AROUND) if post else "",
        rest[post.end() if post else 0 :].lstrip(AROUND),
    )


def _alike(printed: str, known: str) -> bool:
    """Whether the words are the same but for their endings."""
    return _beginnings(printed) == _beginnings(known)


def _beginnings(words: str) -> list[str]:
    return [word[:4].lower() for word in re.findall(r"\w+", words)]
