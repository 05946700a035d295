"""The grammar of deadlines: rules that rewrite tokens into repetitions, then parts of the calendar, then spans.

Each rule is a regular expression over the codes of `words` and what its tokens become. Codes the rules add:

    R  repetition    J  one implied by «5 числа месяца»    d  part of the calendar    Y  year    S  school year
    T  span of parts    X  counted from an event
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from . import parts
from .deadline import Kind, Recurrence
from .parts import Part, PlanYear, Span
from .words import Token

Found = list[Token]
Rule = tuple[re.Pattern[str], Callable[[Found, PlanYear], Found]]

BY_UNIT = {
    "u": Recurrence.DAILY,
    "w": Recurrence.WEEKLY,
    "x": Recurrence.MONTHLY,
    "q": Recurrence.QUARTERLY,
    "h": Recurrence.HALF_YEARLY,
    "g": Recurrence.YEARLY,
}
MONTHS_IN = {"x": 1, "q": 3, "h": 6, "g": 12}


def rewrite(tokens: list[Token], rules: list[Rule], plan: PlanYear) -> list[Token]:
    for pattern, become in rules:
        rewritten, done = [], 0
        for match in pattern.finditer(codes(tokens)):
            rewritten += tokens[done : match.start()] + become(tokens[match.start() : match.end()], plan)
            done = match.end()
        tokens = rewritten + tokens[done:]
    return tokens


def codes(tokens: list[Token]) -> str:
    return "".join(token.code for token in tokens)


def values(found: Found, wanted: str) -> list:
    return [token.value for token in found if token.code in wanted]


def _rule(pattern, become) -> Rule:
    return re.compile(pattern), become


def _nothing(found, plan):
    return []


def _a_break(found, plan):
    return [Token("_")]


# Repetitions


def _repeated(recurrence, code="R") -> Callable[[Found, PlanYear], Found]:
    return lambda found, plan: [Token(code, recurrence)]


def _by_last_unit(found, plan):
    return [Token("R", BY_UNIT[found[-1].code])]


def _every(found, plan):
    every = values(found[1:], "no") or [1]
    return [Token("R", _recurrence(1, every[0], found[-1].code))]


def _times(found, plan):
    place = codes(found).index("r")
    times = values(found[:place], "no")[-1:] or [found[place].value or 1]
    every = values(found[place + 1 :], "no") or [1]
    return [Token("R", _recurrence(times[0], every[0], found[-1].code))]


def _recurrence(times: int, every: int, unit: str) -> Recurrence:
    """So many times in every so many units; ValueError for intervals that no report follows («раз в 5 месяцев»)."""
    if not times:
        raise ValueError("Ни разу не срок.")
    interval = MONTHS_IN.get(unit, 0) * every / times
    for other, in_months in MONTHS_IN.items():
        if in_months == interval:
            return BY_UNIT[other]
    if every != 1:
        raise ValueError("Такой промежуток между повторениями не предусмотрен.")
    return BY_UNIT[unit]


NUMBERS = "(?:[no][-,~])*[no]?"
REPETITIONS = [
    # до 20 числа последнего месяца квартала, до 5 числа месяца, следующего за отчётным кварталом
    _rule(rf"{NUMBERS}jE?(?:o?xE?q|x,?Nz?Oq)", _repeated(Recurrence.QUARTERLY, "J")),
    # до 5 числа каждого месяца, следующего месяца, месяца, следующего за отчётным
    _rule(rf"{NUMBERS}j(?:Nz?O?x|E?x(?:,?Nz?O[xt]?)?)", _repeated(Recurrence.MONTHLY, "J")),
    # последний месяц квартала
    _rule(r"o?xE?q", _repeated(Recurrence.QUARTERLY)),
    # 2 раза в год, раз в полугодие, 1-2 раза в месяц, раз в 3 месяца
    _rule(r"(?:[no][-,])?[no]?r[~ziv]*[no]?K?s?[xqhgwu]", _times),
    # последняя пятница месяца, 2 и 4 вторник каждого месяца, первая декада месяца; каждый первый вторник
    _rule(r"(?:[no],)*[no][Wwk]E?x|E(?:[no],)*[no]Wx?", _repeated(Recurrence.MONTHLY)),
    # в конце (каждого) квартала, но не «до конца квартала»
    _rule(r"(?<![>!~])[BL]E?[xqh]", _by_last_unit),
    # каждый месяц, каждые три месяца, 5-го каждого месяца
    _rule(r"[no]?E[no]?s?[xqhgwu]", _every),
    # по вторникам и средам, каждый вторник
    _rule(r"E?H(?:,H)*|EW(?:,W)*x?", _repeated(Recurrence.WEEKLY)),
]


# Years


def _year(found, plan):
    return [Token("Y", found[0].value)]


def _year_in_two_digits(found, plan):
    return [Token("Y", 2000 + found[0].value)]


def _year_beside_plan(found, plan):
    return [Token("Y", plan.year + values(found, "N")[0])]


def _last_year_of_range(found, plan):
    first, last = values(found, "yn")
    return [Token("Y", first), Token("-"), Token("Y", _in_full(last, first))]


def _school_year(found, plan):
    """A pair of calendar years, or None for the plan's own."""
    first, *more = values(found, "yn") or [None]
    last = _in_full(more[0], first) if more else first and first + 1
    return [Token("S", first and (first, last))]


def _school_year_beside_plan(found, plan):
    first = plan.year + values(found, "N")[0]
    return [Token("S", (first, first + 1))]


def _seasons_over_new_year(found, plan):
    named = values(found, "aA")
    return [Token("d", parts.seasons(named[0], named[-1]).of(values(found, "y")[0]))]


def _in_full(year: int, neighbour: int) -> int:
    return year if year > 99 else year + neighbour // 100 * 100


SEASONS = "(?:(?:A-)?At|(?:a-)?a)"
YEARS = [
    # зима 2023-2024, осенне-зимний период 2023/24 г.
    _rule(rf"{SEASONS}y[-/][yn]g?", _seasons_over_new_year),
    # следующий учебный год
    _rule(r"Nsg", _school_year_beside_plan),
    # следующего года; года, следующего за отчётным (периодом)
    _rule(r"g?,?Nz?O[gt]?|Ng", _year_beside_plan),
    # учебный год 2023-2024, 2023-24 учебный год, 2023/24, 2023 учебный год; учебный год
    _rule(r"sgy[-/][yn]g?|y[-/][yn]g?sg?|y/[yn]g?|yg?sg|sg", _school_year),
    # 2021-24 гг.
    _rule(r"y-n(?=g)", _last_year_of_range),
    # октябрь 24 г.
    _rule(r"(?<=m)ng", _year_in_two_digits),
    _rule(r"yg?", _year),
]


# Parts of the calendar


def _part(make: Callable[..., Part], wanted: str) -> Callable[[Found, PlanYear], Found]:
    """A part made of the values of the wanted codes, each group of codes an argument."""
    return lambda found, plan: [Token("d", make(*(values(found, group)[0] for group in wanted.split())))]


def _full_date(found, plan):
    day, month, year = found[0].value
    return [Token("d", parts.day(day, month).of(year))]


def _day_and_month(found, plan):
    return [Token("d", parts.day(*found[0].value))]


def _half_year(found, plan):
    """In the plan of a school year, or of a school year named, it is half of that."""
    beside = found[-1].code
    in_school_year = beside == "S" or (plan.is_school_year and beside != "Y")
    make = parts.school_half_year if in_school_year else parts.half_year
    return [Token("d", make(values(found, "no")[0])), *found[2:]]


def _seasons(found, plan):
    """The winter of a calendar year may be its first or its last one."""
    named = values(found, "aA")
    if not plan.is_school_year and named[0] == 0:
        raise ValueError("Неясно, какая зима.")
    return [Token("d", parts.seasons(named[0], named[-1]))]


def _edges(found, plan):
    return [Token("d", _edge(token.code, found, plan)) for token in found if token.code in "BMLZ"]


def _edge(which: str, found: Found, plan: PlanYear) -> Part:
    whole = found[-1]
    if whole.code == "d":
        part = _edge_of_part(which, whole.value)
    elif whole.code == "S":
        first, last = whole.value or (None, None)
        part = _edge_month(which, 9, 5).of(first if which == "B" else last)
    elif whole.code == "g" and plan.is_school_year and "K" not in codes(found):
        part = _edge_month(which, 9, 5)
    else:
        part = _edge_month(which, 1, 12).of(whole.value)
    return replace(part, ends_a_term=which != "B")


def _edge_of_part(which: str, part: Part) -> Part:
    if part.kind is Kind.DATE:
        return part
    if part.kind is Kind.MONTH:
        return parts.third_of_month({"B": 1, "M": 2}.get(which, 3), part.first_month).of(part.year)
    return _edge_month(which, part.first_month, part.last_month).of(part.year)


def _edge_month(which: str, first: int, last: int) -> Part:
    if which == "M":
        raise ValueError("Середина такого промежутка не день и не месяц.")
    return parts.month(first if which == "B" else last)


def _dated(found, plan):
    return [Token("d", found[0].value.of(found[1].value))]


def _counted_from_event(found, plan):
    return [Token("X")]


PARTS = [
    # 01.10.2024 г. 11.10, 1 октября 11.10: the time of day
    _rule(r"(?:(?<=F)|(?<=Fg)|(?<=nm)|(?<=nmY))D", _nothing),
    _rule(r"F", _full_date),
    _rule(r"D", _day_and_month),
    # вторая пятница мая
    _rule(r"[no]Wm", _part(parts.weekday_of_month, "no W m")),
    # первая декада мая; май, 1 декада
    _rule(r"[no]km|m,?[no]k", _part(parts.third_of_month, "no m")),
    _rule(r"[no]wm|m,?[no]w", _part(parts.week_of_month, "no m")),
    _rule(r"[no]pm|m,?[no]p", _part(parts.half_of_month, "no m")),
    # I полугодие (учебного года), вторая половина 2024 года
    _rule(r"[no](?:h[YS]?|p[YSg])", _half_year),
    _rule(r"[no]q", _part(parts.quarter, "no")),
    _rule(r"[no]m", _part(parts.day, "no m")),
    _rule(r"m", _part(parts.month, "m")),
    # лето, весна-лето, летний период, осенне-зимний период
    _rule(SEASONS, _seasons),
    # по окончании, после завершения учебного года
    _rule(r"[~<]Z[dYSg]", _counted_from_event),
    # начало мая, середина мая, конец 2024 года, окончание учебного года, начало и конец учебного года
    _rule(r"[BMLZ](?:,[BMLZ])*K?[dYSg]", _edges),
    _rule(r"dY", _dated),
    # 01.09.2024 г.
    _rule(r"dg+", lambda found, plan: found[:1]),
    # четверг, 5 октября
    _rule(r",?W", _nothing),
    # приказ от 5 мая: the date of an act
    _rule(r"fd(?!>)", _a_break),
    # за 10 дней до 1 мая, через неделю после 1 мая, в течение месяца с 1 мая, за год до 1 мая
    _rule(r"(?:[zi][no]?|[no])_?[uxw][<>]d|z[no]?g[<>]d", _counted_from_event),
    # за I квартал до 5 апреля
    _rule(r"zd(?=[-,]*[>!]d)", _a_break),
]


def _complete_bare_numbers(tokens: list[Token]) -> list[Token]:
    """Numbers that leave their month or quarter to what follows: «2-4 октября», «5, 12 октября», «I и III квартал»."""
    tokens = list(tokens)
    for place in reversed(range(len(tokens))):
        connected = re.match(r"[no](-?~|[->/]|,<?)d", codes(tokens[place : place + 4]))
        if connected:
            following = tokens[place + connected.end() - 1].value
            tokens[place] = _numbered_like(following, tokens[place], is_range=connected[1][0] in "-~>")
    return tokens


def _numbered_like(following: Part, number: Token, *, is_range: bool) -> Token:
    if following.sibling is None:
        return number
    if is_range and number.value > following.number:
        raise ValueError("Промежуток кончается раньше, чем начинается.")
    if number.value >= following.number:
        return number  # of a room or a school, not of the list
    return Token("d", following.sibling(number.value).of(following.year))


# Spans


def _span(found, plan):
    named = values(found, "d")
    return [Token("T", Span(named[0], named[-1]))]


def _terms(found, plan):
    """«до 1 мая»; «к 20 января и 20 июля» are two terms, «до 1 мая, октябрь» one and a month."""
    opening = "!" if {"!", "~"} & set(codes(found)) else found[0].code
    named = values(found, "d")
    return [Token("T", Span(part, part, opening if part.kind is named[0].kind else "")) for part in named]


SPANS = [
    _rule(r"<?d(?:(?:-?~|-)d)+|[<f]d,?>d", _span),
    _rule(r"[>!~]+d(?:,d)*(?![-~])|<d", _terms),
    _rule(r"d", _span),
]


def parse(tokens: list[Token], plan: PlanYear) -> tuple[list[Token], PlanYear]:
    """The tokens with all repetitions and spans in them found, and the year that they name for a plan of their own.

    ValueError for what the calendar does not hold.
    """
    tokens = rewrite(tokens, REPETITIONS + YEARS + PARTS, plan)
    tokens = _complete_bare_numbers(tokens)
    tokens, plan = _share_years(tokens, plan)
    return rewrite(tokens, SPANS, plan), plan


# «2022-2024 гг., ежегодно до 1 мая»: no year for the first of May.
SEVERAL_YEARS = [_rule(r"Y(?:[-~,]+Y)+|S", _nothing)]


def _share_years(tokens: list[Token], plan: PlanYear) -> tuple[list[Token], PlanYear]:
    """A year beside other parts says when they are; by itself it is a part."""
    if "d" not in codes(tokens):
        return [_as_part(token, plan) for token in tokens], plan
    school_year = next(filter(None, values(tokens, "S")), None)
    if school_year:
        plan = PlanYear(school_year[0], is_school_year=True)
        return [token for token in tokens if token.code not in "YS"], plan
    tokens = list(_inheriting(rewrite(tokens, SEVERAL_YEARS, plan), "Y"))
    tokens = list(_inheriting(reversed(tokens), "Yd", backwards=True))[::-1]
    return [token for token in _inheriting(tokens, "Yd") if token.code != "Y"], plan


def _as_part(token: Token, plan: PlanYear) -> Token:
    if token.code == "Y":
        return Token("d", parts.whole_year(token.value))
    if token.code == "S":
        return Token("d", parts.school_year(*(token.value or [plan.year])))
    return token


def _inheriting(tokens: Iterable[Token], sources: str, *, backwards: bool = False) -> Iterator[Token]:
    """Parts without a year take the last one written before them, or after them when read backwards."""
    neighbour = None
    for token in tokens:
        part = _as_part_of_year(token)
        if part is None or token.code not in sources + "d":
            yield token
        elif part.year is None:
            yield Token("d", _placed_beside(part, neighbour, backwards))
        else:
            neighbour = part if token.code in sources and part.year_is_written else neighbour
            yield token


def _placed_beside(part: Part, neighbour: Part | None, backwards: bool) -> Part:
    """Lists go on in time: a January after «октябрь 2023» is the next one; one before it, the plan's."""
    if neighbour is None or neighbour.year is None:
        return part
    first, second = (part, neighbour) if backwards else (neighbour, part)
    if neighbour.kind is Kind.YEAR or first.first_month <= second.first_month:
        return part.of(neighbour.year, written=False)
    return part if backwards else part.of(neighbour.year + 1, written=False)


def _as_part_of_year(token: Token) -> Part | None:
    return parts.whole_year(token.value) if token.code == "Y" else token.value if token.code == "d" else None
