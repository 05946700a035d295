"""What the heading of a column means, told by its words: dictionary forms, abbreviations, torn and mistyped ones."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from documents.reading.lines import folded
from documents.reading.text.words import morphology

# A bare «Результат»: expected in a plan, achieved in a report.
OUTCOME = "outcome"
OTHER = ""

# The first of these words (in its dictionary form) decides what a column holds.
DECISIVE = {
    "title": "мероприятие работа деятельность действие тема событие дело задача вопрос активность",
    "deadline": "срок дата период время месяц квартал когда",
    "responsible": "ответственный исполнитель организатор куратор координатор кто",
    "expected_result": "документ отчетность отчетный",
    OUTCOME: "результат итог эффект продукт",
    "result": "исполнение выполнение реализация исполнить выполнить реализовать сделать проделать проделанный",
    "note": "примечание комментарий замечание",
    "number": "номер пункт",
    OTHER: "место участник количество число охват адрес уровень аудитория категория объем источник финансирование "
    "единица цель индикатор показатель организация учреждение партнер соисполнитель программа услуга цена стоимость "
    "сумма ссылка телефон должность класс группа направленность педагог контингент школа ресурс основание",
}
FIELD_OF_WORD = {word: name for name, words in DECISIVE.items() for word in words.split()}
# Words that only lead to the decisive one, and what they mean when none follows.
NAMING = {
    "наименование": "title",
    "название": "title",
    "содержание": "title",
    "перечень": "title",
    "направление": "title",
}
SHAPE = {"форма": OTHER, "вид": OTHER, "тип": OTHER}
ACCOUNT = {
    "отметка": "result",
    "информация": "result",
    "сведение": "result",
    "ход": "result",
    "анализ": "result",
    "отчет": "result",
}
LEADING = NAMING | SHAPE | ACCOUNT
PLANNED = {
    "ожидать",
    "ожидаемый",
    "планируемый",
    "планировать",
    "предполагаемый",
    "плановый",
    "план",
    "конечный",
}
ACTUAL = {"фактический", "факт", "достигнутый", "достигнуть", "полученный", "получить"}
ALL_WORDS = [*FIELD_OF_WORD, *LEADING]

NUMBER_SIGN = re.compile(r"(?:№+|n|no|#)?(?:п[/\\.]?п\.?)?")
HEADING_WORD = re.compile(r"[а-яё]+(?:-\s*[а-яё]+)?")


@dataclass(frozen=True)
class Meaning:
    """The field of a heading, "" when it is none of ours; the stronger of two columns of one field is taken."""

    field: str
    strength: int = 2


def meaning_of(heading: str) -> Meaning:
    """What a column under this heading holds: «Срок исп.» a deadline, «Место проведения» none of our fields."""
    plain = folded(heading).lower().replace("ё", "е")
    compact = plain.replace(" ", "").strip(":.")
    if compact and NUMBER_SIGN.fullmatch(compact):
        return Meaning("number")
    words = [_dictionary_form(word) for word in HEADING_WORD.findall(re.sub(r"\([^)]*\)?", "", plain))]
    leading = [word for word in words if word in LEADING]
    decisive = next((word for word in words if word in FIELD_OF_WORD), None)
    if decisive is None:
        return Meaning(_led_to(leading) if words and words[-1] in LEADING else OTHER, 1)
    if compact[0] in "№#" and not leading:
        return Meaning("number")
    return _decided(decisive, leading, set(words))


def _led_to(leading: list[str]) -> str:
    """What leading words mean by themselves: «Содержание», «Отметка», «Форма отчёта»."""
    if leading[-1] in ACCOUNT and leading[0] in SHAPE:
        return "expected_result"
    return next(filter(None, map(LEADING.get, leading)), OTHER)


def _decided(decisive: str, leading: list[str], words: set[str]) -> Meaning:
    name = FIELD_OF_WORD[decisive]
    if name in ("title", "result") and any(word in ACCOUNT for word in leading):
        return Meaning("result")
    if name == "title":
        if any(word in SHAPE for word in leading):
            return Meaning("title" if decisive in ("деятельность", "работа") else OTHER, 1)
        return Meaning("title", 3 if decisive == "мероприятие" else 2)
    if name == OUTCOME and (words & PLANNED or words & set(SHAPE)):
        return Meaning("expected_result", 3)
    if name == OUTCOME and words & (ACTUAL | {"исполнение", "выполнение"}):
        return Meaning("result", 3)
    if name == "deadline" and words & ACTUAL:
        return Meaning(name, 1)
    return Meaning(name)


def _dictionary_form(word: str) -> str:
    """«мероприятий» → «мероприятие»; abbreviations, torn and mistyped words of headings → the word meant."""
    head, _, tail = word.replace(" ", "").partition("-")
    form = morphology().parse(head + tail)[0].normal_form.replace("ё", "е")
    if form in FIELD_OF_WORD or form in LEADING or form in PLANNED | ACTUAL:
        return form
    if len(head) >= 3 and (tail or len(head) <= 5):
        meant = next((known for known in ALL_WORDS if known.startswith(head)), None)
        if meant:
            return meant
    if len(form) >= 6:
        similar = process.extractOne(form, ALL_WORDS, scorer=fuzz.ratio, score_cutoff=85)
        return similar[0] if similar else form
    return form
