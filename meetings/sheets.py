"""The tables that go with a meeting: the sheet on which those present sign, and how its clauses are executed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from documents.paper import Column, Ends, Heading, Paper, Row, SectionRow, Signature, Table, Text
from documents.prose import date_in_words
from plans.periods import ReportingPeriod

from .models import Clause, Execution, ExecutionState, Meeting
from .papers import held_on, of_paper, sheet

ROOM_TO_SIGN = "\u00a0\n\u00a0"
ATTENDANCE_COLUMNS = (
    Column("number", "№ п/п", share=2, align="center"),
    Column("organization", "Организация", share=6),
    Column("people", "Фамилия, имя, отчество, должность", share=8),
    Column("signature", "Подпись", share=4),
)
CONTROL_COLUMNS = (
    Column("number", "№", share=2),
    Column("text", "Содержание", share=6),
    Column("deadline", "Срок", share=3),
    Column("done", "Исполнено", share=3, align="right"),
    Column("unanswered", "Ждём ответа", share=3, align="right"),
    Column("overdue", "Просрочено", share=3, align="right"),
)
SILENT_COLUMNS = (
    Column("organization", "Кто не ответил", share=8),
    Column("clauses", "Пункты", share=6),
    Column("overdue", "Из них просрочены", share=6),
)


def attendance_sheet(meeting: Meeting) -> Paper:
    """Those listed, before that all organisations of the municipality; each signs in the last column."""
    rows = [*_expected(meeting), *_invited(meeting)]
    return replace(
        sheet(meeting, "ЯВОЧНЫЙ ЛИСТ", meeting.body.sitting),
        body=(Ends(held_on(meeting), meeting.place), Table(ATTENDANCE_COLUMNS, rows)),
        signatures=(Signature("Секретарь", meeting.secretary),),
    )


def _expected(meeting):
    listed = meeting.attendance.exclude(organization=None).select_related("organization")
    expected = [(row.organization.short_name, row.people) for row in listed]
    active = meeting.municipality.organizations.filter(is_active=True)
    expected = expected or [(organization.short_name, "") for organization in active]
    for number, (name, people) in enumerate(expected, 1):
        yield Row((str(number), name, people, ROOM_TO_SIGN))


def _invited(meeting):
    people = meeting.invited.strip().splitlines()
    if people:
        yield SectionRow("Приглашённые")
    for number, person in enumerate(people, 1):
        yield Row((str(number), "", person, ROOM_TO_SIGN))


def control_report(meeting: Meeting, day: date) -> Paper:
    """How the clauses are executed on a day: of each how many, of each addressee what it did not answer."""
    executions = _of_the_day(meeting, day)
    by_clause = defaultdict(list)
    for execution in executions:
        by_clause[execution.clause].append(execution)
    clauses = meeting.clauses.executable()
    number = f" № {meeting.number}" if meeting.number else ""
    paper = f"{of_paper(meeting)}{number} {meeting.whose} от {meeting.days}"
    return replace(
        sheet(meeting, "КОНТРОЛЬНАЯ СПРАВКА", f"об исполнении {paper}"),
        body=(
            Ends(f"По состоянию на {date_in_words(day)}", ""),
            Table(CONTROL_COLUMNS, [_row(clause, by_clause[clause], day) for clause in clauses]),
            *_silent(executions, day),
        ),
        signatures=(Signature("Секретарь", meeting.secretary),),
    )


def _of_the_day(meeting, day) -> list[Execution]:
    """Of a standing clause, which is asked anew each half-year, the last one that has begun for each addressee."""
    begun = Execution.objects.filter(
        clause__meeting=meeting, period__lte=ReportingPeriod.containing(day).code
    )
    ordered = begun.select_related("clause", "organization", "person").order_by("period", "pk")
    last = {(e.clause_id, e.organization_id, e.person_id): e for e in ordered}
    return list(last.values())


def _row(clause: Clause, executions: Iterable[Execution], day) -> Row:
    states = [execution.state for execution in executions]
    done = [f"{states.count(ExecutionState.DONE)} из {len(states)}"] if states else ["нет адресатов"]
    done += [
        f"{label}: {states.count(state)}"
        for state, label in (
            (ExecutionState.ANSWERED, "на проверке"),
            (ExecutionState.DECLINED, "не принято"),
            (ExecutionState.REMOVED, "снято"),
        )
        if state in states
    ]
    unanswered = sum(execution.is_open for execution in executions)
    overdue = sum(execution.is_overdue(day) for execution in executions)
    cells = (clause.number, clause.text, clause.deadline_text or "не указан", "\n".join(done))
    return Row((*cells, str(unanswered), str(overdue)), key=str(clause.pk))


def _silent(executions, day):
    owed = defaultdict(list)
    for execution in sorted(executions, key=_by_addressee):
        if execution.is_open:
            owed[str(execution.addressee)].append(execution)
    if not owed:
        yield Text("Ответили все, кому адресованы пункты.")
        return
    yield Heading("Не ответили")
    yield Table(SILENT_COLUMNS, [_silence(name, of_one, day) for name, of_one in owed.items()])


def _by_addressee(execution):
    organization = execution.organization
    return organization.sort_key if organization else str(execution.person), execution.clause.position


def _silence(name, executions, day) -> Row:
    clauses = [execution.clause.number for execution in executions]
    overdue = [execution.clause.number for execution in executions if execution.is_overdue(day)]
    return Row((name, ", ".join(clauses), ", ".join(overdue) or "нет"))
