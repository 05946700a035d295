"""What events, tallies and entered figures say in a report row, in official Russian; nothing here asks the database.

A number is written as a slot, and the figure that stands in it is kept in `Figures`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from documents.prose import (
    MONTHS,
    agree,
    analyser,
    date_in_words,
    decline,
    held,
    join_and,
    normalise,
    quote,
    sentence,
)
from plans.models import Event, EventKind, ResultFigure

from .models import ReportFigure
from .slots import BLANK, plain

# More events of a kind than this are told by their number and their themes alone.
LISTED = 10

# In the order in which a row tells of them.
PARTS: dict[str, str] = {
    Event.Part.HELD: "проведено",
    Event.Part.CO_ORGANIZED: "проведено в качестве соорганизатора",
    Event.Part.TOOK_PART: "принято участие",
}
FORMATS = {
    Event.Format.IN_PERSON: "в очном формате",
    Event.Format.REMOTE: "в дистанционном формате",
    Event.Format.MIXED: "в смешанном формате",
}
POINTER = re.compile(
    r"^(?:Сведения приведены в|Также см\.) (?:пп?\. \S+(?:, \S+)*|друг\w+ строк\w+ отчёта\.)$", re.MULTILINE
)
HEADCOUNTS = (("participants", "участник"), ("connections", "подключение"))


class Figures(list[ReportFigure]):
    """The figures of one row, in the order of their slots."""

    def add(self, value: Decimal | int | None, **facts) -> str:
        """The slot for a value, or a blank where there is none."""
        if value is None:
            return BLANK
        figure = ReportFigure(slot=f"f{len(self) + 1}", value=Decimal(value), **facts)
        self.append(figure)
        return f"{{{figure.slot}}}"

    def add_counted(self, value: int, calculation: str, label: str, unit: str, **params) -> str:
        """The slot for what was counted by a calculation of reports.figures."""
        summed = ResultFigure.Accumulation.SUM
        return self.add(
            value, label=label, unit=unit, calculation=calculation, params=params, accumulation=summed
        )


@dataclass(frozen=True)
class Group:
    """Events of one kind in which the centre had the same part, by date."""

    part: str
    kind: EventKind
    events: Sequence[Event]

    @property
    def label(self) -> str:
        return f"{PARTS[self.part]}: {self.kind}"

    @property
    def params(self) -> dict:
        return {"part": str(self.part), "kind": self.kind.pk}


def group_events(events: Iterable[Event]) -> list[Group]:
    """Held, co-organised, taken part in; within each the kind that came first stands first."""
    order = list(PARTS)
    groups: dict[tuple[str, EventKind], list[Event]] = {}
    for event in sorted(events, key=lambda event: (order.index(event.part), event.starts_on, event.ends_on)):
        groups.setdefault((event.part, event.kind), []).append(event)
    return [Group(part, kind, members) for (part, kind), members in groups.items()]


def uncounted(events: Iterable[Event]) -> dict[str, list[Event]]:
    """By what was not recorded («участников») the events without it, where others of their group have it."""
    found: dict[str, list[Event]] = {}
    for group in group_events(events):
        for field, noun in HEADCOUNTS:
            without = [event for event in group.events if getattr(event, field) is None]
            if 0 < len(without) < len(group.events):
                found.setdefault(agree(noun, 5), []).extend(without)
    return found


def event_sentence(group: Group, figures: Figures) -> str:
    """«Проведено 5 обучающих семинаров: 25.01.2026 «…», 04.02.2026 «…». Всего участников — 96.»"""
    shape = _one if len(group.events) == 1 else _listed if len(group.events) <= LISTED else _by_theme
    told = (sentence(shape(group, figures)), _headcount(group, figures))
    return " ".join(filter(None, told))


def tally_sentence(kind: EventKind, number: int, figures: Figures, *, further: bool) -> str:
    """«Проведено 12 консультаций.» `further` says that events of this kind were told of before."""
    slot = figures.add_counted(number, "tally", f"проведено по счёту: {kind}", str(kind), kind=kind.pk)
    words = f"{held(number, str(kind)).lower()} {slot} {agree(str(kind), number)}"
    return sentence(f"кроме того, {words}" if further else words)


def pointer_sentence(numbers: Sequence[str], *, further: bool) -> str:
    """«Сведения приведены в п. 1.2.», `further` to other words «Также см. пп. 1.2, 2.1.»"""
    rows = f"{'п.' if len(numbers) == 1 else 'пп.'} {plain(', '.join(numbers))}"
    if further:
        return sentence(f"также см. {rows if numbers else 'другие строки отчёта'}")
    return sentence(f"сведения приведены в {rows if numbers else 'других строках отчёта'}")


def planned_sentence(days: Sequence[date]) -> str:
    """«Запланировано до 15 декабря 2026 года.»; days at the ends of months: «… на ноябрь и декабрь 2026 года.»

    The days lie in one period, so in one year.
    """
    if len(set(days)) == 1 and not _ends_month(days[0]):
        return sentence(f"запланировано до {date_in_words(days[0])}")
    months = [MONTHS[month - 1] for month in sorted({day.month for day in days})]
    return sentence(f"запланировано на {join_and(months)} {days[0].year} года")


def _ends_month(day):
    return (day + timedelta(days=1)).month != day.month


def without_pointers(text: str) -> str:
    """The words of a row without what points to other rows: in another report those tell of something else."""
    return POINTER.sub("", text).strip()


def figure_sentence(label: str, unit: str, value: Decimal | None, slot: str) -> str:
    """«Проведена экспертиза» 76 «программа» → «Проведена экспертиза 76 программ.»; else «Охват детей — 36 человек.»"""
    label, unit = plain(label).strip(" :—–-"), plain(unit).strip()
    if not unit or not _begins_with_verb(label):
        return sentence(f"{label} — {slot} {_counted(unit, value)}")
    if _names_what_was_done(label):
        return sentence(f"{label} {slot} {_genitive(unit, value)}")
    return sentence(f"{label} {slot} {_counted(unit, value)}")


def _one(group, figures):
    event = group.events[0]
    words = [
        event.dates,
        _did(group),
        _kind(group),
        _level(event),
        quote(plain(event.theme)),
        *_setting(event),
        _organizer(event),
    ]
    return " ".join(filter(None, words))


def _listed(group, figures):
    shared = _shared_traits(group)
    heading = _heading(group, figures, shared)
    if len({normalise(event.theme) for event in group.events}) == 1:
        days = [event.dates for event in group.events]
        return f"{heading} {quote(plain(group.events[0].theme))}: {', '.join(days)}"
    told = [_theme_on_its_day(event, shared) for event in group.events]
    return f"{heading}: {', '.join(told)}"


def _by_theme(group, figures):
    themes: dict[str, str] = {}
    for event in group.events:
        themes.setdefault(normalise(event.theme), quote(plain(event.theme)))
    noun = "по теме" if len(themes) == 1 else "по темам:"
    return f"{_heading(group, figures, _shared_traits(group))} {noun} {', '.join(themes.values())}"


def _heading(group, figures, shared):
    number = len(group.events)
    slot = figures.add_counted(number, "events_held", group.label, "мероприятие", **group.params)
    return " ".join([_did(group), slot, _kind(group), *shared])


def _did(group):
    """What the centre did, up to the noun or its number."""
    if group.part == Event.Part.TOOK_PART:
        alone = len(group.events) == 1
        return (
            "принято участие во"
            if alone and re.match("в[^аеёиоуыэюя]", str(group.kind))
            else "принято участие в"
        )
    done = held(len(group.events), str(group.kind)).lower()
    return f"в качестве соорганизатора {done}" if group.part == Event.Part.CO_ORGANIZED else done


def _kind(group):
    number = len(group.events)
    if group.part == Event.Part.TOOK_PART:
        return decline(str(group.kind), "loct", number=number)
    return agree(str(group.kind), number)


def _level(event):
    """«регионального уровня» of what others held; of the centre's own events it goes without saying."""
    if not event.level or event.part == Event.Part.HELD:
        return ""
    return decline(f"{Event.Level(event.level).label} уровень", "gent")


def _setting(event):
    """For whom it was held and in which format."""
    audience = plain(event.audience).strip().removeprefix("для ")
    return [
        trait for trait in (f"для {audience}" if audience else "", FORMATS.get(event.format, "")) if trait
    ]


def _traits(event):
    """All that several events may have in common beside their kind."""
    return [trait for trait in (_level(event), *_setting(event)) if trait]


def _organizer(event):
    return f"(организатор — {plain(event.organizer).strip()})" if event.organizer.strip() else ""


def _shared_traits(group):
    first, *others = ([*_traits(event), _organizer(event)] for event in group.events)
    return [trait for trait in first if trait and all(trait in other for other in others)]


def _theme_on_its_day(event, shared):
    own = [
        trait.strip("()") for trait in [*_traits(event), _organizer(event)] if trait and trait not in shared
    ]
    return f"{event.dates} {quote(plain(event.theme))}" + (f" ({', '.join(own)})" if own else "")


def _headcount(group, figures):
    """«Всего участников — 96, подключений — 40.» What was recorded for some of the events only is not called a total."""
    told, is_total = [], len(group.events) > 1
    for field, noun in HEADCOUNTS:
        recorded = [number for event in group.events if (number := getattr(event, field)) is not None]
        if recorded:
            nouns = agree(noun, 5)
            slot = figures.add_counted(sum(recorded), field, f"{nouns} ({group.label})", noun, **group.params)
            is_total = is_total and len(recorded) == len(group.events)
            told.append(f"{nouns} — {slot}")
    return sentence(f"{'всего ' if is_total else ''}{', '.join(told)}") if told else ""


def _counted(unit, value):
    """The unit as it stands beside its number: «5 программ», «14,5 программы»."""
    number = _whole(value)
    return decline(unit, "gent") if number is None else agree(unit, number)


def _genitive(unit, value):
    """«экспертиза» of how much: «21 программы», «5 программ»."""
    number = _whole(value)
    return decline(unit, "gent", number=1 if number is None else number)


def _whole(value):
    """The value where it is whole; five, which takes the genitive plural, where it is not known yet."""
    if value is None:
        return 5
    return int(value) if value == int(value) else None


def _begins_with_verb(label):
    """«Проведена», «Участвовало», «Реализуются»: what follows is said of it, without a dash."""
    return _is_verb(label.partition(" ")[0])


def _names_what_was_done(label):
    """«Проведена экспертиза» names it, so that what follows is «чего»; «Обучено» and «Прошли курсы, обучено» do not."""
    words = label.split()
    last_verb = max(place for place, word in enumerate(words) if _is_verb(word))
    readings = [reading for word in words[last_verb + 1 :] for reading in analyser().parse(word)]
    # «в» and «к» are abbreviations of nouns, too.
    return any({"NOUN", "nomn"} in reading.tag and "Abbr" not in reading.tag for reading in readings)


def _is_verb(word):
    return any(reading.tag.POS in ("PRTS", "VERB") for reading in analyser().parse(word)[:1])
