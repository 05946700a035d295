"""What kind of paper it is, told by the words that begin its title and by the columns of its table."""

import re
from dataclasses import dataclass
from itertools import pairwise

from documents.recognition.columns import Columns
from documents.recognition.wording import key

BEGINNINGS = {
    "report": r"(?:\w+(?:ый|ой) )?отчет\b|(?:информация|сведения|итоги|анализ|справка|мониторинг) (?:об? )?"
    r"(?:исполнени|выполнени|реализации|работ|деятельност|проведен)"
    r"|(?:ис|вы)полнение (?:\w+ )?плана",
    "plan": r"(?:проект )?(?:\w+(?:ый|ой|о) )?план(?:ирование)?\b|комплекс мер|перечень мероприятий|циклограмма|программа мероприятий",
    "roadmap": r"дорожная карта",
    "protocol": r"(?:выписка из )?протокола?\b",
    "decision": r"решение\b(?! принято)|коллегия решила",
    "unknown": r"приказ\b|распоряжение\b|постановление\b|(?:информационное )?письмо|уважаем|прайс|прейскурант|положение\b"
    r"|договор|заявлени|заявка|акт\b|реестр|список|расписание|устав|служебная|анкета|смета|счет\b|о направлении",
}
BEGINNING = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in BEGINNINGS.items()))
MARKS = {
    "protocol": re.compile(r"\bпротокол \d|\bповестка дня\b"),
    "decision": re.compile(r"\b(?:коллегия|совет) решил[аи]?\b"),
}
# Words that only minutes have at the beginning of their lines, after a number perhaps.
MINUTES = re.compile(r"(?:\w{1,3} )?(?:слушали|выступили|решили|постановили|коллегия решила)\b")
WITH_ITEMS = ("plan", "report", "roadmap")
# Within so many lines below «УТВЕРЖДЕН» stand the order and the protocol it was done by.
STAMP = re.compile(r"утвержд|согласован|принят|рассмотрен|одобрен|приложение")
STAMP_LINES = 4

NOT_IMPORTED = "Это не план и не отчёт, а документ другого вида («{}»): портал его не загружает."
NOT_UNDERSTOOD = (
    "Не удалось понять, что это за документ: нет ни названия «План…», «Отчёт…», «Протокол…» или «Решение…», "
    "ни таблицы со столбцами «Наименование мероприятия», «Сроки», «Ответственные»."
)


@dataclass
class Kind:
    """The kind of a paper, the line with which its title begins, and for `unknown` the reason."""

    name: str
    title_at: int | None = None
    reason: str = ""


def kind_of(lines: list[str], columns: Columns | None) -> Kind:
    """The kind told by the lines above the table of activities (all lines where there is none) and by its columns."""
    begun = [
        (at, kind)
        for at, (line, following) in enumerate(pairwise([*lines, ""]))
        if (kind := _begun(f"{line} {following}")) and not _in_stamp(lines, at, kind)
    ]
    if columns is not None and not _are_minutes(lines, begun):
        begun = [(at, kind) for at, kind in begun if kind in WITH_ITEMS] or begun
    # «ПРИКАЗ» alone on its line outweighs a longer line above it.
    orders = [(at, kind) for at, kind in begun if kind == "unknown" and " " not in key(lines[at])]
    if not begun:
        return _by_columns(columns) if columns else _by_marks(lines)
    at, kind = begun[0] if columns or _are_minutes(lines, begun) else (orders or begun)[0]
    return Kind(kind, at, NOT_IMPORTED.format(lines[at][:80]) if kind == "unknown" else "")


def _are_minutes(lines: list[str], begun: list[tuple[int, str]]) -> bool:
    """Whether the first title is a protocol's or decision's, and not only that of a stamp: a plan may be annexed."""
    return bool(begun) and begun[0][1] in MARKS and any(MINUTES.match(key(line)) for line in lines)


def _by_columns(columns: Columns) -> Kind:
    if not (columns.has("title") and columns.has("deadline", "responsible")):
        return Kind("unknown", reason=NOT_UNDERSTOOD)
    return Kind(
        "report" if columns.has("result") and not columns.has("expected_result", "responsible") else "plan"
    )


def _by_marks(lines: list[str]) -> Kind:
    """A protocol whose lines ran together has its words in the middle of them."""
    text = key(" ".join(lines))
    name = next((kind for kind, marks in MARKS.items() if marks.search(text)), "unknown")
    if name == "unknown" and sum(MINUTES.match(key(line)) is not None for line in lines) > 1:
        name = "protocol"
    return Kind(name, reason=NOT_UNDERSTOOD if name == "unknown" else "")


def _begun(line: str) -> str | None:
    match = BEGINNING.match(key(line))
    return match.lastgroup if match else None


def _in_stamp(lines: list[str], at: int, kind: str) -> bool:
    if kind in MARKS and lines[at].isupper() and " " not in key(lines[at]):
        return False  # «ПРОТОКОЛ» alone is the title; a stamp names its number as well
    above = lines[max(at - STAMP_LINES, 0) : at]
    return kind not in WITH_ITEMS and any(STAMP.match(key(line)) for line in above)
