"""From a clause to those whom it binds: one execution for each of them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from organizations.models import Organization
from plans.periods import ReportingPeriod

CONDITIONS = {
    "no_licence": Q(has_licence=False),
    "growth_point": Q(is_growth_point=True),
    "rural": Q(is_rural=True),
}


def bound_organizations(clause):
    """The organisations in work today that a clause binds: those named, and all of its group."""
    named = clause.organizations.values("pk")
    return organizations_of(clause.meeting.municipality_id, named, clause.group_kinds, clause.condition)


def organizations_of(municipality, named, kinds, condition):
    """The organisations in work today that are named by their keys or belong to a group."""
    group = Q(kind__in=kinds) & CONDITIONS.get(condition, Q())
    return Organization.objects.filter(Q(pk__in=named) | group, municipality=municipality, is_active=True)


def fan_out(clauses: Iterable, day: date) -> int:
    """One execution for each addressee of the confirmed clauses as of a day; how many are new.

    Those who were bound before stay bound: a school does not get rid of a clause by changing its kind.
    """
    made = 0
    for clause in clauses:
        if clause.is_addressed:
            made += _bind(clause, day)
    return made


def _bind(clause, day):
    execution = clause.executions.model
    half = ReportingPeriod.containing(day) if clause.is_standing else None
    facts = {
        "clause": clause,
        "municipality_id": clause.meeting.municipality_id,
        "period": half.code if half else "",
        "due_on": half.end if half else clause.due_on,
    }
    rows = [execution(organization=organization, **facts) for organization in bound_organizations(clause)]
    if clause.person_id:
        rows.append(execution(person_id=clause.person_id, **facts))
    before = clause.executions.count()
    execution.objects.bulk_create(rows, ignore_conflicts=True)
    return clause.executions.count() - before


def renew(execution) -> None:
    """The next half-year of a standing clause, once it is confirmed for this one."""
    if not execution.period:
        return
    following = ReportingPeriod.from_code(execution.period).next
    execution.clause.executions.get_or_create(
        organization=execution.organization,
        person=execution.person,
        period=following.code,
        defaults={"municipality_id": execution.municipality_id, "due_on": following.end},
    )
