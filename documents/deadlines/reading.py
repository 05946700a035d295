"""From the words of a deadline to what they mean."""

import re
from dataclasses import dataclass

from . import grammar
from .deadline import Deadline, Kind, Period, Recurrence
from .parts import PlanYear, Span
from .words import clean, tokens

# No cell of a plan holds a longer deadline; what does is no deadline.
MAX_LENGTH = 300
YEARS = {Kind.YEAR, Kind.SCHOOL_YEAR}
REMARK = re.compile(r"\((?!\s*еже[а-я]+о\s*\))[^()]*\)", re.IGNORECASE)
# «20 неделя 2024 года», «1 тр. 2024»: less than the year, and nobody knows which part of it.
SOME_PART_OF_YEAR = re.compile(r"n[_w]T")
# «в течение (всего) года», «весь период», «в течение 2024 года» in the codes of the grammar.
ALL_THE_YEAR = re.compile(r"[iv]+K?[gT]|[iv]*vt|it(?!_)")
# Words that make a deadline depend on something else, where it names no days.
OCCASION = re.compile(
    r"""
    \bпо\s(?:мере|план|график|расписан|согласован|запрос|требован|заявк|итог|результат|окончан|завершен|факт|необходим
        |поступлен|отдельн|особ|указан|распоряжен|приказ|вызов|приглашен|назначен|положен|договор|обращен|программ)
    | \b(?:согласно|в\sсоответствии|каникул|четверт[ьи]\b|триместр|уточня|накануне|одновременно|срок)
    | \b(?:при|после|перед|спустя|до|ко?)\s[а-я]
    | \b(?:через|за|в\s?течени[еи])\s(?:\d+\s)?[а-я]
    | \bво?\s(?:период|день|дни|ходе|рамках|процессе|случае|зависимости|момент|время)
    | \bсо?\s(?:дня|момента|даты)
    """,
    re.VERBOSE,
)
# «по плану РМЦ на 2024 год»: the year of the document, not of the deadline.
DOCUMENT_OF_YEAR = re.compile(r"\b(?:план|график|расписани|приказ|положени|карт)[а-я]*[^,;]*\d{4}")


def read_deadline(text: str, year: int, *, school_year: bool = False) -> Deadline:
    """The deadline as a careful reader of a plan for this year takes it; never raises.

    A plan of a school year runs from September of `year`. What cannot be understood or does not exist in the
    calendar is `unparseable`, never guessed.
    """
    plan = PlanYear(year, school_year)
    try:
        return _Reading.of(text, plan).deadline(text)
    except ValueError:
        return Deadline(text, Kind.UNPARSEABLE)


@dataclass(frozen=True)
class _Reading:
    words: str
    codes: str
    spans: list[Span]
    recurrences: list[Recurrence]
    plan: PlanYear

    @classmethod
    def of(cls, text: str, plan: PlanYear) -> "_Reading":
        """Remarks in brackets count only where nothing before them says more than a year, «(ежегодно)» always."""
        if len(text) > MAX_LENGTH:
            raise ValueError("Слишком длинно для срока.")
        reading = cls._of_words(REMARK.sub(" ", text), plan)
        if reading.names_parts_of_a_year:
            return reading
        with_remarks = cls._of_words(text, plan)
        return with_remarks if with_remarks.spans or with_remarks.recurrences else reading

    @classmethod
    def _of_words(cls, text: str, plan: PlanYear) -> "_Reading":
        text = re.sub("[()]", " ", text)
        found, plan = grammar.parse(tokens(text), plan)
        spans, recurrences = (
            grammar.values(found, "T"),
            grammar.values(found, "R") or grammar.values(found, "J"),
        )
        return cls(clean(text), grammar.codes(found), spans, recurrences, plan)

    def deadline(self, text: str) -> Deadline:
        if "X" in self.codes:
            return Deadline(text, Kind.EVENT_LINKED)
        if self.recurrences:
            most_frequent = min(self.recurrences, key=list(Recurrence).index)
            return Deadline(text, Kind.RECURRING, self.periods or (self.whole,), most_frequent)
        if self.names_days:
            return Deadline(text, self.spans[0].kind if len(self.spans) == 1 else Kind.LIST, self.periods)
        if ALL_THE_YEAR.search(self.codes):
            return Deadline(text, Kind.CONTINUOUS, self.periods or (self.whole,))
        if "C" in self.codes:
            return Deadline(text, Kind.CONTINUOUS, self.periods)
        return Deadline(text, Kind.EVENT_LINKED if OCCASION.search(self.words) else Kind.UNPARSEABLE)

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(span.period(self.plan) for span in self.spans)

    @property
    def whole(self) -> Period:
        plan = PlanYear(self.plan.year, is_school_year=False) if "K" in self.codes else self.plan
        return Period(*plan.days)

    @property
    def names_parts_of_a_year(self) -> bool:
        return not {span.kind for span in self.spans} <= YEARS

    @property
    def names_days(self) -> bool:
        """More than a year in which something goes on or to which a document belongs."""
        if self.names_parts_of_a_year:
            return True
        goes_on = ALL_THE_YEAR.search(self.codes) or "C" in self.codes
        of_something_else = DOCUMENT_OF_YEAR.search(self.words) or SOME_PART_OF_YEAR.search(self.codes)
        return bool(self.spans) and not goes_on and not of_something_else
