"""What the heading of a column means, told by its words: dictionary forms, abbreviations, torn and mistyped ones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from documents.reading.lines import folded
from documents.reading.words import morphology

# A bare «Результат»: expected in a plan, achieved in a report.
OUTCOME = "outcome"
OTHER = ""

# The first of these words (in its dictionary form) decides what a column holds.
DECISIVE = {
    "title": "мероприятие работа деятельность действие тема тематика событие дело задача вопрос активность",
    "deadline": "срок дата период время месяц квартал кв полугодие когда",
    "responsible": "ответственный исполнитель организатор куратор координатор кто",
    "expected_result": "документ документация отчетность отчетный",
    OUTCOME: "результат итог эффект продукт",
    "result": "исполнение выполнение реализация исполнить выполнить реализовать сделать проделать проделанный",
    "note": "примечание комментарий замечание причина",
    "number": "номер пункт",
    OTHER: "место участник количество число охват адрес уровень аудитория категория объем источник финансирование "
    "единица цель индикатор показатель организация учреждение партнер соисполнитель программа услуга цена стоимость "
    "сумма ссылка телефон должность класс группа направленность педагог контингент школа ресурс основание",
}
FIELD_OF_WORD = {word: name for name, words in DECISIVE.items() for word in words.split()}


def _words_of(text: str, meaning: str = "") -> dict[str, str]:
    return dict.fromkeys(text.split(), meaning)


# Words that only lead to the decisive one, and what they mean when none follows.
NAMING = _words_of("наименование название содержание перечень направление", "title")
SHAPE = _words_of("форма вид тип", OTHER)
ACCOUNT = _words_of("отметка информация сведение ход анализ отчет степень статус", "result")
LEADING = NAMING | SHAPE | ACCOUNT
# Words that name an activity only where no better heading does.
BROAD = _words_of("направление задача вопрос").keys()
PLANNED = _words_of(
    "ожидать ожидаемый планируемый планировать предполагаемый плановый прогнозируемый прогнозировать план конечный"
).keys()
ACTUAL = _words_of("фактический факт достигнутый достигнуть полученный получить").keys()
FILLERS = _words_of("и за о об по с к основной краткий лицо фио дополнительный").keys()
ALL_WORDS = [*FIELD_OF_WORD, *LEADING]
OWN_WORDS = PLANNED | ACTUAL | FILLERS | {word for word in ALL_WORDS if FIELD_OF_WORD.get(word) != OTHER}
LONGEST_HEADING = 150

NUMBER_SIGN = re.compile(r"(?:№+|n°?|no|#)?(?:п[/\\.]?п\.?)?")
# A column of its own for a quarter or a month, marked where it holds.
PERIOD = re.compile(
    r"(?:\b[IVІ]{1,3}|[1-4])(?:-?[йе])?\s*(?:кв|полугод)[а-я]*\.?"
    r"|\b(?:январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*",
    re.IGNORECASE,
)
HEADING_WORD = re.compile(r"[а-яё]+(?:-\s*[а-яё]+)?")


@dataclass(frozen=True)
class Meaning:
    """The field of a heading, "" when it is none of ours; the stronger of two columns of one field is taken."""

    field: str
    strength: int = 2


def named_fields(texts: Iterable[str]) -> set[str]:
    """The fields that a row of texts names, when they are headings."""
    return {meaning_of(text).field for text in texts if looks_like_heading(text)} - {OTHER}


def looks_like_heading(text: str) -> bool:
    """Whether words of headings make up half of a text; a date or a bare «I квартал» is rather a deadline."""
    words, plain = _words(text), _without_brackets(text)
    if NUMBER_SIGN.fullmatch(_compact(text)):
        return True
    if (
        not words
        or len(text) > LONGEST_HEADING
        or any(sign.isdigit() for sign in plain)
        or PERIOD.fullmatch(plain.strip())
    ):
        return False
    return sum(word in OWN_WORDS for word in words) * 2 >= len(words)


def meaning_of(heading: str) -> Meaning:
    """What a column under this heading holds: «Срок исп.» a deadline, «Место проведения» none of our fields."""
    compact = _compact(heading)
    if compact and NUMBER_SIGN.fullmatch(compact):
        return Meaning("number")
    words = _words(heading)
    leading = [word for word in words if word in LEADING]
    decisive = [word for word in words if word in FIELD_OF_WORD]
    if not decisive:
        return _led_to(leading, words)
    if compact[0] in "№#" and not leading:
        return Meaning("number")
    return _decided(decisive, leading, words)


def _decided(decisive: list[str], leading: list[str], words: list[str]) -> Meaning:
    name = FIELD_OF_WORD[decisive[0]]
    if name == OTHER:
        # «Место и дата проведения», «Участники, ответственные»: two columns in one.
        also = next(
            (FIELD_OF_WORD[word] for word in decisive if FIELD_OF_WORD[word] in ("deadline", "responsible")),
            OTHER,
        )
        return Meaning(also, 1)
    if name == "title":
        return _activity(decisive[0], leading)
    if name == OUTCOME:
        return _outcome(set(words))
    return Meaning(name, 1 if ACTUAL & set(words) else 2)


def _led_to(leading: list[str], words: list[str]) -> Meaning:
    """What leading words mean by themselves: «Содержание», «Отметка», «Форма отчёта», «Дополнительные сведения»."""
    account = ACCOUNT.keys() & words
    if not leading or not (account or words[-1] in LEADING):
        return Meaning(OTHER, 1)
    if account and "дополнительный" in words:
        return Meaning("note")
    if account and leading[0] in SHAPE:
        return Meaning("expected_result", 1)
    name = next(filter(None, map(LEADING.get, leading)), OTHER)
    return Meaning(name, 1 if leading[-1] in BROAD else 2)


def _activity(word: str, leading: list[str]) -> Meaning:
    """«Содержание работы» is an activity, «Направление работы» less so, «Форма мероприятия» and «Ход работы» are not."""
    if any(before in ACCOUNT for before in leading):
        return Meaning("result")
    if any(before in SHAPE for before in leading):
        return Meaning("title" if word in ("деятельность", "работа") else OTHER, 1)
    if BROAD & {word, *leading}:
        return Meaning("title", 1)
    return Meaning("title", 4 if word == "мероприятие" else 3)


def _outcome(words: set[str]) -> Meaning:
    if words & (PLANNED | SHAPE.keys()):
        return Meaning("expected_result", 3)
    if words & (ACTUAL | {"исполнение", "выполнение"}):
        return Meaning("result", 3)
    return Meaning(OUTCOME)


def _compact(heading: str) -> str:
    return folded(heading).lower().replace(" ", "").strip(":.")


def _without_brackets(heading: str) -> str:
    return re.sub(r"\([^)]*\)?", "", folded(heading))


def _words(heading: str) -> list[str]:
    plain = _without_brackets(heading).lower().replace("ё", "е")
    return [_dictionary_form(word) for word in HEADING_WORD.findall(plain)]


@lru_cache(maxsize=10_000)
def _dictionary_form(word: str) -> str:
    """«мероприятий» → «мероприятие»; abbreviations, torn and mistyped words of headings → the word meant."""
    head, _, tail = word.replace(" ", "").partition("-")
    form = morphology().parse(head + tail)[0].normal_form.replace("ё", "е")
    if form in OWN_WORDS or form in FIELD_OF_WORD:
        return form
    if len(head) >= 3 and (tail or len(head) <= 5):
        meant = next((known for known in ALL_WORDS if known.startswith(head)), None)
        if meant:
            return meant
    if len(form) >= 6:
        similar = process.extractOne(form, ALL_WORDS, scorer=fuzz.ratio, score_cutoff=85)
        return similar[0] if similar else form
    return form
