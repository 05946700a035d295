"""What labels of a protocol name, and its signatures: chair, secretary, who was there, the topic."""

import re
from collections.abc import Iterable

from documents.recognition.acts import DATE
from documents.recognition.meetings.lines import Line, Row
from documents.recognition.meetings.paper import MeetingPaper
from documents.recognition.meetings.people import NAME, find_name, split_people
from documents.recognition.meetings.titles import PREAMBLE, unquoted

LABELS = {
    "chair": r"председател[ья](?:ствующ\w+|ствовал[аи]?)?\b|председательствовал\w*|в[её]л[аи]? (?:заседание|собрание|совещание)|ведущ(?:ий|ая)\b",
    "secretary": r"секретар[ья]\b|(?:протокол|секретарь) в[её]л[аи]?\b|протоколировал\w*",
    "attendees": r"(?:на (?:заседании|совещании|собрании) )?присутств(?:овал[иоа]?|уют|ующие)\b|количество (?:присутствующих|участников)"
    r"|(?:в (?:заседании|совещании|работе \w+) )?приняли участие|участники\b|участвовал[иоа]?\b|явка",
    "absent": r"отсутств(?:овал[иоа]?|уют)\b",
    "invited": r"(?:на (?:заседание|совещание) )?приглаш[её]н(?:н?ые|ы|о)\b",
    "topic": r"тема(?: (?:заседания|совещания|собрания|коллегии))?\s*[:–—-]",
    "other": r"место (?:проведения|заседания)|(?:дата|время|форма)(?: и (?:место|время))? проведения|(?:начало|время|окончание)\b[^.]*:|кворум|всего членов"
    r"|состав\b|члены (?:совета|коллегии|комиссии)|дата\s*:|регламент",
}
LABEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in LABELS.items()), re.IGNORECASE)
COUNT = re.compile(
    r"присутств\w+[^\d.;()]{0,40}?(?<![№.])\b(\d{1,4})\b(?!\s*[.)])|(\d{1,4})\s*(?:чел\b|человек|участник)|(?:участников|явка)\D{0,20}(\d{1,4})",
    re.IGNORECASE,
)
LONGEST_VALUE = 10_000
BESIDE_CHAIR = re.compile(r"[,;.]\s*(?=[Сс]екретарь\b)")


def read_attendance(paper: MeetingPaper, lines: list[str]) -> list[str]:
    """Fills in who was there and the topic where a label names them; returns the lines that stand behind no label."""
    labelled, plain = _labelled(lines)
    if "attendees" in labelled:
        paper.attendees_count, paper.attendees = _attendees(labelled["attendees"])
    paper.invited = split_people(labelled.get("invited", ""))
    paper.topic = unquoted(labelled.get("topic", ""))
    return plain


def read_officials(paper: MeetingPaper, lines: Iterable[str]) -> None:
    """Chair and secretary, beside their titles or, under «Председатель», «Секретарь», in the same order."""
    waiting: list[str] = []
    for line in (part for text in lines for part in BESIDE_CHAIR.split(text)):
        label = LABEL.match(line)
        role = label.lastgroup if label and label.lastgroup in ("chair", "secretary") else None
        name = find_name(line[label.end() :] if label else line)
        if role and name:
            _appoint(paper, role, name[0])
        elif role:
            waiting.append(role)
        elif name and waiting:
            _appoint(paper, waiting.pop(0), name[0])
        elif not name and not re.fullmatch(r"[_\W]*|.{0,60}", line):
            waiting.clear()


def _appoint(paper: MeetingPaper, role: str, name: str) -> None:
    if not getattr(paper, role):
        setattr(paper, role, name)


def _labelled(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """What stands behind each label, over as many lines as go on with it, and the lines behind none."""
    texts: dict[str, str] = {}
    plain: list[str] = []
    label = ""
    for line in lines:
        if match := LABEL.match(line):
            label = match.lastgroup or ""
            texts[label] = f"{texts[label]}; {line}" if label in texts else line
        elif label and _goes_on(texts[label], line, label):
            texts[label] += f"{'; ' if label == 'invited' and find_name(line) else ' '}{line}"
        else:
            label = ""
            plain.append(line)
    return {name: _value(name, text) for name, text in texts.items()}, plain


def _goes_on(text: str, line: str, label: str) -> bool:
    if PREAMBLE.match(line) or len(text) > LONGEST_VALUE or (len(line) < 40 and DATE.search(line)):
        return False
    if label in ("attendees", "absent", "invited"):
        return text.endswith((":", ",", ";")) or NAME.search(line) is not None or line[:1].islower()
    return label == "topic" and (line[:1].islower() or text.count("«") > text.count("»"))


def _value(label: str, text: str) -> str:
    if label == "attendees":
        return text
    match = LABEL.match(text)
    return text[match.end() if match else 0 :].strip(" :–—-")


def _attendees(text: str) -> tuple[int | None, str]:
    """How many were present, as printed or as many as are named, and the words beside the number."""
    match = LABEL.match(text)
    words = text[match.end() if match else 0 :].strip(" :–—-")
    found = COUNT.search(text)
    if not found:
        return len(NAME.findall(words)) or None, words
    words = re.sub(r"\s*\(\d+\s*чел\w*\.?\)\.?$", "", words)
    words = re.sub(
        rf"^\D{{0,20}}?{next(filter(None, found.groups()))}\s*(?:чел(?:овека?)?\b\.?)?[\s:,–—-]*", "", words
    )
    return int(next(filter(None, found.groups()))), re.sub(
        r"^\((.*)\)\.?$", r"\1", words.strip()
    ).removesuffix(".")


def texts_of(lines: Iterable[Line]) -> list[str]:
    return [line.says if isinstance(line, Row) else line for line in lines]
