"""«Кто не ответил»: whom to remind, by which addresses and in which words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from documents.prose import format_date, quote

from .models import Body, Clause, Execution

PAPER_GENITIVE = {Body.PaperForm.PROTOCOL: "протокола", Body.PaperForm.DECISION: "решения"}
DECIDED = {Clause.Kind.ORDER: "поручено", Clause.Kind.RECOMMENDATION: "рекомендовано"}
RELATED = ("clause__meeting__body", "clause__meeting__municipality", "organization", "person")


@dataclass(frozen=True)
class Reminder:
    """What is still owed on a day, and the letter to all who owe it."""

    executions: list[Execution]
    today: date

    @cached_property
    def owing(self) -> list[tuple[Any, list[Execution]]]:
        """Each addressee with what it owes."""
        found = defaultdict(list)
        for execution in self.executions:
            found[execution.addressee].append(execution)
        return list(found.items())

    @property
    def addresses(self) -> str:
        return ", ".join(dict.fromkeys(addressee.email for addressee, _ in self.owing if addressee.email))

    @property
    def without_address(self) -> list:
        return [addressee for addressee, _ in self.owing if not addressee.email]

    @property
    def text(self) -> str:
        late = any(execution.is_late(self.today) for execution in self.executions)
        asked = "незамедлительно, указав причину задержки" if late else "в указанный срок"
        return "\n\n".join(
            [
                "Уважаемые руководители!",
                *_clauses(self.executions),
                f"По состоянию на {format_date(self.today)} сведения об исполнении от вас не поступили. "
                f"Просим представить их {asked}: в портале МОЦ, в разделе «Поручения», или ответным письмом.",
            ]
        )


def reminder(executions: QuerySet[Execution], today: date) -> Reminder:
    """Of the open executions given, in the order of organisations."""
    in_order = executions.select_related(*RELATED).order_by("organization__sort_key", "person", "due_on")
    return Reminder(list(in_order), today)


def _clauses(executions):
    """Each clause once, with the deadlines of those who owe it."""
    days = defaultdict(set)
    clauses = {execution.clause_id: execution.clause for execution in executions}
    for execution in executions:
        days[execution.clause_id].add(execution.due_on)
    for pk, clause in clauses.items():
        yield _sentence(clause, days[pk])


def _sentence(clause, days):
    _, _, rest = clause.meeting.title.partition(" ")
    paper = f"{PAPER_GENITIVE[clause.meeting.body.paper_form]} {rest}"
    decided = (
        f"Пунктом {clause.number} {paper} вам {DECIDED[clause.kind]}: {quote(clause.text.rstrip(' .;'))}."
    )
    return f"{decided} {_deadline(clause, days)}".strip()


def _deadline(clause, days):
    """The words of the paper, and the day where it is another one: put off, or that of a half-year."""
    other = ", ".join(format_date(day) for day in sorted(filter(None, days - {clause.due_on})))
    told = [f"Срок исполнения: {clause.deadline_text}."] if clause.deadline_text else []
    return " ".join([*told, f"Ответ ожидается до {other}."] if other else told)
