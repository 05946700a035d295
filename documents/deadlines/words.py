"""A deadline's words as tokens of one letter each, so that its grammar can be written in regular expressions.

F  date in figures           D  day and month in figures    m  month            y  year in four digits
n  number below a hundred    o  ordinal, Roman numeral      W  weekday          H  «вторникам»
q  квартал   h  полугодие    k  декада   w  неделя          p  половина         x  месяц      g  год
s  учебный   t  период       u  день, час, сутки            a  лето             A  летний     K  календарный
<  с, после  >  до, к        !  не позднее   ~  по          z  за               f  от         -  ,  /
B  начало    M  середина     L  конец        Z  окончание   j  число            r  раз        E  каждый
i  течение   v  весь         C  постоянно    R  ежемесячно  N  следующий        O  отчётный
_  any other word or sign
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from documents.prose import MONTHS, analyser

from .deadline import Recurrence


@dataclass(frozen=True)
class Token:
    code: str
    value: Any = None


# Dictionary words, recognised in all their forms. A blank is the code of words that say nothing.
DICTIONARY = {
    Token("q"): "квартал",
    Token("h"): "полугодие",
    Token("k"): "декада",
    Token("w"): "неделя",
    Token("p"): "половина",
    Token("x"): "месяц",
    Token("g"): "год",
    Token("s"): "учебный",
    Token("t"): "период сезон время срок",
    Token("u"): "день сутки час минута",
    Token("K"): "календарный",
    Token("B"): "начало",
    Token("M"): "середина",
    Token("L"): "конец",
    Token("Z"): "окончание завершение",
    Token("j"): "число",
    Token("r"): "раз",
    Token("E"): "каждый",
    Token("i"): "течение протяжение",
    Token("v"): "весь целый круглый",
    Token("C"): "постоянный",
    Token("O"): "отчетный планируемый плановый",
    Token("N", +1): "следующий будущий последующий",
    Token("N", -1): "прошлый предыдущий предшествующий прошедший",
    Token("o", -1): "последний",
    Token(" "): "новый текущий настоящий этап",
}
# The same, in the order of their numbers, which begin with the one given.
NUMBERED = {
    ("m", 1): MONTHS,
    ("W", 0): ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    ("o", 1): ("первый", "второй", "третий", "четвертый", "пятый", "шестой", "седьмой", "восьмой", "девятый"),
    ("n", 1): ("один", "два", "три", "четыре", "пять", "шесть"),
    ("a", 0): ("зима", "весна", "лето", "осень"),
    ("A", 0): ("зимний", "весенний", "летний", "осенний"),
}
# Words, abbreviations and signs recognised as they stand.
AS_WRITTEN = {
    "<": "с со начиная после ранее раньше",
    ">": "до к ко",
    "!": "позднее позже",
    "~": "по",
    "z": "за",
    "f": "от",
    ",": ", ; и или",
    "-": "-",
    "/": "/",
    "C": "постоянно непрерывно систематически регулярно бессрочно круглогодично",
    "i": "втечение втечении течени",
    "s": "уч учеб",
    "q": "кв",
    "h": "пол полуг полгода",
    "w": "нед",
    "x": "мес",
    "g": "г",
    " ": "в во на о об не чем включительно",
}
MONTHS_ABBREVIATED = "янв фев мар апр май июн июл авг сен окт ноя дек"
MONTHS_ABBREVIATED_LONGER = {"февр": 2, "сент": 9, "нояб": 11}
WEEKDAYS_ABBREVIATED = "пн вт ср чт пт сб вс"
MULTIPLES = {"дважды": 2, "трижды": 3}
RECURRENCES = {
    "ежедн": Recurrence.DAILY,
    "еженед": Recurrence.WEEKLY,
    "ежемес": Recurrence.MONTHLY,
    "помесяч": Recurrence.MONTHLY,
    "ежекв": Recurrence.QUARTERLY,
    "поквартал": Recurrence.QUARTERLY,
    "ежеполуг": Recurrence.HALF_YEARLY,
    "ежегод": Recurrence.YEARLY,
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_LATIN_TWINS = str.maketrans("aceopxykmtbh", "асеорхукмтвн")
_ROMAN_TWINS = str.maketrans("1іlӏу", "iiiiv")
# Between these there is at most one space by then.
_CLOCK = r"\d{1,2}[.:-]\d\d(?![.\d])"
_SURE_CLOCK = r"(?:[01]?\d|2[0-4])(?::[0-5]\d|-00|\.(?:00|1[3-9]|[2-5]\d))(?![.\d])"
_HOURS = r"\d{1,2}(?:\s?(?:-|до|по)\s?\d{1,2})?\s?(?:ч|час[а-я]*)(?![а-я])(?:[\s.]{0,2}\d{1,2}\s?мин[а-я]*)?"
_TOKEN = re.compile(
    rf"""
    (?P<silent>
        (?:(?<![а-я])(?:с|в|до|к|по|около)\s)?
        (?:{_HOURS} | {_SURE_CLOCK}(?:\s?(?:-|до|по)\s?{_CLOCK})? | {_CLOCK}\s?(?:-|до)\s?{_SURE_CLOCK})(?:\s?ч\b)?
        | (?<![а-я])в\s\d{{1,2}}[.-]\d\d(?![.\d])
        | (?:№|(?<![a-z])n)\s?\d[\w/.-]*
        | (?<![а-я])п(?:п|ункт[а-я]*)?(?:\.\s?|\s)\d[\d.]*
        | (?<![а-я])(?:каб|ауд|корп|школ|сош|гимнази|лице|доу)[а-я]*(?:\.\s?|\s)\d+
    )
    | (?P<date>
        \d{{1,2}}\s?\.\s?\d{{1,2}}\s?\.\s?(?:\d{{4}}|\d\d)(?!\d|\s?\.\s?\d)
        | \d{{1,2}}(?P<separator>[-/,])\d{{1,2}}(?P=separator)\d{{4}}(?!\d)
    )
    | (?P<month>\d{{1,2}}\.\s?(?:19|20)\d\d)(?!\d)
    | (?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)
    | (?P<day>\d{{1,2}}\.\d{{1,2}})(?!\.?\d)
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+)
    | (?P<sign>[^\s.:])
    """,
    re.VERBOSE,
)


def _in_one_alphabet(match):
    """Latin letters that look Russian become Russian, except in Roman numerals, where it is the other way round."""
    word = match[0]
    roman = word.translate(_ROMAN_TWINS)
    if roman in ROMAN:
        return roman
    return word.translate(_LATIN_TWINS) if len(word) == 1 or re.search("[а-я]", word) else word


_TIDIED = (
    (r"[«»\"“”„]|\d{1,2}[⁰º°³][⁰º°]", " "),  # hours with their minutes raised
    (r"[^\W_]*[^\W\d_][^\W_]*", _in_one_alphabet),
    (r"(?<![а-я])п/г(?![а-я])", "полугодие"),
    (r"(?<![а-я])теч(?:-[а-я]+|\.)", "течение"),
    (r"(?<![а-я])п(?= (?:кв|полуг))", "ii"),  # typed so for want of a Roman two and three
    (r"(?<![а-я])ш(?= (?:кв|полуг))", "iii"),
    (r"(?<![^\W_])(iv|i{1,3})(?=кв|полуг)", r"\1 "),
    (r"(?<=[\div])-?(?:ый|ой|ого|го|ому|му|ом|ое|ая|ую|й|м|е|я|ю|х)(?![а-я])", ""),  # 1-го, III-й
)


def tokens(text: str) -> list[Token]:
    """The tokens of a deadline; times of day, numbers of acts, quotation marks and full stops are left out."""
    return [
        token for match in _TOKEN.finditer(clean(text)) for token in _tokens_of(match.lastgroup, match[0])
    ]


def clean(text: str) -> str:
    """The text as if typed with care: lower case, single spaces, one kind of dash, letters of one alphabet."""
    text = text.lower().replace("ё", "е").replace("\xad", "").translate(_DASHES)
    text = re.sub(r"([^\W\d_]+)-\s+([^\W\d_]+)", _joined_if_a_word, text)
    for pattern, replacement in _TIDIED:
        text = re.sub(pattern, replacement, " ".join(text.split()))
    return text


def _joined_if_a_word(match):
    """A word torn by the end of its line is joined; «июнь-» and «август» in two lines stay a range."""
    joined = match[1] + match[2]
    return joined if joined in _vocabulary() else f"{match[1]}-{match[2]}"


def _tokens_of(group, text) -> list[Token]:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    match group:
        case "silent":
            return []
        case "date":
            day, month, year = numbers
            return [Token("F", (day, month, year + 2000 if year < 100 else year))]
        case "iso":
            return [Token("F", tuple(reversed(numbers)))]
        case "month":
            return [Token("m", numbers[0]), Token("y", numbers[1])]
        case "day":
            return [Token("D", tuple(numbers))]
        case "number":
            return [_number(text)]
    token = _vocabulary().get(text) or _recurrence(text) or Token("_")
    return [token] if token.code != " " else []


def _number(digits):
    if re.fullmatch(r"(?:19|20)\d\d", digits):
        return Token("y", int(digits))
    return Token("n", int(digits)) if len(digits) <= 2 else Token("_")


def _recurrence(word):
    return next((Token("R", value) for prefix, value in RECURRENCES.items() if word.startswith(prefix)), None)


@cache
def _vocabulary() -> dict[str, Token]:
    """Every form of every word that means something in a deadline."""
    forms = {
        form: token for token, words in DICTIONARY.items() for word in words.split() for form in _forms(word)
    }
    for (code, first), words in NUMBERED.items():
        forms |= {
            form: Token(code, number) for number, word in enumerate(words, first) for form in _forms(word)
        }
    for number, word in enumerate(NUMBERED["W", 0]):
        forms |= {form: Token("H", number) for form in _forms(word, {"plur", "datv"})}
    forms |= {word: Token(code) for code, words in AS_WRITTEN.items() for word in words.split()}
    forms |= {word: Token("m", number) for number, word in enumerate(MONTHS_ABBREVIATED.split(), 1)}
    forms |= {word: Token("W", number) for number, word in enumerate(WEEKDAYS_ABBREVIATED.split())}
    for code, numbers in (("m", MONTHS_ABBREVIATED_LONGER), ("r", MULTIPLES), ("o", ROMAN)):
        forms |= {word: Token(code, number) for word, number in numbers.items()}
    return forms


def _forms(word: str, grammemes=frozenset()) -> set[str]:
    lexeme = analyser().parse(word)[0].lexeme
    return {form.word.replace("ё", "е") for form in lexeme if grammemes <= form.tag.grammemes}
