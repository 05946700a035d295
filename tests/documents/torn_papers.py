"""Invented papers, and the ways in which their tables come out of a PDF's text layer."""

import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import pyphen

HYPHENATION = pyphen.Pyphen(lang="ru")
WIDTHS = {
    "title": 32,
    "deadline": 13,
    "responsible": 18,
    "expected_result": 20,
    "result": 40,
    "place": 16,
    "note": 14,
}
Row = tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """A table: its headings, the fields they name, and rows; a row of one text is the title of a section."""

    headings: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def items(self) -> list[dict[str, str]]:
        return [dict(zip(self.fields, row, strict=True)) for row in self.rows if len(row) > 1]


@dataclass(frozen=True)
class Damage:
    """What happened to the table on its way; shares are of cells or rows it happens to."""

    parted_by_blanks: bool = True
    hyphen: str | None = (
        None  # what stands at the end of a line where a word is torn; None where none is torn
    )
    side_by_side: float = 0.0  # cells that begin on the line on which the one before ends
    stray_blanks: float = 0.0  # lines of a cell followed by a blank one
    torn_rows: float = 0.0  # rows that go on upon the next page


PLAN = Paper(
    ("№ п/п", "Мероприятия", "Сроки проведения", "Ответственный", "Ожидаемый результат"),
    ("number", "title", "deadline", "responsible", "expected_result"),
    (
        ("1. Организационное обеспечение деятельности центра",),
        (
            "1.1",
            "Утверждение состава рабочей группы по обновлению программ",
            "Январь 2026",
            "Директор ЦДТ",
            "Приказ",
        ),
        (
            "1.2",
            "Проведение заседаний координационного совета по вопросам дополнительного образования детей",
            "Ежеквартально",
            "Начальник управления образования",
            "Протоколы заседаний",
        ),
        (
            "1.3",
            "Актуализация страницы центра на сайте",
            "Постоянно",
            "Методист МОЦ",
            "Обновлённая страница сайта",
        ),
        (
            "1.4",
            "Сбор заявок на участие в летней профильной смене",
            "до 15 апреля 2026 г.",
            "Педагог-организатор И.П. Берёзкина",
            "Список участников смены",
        ),
        ("2. Работа с кадрами",),
        (
            "2.1",
            "Консультирование педагогов по вопросам аттестации на квалификационную категорию",
            "В течение года",
            "Специалисты МОЦ",
            "Журнал консультаций, не менее 120 обращений",
        ),
        ("2.2", "Школа молодого педагога", "Октябрь – ноябрь", "Заместитель директора по УВР", "12 занятий"),
        (
            "2.3",
            "Участие педагогов в конкурсе профессионального мастерства «Лучший наставник района»",
            "Согласно положению о конкурсе",
            "Оргкомитет конкурса",
            "Не менее 5 участников",
        ),
        (
            "2.4",
            "Разработка сетевой программы технической направленности",
            "I квартал",
            "Рабочая группа",
            "Программа",
        ),
        ("3. Доступность",),
        ("3.1", "Выездные занятия в сельских клубах", "Каникулы", "Педагоги ЦДТ", "Охват 80 детей"),
        (
            "3.2",
            "Обследование потребностей детей с ограниченными возможностями здоровья",
            "В начале учебного года",
            "Психолог ЦДТ",
            "Аналитическая справка",
        ),
        (
            "3.3",
            "Обучение модераторов образовательных организаций",
            "Сентябрь",
            "Методист МОЦ",
            "Обучено 24 модератора",
        ),
    ),
)
SCHOOL_YEAR = Paper(
    ("№", "Наименование мероприятия", "Ответственные исполнители", "Срок исполнения"),
    ("number", "title", "responsible", "deadline"),
    (
        (
            "1",
            "День открытых дверей в детских объединениях",
            "Педагоги дополнительного образования",
            "1 сентября",
        ),
        (
            "2",
            "Родительские собрания по вопросам организации занятий",
            "Заведующие отделами",
            "Сентябрь, май",
        ),
        ("3", "Конкурс рисунков «Мой край родной»", "Отдел прикладного творчества", "10–20 октября"),
        ("4", "Фестиваль детских театральных коллективов", "Е.В. Сосновская", "ноябрь"),
        ("5", "Новогодние представления для воспитанников", "Отдел массовой работы", "20-30 декабря 2025 г."),
        ("6", "Районная олимпиада по робототехнике", "Методист Лугов А.Д.", "В соответствии с положением"),
        ("7", "Слёт юных экологов", "Отдел экологии, учителя биологии", "апрель 2026"),
        ("8", "Отчётный концерт творческих коллективов", "Заместитель директора", "Май"),
        ("9", "Анкетирование родителей о качестве занятий", "Социальный педагог", "В течение учебного года"),
        ("10", "Подведение итогов года на педагогическом совете", "Администрация", "31.05.2026"),
    ),
)
REPORT = Paper(
    ("№", "Мероприятие", "Срок исполнения", "Ответственный", "Отметка о выполнении"),
    ("number", "title", "deadline", "responsible", "result"),
    (
        (
            "1",
            "Организовать работу консультационного пункта",
            "январь",
            "Методист Орлова В.С.",
            "Выполнено. Пункт открыт 20 января, график приёма утверждён приказом директора.",
        ),
        (
            "2",
            "Провести ярмарку программ",
            "февраль",
            "Заместитель директора",
            "Ярмарка прошла 15 февраля, участвовали 9 организаций, посетили 430 человек.",
        ),
        ("3", "Обновить банк методических материалов", "постоянно", "Методисты", "Добавлено 18 разработок."),
        (
            "4",
            "Организовать проверку личных кабинетов организаций",
            "до 1 апреля",
            "Администратор Навигатора",
            "Не выполнено, перенесено на сентябрь в связи с обновлением системы.",
        ),
        (
            "5",
            "Провести опрос родителей о востребованных направлениях",
            "март - апрель",
            "Педагог-психолог",
            "Опрошено 612 родителей. Наиболее востребованы техническое и спортивное направления.",
        ),
        (
            "6",
            "Принять участие в стажировке",
            "по плану РМЦ",
            "Руководитель МОЦ",
            "Стажировку прошли 2 специалиста.",
        ),
    ),
)
PAPERS = {"plan": PLAN, "school year": SCHOOL_YEAR, "report": REPORT}


def torn_text(paper: Paper, damage: Damage, seed: int = 1) -> list[str]:
    """The lines of a paper's table after the damage; the seed decides which cells and rows it befalls."""
    chance = random.Random(seed)  # noqa: S311 -- nothing secret, the same damage each time
    lines = ["План работы на год", "", " ".join(paper.headings), ""]
    for row in paper.rows:
        lines += [*_row(paper, row, damage, chance), *([""] if damage.parted_by_blanks else [])]
    return lines


def _row(paper: Paper, row: Row, damage: Damage, chance: random.Random) -> list[str]:
    if len(row) == 1:
        return textwrap.wrap(row[0], 90)
    named = zip(paper.fields[1:], row[1:], strict=True)
    cells = [list(_wrapped(text, WIDTHS[field], damage.hyphen)) for field, text in named]
    pages = [cells]
    if chance.random() < damage.torn_rows and len(cells[0]) > 2:
        cut = chance.randrange(1, len(cells[0]))
        pages = [[cell[:cut] for cell in cells], [cell[cut:] for cell in cells]]
    parts = [_page(page, damage, chance) for page in pages]
    parts[0][0] = f"{row[0]}. {parts[0][0]}"
    return [line for part in parts for line in (*part, "", "", "")][:-3]


def _page(cells: list[list[str]], damage: Damage, chance: random.Random) -> list[str]:
    """The cells of a row that stand on one page, one after another."""
    lines: list[str] = []
    for cell in filter(None, cells):
        if lines and lines[-1] and len(cell) == 1 and chance.random() < damage.side_by_side:
            lines[-1] += f" {cell[0]}"
            continue
        lines += [""] if lines and damage.parted_by_blanks else []
        for line in cell[:-1]:
            lines += [line, ""] if chance.random() < damage.stray_blanks else [line]
        lines.append(cell[-1])
    return lines


def _wrapped(text: str, width: int, hyphen: str | None) -> Iterator[str]:
    """Lines no wider than the column; words are torn by syllables where a hyphen, or nothing, may mark it."""
    line = ""
    for word in text.split():
        rest = word
        while rest and len(f"{line} {rest}".strip()) > width:
            room = width - len(line) - (1 if line else 0)
            head = _syllables(rest, room - len(hyphen)) if hyphen is not None else ""
            if not head and not line:
                break
            yield f"{line} {head}{hyphen if head else ''}".strip()
            line, rest = "", rest[len(head) :]
        line = f"{line} {rest}".strip()
    yield line


def _syllables(word: str, room: int) -> str:
    if not word.isalpha() or len(word) < 6:
        return ""
    places = [place for place in HYPHENATION.positions(word) if 2 <= place <= min(room, len(word) - 3)]
    return word[: max(places, default=0)]
