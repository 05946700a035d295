"""What was mended while a text was read, told to the user once per row and kind."""

from enum import StrEnum

EXAMPLES_SHOWN = 3


class Repair(StrEnum):
    """A kind of repair, as the sentence that names it; examples follow after a colon."""

    HYPHENS = "слова склеены по переносу"
    ZEROS = "нули прочитаны как буквы"
    TORN = "строка собрана из частей, разорванных между страницами"
    RUN_TOGETHER = "столбцы слились в тексте и разделены по смыслу, проверьте их"
    FEWER_CELLS = "ячеек меньше, чем столбцов, недостающие оставлены пустыми"
    MORE_CELLS = "ячеек больше, чем столбцов, лишние присоединены к последней"
    CUT_OFF = "строка обрывается"
    TOO_LONG = "строка слишком длинная, столбцы не разделены"
    REPEATED_HEADING = "повтор заголовка на новой странице пропущен"
    AMENDMENT = "пометка о редакции пропущена"
    SHIFTED_HEADING = "заголовки сдвинуты относительно строк, добавлен столбец «№»"
    MARKUP = "метки разметки убраны из текста"


class Repairs:
    """Collects repairs by the place they were made at."""

    def __init__(self) -> None:
        self._examples: dict[tuple[str, Repair], list[str]] = {}

    def add(self, place: str, repair: Repair, *examples: str) -> None:
        found = self._examples.setdefault((place, repair), [])
        found.extend(example for example in examples if example not in found)

    def sentences(self) -> list[str]:
        return [self._sentence(place, repair, found) for (place, repair), found in self._examples.items()]

    def _sentence(self, place: str, repair: Repair, examples: list[str]) -> str:
        if not examples:
            return f"{place}: {repair}."
        shown = ", ".join(examples[:EXAMPLES_SHOWN])
        rest = len(examples) - EXAMPLES_SHOWN
        return f"{place}: {repair}: {shown}" + (f" и ещё {rest}." if rest > 0 else ".")
