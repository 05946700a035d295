"""Headings of a table's columns where nothing bounds them: known by the wordings in which offices put them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from documents.reading.headings import OTHER, OUTCOME, meaning_of


class Role(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    OTHER = "other"


@dataclass(frozen=True)
class Heading:
    role: Role
    text: str


# What a heading means is known in one place; here it matters only how the cells below may look.
ROLES = {OUTCOME: Role.RESULT, "expected_result": Role.RESULT, "note": Role.OTHER, OTHER: Role.OTHER}
# In «ё»-less lower case; of wordings that begin alike the longer one comes first.
WORDINGS = (
    r"(?:№+|n\b|номер)(?:\s*п\W{0,2}п\b\.?)?|п\W{1,2}п\b\.?|\bпп\b",
    r"(?:планов\w+ |планируем\w+ )?(?:срок\w*|дат[аы]|период\w*|время|месяц)\b"
    r"(?:(?:,| и|/) ?(?:срок\w*|дат[аы]|период|время|место))*"
    r"(?: (?:выполнени|исполнени|проведени|реализаци|сдачи|подготовки|завершени)\w*)*(?: мероприяти[ейя]\w?)?",
    r"ответственн\w+(?: (?:исполнител|лиц|организаци|соисполнител|орган)\w*)*"
    r"(?: за (?:\w+ )?(?:выполнени|исполнени|проведени|реализаци|подготовк|организаци)\w*(?: мероприяти\w+)?)?"
    r"|(?:со)?исполнител\w+|отв-н\w+|отв\.|координатор\w*|кто проводит",
    r"(?:ожидаем|планируем|итогов|конечн|достигнут|фактическ|предполагаем|отчетн)\w+ (?:\w+ )?"
    r"(?:результат|документ|продукт|показател|итог|эффект)\w*|результат\w*(?: (?:исполнени|выполнени|реализаци|работ|"
    r"деятельност|мероприяти)\w*)*|вид документа|форма (?:отчетности|представления|завершения)(?: результат\w*)?"
    r"|(?:отметка|информация|сведения) об? (?:выполнени|исполнени|реализаци)\w*|(?:вы|ис)полнение|показател\w*",
    r"примечани\w+|прим\b\.?|комментари\w+|место(?: проведения)?|участник\w*|категори\w+(?: участников)?"
    r"|форма(?: проведения| работы)?|аудитория|охват|количество(?: участников| детей| человек)?|уровень|контроль"
    r"|(?:объем\w*|источник\w*) финансирования|целевая (?:группа|аудитория)|основание",
    r"(?:наименование|название|перечень|содержание|виды?|описание) (?:\w+ых )?"
    r"(?:мероприяти|работ|деятельност|действи|задач|вопрос|событи|услуг)\w*|мероприяти[яей]\b|наименование|содержание"
    r"|направлени[ея](?: работы| деятельности)?|тема(?:тика)?\b|действия\b|вопрос(?:ы)?\b|событи[ея]\b|задач[аи]\b",
)
ANY_HEADING = re.compile("|".join(WORDINGS))
BETWEEN_HEADINGS = re.compile(r"\s*(?:\([^)]*\)\s*)?")
LONGEST_HEADING = 200
LETTER = re.compile(r"[^\W_]|№")


def read_headings(text: str) -> list[Heading]:
    """The columns named by a line of headings without separators; empty when it says something else as well."""
    plain = _plain(text)
    matches = list(ANY_HEADING.finditer(plain))
    named = sum(len(LETTER.findall(match[0])) for match in matches)
    if named < 0.9 * len(LETTER.findall(_without_brackets(plain))):
        return []
    bounds = [match.start() for match in matches] + [len(text)]
    return [
        Heading(_role(match[0]), text[start:end].strip())
        for match, start, end in zip(matches, bounds, bounds[1:], strict=False)
    ]


def find_headings(text: str) -> tuple[int, int] | None:
    """Where headings stand one right after the other inside a longer text, from the sign of numbers or a capital on."""
    plain = _plain(text)
    run: list[re.Match[str]] = []
    for match in [*ANY_HEADING.finditer(plain), None]:
        if match and run and BETWEEN_HEADINGS.fullmatch(plain, run[-1].end(), match.start()):
            run = [match] if _role(match[0]) is Role.NUMBER else [*run, match]
            continue
        if name_a_table([Heading(_role(found[0]), found[0]) for found in run]):
            return run[0].start(), run[-1].end()
        run = [match] if match and not text[match.start()].islower() else []
    return None


def name_a_table(headings: list[Heading]) -> bool:
    """Whether these are the headings of a plan or report: what is done, and when, by whom or with what result."""
    roles = {heading.role for heading in headings}
    return Role.TITLE in roles and len(roles - {Role.NUMBER, Role.TITLE}) >= 1 and len(roles) >= 3


@lru_cache(maxsize=10_000)
def role_of(cell: str) -> Role | None:
    """The role of a column whose heading is `cell`, by the wording that begins it and makes up most of it."""
    if len(cell) > LONGEST_HEADING:
        return None
    plain = _without_brackets(_plain(cell)).strip()
    match = ANY_HEADING.match(plain)
    if not match or len(LETTER.findall(match[0])) < 0.35 * len(LETTER.findall(plain)):
        return None
    return _role(match[0])


def is_heading_row(cells: list[str]) -> bool:
    """Whether a row of separate cells holds the headings: at least two are known, and about half of all."""
    roles = {role_of(cell) for cell in cells} - {None, Role.NUMBER}
    filled = [cell for cell in cells if cell]
    return len(roles) >= 2 and 2 * len(roles) >= len(filled) - 1 and not filled[0][0].isdigit()


@lru_cache(maxsize=10_000)
def _role(wording: str) -> Role:
    field = meaning_of(wording).field
    return ROLES.get(field) or Role(field)


def _plain(text: str) -> str:
    """Lower case with «е» for «ё»; of the same length, so that places found in it hold in the text."""
    return re.sub(r"\s", " ", text.lower().replace("ё", "е"))


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^)]*\)", "", text)
