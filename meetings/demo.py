"""The demo's meetings: a decision under control, a protocol being written, an agenda; told by fixtures/demo_meetings.json."""

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.conf import settings

from .control import EXECUTION
from .models import (
    AgendaItem,
    Attendance,
    Body,
    Clause,
    Execution,
    ExecutionEntry,
    ExecutionState,
    Meeting,
    Speech,
)

State = ExecutionState
# The steps by which an execution comes to a state, each with the word of the story that it is logged with.
STEPS = {
    State.ANSWERED: [("answer", "answer")],
    State.DONE: [("answer", "answer"), ("accept", "")],
    State.RETURNED: [("answer", "answer"), ("return", "remark")],
    State.DECLINED: [("answer", "refusal"), ("accept", "")],
    State.REMOVED: [("remove", "reason")],
    "extended": [("extend", "reason")],
}


def remove_meetings(slugs: Iterable[str]) -> None:
    Meeting.objects.filter(municipality__slug__in=slugs).delete()
    Body.objects.filter(municipality__slug__in=slugs).delete()


class MeetingsStory:
    """Enters the meetings of a municipality; `users` by login, plan `items` by template code, `approve` signs a paper."""

    def __init__(self, municipality, year: int, users: dict, items: dict, approve: Callable):
        told = settings.BASE_DIR / "fixtures" / "demo_meetings.json"
        self.story = json.loads(told.read_text(encoding="utf-8"))
        self.municipality, self.year = municipality, year
        self.users, self.items, self.approve = users, items, approve
        self.today = municipality.today()
        logins = ("methodist", "head", "authority")
        self.appointed = {login: users[login].person.appointments.get() for login in logins}
        self.bodies = {body.code: body for body in Body.objects.standard(municipality)}
        self.organizations = {one.short_name: one for one in municipality.organizations.all()}

    def enter(self) -> Meeting:
        """All of them; the decision, which is signed and under control, is given back."""
        decision = self._enter_meeting(self.story["decision"], is_held=True)
        self.approve(decision)
        self._execute(decision, self.story["decision"]["clauses"])
        self._enter_meeting(self.story["protocol"], is_held=True)
        self._enter_meeting(self.story["agenda"], is_held=False)
        return decision

    def _enter_meeting(self, told, *, is_held):
        chair, secretary = self.appointed[told["chair"]], self.appointed[told["secretary"]]
        body = self.bodies[told["body"]]
        if "members" in told:
            body.members = told["members"]
            body.save()
        meeting = Meeting.objects.create(
            municipality=self.municipality,
            body=body,
            number=told.get("number", ""),
            starts_on=self._day(told),
            place=told["place"],
            topic=told["topic"],
            chair=str(chair.person),
            chair_post=chair.title,
            secretary=str(secretary.person),
            secretary_post=secretary.title,
            invited=told.get("invited", ""),
            openness=told.get("openness", Meeting.Openness.ORGANIZATIONS),
            members_present=told.get("members_present"),
            present_count=len(told["present"]) if "present" in told else None,
            is_held=is_held,
        )
        present = [
            Attendance(meeting=meeting, organization=self.organizations[name])
            for name in told.get("present", ())
        ]
        Attendance.objects.bulk_create(present)
        questions = [
            self._enter_question(meeting, place, **one) for place, one in enumerate(told["agenda"], 1)
        ]
        for position, clause in enumerate(told["clauses"], 1):
            self._enter_clause(meeting, questions, position, clause)
        return meeting

    def _day(self, told):
        if "days_from_today" in told:
            return self.today + timedelta(days=told["days_from_today"])
        return date.fromisoformat(f"{self.year}-{told['day']}")

    def _enter_question(self, meeting, position, question, heard, spoke=(), votes=(None, None, None)):
        votes_for, votes_against, abstained = votes
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=position,
            question=question,
            votes_for=votes_for,
            votes_against=votes_against,
            abstained=abstained,
        )
        Speech.objects.bulk_create(
            Speech(item=item, kind=kind, position=place, name=name, post=post, text=text)
            for kind, speeches in ((Speech.Kind.HEARD, heard), (Speech.Kind.SPOKE, spoke))
            for place, (name, post, text) in enumerate(speeches, 1)
        )
        return item

    def _enter_clause(self, meeting, questions, position, told):
        person, controller = (
            self.users[told[key]].person if key in told else None for key in ("person", "controller")
        )
        clause = Clause.objects.create(
            meeting=meeting,
            item=questions[told["item"] - 1] if "item" in told else None,
            position=position,
            number=told["number"],
            kind=told["kind"],
            text=told["text"],
            addressee_text=told.get("to", ""),
            group_kinds=told.get("groups", []),
            condition=told.get("condition", ""),
            deadline_text=told.get("deadline", "").format(year=self.year),
            person=person,
            controller=controller,
            is_addressed="to" in told,
        )
        clause.organizations.set(self.organizations[name] for name in told.get("names", ()))
        if "plan_item" in told:
            clause.plan_items.add(self.items[told["plan_item"]])

    def _execute(self, decision, clauses):
        """What became of each clause so far, in a few statements however many it binds."""
        moved, entries = [], []
        bound = decision.clauses.prefetch_related("executions__organization")
        for clause, told in zip(bound, clauses, strict=True):
            states = [state for state, times in told.get("states", {}).items() for _ in range(times)]
            for execution, state in zip(_shuffled(clause), states, strict=False):
                moved.append(execution)
                entries += self._move(execution, state, told)
        Execution.objects.bulk_update(moved, ["state", "due_on", "version"])
        ExecutionEntry.objects.bulk_create(entries)

    def _move(self, execution, state, told):
        """Sets the state; yields the log of the steps by which it came about."""
        before: str = State.WAITING
        for name, word in STEPS[state]:
            step = EXECUTION.transitions[name]
            execution.version += 1
            login = "methodist" if name == "answer" else told["controller"]
            entry = self._entry(execution, step, login, is_done=state != State.DECLINED)
            entry.from_state, entry.text = before, told.get(word, "")
            yield entry
            before = step.target
        execution.state = State.WAITING if state == "extended" else state
        if state == "extended":
            execution.due_on = max(execution.due_on, self.today) + timedelta(days=30)

    def _entry(self, execution, step, login, *, is_done):
        """The methodist wrote down the letter of the director; who controls the clause judged it."""
        answer = {
            "is_done": is_done,
            "channel": ExecutionEntry.Channel.EMAIL,
            "author": f"Руководитель, {execution.organization}",
            "answered_on": min(self.today, execution.due_on or self.today),
        }
        return ExecutionEntry(
            execution=execution,
            action=step.label,
            to_state=step.target,
            user=self.users[login],
            user_title=self.appointed[login].title,
            **(answer if step.name == "answer" else {}),
        )


def _shuffled(clause):
    """The executions in an order that differs from clause to clause, but is the same in each demo."""
    executions = sorted(clause.executions.all(), key=lambda one: one.organization.sort_key)
    start = 7 * clause.position % len(executions) if executions else 0
    return executions[start:] + executions[:start]
