"""What looks wrong in a card only when it is held against other rows: its namesakes, its groups, its conclusion.

Pure functions over the rows of one municipality; nothing here asks the database.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from documents.prose import format_date

from .models.classifiers import REGISTER_STATES, ProgramState
from .models.school_years import current_school_year, school_year_words

LABELS = {
    "same_name": "название повторяется в организации",
    "slip": "название почти повторяется",
    "same_link": "ссылка повторяется",
    "no_groups": "размещена, а групп нет",
    "expired": "заключение НОК истекло",
}
SHORTEST_SLIP = 10  # letters: among shorter names one letter makes another word too often


@dataclass(frozen=True)
class Found:
    """A suspicion about a programme; `value` changes when there is reason to look again."""

    program: int
    code: str
    field: str
    sentence: str
    value: str


def set_suspicions(
    rows: Collection[Any], with_groups: Collection[int], valid_until: Mapping[int, date], today: date
) -> Iterator[Found]:
    """`rows` have pk, name, name_key, organization_id, state and external_url; `with_groups` names the programmes
    with groups in the school year of `today`, `valid_until` says until when the last conclusion on each holds."""
    yield from _repeated(rows, "same_name", "name", lambda row: (row.organization_id, row.name_key))
    yield from _slips(rows)
    yield from _repeated(rows, "same_link", "external_url", lambda row: _link_key(row.external_url))
    year = school_year_words(current_school_year(today))
    for row in rows:
        if row.state == ProgramState.PUBLISHED and row.pk not in with_groups:
            yield Found(row.pk, "no_groups", "", f"Размещена, а групп на {year} учебный год нет.", year)
        ends = valid_until.get(row.pk)
        if row.state in REGISTER_STATES and ends and ends < today:
            sentence = f"Заключение НОК действовало до {format_date(ends)}."
            yield Found(row.pk, "expired", "", sentence, ends.isoformat())


def _link_key(url: str) -> str:
    """Of two spellings of one address only the address."""
    return url.lower().rpartition("://")[2].removeprefix("www.").rstrip("/")


SENTENCES = {
    "same_name": "У организации есть ещё программа с таким названием.",
    "same_link": "Та же ссылка стоит в карточке программы «{name}».",
}


def _repeated(rows, code, field, key) -> Iterator[Found]:
    alike = defaultdict(list)
    for row in rows:
        if key(row):
            alike[key(row)].append(row)
    for group in alike.values():
        for row in group if len(group) > 1 else ():
            others = [other for other in group if other.pk != row.pk]
            yield Found(row.pk, code, field, SENTENCES[code].format(name=others[0].name), _keys(others))


def _slips(rows) -> Iterator[Found]:
    by_organization: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        by_organization[row.organization_id][row.name_key] = row
    for named in by_organization.values():
        near = defaultdict(list)
        for one, other in _near(list(named)):
            near[one].append(named[other])
            near[other].append(named[one])
        for name, others in near.items():
            sentence = f"Название почти как у программы «{others[0].name}»: опечатка?"
            yield Found(named[name].pk, "slip", "name", sentence, _keys(others))


def _near(names: list[str]) -> Iterator[tuple[str, str]]:
    for position, name in enumerate(names):
        if len(name) < SHORTEST_SLIP:
            continue
        others = names[position + 1 :]
        close = process.extract(name, others, scorer=Levenshtein.distance, score_cutoff=2, limit=None)
        yield from ((name, other) for other, *_ in close if is_slip(name, other))


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ by letters mistyped; «Шахматы 1» and «Шахматы 2», «Ступень I» and «II» do not."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return "".join(words) == "".join(others)
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return all(_mistyped(*pair) for pair in differing)


def _mistyped(word, other):
    shorter = min(len(word), len(other))
    if shorter < 4 or not (word + other).isalpha():
        return False
    return Levenshtein.distance(word, other) <= (2 if shorter > 6 else 1)


def _keys(rows: Iterable[Any]) -> str:
    return " ".join(sorted(str(row.pk) for row in rows))
