"""What programmes, their assessment, networks, providers and moderators say in a report row.

Where nothing was recorded a row says nothing, and what is none is left out: an office does not count its zeros.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from documents.prose import decline, sentence

from .program_figures import read_numbers
from .program_rows import ProgramScope
from .programs_teller import Teller
from .wording import Figures


@dataclass(frozen=True)
class ProgramsToTell:
    """The numbers of a period, and the code of the template item whose row tells some of them."""

    scope: ProgramScope
    numbers: Mapping[str, int | None]
    code: str

    def sentences(self, figures: Figures) -> list[str]:
        """One paragraph; none where nothing was recorded or the parts do not make the whole."""
        told = filter(None, TOLD[self.code].words(Teller(self.scope, self.numbers, figures)))
        paragraph = " ".join(map(sentence, told))
        return [paragraph] if paragraph else []

    @property
    def source(self) -> "Telling | None":
        """What the row is told from; None where it tells nothing."""
        return TOLD[self.code] if self.sentences(Figures()) else None


@dataclass(frozen=True)
class Telling:
    """The numbers that a row tells of, how it puts them, and the page that keeps what they count."""

    numbers: tuple[str, ...]
    words: Callable[[Teller], list[str]]
    page: str
    title: str


OUTCOMES = {
    "passed": "рекомендовано",
    "rework": "направлено на доработку",
    "rejected": "не рекомендовано",
    "in_work": "на экспертизе",
}


def _assessment(tell):
    """«На независимую оценку качества подано 104 программы: рекомендовано — 89, на экспертизе — 15.»"""
    if not tell["submitted"] or sum(tell[name] for name in OUTCOMES) != tell["submitted"]:
        return []
    return [f"на независимую оценку качества {tell.did('подать', 'submitted')}: {tell.parts(**OUTCOMES)}"]


def _experts(tell):
    told = []
    if tell["concluded"]:
        regional = tell.parts(concluded_regional=", из них региональных")
        told.append(f"{tell.did('завершить', 'concluded')} программ{regional}")
    if tell["sheets"]:
        told.append(f"{tell.did('заполнить', 'sheets')}, экспертов — {tell.slot('experts')}")
    return told


def _quality_register(tell):
    if not tell["assessed"]:
        return []
    register = f"в реестре программ, прошедших независимую оценку качества, {tell.on_the_day}"
    newly = tell.parts(newly_assessed=", из них прошли оценку за период")
    return [f"{register}— {tell.counted('assessed')}{newly}"]


def _significant_programs(tell):
    if not tell["significant"]:
        return []
    register = f"в реестре общественно значимых программ {tell.on_the_day}"
    return [f"{register}— {tell.counted('significant')} {tell.of('significant_at')}"]


def _providers_register(tell):
    told = []
    if tell["providers"]:
        private = tell.parts(private_providers=", из них частных")
        register = f"в реестре поставщиков образовательных услуг {tell.on_the_day}"
        told.append(f"{register}— {tell.counted('providers')}{private}")
    moves = [("включить", "providers_entered"), ("исключить", "providers_left")]
    if moved := [tell.did(verb, name) for verb, name in moves if tell[name]]:
        told.append(f"за период {', '.join(moved)}")
    return told


def _network_programs(tell):
    told = []
    if tell["network"]:
        goes = _verb(tell["network"], "реализуется", "реализуются")
        told.append(
            f"{tell.on_the_day}в сетевой форме {goes} {tell.counted('network')} {tell.of('network_at')}"
        )
    kinds = {"network_agreements": "о сетевой форме", "partnerships": "о социальном партнёрстве"}
    if signed := [name for name in kinds if tell[name]]:
        goes = _verb(tell[signed[0]], "действует", "действуют")
        named = [f"{tell.counted(name)} {kinds[name]}" for name in signed]
        told.append(f"{'' if told else tell.on_the_day}{goes} {', '.join(named)}")
    return told


def _visits(tell):
    told = []
    if tell["models"]:
        told.append(f"{_verb(tell['models'], 'действует', 'действуют')} {tell.counted('models')} доступности")
    if tell["visits"]:
        words = f"{tell.did('провести', 'visits')} в {tell.counted('settlements')}"
        if tell["visitors"]:
            words += f", детских посещений — {tell.slot('visitors')}"
            if tell["counted_visits"] < tell["visits"]:
                trips = decline("выезд", "datv", number=tell["counted_visits"])
                words += f" (сведения по {tell.slot('counted_visits')} {trips})"
        told.append(words)
    return told


def _reviews(tell):
    told = []
    if tell["reviews"]:
        parts = {"reviews_passed": "пройдены", "reviews_returned": "возвращены на доработку"}
        adds_up = sum(tell[name] for name in parts) == tell["reviews"]
        told.append(
            f"{tell.did('подготовить', 'reviews')} на программы"
            + (f": {tell.parts(**parts)}" if adds_up else "")
        )
    if tell["remarks"]:
        told.append(tell.did("дать", "remarks"))
    return told


def _consultations(tell):
    if not tell["consultations"]:
        return []
    return [f"{tell.did('дать', 'consultations')} модераторам {tell.of('consulted')}"]


def _moderators_register(tell):
    if not tell["moderators"]:
        return []
    places = decline("организация", "loct", number=tell["moderated"])
    return [
        f"в реестре модераторов {tell.on_the_day}— {tell.counted('moderators')} "
        f"в {tell.slot('moderated')} {places}"
    ]


def _cards(tell):
    told = []
    if tell["published"]:
        then = "на дату составления отчёта " if tell.scope.is_over else ""
        placed = f"в навигаторе {tell.on_the_day}{tell.did('разместить', 'published')} программ"
        complete = f"{tell.slot('complete')} ({tell.share('complete_share')})"
        told.append(f"{placed}, из них {then}заполнены полностью — {complete}")
    return told + _asked(tell, "card_errors", "об ошибках в карточках")


def _segment(tell):
    if not (tell["publishing"] and tell["licensed"]):
        return []
    placed = f"{tell.on_the_day}программы размещены у {tell.slot('publishing')} из {tell.of('licensed')}"
    licence = "имеющих лицензию на дополнительное образование"
    return [f"{placed}, {licence} ({tell.share('publishing_share')})"]


def _double_accounts(tell):
    return _asked(tell, "double_accounts", "о двойных учётных записях детей")


def _asked(tell, name, about):
    """«Поступило 8 обращений о двойных учётных записях детей, рассмотрено — 7.»"""
    if not tell[name]:
        return []
    settled = tell.parts(**{f"{name}_settled": ", рассмотрено"})
    return [f"поступило {tell.counted(name)} {about}{settled}"]


def _verb(number, one, several):
    """Before two, three and four the plural: «действует 1 договор», «действуют 3 договора», «действует 5 договоров»."""
    return several if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else one


TOLD: dict[str, Telling] = {
    "quality-assessment": Telling(
        ("submitted", *OUTCOMES), _assessment, "assessment-list", "Экспертиза программ"
    ),
    "expert-groups": Telling(
        ("concluded", "concluded_regional", "sheets", "experts"),
        _experts,
        "assessment-list",
        "Экспертиза программ",
    ),
    "quality-register": Telling(
        ("assessed", "newly_assessed"), _quality_register, "assessment-list", "Экспертиза программ"
    ),
    "significant-programs": Telling(
        ("significant", "significant_at"), _significant_programs, "program-list", "Реестр программ"
    ),
    "providers-register": Telling(
        ("providers", "private_providers", "providers_entered", "providers_left"),
        _providers_register,
        "provider-list",
        "Реестр поставщиков",
    ),
    "network-programs": Telling(
        ("network", "network_at", "network_agreements", "partnerships"),
        _network_programs,
        "network-agreement-list",
        "Договоры о сотрудничестве",
    ),
    "rural-models": Telling(
        ("models", "visits", "settlements", "visitors", "counted_visits"),
        _visits,
        "accessibility-model-list",
        "Модели доступности",
    ),
    "program-design-help": Telling(
        ("reviews", "reviews_passed", "reviews_returned", "remarks"),
        _reviews,
        "program-list",
        "Реестр программ",
    ),
    "moderators-consulting": Telling(
        ("consultations", "consulted"), _consultations, "consultation-list", "Обращения модераторов"
    ),
    "moderators-register": Telling(
        ("moderators", "moderated"), _moderators_register, "moderator-list", "Реестр модераторов"
    ),
    "program-cards": Telling(
        ("published", "complete", "card_errors", "card_errors_settled"),
        _cards,
        "card-list",
        "Карточки программ",
    ),
    "segment-filling": Telling(("publishing", "licensed"), _segment, "program-list", "Реестр программ"),
    "double-accounts": Telling(
        ("double_accounts", "double_accounts_settled"),
        _double_accounts,
        "consultation-list",
        "Обращения модераторов",
    ),
}


def programs_to_tell(scope: ProgramScope, codes: Iterable[str]) -> dict[str, ProgramsToTell]:
    """For each code that tells of programmes what it tells from; all numbers come in one query."""
    telling = {code: TOLD[code] for code in codes if code in TOLD}
    if not telling:
        return {}
    numbers = read_numbers(scope, {name for one in telling.values() for name in one.numbers})
    return {code: ProgramsToTell(scope, numbers, code) for code in telling}
