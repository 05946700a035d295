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


# Dictionary words by code, recognised in all their forms; where a word has a value it is counted from the number given.
COUNTED_WORDS = {
    "m": (1, " ".join(MONTHS)),
    "W": (0, "понедельник вторник среда четверг пятница суббота воскресенье"),
    "o": (1, "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый"),
    "n": (1, "один два три четыре пять шесть"),
    "a": (0, "зима весна лето осень"),
    "A": (0, "зимний весенний летний осенний"),
}
PLAIN_WORDS = {
    "q": "квартал",
    "h": "полугодие",
    "k": "декада",
    "w": "неделя",
    "p": "половина",
    "x": "месяц",
    "g": "год",
    "s": "учебный",
    "t": "период сезон время срок",
    "u": "день сутки час минута",
    "K": "календарный",
    "B": "начало",
    "M": "середина",
    "L": "конец",
    "Z": "окончание завершение",
    "j": "число",
    "r": "раз",
    "E": "каждый",
    "i": "течение протяжение",
    "v": "весь целый круглый",
    "C": "постоянный",
    "O": "отчетный планируемый плановый",
}
IGNORED = "новый текущий настоящий этап"
NEXT, PREVIOUS = "следующий будущий последующий", "прошлый предыдущий предшествующий прошедший"
# Words taken as they stand: prepositions, abbreviations, adverbs.
EXACT = {
    **dict.fromkeys(("с", "со", "начиная", "после", "ранее", "раньше"), Token("<")),
    **dict.fromkeys(("до", "к", "ко"), Token(">")),
    **dict.fromkeys(("позднее", "позже"), Token("!")),
    **dict.fromkeys(("и", "или", ",", ";"), Token(",")),
    **dict.fromkeys(
        ("постоянно", "непрерывно", "систематически", "регулярно", "бессрочно", "круглогодично"), Token("C")
    ),
    **dict.fromkeys(("втечение", "втечении", "течени"), Token("i")),
    **dict.fromkeys(("уч", "учеб"), Token("s")),
    "по": Token("~"),
    "за": Token("z"),
    "от": Token("f"),
    "-": Token("-"),
    "/": Token("/"),
    "кв": Token("q"),
    "пг": Token("h"),
    "пол": Token("h"),
    "полуг": Token("h"),
    "полгода": Token("h"),
    "мес": Token("x"),
    "нед": Token("w"),
    "г": Token("g"),
    "лет": Token("u"),
    "дважды": Token("r", 2),
    "трижды": Token("r", 3),
}
MONTH_ABBREVIATIONS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
LONGER_ABBREVIATIONS = {"февр": 2, "сент": 9, "нояб": 11}
WEEKDAY_ABBREVIATIONS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
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
# Words between the others that change nothing.
SILENT = {"в", "во", "на", "о", "об", "не", "чем", "включительно"}
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


def tokens(text: str) -> list[Token]:
    """The tokens of a deadline; times of day, numbers of acts, quotation marks and full stops are left out."""
    return [
        token for match in _TOKEN.finditer(clean(text)) for token in _tokens_of(match.lastgroup, match[0])
    ]


def clean(text: str) -> str:
    """The text as if typed with care: lower case, single spaces, one kind of dash, letters of one alphabet."""
    text = text.lower().replace("ё", "е").replace("\xad", "").translate(_DASHES)
    text = re.sub(r"[«»\"“”„]|\d{1,2}[⁰º°³][⁰º°]", " ", text)
    text = re.sub(r"(?<![а-я])п/г(?![а-я])", "пг", text)
    text = re.sub(r"([^\W\d_]+)-\s+([^\W\d_]+)", _joined_if_a_word, text)
    text = re.sub(r"[^\W_]*[^\W\d_][^\W_]*", _in_one_alphabet, " ".join(text.split()))
    text = re.sub(
        r"(?<![а-я])(?:п|ш)(?= (?:кв|полуг))", lambda match: "ii" if match[0] == "п" else "iii", text
    )
    return re.sub(r"(?<=[\div])-?(?:ый|ой|ого|го|ому|му|ом|ое|ая|ую|й|м|е|я|ю|х)(?![а-я])", "", text)


def _joined_if_a_word(match):
    """A word torn by the end of its line is joined; «июнь-» and «август» in two lines stay a range."""
    joined = match[1] + match[2]
    return joined if joined in _vocabulary() else f"{match[1]}-{match[2]}"


def _in_one_alphabet(match):
    """Latin letters that look Russian become Russian, except in Roman numerals, where it is the other way round."""
    word = match[0]
    roman = word.translate(_ROMAN_TWINS)
    if roman in ROMAN:
        return roman
    return word.translate(_LATIN_TWINS) if len(word) == 1 or re.search("[а-я]", word) else word


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
    return [] if text in SILENT or token.code == " " else [token]


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
        form: Token(code)
        for code, words in PLAIN_WORDS.items()
        for word in words.split()
        for form in _forms(word)
    }
    for value, words in ((1, NEXT), (-1, PREVIOUS)):
        forms |= {form: Token("N", value) for word in words.split() for form in _forms(word)}
    forms |= {form: Token("o", -1) for form in _forms("последний")}
    forms |= {form: Token(" ") for word in IGNORED.split() for form in _forms(word)}
    for code, (first, words) in COUNTED_WORDS.items():
        for value, word in enumerate(words.split(), first):
            forms |= {form: Token(code, value) for form in _forms(word)}
            if code == "W":
                forms |= {form: Token("H", value) for form in _forms(word, {"plur", "datv"})}
    forms |= {word: Token("m", number) for number, word in enumerate(MONTH_ABBREVIATIONS, 1)}
    forms |= {word: Token("m", number) for word, number in LONGER_ABBREVIATIONS.items()}
    forms |= {word: Token("W", number) for number, word in enumerate(WEEKDAY_ABBREVIATIONS)}
    forms |= {roman: Token("o", value) for roman, value in ROMAN.items()}
    return forms | EXACT


def _forms(word, grammemes=frozenset()):
    lexeme = analyser().parse(word)[0].lexeme
    return {form.word.replace("ё", "е") for form in lexeme if grammemes <= form.tag.grammemes}
