"""Cuts the lines of a protocol or decision at its headings: «Повестка дня», «Слушали», «Выступили», «Решили»."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from documents.recognition.meetings.agenda import read_agenda
from documents.recognition.meetings.lines import Line, Row
from documents.recognition.meetings.people import NAME
from documents.recognition.numbers import section_number
from documents.recognition.wording import key

ORDINALS = (
    "перв",
    "втор",
    "трет",
    "четв",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадц",
    "двенадц",
)
# «1.», «По первому вопросу», «По вопросу № 2» before a heading say which question it belongs to.
OF_QUESTION = re.compile(
    r"(?:(?P<figure>[1-9]\d?|[IVXІХ]{1,5})(?:\.[1-9])?\s*[.)]\s*)?"
    r"(?:по\s+(?:(?P<ordinal>[а-яё]+|[1-9]\d?(?:-?\w{1,3})?)\s+вопросу|(?:пункту|вопросу)\s*№?\s*(?P<number>[1-9]\d?))"
    r"(?:\s+повестки(?:\s+дня)?)?)?[\s,:.–—-]*",
    re.IGNORECASE,
)
PATTERNS = {
    "agenda": r"(?:на\s+)?повестк[аеу](?:\s+дня)?(?:\s+(?:заседания|совещания|собрания|коллегии|совета))?\s*(?:[:.–—-]\s*|(?=[1-9][.)])|$)"
    r"|вопросы(?:\s+(?:повестки(?:\s+дня)?|для\s+(?:обсуждения|рассмотрения)|заседания|совещания))?\s*:\s*",
    "heard": r"(?:за)?слушали\b\s*[.:]?\s*|(?:сообщение|ход\s+(?:заседания|совещания|собрания|обсуждения))\s*:\s*",
    "spoke": r"выступил[аи]?\b\s*:?\s*|(?:в\s+)?обсуждени[ие]\s*:\s*|в\s+(?:обсуждении|прениях)\s|выступления\s*:?\s*$",
    "decided": r"(?:решили|постановили)\b\s*[.:–—-]?\s*|(?:(?:коллегия|совет|комиссия|собрание|совещание|заседание)\s+)?"
    r"(?:решил[аои]?|решает|постановил[аои]?|постановляет|решено|постановлено|рекомендовали)\s*(?::\s*|$)"
    r"|(?:принят\w+\s+)?решени[ея]\s*(?::\s*|$)|принято\s+решение\s*(?::\s*|$)|приняли\s+решение\s*(?::\s*|$)",
}
HEADINGS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in PATTERNS.items()}
# «Заслушав …, коллегия РЕШИЛА:» ends a sentence that began as a preamble.
DECIDED_AT_END = re.compile(r"\b(?:решил[аои]?|постановил[аои]?|постановляет|решает)\s*:", re.IGNORECASE)
VOTE = re.compile(
    r"\W*(?:голосова|проголосова|(?:результат|итог)\w*\s+голосован|(?:решение\s+)?принято\s+(?:единогласн|большинств)|единогласно\W*$"
    r"|за\W+\d)",
    re.IGNORECASE,
)
# «Председатель коллегии А.Б. Клёнов», «Начальник управления ______»: nominatives, which begin no clause.
SIGNATURE = re.compile(
    r"(?:председатель(?:ствующ\w+)?|секретарь|(?:подлинный\s+)?протокол\s+в[её]л[аи]?|подписи?|(?:выписка|копия)\s+верна|верно)\b.{0,150}$"
    rf"|(?:начальник|руководитель|директор|заведующ(?:ий|ая)|глава|заместитель|и\.\s?о\.)\b(?:[^.:;]{{0,80}},$|.{{0,150}}?(?:_{{3,}}|(?-i:{NAME.pattern})\W*$))",
    re.IGNORECASE,
)
SIGNED = re.compile(rf"(?i:председатель|секретарь)\b[^.:;]{{0,80}}?(?:_{{3,}}|{NAME.pattern}\W*$)")
ANNEX = re.compile(r"приложени[ея](?:\s*№?\s*\d+)?(?:\s+к\s|\W*$)", re.IGNORECASE)
TITLE = re.compile(r"решени[ея]\s*", re.IGNORECASE)
SAME_QUESTION = 88
LONGEST_HEADING, MOST_QUESTIONS = 400, 60


@dataclass
class Part:
    """Lines under one heading: head, agenda, question, heard, spoke, decided or end."""

    name: str
    heading: str = ""
    number: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        lines = [line if isinstance(line, str) else line.says for line in self.lines]
        return " ".join(filter(None, [self.heading, *lines]))


def cut(lines: list[Line]) -> list[Part]:
    """The parts in their order; votes and what follows an annex are left out."""
    cutter = _Cutter()
    for line in lines:
        if isinstance(line, Row):
            cutter.add_row(line)
        elif cutter.current in ("decided", "end") and ANNEX.match(line):
            break
        elif not VOTE.match(line) or cutter.current in ("head", "heard"):
            cutter.add(line)
    return cutter.parts


class _Cutter:
    def __init__(self) -> None:
        self.parts = [Part("head")]
        self._questions: dict[str, str] = {}  # the words of each question → its number

    @property
    def current(self) -> str:
        return self.parts[-1].name

    def add(self, line: str) -> None:
        number, start = _question_named(line)
        for name, pattern in HEADINGS.items():
            if (match := pattern.match(line, start)) and self._may_begin(name, match[0], line[match.end() :]):
                self._begin(name, line[: match.end()].strip(), number, line[match.end() :])
                return
        if (match := DECIDED_AT_END.search(line)) and self._ends_preamble(match[0]):
            self.parts[-1].lines.append(line[: match.end()])
            self._begin("decided", "", "", line[match.end() :].strip())
        elif start and number and "вопрос" in line[:start].lower():
            self._begin("question", line[:start].strip(), number, line[start:])
        elif (again := self._question_again(line)) is not None:
            self._begin("question", line, again, "")
        elif self._is_signature(line):
            self._begin("end", "", "", line)
        else:
            self.parts[-1].lines.append(line)

    def add_row(self, row: Row) -> None:
        """A row of a table names the parts that its cells belong to."""
        fields = row.fields
        if "question" in fields:
            self._row_part("agenda", row)
        for name in ("heard", "spoke"):
            if name in fields:
                self.parts.append(Part(name, "", row.number, [fields[name]]))
        if "text" in fields:
            self._row_part("decided", row)
        elif not fields.keys() & {"question", "heard", "spoke"}:
            self.parts[-1].lines.append(", ".join(text for name, text in fields.items() if name != "number"))

    def _row_part(self, name: str, row: Row) -> None:
        part = next((part for part in reversed(self.parts) if part.name == name), None)
        if part is None or (name == "decided" and self.current != name):
            self.parts.append(part := Part(name))
        part.lines.append(row)

    def _is_signature(self, line: str) -> bool:
        """Speeches name chairs and secretaries as well: there a signature has to be nothing else."""
        if self.current in ("question", "heard", "spoke"):
            return SIGNED.match(line) is not None
        return self.current == "decided" and SIGNATURE.match(line) is not None

    def _may_begin(self, name: str, words: str, rest: str) -> bool:
        if name == "agenda":  # «Повестка дня – утверждена»
            return self.current in ("head", "agenda") and not rest[:1].islower()
        return name != "decided" or self.current != "head" or TITLE.fullmatch(words) is None

    def _begin(self, name: str, heading: str, number: str, rest: str) -> None:
        if self.current == "agenda":
            self._note_questions()
        self.parts.append(Part(name, heading, number, [rest] if rest else []))

    def _ends_preamble(self, words: str) -> bool:
        return self.current in ("head", "question") or words.isupper()

    def _question_again(self, line: str) -> str | None:
        """The number of the question that a line repeats as the heading of its discussion."""
        if self.current == "agenda" and len(self.parts[-1].lines) <= MOST_QUESTIONS:
            self._note_questions()
        if self.current == "head" or len(line) > LONGEST_HEADING:
            return None
        words = key(re.sub(r"^\W*(?:\d{1,2}|[IVXІХ]{1,5})[.)]\s*", "", line))
        found = process.extractOne(
            words, self._questions.keys(), scorer=fuzz.ratio, score_cutoff=SAME_QUESTION
        )
        return self._questions[found[0]] if found else None

    def _note_questions(self) -> None:
        entries = read_agenda(self.parts[-1].lines[:MOST_QUESTIONS])
        self._questions = {key(entry.question): entry.number for entry in entries}


def _question_named(line: str) -> tuple[str, int]:
    """The number of the question that a line begins with, and where the line goes on."""
    match = OF_QUESTION.match(line)
    if match is None or not match[0]:
        return "", 0
    ordinal = (match["ordinal"] or "").lower()
    figure = re.match(r"\d+", ordinal)
    place = next((at for at, word in enumerate(ORDINALS, 1) if ordinal.startswith(word)), 0)
    counted = section_number(match["figure"] or "")
    number = match["number"] or (figure[0] if figure else "") or (str(place) if place else "") or counted
    return number or "", match.end()
