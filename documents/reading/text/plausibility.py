"""How well words fit a column: deadlines and posts are told by what they say, other columns by what is left.

The figures are weights found by trying them on many torn tables; only their differences matter.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from documents.reading.text.headings import Role
from documents.reading.words import morphology

MONTH = r"(?:янв|фев|март|апр|ма[йяе]\b|июн|июл|авг|сент|окт|ноя|дек)\w*"
NUMERAL = r"(?:[IVХX]+|\d+|перв\w+|втор\w+|трет\w+|четверт\w+|последн\w+)"
SEASON = r"(?:лет(?:о|ом|н\w+)|осен(?:ь|ью|н\w+)|зим(?:а|ой|н\w+)|весн(?:а|ой)|весенн\w+)"
PERIOD = r"(?:кв|полугод|недел|декад|понедельник|вторник|сред|четверг|пятниц|раз|учебн)"
DEADLINE_OPENING = re.compile(
    rf"""\W*(?:
      {MONTH} | {SEASON}\b | каникул
    | \d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?\b | 20\d\d\b | \d{{1,2}}\ ?[-–]\ ?\d{{1,2}}\ {MONTH} | \d{{1,2}}\ {MONTH}
    | {NUMERAL}(?:\ ?[-–,и]\ ?{NUMERAL})*\ ?(?:-?[йея]\ )?{PERIOD}
    | (?:до|с|со|к|не\ (?:позднее|ранее|реже|менее)|от|на|за|в|во|по|срок\ до)\ (?:\d|{MONTH}|конца|начал|конец|истечения|окончани)
    | (?:начал[ое]|середин[ае]|конец|конце)\ (?:{MONTH}|год|учебн|квартал|месяц|полугод)
    | в\ (?:теч|период|срок|соответствии|дни|день|начале|конце|ходе|каникул|установленн|рабоч|{SEASON}|{NUMERAL}\ (?:квартал|полугод))
    | на\ (?:протяжении|постоянной) | во\ время | при\ необходимости | не\ (?:менее|позднее)\ чем
    | по\ (?:\w+\ )?(?:плану|график|мере|согласовани|запрос|отдельн|окончани|итогам|заявк|необходимост|обращени)
    | согласно | после\ | перед\ | срок\w*\b | теч\.
    | (?:один|два|три|\d)\ раз | раз\ в\ | кажд | весь\ | вс[её]\ врем | еже(?:год|кварт|мес|нед|днев|декад)\w*
    | постоянн | регулярн | систематич | круглогод | непрерывн | периодич | бессрочно | единовременно | однократно
    )""",
    re.IGNORECASE | re.VERBOSE,
)
TIME = rf"""(?:{MONTH}|\d[\d.:]*|[IVХX]+|г\.?|гг\.?|год\w*|кварт\w*|кв\.?|полугод\w*|учебн\w*|течени[еи]|период\w*
    |всего|весь|месяц\w*|недел\w*|дня|дней|день|дни|еже\w+|постоянно|регулярно|систематически|срок\w*|план\w*|график\w*
    |каникул\w*|{SEASON}|мере|необходимости|поступления|согласованию|запрос\w*|отдельному|позднее|числа|каждого|текущего
    |календарного|далее|раз|начал[оае]|кон[ец]\w*|декад\w*|часов|ч\.?)"""
DEADLINE_WORD = re.compile(rf"{TIME}(?:[-–/]{TIME})*", re.IGNORECASE | re.VERBOSE)
YEAR = re.compile(r"20\d\d")
POST_WORDS = """
    администрация администратор бухгалтер ведущий воспитатель вожатый глава главный группа департамент директор
    заведовать заведующая заместитель инспектор исполнитель коллегия комиссия комитет консультант концертмейстер
    координатор куратор лаборатория логопед методист министерство модератор начальник оператор организатор организация
    ответственный отдел отделение педагог председатель преподаватель психолог работник руководитель секретарь служба
    совет сотрудник специалист старший тренер управление управлять учитель учредитель учреждение центр член школа
    библиотекарь эксперт
"""
POSTS = frozenset(POST_WORDS.split())
SHORT_POSTS = re.compile(
    r"(?:зам|отв|зав|рук|гл|спец|нач|пед|соц|и\.?о|врио|здвр|здувр|пдо)\.?", re.IGNORECASE
)
INITIALS = re.compile(r"(?:[А-ЯЁ]\.){1,2}(?:[А-ЯЁ][а-яё]+)?|[А-ЯЁ][а-яё-]+[А-ЯЁ]\.(?:[А-ЯЁ]\.)?")
ABBREVIATION = re.compile(r"(?=\w*[А-ЯЁ]\w*[А-ЯЁ])[А-ЯЁа-яё]{2,}|Мин[а-яё]{4,}|Рос[а-яё]{4,}")
LINKING_WORDS = "а в во для до за и из или к на не о об от по при с со у"
SMALL_WORDS = frozenset(LINKING_WORDS.split())
PUNCTUATION = '«»"(),;:—–-…'

# How well a cell begins with a small letter, an abbreviation, a capital or figure; where no words tell it counts more.
SMALL, ABBREVIATED, CAPITAL = 0.0, 0.3, 1.0
ALONE = 3.0
# The same for what the first words say: in the column of deadlines, of the responsible, in any other.
DEADLINE_BEGINS, YEAR_BEGINS, NO_DEADLINE_BEGINS = 3.0, 0.5, -4.0  # a year alone more often ends a deadline
POST_BEGINS, OFFICE_BEGINS, NO_POST_BEGINS = 2.5, 1.5, -2.5
TEXT_BEGINS, DEADLINE_ELSEWHERE = -1.5, -2.5
UNFINISHED = -3.0


def opening(role: Role, words: Sequence[str]) -> float:
    """How well a cell may begin with these words (the first three are enough)."""
    first = words[0].strip(PUNCTUATION)
    begins = SMALL if first[:1].islower() else ABBREVIATED if is_abbreviation(first) else CAPITAL
    is_deadline = DEADLINE_OPENING.match(" ".join(words[:3])) is not None
    if role is Role.DEADLINE:
        return begins + (
            YEAR_BEGINS if YEAR.fullmatch(first) else DEADLINE_BEGINS if is_deadline else NO_DEADLINE_BEGINS
        )
    if role is Role.RESPONSIBLE:
        is_post = begins_with_a_post(words)
        return begins + (
            POST_BEGINS if is_post else OFFICE_BEGINS if is_abbreviation(first) else NO_POST_BEGINS
        )
    return ALONE * begins + (DEADLINE_ELSEWHERE if is_deadline else TEXT_BEGINS)


def opens_a_cell(words: Sequence[str]) -> bool:
    """Whether a deadline or a post may begin with these words although they begin small."""
    return DEADLINE_OPENING.match(" ".join(words)) is not None or names_a_post(words[0])


@lru_cache(maxsize=50_000)
def word_weight(role: Role, word: str) -> float:
    """How well one word fits inside a cell."""
    bare = word.strip(PUNCTUATION)
    if not bare or bare.lower() in SMALL_WORDS:
        return 0.0
    return WEIGHTS[_kind(bare)][WEIGHED.get(role, 2)]


class Kind(StrEnum):
    """What a word tells about the column it stands in."""

    DEADLINE = "deadline"  # «декабрь», «ежемесячно»: hardly anything but a deadline
    TIME = "time"  # «года», «15»: part of a deadline, but met elsewhere as well
    POST = "post"  # «Методист», «И.О.»
    TITLED = "titled"  # «методист» in the middle of a text
    SHORT = "short"  # «МОЦ»
    PLAIN = "plain"
    CAPITAL = "capital"  # a plain word that begins with a capital


WEIGHTS = {  # in a deadline, in a responsible, in any other cell
    Kind.DEADLINE: (1.2, -3.0, -1.8),
    Kind.TIME: (0.3, -1.5, -0.1),
    Kind.POST: (-3.0, 1.0, -1.0),
    Kind.TITLED: (-2.0, 0.8, 0.5),
    Kind.SHORT: (-1.1, 0.1, 0.3),
    Kind.CAPITAL: (-1.0, -0.8, -0.5),
    Kind.PLAIN: (-1.2, -0.3, 0.3),
}
WEIGHED = {Role.DEADLINE: 0, Role.RESPONSIBLE: 1}


@lru_cache(maxsize=50_000)
def _kind(bare: str) -> Kind:
    if DEADLINE_WORD.fullmatch(bare):
        inflected = bare[0].isdigit() or bare[-1] in "ая"  # «15», «июня»: as often within a sentence
        return Kind.TIME if inflected or not DEADLINE_OPENING.match(bare) else Kind.DEADLINE
    if names_a_post(bare):
        return Kind.TITLED if bare[0].islower() else Kind.POST
    if is_abbreviation(bare):
        return Kind.SHORT
    return Kind.CAPITAL if bare[0].isupper() else Kind.PLAIN


def unfinished(word: str) -> float:
    """The cost of a cell that ends with this word: a cell does not end with «и», «для» or a comma."""
    return UNFINISHED if word.endswith((",", "-", "–", "(", "«")) or word.lower() in SMALL_WORDS else 0.0


def is_abbreviation(bare: str) -> bool:
    return ABBREVIATION.fullmatch(bare) is not None


@lru_cache(maxsize=50_000)
def names_a_post(word: str) -> bool:
    """A post or an office in the nominative, or a name with initials."""
    bare = word.strip(PUNCTUATION)
    if INITIALS.fullmatch(bare) or SHORT_POSTS.fullmatch(bare):
        return True
    parses = morphology().parse(bare.split("-")[0].lower())
    return any(parse.normal_form in POSTS and "nomn" in parse.tag for parse in parses)


def begins_with_a_post(words: Sequence[str]) -> bool:
    """«Методист …», «Первый заместитель …», «Лугов А.Д. …»."""
    if names_a_post(words[0]) or len(words) == 1:
        return names_a_post(words[0])
    is_name = words[0][0].isupper() and INITIALS.fullmatch(words[1].strip(PUNCTUATION)) is not None
    return is_name or (_qualifies(words[0]) and names_a_post(words[1]))


def begins_a_person(before: str, after: str) -> bool:
    """Whether a line of a list of people or posts names the next one: the line before is whole, this one a post."""
    is_whole = before[-1].isalnum() or before[-1] in ".)»"
    return is_whole and after[0].isupper() and begins_with_a_post(after.split()[:2])


@lru_cache(maxsize=50_000)
def _qualifies(word: str) -> bool:
    """An adjective that may stand before a post: «первый», «социальный»."""
    return any(parse.tag.POS == "ADJF" and "nomn" in parse.tag for parse in morphology().parse(word.lower()))
