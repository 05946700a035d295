"""Russian for official prose."""

from .agreement import Case, agree, analyser, count, decline, held, participle, past
from .dates import MONTHS, date_in_words, date_range, format_date
from .facts import Span, find_dates, find_figures
from .numbers import format_number
from .wording import file_name, join_and, normalise, quote, sentence, short_name

__all__ = [
    "MONTHS",
    "Case",
    "Span",
    "agree",
    "analyser",
    "count",
    "date_in_words",
    "date_range",
    "decline",
    "file_name",
    "find_dates",
    "find_figures",
    "format_date",
    "format_number",
    "held",
    "join_and",
    "normalise",
    "participle",
    "past",
    "quote",
    "sentence",
    "short_name",
]
