"""The rows of programmes, assessments and what goes with them that the numbers of a report count in a period."""

import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from organizations.models import Municipality, Organization, Person
from plans.periods import ReportingPeriod
from programs.models import (
    AccessibilityModel,
    Assessment,
    Assignment,
    Consultation,
    Moderator,
    NetworkAgreement,
    Program,
    ProgramEntry,
    ProgramRegister,
    ProgramRemark,
    ProgramState,
    Provider,
    Review,
    RoundResult,
    Visit,
)
from programs.models.classifiers import REGISTER_STATES

OF_PROGRAM = ("program__organization", "program__municipality")


@dataclass(frozen=True)
class ProgramScope:
    """A municipality in a period; `day` is the last of it that has come."""

    municipality: Municipality
    period: ReportingPeriod

    @property
    def day(self) -> date:
        return min(self.period.end, self.municipality.today())

    @property
    def is_over(self) -> bool:
        return self.period.end < self.municipality.today()

    @property
    def days(self) -> tuple[date, date]:
        return self.period.start, self.period.end

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Midnight before its first day and after its last one, by the municipality's own clock."""
        zone = zoneinfo.ZoneInfo(self.municipality.time_zone)
        days = (self.period.start, self.period.end + timedelta(days=1))
        first, last = (datetime.combine(day, time(), zone) for day in days)
        return first, last

    def of(self, model, path: str = "municipality") -> QuerySet:
        return model.objects.filter(**{path: self.municipality.pk})


def programs(scope, states=REGISTER_STATES):
    """Those in one of the states: now, or on the last day of a period that is over, as the log tells."""
    found = scope.of(Program).select_related("organization", "municipality").order_by("sort_key", "pk")
    if not scope.is_over:
        return found.filter(state__in=states)
    entries, end = ProgramEntry.objects.filter(program=OuterRef("pk")), scope.moments[1]
    last = entries.filter(at__lt=end).order_by("-at", "-pk").values("to_state")[:1]
    following = entries.filter(at__gte=end).order_by("at", "pk").values("from_state")[:1]
    then = Coalesce(Subquery(last), Subquery(following), F("state"))
    return found.annotate(state_then=then).filter(state_then__in=states)


def published(scope):
    return programs(scope, (ProgramState.PUBLISHED,))


def complete(scope):
    return published(scope).filter(completeness=100)


def significant(scope):
    return programs(scope).filter(register=ProgramRegister.SIGNIFICANT)


def network(scope):
    return programs(scope).filter(is_network=True)


def assessed(scope):
    """In the register by an assessment that was passed by then."""
    return programs(scope).filter(_was_passed(decided_on__lte=scope.day))


def newly_assessed(scope):
    return programs(scope).filter(_was_passed(decided_on__range=scope.days))


def _was_passed(**days):
    return Exists(Assessment.objects.filter(program=OuterRef("pk"), result=RoundResult.PASSED, **days))


def at(rows):
    """The organisations of rows, each once."""
    return lambda scope: _organizations(scope).filter(pk__in=rows(scope).order_by().values("organization"))


def licensed(scope):
    return _organizations(scope).teaching()


def _organizations(scope):
    return scope.of(Organization).select_related("municipality")


def publishing(scope):
    return licensed(scope).filter(pk__in=published(scope).order_by().values("organization"))


def assessments(scope):
    """The last round of each programme that was submitted in the period: it is counted once, however often it came."""
    held = scope.of(Assessment, "program__municipality").submitted_in(scope.period).last_rounds()
    return held.select_related(*OF_PROGRAM).order_by("submitted_on", "pk")


def ended(result):
    return lambda scope: assessments(scope).filter(result=result, decided_on__lte=scope.period.end)


def in_work(scope):
    return assessments(scope).filter(Q(result="") | Q(decided_on__gt=scope.period.end))


def concluded(scope):
    held = scope.of(Assessment, "program__municipality").filter(decided_on__range=scope.days)
    return held.select_related(*OF_PROGRAM).order_by("decided_on", "pk")


def concluded_regional(scope):
    return concluded(scope).filter(level=Assessment.Level.REGIONAL)


def sheets(scope):
    filled = scope.of(Assignment, "assessment__program__municipality").filter(finished_on__range=scope.days)
    return filled.select_related("expert", "assessment__program__municipality").order_by("finished_on", "pk")


def experts(scope):
    return Person.objects.filter(pk__in=sheets(scope).order_by().values("expert")).order_by("surname", "pk")


def reviews(scope):
    made = scope.of(Review, "program__municipality").filter(decided_on__range=scope.days)
    return made.select_related(*OF_PROGRAM).order_by("decided_on", "pk")


def reviews_with(result):
    return lambda scope: reviews(scope).filter(result=result)


def remarks(scope):
    first, last = scope.moments
    made = scope.of(ProgramRemark, "program__municipality").filter(review__isnull=False)
    made = made.filter(created_at__gte=first, created_at__lt=last)
    return made.select_related(*OF_PROGRAM).order_by("created_at", "pk")


def providers(scope):
    return _terms(scope).on(scope.day)


def private_providers(scope):
    return providers(scope).filter(organization__ownership=Organization.Ownership.PRIVATE)


def entered_providers(scope):
    return _terms(scope).filter(starts_on__range=scope.days)


def left_providers(scope):
    return _terms(scope).filter(ends_on__range=scope.days)


def _terms(scope, model=Provider):
    return scope.of(model, "organization__municipality").select_related("organization__municipality")


def moderators(scope):
    return _terms(scope, Moderator).on(scope.day)


def agreements(kind):
    return lambda scope: (
        scope.of(NetworkAgreement)
        .filter(kind=kind)
        .in_force(scope.day)
        .select_related("organization", "municipality")
    )


def models(scope):
    return scope.of(AccessibilityModel).filter(is_active=True).select_related("municipality", "organization")


def visits(scope):
    made = scope.of(Visit, "model__municipality").filter(day__range=scope.days)
    return made.select_related("model__municipality", "program").order_by("day", "pk")


def counted_visits(scope):
    return visits(scope).filter(children__isnull=False)


def settlements(scope):
    """The first visit of the period to each settlement."""
    same = visits(scope).filter(settlement=OuterRef("settlement"))
    earlier = same.filter(Q(day__lt=OuterRef("day")) | Q(day=OuterRef("day"), pk__lt=OuterRef("pk")))
    return visits(scope).filter(~Exists(earlier.order_by()))


def requests(kind):
    """What the organisations asked in the period."""
    return lambda scope: (
        scope.of(Consultation, "organization__municipality")
        .filter(kind=kind, asked_on__range=scope.days)
        .select_related("organization__municipality", "moderator")
        .order_by("asked_on", "pk")
    )


def settled(kind):
    """Of them those answered before the period ended."""
    return lambda scope: requests(kind)(scope).filter(answered_on__lte=scope.period.end)
