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
    "deadline": "срок дата период время месяц квартал кв полугодие когда январь февраль март апрель май июнь июль "
    "август сентябрь октябрь ноябрь декабрь",
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
    "степень": "result",
    "статус": "result",
}
# Words that name an activity only where no better heading does.
BROAD = {"направление", "задача", "вопрос"}
LEADING = NAMING | SHAPE | ACCOUNT
PLANNED = {
    "ожидать",
    "ожидаемый",
    "планируемый",
    "планировать",
    "предполагаемый",
    "плановый",
    "прогнозируемый",
    "прогнозировать",
    "план",
    "конечный",
}
ACTUAL = {"фактический", "факт", "достигнутый", "достигнуть", "полученный", "получить"}
ALL_WORDS = [*FIELD_OF_WORD, *LEADING]

NUMBER_SIGN = re.compile(r"(?:№+|n°?|no|#)?(?:п[/\\.]?п\.?)?")
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
    return Meaning(name, 1 if ACTUAL.intersection(words) else 2)


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
    if BROAD.intersection((word, *leading)):
        return Meaning("title", 1)
    return Meaning("title", 4 if word == "мероприятие" else 3)


def _outcome(words: set[str]) -> Meaning:
    if words & (PLANNED | SHAPE.keys()):
        return Meaning("expected_result", 3)
    if words & (ACTUAL | {"исполнение", "выполнение"}):
        return Meaning("result", 3)
    return Meaning(OUTCOME)


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
