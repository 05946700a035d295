"""The deadline of a clause: «(срок до 01.09.2031)», «Срок – постоянно», «в срок до 1 сентября», «май 2031»."""

import re
from dataclasses import dataclass
from itertools import zip_longest

from documents.deadlines import Kind, read_deadline

MONTH = r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-яё]*"
YEAR = r"(?:\s*\d{4}(?:\s*(?:г\.|года\b|г\b))?)"
DAY = rf"\d{{1,2}}\s?\.\s?\d{{1,2}}\s?\.\s?(?:\d{{4}}|\d\d)(?:\s*(?:г\.|года\b|г\b))?|[«\"]?\d{{1,2}}[»\"]?\s+{MONTH}{YEAR}?|\d{{1,2}}\.\d{{2}}(?![.\d])"
# A day or month before which something has to be done; «до 2030 года» rather names a programme.
UNTIL = rf"(?:не\s+позднее|до|к)\s+(?:{DAY}|конца\s+{MONTH}{YEAR}?|(?:конца|окончания|начала)\s+(?:{{}}\s*)?(?:(?:учебного|календарного|текущего)\s+)?года|{MONTH}{YEAR}?)".replace(
    "{}", r"\d{4}(?:[-–/]\d{2,4})?"
)
OFTEN = r"постоянно|в\s+течение\s+\d+\s+(?:(?:рабочих|календарных)\s+)?(?:дн[ея]й?|недел[иь]|месяц\w*)|в\s+\w+(?:дневный|недельный|месячный)\s+срок|ежегодно|ежемесячно|ежеквартально|еженедельно|систематически|в\s+течение\s+(?:всего\s+)?(?:\d{4}(?:[-–/]\d{2,4})?\s+)?(?:(?:учебного|календарного|текущего)\s+)?года"
SCHOOL_YEAR = r"в\s+(?:течение\s+)?\d{4}\s?[-–/]\s?\d{2,4}\s+(?:учебном|уч\.)\s+год[ау]|в\s+\d{4}\s?[-–/]\s?\d{2,4}\s+учебном\s+году"
DUE = r"сроки?(?:\s+(?:(?:ис|вы)полнения|реализации|представления))?"
WHO = r"отв(?:етственн(?:ый|ая|ые|ое)(?:\s+(?:исполнител[ьи]|лиц[оа]|за\s+(?:ис|вы)полнение))?)?\b\.?|исполнител[ьи]"
IN_BRACKETS = re.compile(rf"\s*\((?P<tail>\s*(?:в\s+срок|{DUE}|{WHO})\b[^()]*)\)", re.IGNORECASE)
# After the sentence, or on a line of its own: «Срок – май. Ответственный: методист».
AFTER_SENTENCE = re.compile(
    rf"(?:^|(?<=[.;,:»)\n])|\s[–—-])\s*(?P<tail>(?:{DUE}(?:\s*[:–—-]|\s+(?=[а-яё\d]+\b))|{WHO}(?:\s*[:–—-]|\s+(?=[А-ЯЁ][а-яё]+\s))).*)$",
    re.IGNORECASE | re.DOTALL,
)
LABEL = re.compile(
    rf"(?:^|(?<=[\s,;.]))(?:(?:в\s+)?(?P<due>{DUE})|(?P<who>{WHO}))\s*[:–—-]*\s*", re.IGNORECASE
)
BRACKETED = re.compile(r"\s*\(\s*(?P<due>[^()]{3,60}?)\s*\)\s*[.;]?$")
IN_TIME = re.compile(rf",?\s*(?:^|\b)в\s+срок\s*[:–—-]?\s*(?P<due>{UNTIL}|{OFTEN})", re.IGNORECASE)
IN_SENTENCE = re.compile(rf",?\s*(?:^|\b)(?P<due>{UNTIL}|{OFTEN}|{SCHOOL_YEAR})(?!\w)", re.IGNORECASE)
LAST_SENTENCE = re.compile(r"(?<=[.;])\s+(?P<due>[^.;]{3,40}(?:г\.)?)\s*[.;]?$")
# «Утвердить отчёт о работе в … учебном году» sets nobody a deadline.
SETS_NONE = re.compile(r"(?:утвердить|принять|признать|считать|одобрить|отметить)\b", re.IGNORECASE)
SOME_YEAR = 2031
LONGEST_DEADLINE, LONGEST_CLAUSE = 60, 6000
NO_DEADLINE = (Kind.UNPARSEABLE, Kind.EVENT_LINKED)


@dataclass
class Execution:
    """A clause's text, until when it has to be done and who answers for it, each as written."""

    text: str
    deadline: str = ""
    responsible: str = ""


def read_execution(text: str) -> Execution:
    """Cuts deadline and responsible off the end of a clause; a deadline within its sentence stays there too."""
    found = Execution(text)
    if len(text) > LONGEST_CLAUSE:
        return found
    _cut_tails(found)
    if not found.deadline:
        _find_unlabelled(found)
    found.text = " ".join(found.text.split()).rstrip(" ;,")
    return found


def is_execution(line: str) -> bool:
    """«Срок: до 1 мая 2031 года» on a line of its own."""
    begins = AFTER_SENTENCE.match(line)
    return begins is not None or (len(line) < LONGEST_DEADLINE and _is_deadline(line.strip(" .;()")))


def _cut_tails(found: Execution) -> None:
    for pattern in (IN_BRACKETS, AFTER_SENTENCE):
        match = next(iter([*pattern.finditer(found.text)][-1:]), None)
        if match is None:
            continue
        labels = list(LABEL.finditer(match["tail"]))
        for label, following in zip_longest(labels, labels[1:]):
            said = tidy(match["tail"][label.end() : following.start() if following else None])
            if label["due"]:
                found.deadline = found.deadline or said
            else:
                found.responsible = found.responsible or said
        found.text = _without(found.text, match)


def _find_unlabelled(found: Execution) -> None:
    for pattern in (BRACKETED, LAST_SENTENCE):
        if (match := pattern.search(found.text)) and _is_deadline(match["due"]):
            found.text, found.deadline = _without(found.text, match), tidy(match["due"])
            return
    for pattern in (IN_TIME, IN_SENTENCE):
        if (matches := list(pattern.finditer(found.text))) and not SETS_NONE.match(found.text):
            found.deadline = tidy(matches[-1]["due"])
            ends = not found.text[matches[-1].end() :].strip(" .;")
            if ends and not found.deadline.startswith("в 2"):
                found.text = _without(found.text, matches[-1])
            return


def _without(text: str, match: re.Match[str]) -> str:
    """The text without the match; of the signs around it only those before it are left at the end."""
    left, rest = text[: match.start()].rstrip(" ,–—-\n"), text[match.end() :].strip()
    if rest.strip(".;") == "":
        return left
    return f"{left}{'' if rest[0] in '.,;' else ' '}{rest}"


def _is_deadline(text: str) -> bool:
    return read_deadline(text.strip(), SOME_YEAR).kind not in NO_DEADLINE and not re.search(r"\bот\b|№", text)


def tidy(said: str) -> str:
    said = " ".join(said.split()).strip(" ,;:–—-")
    return said if re.search(r"\bг\.$|(?<![А-ЯЁ])[А-ЯЁ]\.$", said) else said.rstrip(".")
