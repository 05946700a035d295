"""Rows of tables put together into sections and items, whatever tore them apart."""

import re

from documents.reading.lines import join
from documents.recognition.columns import Columns
from documents.recognition.numbers import depth, repaired, split_number
from documents.recognition.reading import Item, Section, shortened
from documents.recognition.rows import Entry, read_row
from documents.recognition.sections import names_section, standard_section
from documents.recognition.tables import Layout, Piece
from documents.recognition.wording import key, with_letters_for_zeros

REMARK = re.compile(r"\(.*\)\.?", re.DOTALL)
LONGEST_TITLE_LINES = 4

TORN = "Строка {} была разорвана на части и собрана в одну."
RENUMBERED = "Номер {} исправлен на {}: таблица сохранила его как число."
ZEROS = "В строке {} «0 0» прочитано как «ОО»."
REMARK_SKIPPED = "Пометка «{}» пропущена."
ROW_SKIPPED = "Строка «{}» не похожа на мероприятие и пропущена."
TAIL_SKIPPED = "Строка «{}» под таблицей пропущена."
SECTION_TORN = "Название раздела «{}» было разорвано и собрано."


class Outline:
    """The sections of a layout with their items; `warnings` tell what was repaired or left out."""

    def __init__(self, layout: Layout):
        self.sections: list[Section] = []
        self.warnings: list[str] = []
        self._item: Item | None = None
        self._torn = False  # the next row may go on from the table before
        pieces = [part for part in layout.body if isinstance(part, Piece)]
        self._multilevel = any(depth(entry.number) > 1 for piece in pieces for entry in _entries(piece))
        self._read(layout.body)
        self._drop_tail()

    def _read(self, body: list[Piece | str]) -> None:
        lines: list[str] = []
        for part in body:
            if isinstance(part, str):
                lines.append(part)
                continue
            begun = self._begin_section_of_lines(lines, part.headed)
            self._torn = self._item is not None and not begun
            for entry in _entries(part):
                self._take(entry, part.columns)
                self._torn = False
            lines = []

    def _take(self, entry: Entry, columns: Columns) -> None:
        numbered = columns.has("number")
        if entry.lone:
            self._take_lone(entry, numbered)
        elif entry.title and not entry.texts and self._names_section(entry):
            self._begin_section(entry.section_number or "", entry.title)
        elif self._item and self._continues(self._item, entry, numbered):
            self._continue(self._item, entry)
        elif entry.number or entry.title:
            self._begin_item(entry)
        else:
            self.warnings.append(ROW_SKIPPED.format(shortened(entry.says)))

    def _take_lone(self, entry: Entry, numbered: bool) -> None:
        """A row of one text: the title of a section, a part of the row above, a remark, or a mere number."""
        section = self.sections[-1] if self.sections else None
        if REMARK.fullmatch(entry.lone):
            self.warnings.append(REMARK_SKIPPED.format(shortened(entry.lone)))
        elif entry.number:
            self._begin_item(entry)
        elif self._item and self._is_part(entry, numbered):
            self._continue(self._item, entry)
        elif section and not section.items and entry.lone[0].islower():
            section.title = join(section.title, entry.lone)
            self.warnings.append(SECTION_TORN.format(shortened(section.title)))
        else:
            self._begin_section(*split_number(entry.lone))

    def _is_part(self, entry: Entry, numbered: bool) -> bool:
        """Whether a lone text belongs to the row above."""
        if entry.lone_field not in ("title", "number", None):
            return True
        beside_number = entry.lone_field == "title" and numbered and not names_section(entry.lone)
        return entry.goes_on or entry.lone[0].islower() or beside_number

    def _continues(self, item: Item, entry: Entry, numbered: bool) -> bool:
        if entry.number or entry.foreign:
            return False
        torn = self._torn and numbered and item.number
        return bool(entry.goes_on or torn or not entry.title or entry.title[0].islower())

    def _names_section(self, entry: Entry) -> bool:
        """Whether a row of number and title names a section: items have deeper numbers or more cells."""
        if entry.section_number is None:
            return False
        return bool(entry.foreign) or self._multilevel or standard_section(entry.title) is not None

    def _begin_section_of_lines(self, lines: list[str], headed: bool) -> bool:
        """Lines between two tables may be the title of a section."""
        start = next((at for at, line in enumerate(lines) if names_section(line)), None)
        if start is None and headed and len(lines) == 1 and not lines[0].endswith("."):
            start = 0
        if start is None:
            return False
        self._begin_section(*split_number(" ".join(lines[start : start + LONGEST_TITLE_LINES])))
        return True

    def _begin_section(self, number: str, title: str) -> None:
        """A section printed anew on the next page is gone on with."""
        self._item = None
        for section in self.sections:
            if (section.number, key(section.title)) == (number, key(title)):
                self.sections.remove(section)
                self.sections.append(section)
                return
        self.sections.append(Section(number, title, standard_section(title, number)))

    def _begin_item(self, entry: Entry) -> None:
        if not self.sections:
            self.sections.append(Section())
        number = self._repaired(entry.number)
        self._item = Item(number=number, source=entry.source)
        self.sections[-1].items.append(self._item)
        texts = entry.inherited | {"title": entry.title} | entry.texts
        for name, text in texts.items():
            self._add(self._item, name, text)

    def _continue(self, item: Item, entry: Entry) -> None:
        warning = TORN.format(item.name)
        for name, text in ({"title": entry.title} | entry.texts).items():
            self._add(item, name, text)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _add(self, item: Item, name: str, text: str) -> None:
        mended = with_letters_for_zeros(text)
        setattr(item, name, join(getattr(item, name), mended))
        if mended != text and (warning := ZEROS.format(item.name)) not in self.warnings:
            self.warnings.append(warning)

    def _repaired(self, number: str) -> str:
        items = self.sections[-1].items
        mended = (
            repaired(number, items[-1].number)
            if items and number in {item.number for item in items}
            else number
        )
        if mended != number:
            self.warnings.append(RENUMBERED.format(number, mended))
        return mended

    def _drop_tail(self) -> None:
        """Signatures below the table look like sections without rows."""
        while self.sections and not self.sections[-1].items and self.sections[-1].standard is None:
            title = self.sections.pop().title
            self.warnings.append(TAIL_SKIPPED.format(shortened(title)))


def _entries(piece: Piece) -> list[Entry]:
    return [entry for row in piece.rows if (entry := read_row(row, piece.columns))]
