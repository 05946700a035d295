"""The ways of the demo's programmes from their author to the register: the day, the round and the log of each step."""

import re
import zoneinfo
from datetime import date, datetime, time, timedelta

from organizations.models import LegalAct
from organizations.models.acts import read_act

from ..card import card_of
from ..life import LIFE, OUTCOMES
from ..life_forms import level_for
from ..models import (
    Assessment,
    Assignment,
    Edition,
    Mark,
    ProgramEntry,
    ProgramRemark,
    ProgramState,
    Review,
    RoundResult,
    Score,
)
from ..models.school_years import current_school_year
from .rounds import RoundsStory

# After how many days a step follows the one before it.
GAPS = {
    "submit": (8, 18),
    "pass": (6, 14),
    "return": (5, 12),
    "conclude": (16, 34),
    "publish": (3, 10),
    "revise": (270, 300),
    "archive": (200, 260),
}
# In the order in which they point at each other.
TABLES = (Review, Assessment, Assignment, Mark, Score, ProgramRemark, Edition, ProgramEntry)


class WaysStory:
    """Walks programmes along their ways; what came of it is saved in one statement a table."""

    def __init__(self, programs):
        self.story, self.random, self.users = programs.story, programs.random, programs.users
        self.municipality, self.today, self.year = programs.municipality, programs.today, programs.year
        self.zone = zoneinfo.ZoneInfo(self.municipality.time_zone)
        self.rounds = RoundsStory(programs, self._moment)
        self.rows = self.rounds.rows
        self.titles = {user: user.person.appointments.get().title for user in self.users.values()}
        self.acts = [self._enter_act(words) for words in self.story["acts"]]
        self.to_come = [(when, way) for when, times, way in self.story["ways"] for _ in range(times)]
        self.random.shuffle(self.to_come)

    def next(self) -> tuple[str, str]:
        return self.to_come.pop()

    def walk(self, program, when: str, way: str) -> None:
        steps = way.split()
        for step, day in zip(steps, self._days(when, steps), strict=True):
            self._take(program, step, day)
        if program.state == ProgramState.REVIEW:
            self.rounds.check(self._last(Review, program), unmet=self.random.choice([0, 0, 1]), left=5)
        elif program.state == ProgramState.ASSESSMENT:
            self.rounds.begin(self._last(Assessment, program))

    def save(self) -> None:
        """A round keeps the card as it was sent: before the programme had an address."""
        for one in self.rows[Review] + self.rows[Assessment]:
            one.card = card_of(one.program) | {"external_id": "", "external_url": ""} | one.card
        for model in TABLES:
            model.objects.bulk_create(self.rows[model])

    def _days(self, when, steps):
        """The days of the steps, none of them to come; who is on his way now took the last step lately."""
        names = ["conclude" if step in RoundResult.values else step for step in steps]
        gaps = [0, *(self.random.randint(*GAPS[name]) for name in names[1:])]
        first = self._first_day(when)
        days = [first + timedelta(days=sum(gaps[: place + 1])) for place in range(len(steps))]
        last = self.today - timedelta(days=self.random.randint(1, 18))
        shift = last - days[-1] if days and (when == "now" or days[-1] > last) else timedelta()
        return [day + shift for day in days]

    def _first_day(self, when):
        starts = {
            "earlier": date(self.year - self.random.choice([1, 1, 2]), 5, 20),
            "spring": date(self.year, 1, 26),
            "campaign": date(self.year, 3, 20),
            "summer": date(self.year, 6, 3),
        }
        return starts.get(when, self.today) + timedelta(days=self.random.randrange(30))

    def _take(self, program, step, day):
        before = program.state
        if step in OUTCOMES:
            words = self._conclude(program, step, day)
        else:
            program.state = LIFE.transitions[step].target
            words = self.story["conclusions"].get(step, "")
        if step == "submit":
            self._submit(program, day)
        elif step in ("pass", "return"):
            self._close_review(program, step, day, words)
        self._log(program, "conclude" if step in OUTCOMES else step, before, day, words)

    def _submit(self, program, day):
        self.rounds.settle(program)
        self._begin(Review, program, day, reviewer=None)

    def _close_review(self, program, step, day, words):
        review = self._last(Review, program)
        is_passed = step == "pass"
        review.result = RoundResult.PASSED if is_passed else RoundResult.REWORK
        review.decided_on, review.reviewer, review.conclusion = day, self.users["methodist"], words
        self.rounds.check(review, unmet=0 if is_passed else 2)
        if is_passed:
            self._begin(Assessment, program, day, level=level_for(program))

    def _begin(self, model, program, day, **facts):
        """The next round; in one that had to be repeated the programme had fewer hours and no words on the conditions."""
        earlier = self._rounds_of(model, program)
        for one in earlier:
            if one.result != RoundResult.PASSED:
                one.card = {"hours": str((program.hours or 72) - 6), "group_max": ""}
        facts |= {"submitted_on": day, "submitted_by": self.users["methodist"], "file": program.file}
        self.rows[model].append(model(program=program, number=len(earlier) + 1, **facts))

    def _conclude(self, program, result, day):
        assessment = self._last(Assessment, program)
        assessment.result, assessment.decided_on = result, day
        assessment.conclusion = self.story["conclusions"][result]
        self.rounds.assess(assessment)
        program.state = OUTCOMES[result]
        if result == RoundResult.PASSED:
            self._recommend(assessment, day)
        return f"{assessment.get_result_display()}. {assessment.conclusion}"

    def _recommend(self, assessment, day):
        """With an act, until when it is valid, and as the edition of the school year to come."""
        years = self.rounds.regulation.valid_years
        assessment.valid_until = day.replace(year=day.year + years, day=min(day.day, 28))
        acts = [act for act in self.acts if day <= act.date <= self.today and act.date.year == day.year]
        assessment.act = acts[0] if acts else None
        program, year = assessment.program, current_school_year(day) + (day.month in range(5, 9))
        edition = Edition(
            program=program,
            school_year=year,
            approval_order=re.sub(r"\d{4}$", str(year), program.approval_order),
            file=program.file,
            created_at=self._moment(day),
        )
        self.rows[Edition].append(edition)

    def _last(self, model, program):
        return self._rounds_of(model, program)[-1]

    def _rounds_of(self, model, program):
        return [one for one in self.rows[model][-8:] if one.program is program]

    def _log(self, program, name, before, day, words):
        user = self.users["head" if name in ("conclude", "archive") else "methodist"]
        entry = ProgramEntry(
            program=program,
            action=LIFE.transitions[name].label,
            from_state=before,
            to_state=program.state,
            text=words,
            user=user,
            user_title=self.titles[user],
            at=self._moment(day),
        )
        self.rows[ProgramEntry].append(entry)

    def _moment(self, day):
        return datetime.combine(min(day, self.today), time(10), self.zone)

    def _enter_act(self, words):
        facts = read_act(words.format(year=self.year))
        return LegalAct.objects.get_or_create(municipality=self.municipality, **facts)[0]
