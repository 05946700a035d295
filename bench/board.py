"""The first page of the board of clauses with twenty decisions, 24,000 executions, beside the same page with one decision.

Both are rendered by the test client in turns, in a database of their own; the nineteen further decisions are entered for
each turn and taken back after it. The full board is to take at most 1.3 of the time with one decision.
"""

import os
import time
from datetime import date, timedelta
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moc_portal.settings")

import django

django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.urls import reverse

from meetings.models import Body, Clause, Execution, ExecutionState, Meeting
from organizations.models import (
    Appointment,
    Municipality,
    Organization,
    Person,
    Region,
    Role,
    User,
)
from records.models import PaperState

TURNS, LOADS = 5, 5
DECISIONS, CLAUSES, ORGANIZATIONS = 20, 20, 60


def main() -> None:
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        compare(make_municipality())
    finally:
        teardown_databases(databases, verbosity=0)


def compare(municipality) -> None:
    client = office(municipality)
    url = reverse("clause-list", args=[municipality.slug])
    decide(municipality, 1)
    load(client, url)  # what is looked up once and remembered
    with_one, with_all = [], []
    for _ in range(TURNS):
        with_one += [seconds(client, url) for _ in range(LOADS)]
        with transaction.atomic():
            for number in range(2, DECISIONS + 1):
                decide(municipality, number)
            load(client, url)
            with_all += [seconds(client, url) for _ in range(LOADS)]
            executions, queries = Execution.objects.count(), queries_of(client, url)
            transaction.set_rollback(True)
    ratio = median(with_all) / median(with_one)
    print(
        f"board: {median(with_all):.3f} s with {executions} executions ({queries} queries), "
        f"{median(with_one):.3f} s with one decision, ratio {ratio:.2f} (at most 1.30)"
    )


def load(client, url) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")


def seconds(client, url) -> float:
    start = time.perf_counter()
    load(client, url)
    return time.perf_counter() - start


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        load(client, url)
    return len(captured)


def make_municipality() -> Municipality:
    region = Region.objects.create(name="Озёрный край")
    municipality = Municipality.objects.create(
        region=region, name="Луговой район", name_genitive="Лугового района", slug="lugovoy"
    )
    for number in range(ORGANIZATIONS):
        name = f"Школа № {number + 1}"
        Organization.objects.create(municipality=municipality, name=name, short_name=name, kind="school")
    return municipality


def office(municipality) -> Client:
    """A browser in which the methodist has logged in."""
    person = Person.objects.create(surname="Лугова", first_name="Анна")
    Appointment.objects.create(
        person=person,
        role=Role.METHODIST,
        title="методист",
        municipality=municipality,
        starts_on=date(2020, 1, 1),
    )
    client = Client()
    client.force_login(User.objects.create_user("methodist", person=person))
    return client


def decide(municipality, number: int) -> None:
    """A signed decision, each clause of which binds every organisation; answers are in all states."""
    meeting = Meeting.objects.create(
        municipality=municipality,
        body=Body.objects.standard(municipality).get(code="collegium"),
        number=str(number),
        starts_on=date(2031, 1, 9) + timedelta(weeks=number),
        is_held=True,
    )
    approved = {"number": 1, "approver_name": "", "approver_post": "", "approved_on": meeting.starts_on}
    meeting.in_force = meeting.snapshots.create(content=meeting.draw().to_json(), **approved)
    meeting.state = PaperState.APPROVED
    meeting.save()
    clauses = Clause.objects.bulk_create(invented_clause(meeting, place) for place in range(1, CLAUSES + 1))
    states = ExecutionState.values
    Execution.objects.bulk_create(
        Execution(
            municipality=municipality,
            clause=clause,
            organization=organization,
            due_on=clause.due_on,
            state=states[(clause.position + place) % len(states)],
        )
        for clause in clauses
        for place, organization in enumerate(municipality.organizations.all())
    )


def invented_clause(meeting, place: int) -> Clause:
    clause = Clause(
        meeting=meeting,
        position=place,
        number=f"5.{place}",
        kind=Clause.Kind.ORDER,
        text="Обновить расписание кружков и сообщить о нём опорному центру.",
        addressee_text="Руководителям школ",
        group_kinds=["school"],
        is_addressed=True,
        deadline_text=f"до {1 + place}.03.2031",
    )
    clause.understand_deadline(2031)
    return clause


if __name__ == "__main__":
    main()
