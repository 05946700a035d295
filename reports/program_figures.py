"""The numbers that programmes, their assessment and what goes with them give a report, each with the rows it counts.

All numbers of a row are read in one query together with those of the other rows; the same declaration opens a figure.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import F, Func, QuerySet, Subquery

from organizations.models import Municipality
from plans.models import ResultFigure
from programs.models import Consultation, NetworkAgreement, RoundResult

from . import program_rows as rows
from .program_rows import ProgramScope

Rule = ResultFigure.Accumulation
Kind = Consultation.Kind
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class ProgramNumber:
    """What a number is called and the rows that it counts; with `sums`, the field of them that it adds up."""

    label: str
    unit: str
    rows: Callable[[ProgramScope], QuerySet]
    accumulation: str = Rule.STATE
    sums: str = ""

    def expression(self, scope: ProgramScope) -> Subquery:
        counted = Func(F(self.sums or "pk"), function="SUM" if self.sums else "COUNT")
        return Subquery(self.rows(scope).order_by().annotate(told=counted).values("told"))


@dataclass(frozen=True)
class ProgramShare:
    """So many per cent of so many: both by the names of their numbers."""

    label: str
    part: str
    whole: str


def _once(label, unit, counted):
    """A number in which a programme, an expert, an organisation counts once in a period, however often it comes."""
    return ProgramNumber(label, unit, counted, Rule.UNIQUE)


def _summed(label, unit, counted, **sums):
    return ProgramNumber(label, unit, counted, Rule.SUM, **sums)


PROGRAM, PLACE, REQUEST = "программа", "организация", "обращение"
Agreement = NetworkAgreement.Kind
NUMBERS: dict[str, ProgramNumber] = {
    # independent assessment
    "submitted": _once("подано на независимую оценку", PROGRAM, rows.assessments),
    "passed": _once("рекомендовано экспертами", PROGRAM, rows.ended(RoundResult.PASSED)),
    "rework": _once("направлено экспертами на доработку", PROGRAM, rows.ended(RoundResult.REWORK)),
    "rejected": _once("не рекомендовано экспертами", PROGRAM, rows.ended(RoundResult.REJECTED)),
    "in_work": ProgramNumber("на экспертизе", PROGRAM, rows.in_work),
    "concluded": _summed("завершено экспертиз", "экспертиза", rows.concluded),
    "concluded_regional": _summed("завершено региональных экспертиз", "экспертиза", rows.concluded_regional),
    "sheets": _summed("заполнено экспертных листов", "экспертный лист", rows.sheets),
    "experts": _once("работало экспертов", "эксперт", rows.experts),
    # registers of programmes
    "assessed": ProgramNumber("в реестре программ, прошедших оценку", PROGRAM, rows.assessed),
    "newly_assessed": _once("прошли оценку за период и в реестре", PROGRAM, rows.newly_assessed),
    "significant": ProgramNumber("в реестре общественно значимых программ", PROGRAM, rows.significant),
    "significant_at": ProgramNumber("ведут общественно значимые программы", PLACE, rows.at(rows.significant)),
    "published": ProgramNumber("размещено карточек", "карточка", rows.published),
    "complete": ProgramNumber("карточек заполнено полностью", "карточка", rows.complete),
    "publishing": ProgramNumber("разместили программы", PLACE, rows.publishing),
    "licensed": ProgramNumber("имеют лицензию", PLACE, rows.licensed),
    # help with programmes
    "reviews": _summed("подготовлено рецензий", "рецензия", rows.reviews),
    "reviews_passed": _summed("рецензия пройдена", "рецензия", rows.reviews_with(RoundResult.PASSED)),
    "reviews_returned": _summed("возвращено на доработку", "рецензия", rows.reviews_with(RoundResult.REWORK)),
    "remarks": _summed("дано замечаний в рецензиях", "замечание", rows.remarks),
    # networks
    "network": ProgramNumber("реализуется в сетевой форме", PROGRAM, rows.network),
    "network_at": ProgramNumber("ведут программы в сетевой форме", PLACE, rows.at(rows.network)),
    "network_agreements": ProgramNumber(
        "действует договоров о сетевой форме", "договор", rows.agreements(Agreement.NETWORK)
    ),
    "partnerships": ProgramNumber(
        "действует договоров о социальном партнёрстве", "договор", rows.agreements(Agreement.PARTNERSHIP)
    ),
    "models": ProgramNumber("действует моделей доступности", "модель", rows.models),
    "visits": _summed("проведено выездов", "выезд", rows.visits),
    "settlements": _once("населённых пунктов", "населённый пункт", rows.settlements),
    "counted_visits": _summed("выездов, по которым записаны дети", "выезд", rows.counted_visits),
    "visitors": _summed("детских посещений", "посещение", rows.counted_visits, sums="children"),
    # providers and moderators
    "providers": ProgramNumber("в реестре поставщиков", PLACE, rows.providers),
    "private_providers": ProgramNumber("частных поставщиков", PLACE, rows.private_providers),
    "providers_entered": _summed("включено поставщиков", PLACE, rows.entered_providers),
    "providers_left": _summed("исключено поставщиков", PLACE, rows.left_providers),
    "moderators": ProgramNumber("в реестре модераторов", "модератор", rows.moderators),
    "moderated": ProgramNumber("имеют модератора", PLACE, rows.at(rows.moderators)),
    "consultations": _summed("дано консультаций", "консультация", rows.settled(Kind.QUESTION)),
    "consulted": _once("получили консультации", PLACE, rows.at(rows.settled(Kind.QUESTION))),
    "double_accounts": _summed(
        "обращений о двойных учётных записях", REQUEST, rows.requests(Kind.DOUBLE_ACCOUNTS)
    ),
    "double_accounts_settled": _summed(
        "рассмотрено обращений о двойных учётных записях", REQUEST, rows.settled(Kind.DOUBLE_ACCOUNTS)
    ),
    "card_errors": _summed("обращений об ошибках в карточках", REQUEST, rows.requests(Kind.CARD_ERROR)),
    "card_errors_settled": _summed(
        "рассмотрено обращений об ошибках в карточках", REQUEST, rows.settled(Kind.CARD_ERROR)
    ),
}
SHARES: dict[str, ProgramShare] = {
    "complete_share": ProgramShare("доля карточек, заполненных полностью", "complete", "published"),
    "publishing_share": ProgramShare("доля организаций, разместивших программы", "publishing", "licensed"),
}

# Of these no history is kept: whatever the period, they are as of today.
OF_TODAY = frozenset({"complete", "complete_share", "models", "licensed", "publishing_share"})


def read_numbers(
    scope: ProgramScope, names: Iterable[str], known: Mapping[str, ProgramNumber] = NUMBERS
) -> dict[str, int | None]:
    """The numbers by their names, in one query; a sum of nothing is None."""
    expressions = {f"number_{name}": known[name].expression(scope) for name in names}
    told = Municipality.objects.filter(pk=scope.municipality.pk).annotate(**expressions)
    numbers: dict[str, Any] = told.values(*expressions).get()
    return {name.removeprefix("number_"): number for name, number in numbers.items()}


def percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def calculated(scope: ProgramScope, name: str) -> tuple[Decimal | int | None, str, QuerySet]:
    """A number or a share as it is today, how it accumulates, and the rows it counts; of a share those of its part."""
    if name not in SHARES:
        number = NUMBERS[name]
        return read_numbers(scope, [name])[name], number.accumulation, number.rows(scope)
    share = SHARES[name]
    numbers = read_numbers(scope, [share.part, share.whole])
    value = percent(numbers[share.part] or 0, numbers[share.whole] or 0)
    return value, Rule.STATE, NUMBERS[share.part].rows(scope)
