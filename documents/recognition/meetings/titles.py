"""The title of a protocol or decision: its number, whose meeting it was, what it is about."""

import re

from documents.recognition.acts import DATE, number_and_date
from documents.recognition.meetings.cases import nominative
from documents.recognition.meetings.paper import MeetingPaper
from documents.recognition.meetings.people import NAME

KIND = re.compile(r"^(?:(?:выписка\s+из\s+)?протокол\w*|решени[ея])\b[\s.:]*", re.IGNORECASE)
# «Протокол заседания совета школы № 5 № 2»: the number after a school is not the paper's.
NUMBER = re.compile(
    r"(?<!школы )(?<!школа )(?<!сада )(?<!лицея )(?<!гимназии )(?<![А-ЯЁ]{2} )№\s*(\d[\w/-]*)"
)
DATED = re.compile(rf"\s*(?:\bот\s+)?[«\"]?(?:{DATE.pattern})(?:\s*(?:г\.|года\b|г\b))?", re.IGNORECASE)
ABOUT = re.compile(
    r"\s*\b(?:(?:по\s+(?:вопросу|теме)|на\s+тему)\s*:?\s*[«\"]?(?P<named>.+?)[»\"]?|[«\"](?P<quoted>(?:Об?|По)\s.+)[»\"]|(?P<plain>Об?\s.+))\W*$"
)
BODY = re.compile(
    r"(?:^|(?<=\s))(?i:(?:^|(?<=_\s))(?:педагогическ\w+ совет|рабоч\w+ групп|коллеги|совет\b).*|(?:заседани|(?:\bрабоч\w+ )?совещани|собрани)[ея] .*)$"
)
DECIDING_BODY = re.compile(
    r"(?:^|[,.;:»\"]\s*)(?P<body>[А-ЯЁа-яё][^,.;:»\"]{2,100}?)\s+(?:решил|постанов)\w*\s*:", re.IGNORECASE
)
ORGANIZATION = re.compile(
    r".*(?:муниципальн|государственн)\w+ .*(?:учреждени|организаци)|М[БАК]?О?У\b"
    r"|(?:(?:городское|районное|муниципальное) )?(?:управление|департамент|отдел|комитет)\b.*образовани",
    re.IGNORECASE,
)
PREAMBLE = re.compile(
    r"(?:за|вы|про)?слушав|рассмотрев|обсудив|изучив|проанализировав|ознакомившись|в (?:соответствии|целях|связи)\b|с целью|на основании"
    r"|руководствуясь|во исполнение|по (?:итогам|результатам)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"(?:г|пгт|пос|п|с|ст-ца|село|пос[её]лок)\.\s?[А-ЯЁ]|[_\W]*$", re.IGNORECASE)
FOUNDED = re.compile(r"(?:муниципальн|государственн)\w+ ", re.IGNORECASE)
QUOTED = re.compile(r"[«\"].*[»\"]$")
LONGEST_BODY, MOST_LINES = 200, 4


def read_title(
    paper: MeetingPaper, title: str, above: list[str], below: list[str], unlabelled: list[str]
) -> None:
    """Fills in what the title and the lines around it say; `unlabelled` are those below that no label begins."""
    paper.organization = _organization(above)
    number, date = number_and_date([title, *below])
    own = NUMBER.search(title)
    paper.number = number or (own[1] if own else None)
    paper.date = date or number_and_date(above)[1]
    paper.body, about = _body_and_topic(title, paper.number)
    paper.topic = paper.topic or about
    paper.body = paper.body or _body_among([*unlabelled, *reversed(above)])


def deciding_body(text: str) -> str:
    """«…, Совет депутатов решил:» → «Совет депутатов»."""
    match = DECIDING_BODY.search(text)
    words = match["body"].strip() if match else ""
    return _quiet(words[:1].upper() + words[1:])


def _quiet(words: str) -> str:
    """«КОЛЛЕГИЯ» → «Коллегия»."""
    return words.capitalize() if words.isupper() else words


def _organization(above: list[str]) -> str:
    """The organisation above the title, with the line that gives its name."""
    start = next((at for at, line in enumerate(above) if ORGANIZATION.match(line[:LONGEST_BODY])), None)
    if start is None:
        return ""
    lines = [above[start]]
    for line in above[start + 1 : start + 4]:
        is_named = FOUNDED.match(lines[0]) is None or re.search(r"[»\"]", lines[-1])
        if is_named and not (QUOTED.match(line) or line[:1].islower()):
            break
        if BODY.match(line) or NAME.search(line) or DATE.search(line) or PLACE.match(line):
            break
        lines.append(line)
    return " ".join(lines)


def _body_and_topic(title: str, number: str | None) -> tuple[str, str]:
    """Whose paper it is, in the nominative, and what the title says it is about."""
    words = DATED.sub("", KIND.sub("", title))
    if number:
        words = re.sub(rf"\s*№\s*{re.escape(number)}(?![\w/])", "", words)
    about = ABOUT.search(words)
    if about is None:
        return nominative(words.strip(" ,.")), ""
    topic = next(filter(None, about.groups()))
    return nominative(words[: about.start()].strip(' ,.«"')), unquoted(topic)


def topic_below(plain: list[str]) -> str:
    """The lines between the title of a decision and its preamble."""
    lines: list[str] = []
    for line in plain:
        if PREAMBLE.match(line) or DECIDING_BODY.search(line):
            break
        if (
            re.match(r"\W*(?:от\s|№|[«\"_]?\d)", line)
            or PLACE.match(line)
            or (BODY.match(line) and not lines)
        ):
            continue
        lines.append(line)
    return unquoted(" ".join(lines)) if len(lines) <= MOST_LINES else ""


def _body_among(lines: list[str]) -> str:
    found = (match[0].strip() for line in lines if (match := BODY.search(line[-LONGEST_BODY:])))
    line = next(found, "")
    return nominative(re.sub(r"\s*(?:№\s*\d|от\s+[«\"]?\d).*$", "", _quiet(line))) if line else ""


def unquoted(text: str) -> str:
    text = text.strip(" .")
    inner = text[1:-1]
    whole = (
        text[:1] in '«"'
        and text[-1:] in '»"'
        and "«" not in inner.split("»")[0]
        and inner.count("»") <= inner.count("«")
    )
    return inner if whole and text else text
