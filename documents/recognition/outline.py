"""Rows of tables put together into sections and items, whatever tore them apart."""

import re

from documents.reading.lines import join
from documents.recognition.columns import Columns
from documents.recognition.numbers import depth, is_date, repaired, split_number
from documents.recognition.reading import Item, Section, shortened
from documents.recognition.rows import Entry, Lone, read_row
from documents.recognition.sections import is_set_off, standard_section, title_of_lines
from documents.recognition.tables import Layout, Piece
from documents.recognition.wording import key, with_letters_for_zeros

WORD = re.compile(r"[^\W\d_]{3}")
REMARK = re.compile(r"\(.*\)\.?|(?:(?:примечани[ея]|выводы?|итого|всего)\b|\*).*", re.DOTALL | re.IGNORECASE)
CONTINUED = re.compile(r"(?:продолжение|окончание|приложение)\b", re.IGNORECASE)

TORN = "Строка {} была разорвана на части и собрана в одну."
RENUMBERED = "Номер «{}» исправлен на {}: таблица исказила его."
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
        parts = [(part, _entries(part)) for part in layout.body]
        self._multilevel = any(depth(entry.number) > 1 for _, entries in parts for entry in entries)
        self._read(parts)
        self._drop_tail()

    def _read(self, parts: list[tuple[Piece | str, list[Entry]]]) -> None:
        lines: list[str] = []
        for part, entries in parts:
            if isinstance(part, str):
                lines.append(part)
                continue
            begun = self._begin_section_of_lines(lines, part, entries)
            self._torn = self._item is not None and not begun
            for entry in entries:
                self._take(entry, part.columns)
                self._torn = False
            lines = []

    def _take(self, entry: Entry, columns: Columns) -> None:
        numbered = columns.has("number")
        if entry.lone:
            self._take_lone(entry.lone, entry, numbered)
        elif entry.sole and self._names_section(entry):
            self._begin_section(entry.section_number or "", entry.sole)
        elif self._item and self._continues(self._item, entry, numbered):
            self._continue(self._item, entry)
        elif entry.number or (entry.title and not WORD.search(entry.foreign)):
            self._begin_item(entry)
        else:
            self.warnings.append(ROW_SKIPPED.format(shortened(entry.says)))

    def _take_lone(self, lone: Lone, entry: Entry, numbered: bool) -> None:
        """A row of one text: the title of a section, a part of the row above, a remark, or a mere number."""
        section = self.sections[-1] if self.sections else None
        if REMARK.fullmatch(lone.text):
            self.warnings.append(REMARK_SKIPPED.format(shortened(lone.text)))
        elif entry.number:
            self._begin_item(entry)
        elif self._item and (entry.goes_on or self._is_part(self._item, lone, entry, numbered)):
            self._continue(self._item, entry)
        elif lone.field == "title" and not lone.leads and not numbered:
            self._begin_item(entry)
        elif section and not section.items and lone.text[0].islower():
            section.title = join(section.title, lone.text)
            self.warnings.append(SECTION_TORN.format(shortened(section.title)))
        else:
            self._begin_section(*split_number(lone.text))

    def _is_part(self, item: Item, lone: Lone, entry: Entry, numbered: bool) -> bool:
        """Whether a lone text belongs to the row above; the title of a section stands in the first column or alone."""
        if lone.text[0].islower():
            return True
        if lone.leads or is_set_off(lone.text) or lone.text.isupper():
            return False
        return lone.field != "title" or (self._torn and self._continues(item, entry, numbered))

    def _continues(self, item: Item, entry: Entry, numbered: bool) -> bool:
        if entry.number or entry.foreign:
            return False
        if entry.goes_on or not entry.title or entry.title[0].islower():
            return True
        if numbered:
            return self._torn and item.number != ""
        # Of a row torn between pages the longer texts go on alone.
        return self._torn and (not entry.title[0].isupper() or len(entry.texts) * 2 < item.filled)

    def _names_section(self, entry: Entry) -> bool:
        """Whether a row of number and one text names a section: items have deeper numbers or more cells."""
        if entry.section_number is None:
            return False
        return bool(entry.foreign) or self._multilevel or standard_section(entry.sole) is not None

    def _begin_section_of_lines(self, lines: list[str], piece: Piece, entries: list[Entry]) -> bool:
        """Lines between two tables may be the title of a section; below a row that goes on they are not."""
        lines = [line for line in lines if not CONTINUED.match(line)]
        found = title_of_lines(lines)
        title = found[1] if found else ""
        plain = len(lines) == 1 and piece.headed and not lines[0].endswith(".")
        if plain and not (self._item and entries and self._goes_on(self._item, entries[0], piece.columns)):
            title = title or lines[0]
        if title:
            self._begin_section(*split_number(title))
        return bool(title)

    def _goes_on(self, item: Item, entry: Entry, columns: Columns) -> bool:
        """Whether a table takes up the numbers of the one before: «2.4» after «2.3», or a torn row without number."""
        if not entry.number:
            return columns.has("number") and not entry.lone
        return "." in entry.number and entry.number.rpartition(".")[0] == item.number.rpartition(".")[0]

    def _begin_section(self, number: str, title: str) -> None:
        self._item = None
        last = self.sections[-1] if self.sections else None
        same = next(
            (old for old in self.sections if (old.number, key(old.title)) == (number, key(title))), None
        )
        if same:  # printed anew on the next page
            self.sections.remove(same)
            self.sections.append(same)
        elif last and not last.title and not last.items and not number:  # «Раздел 2» above its title
            last.title, last.standard = title, standard_section(title, last.number)
        else:
            self.sections.append(Section(number, title, standard_section(title, number)))

    def _begin_item(self, entry: Entry) -> None:
        if not self.sections:
            self.sections.append(Section())
        number = self._repaired(entry)
        self._item = Item(number=number, source=entry.source)
        self.sections[-1].items.append(self._item)
        texts = entry.inherited | {"title": entry.title} | entry.texts
        for name, text in texts.items():
            self._add(self._item, name, text)

    def _continue(self, item: Item, entry: Entry) -> None:
        parts = {"title": entry.title} | entry.texts
        warning = TORN.format(item.name)
        for name, text in parts.items():
            self._add(item, name, text)
        if any(parts.values()) and warning not in self.warnings:
            self.warnings.append(warning)

    def _add(self, item: Item, name: str, text: str) -> None:
        mended = with_letters_for_zeros(text)
        setattr(item, name, join(getattr(item, name), mended))
        if mended != text and (warning := ZEROS.format(item.name)) not in self.warnings:
            self.warnings.append(warning)

    def _repaired(self, entry: Entry) -> str:
        """The number of an entry, repaired where a spreadsheet took it for a figure or a date."""
        items, number = self.sections[-1].items, entry.number
        mended = repaired(number, items[-1].number) if items else number
        if mended != number and number in {item.number for item in items}:
            number = mended
        if number != entry.number or is_date(entry.printed):
            self.warnings.append(RENUMBERED.format(entry.printed, number))
        return number

    def _drop_tail(self) -> None:
        """Signatures below the table look like sections without rows."""
        while (last := self.sections[-1:]) and not (last[0].items or last[0].number or last[0].standard):
            self.sections.pop()
            self.warnings.append(TAIL_SKIPPED.format(shortened(last[0].title)))


def _entries(part: Piece | str) -> list[Entry]:
    if isinstance(part, str):
        return []
    return [entry for row in part.rows if (entry := read_row(row, part.columns))]
