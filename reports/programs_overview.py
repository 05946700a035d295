"""Where the programmes of a municipality stand today: by state, in assessment, in their cards, and what is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from plans.periods import ReportingPeriod
from programs.models import Assignment, Consultation, Program, ProgramState, Review

from .program_figures import NUMBERS, ProgramNumber, percent, read_numbers
from .program_rows import ProgramScope

# A review and an answer that take longer are late; a sheet has a day of its own.
DAYS_TO_REVIEW = 14
DAYS_TO_ANSWER = 7
# What became of those submitted: the name of the number, that in the list of assessments, the words.
RESULTS = (
    ("passed", "passed", "рекомендовано"),
    ("rework", "rework", "на доработке"),
    ("rejected", "rejected", "не рекомендовано"),
    ("in_work", "work", "в работе"),
)
ASSESSED = ("submitted", *(name for name, _, _ in RESULTS))


def _late_sheets(scope):
    of_place = scope.of(Assignment, "assessment__program__municipality")
    return of_place.open().filter(due_on__lt=scope.day)


def _late_reviews(scope):
    begun = scope.of(Review, "program__municipality").in_work()
    return begun.filter(submitted_on__lt=scope.day - timedelta(days=DAYS_TO_REVIEW))


def _late_answers(scope):
    asked = scope.of(Consultation, "organization__municipality").open()
    return asked.filter(asked_on__lt=scope.day - timedelta(days=DAYS_TO_ANSWER))


def _in(state):
    return lambda scope: scope.of(Program).filter(state=state)


SHOWN: dict[str, ProgramNumber] = {
    **{name: NUMBERS[name] for name in (*ASSESSED, "complete", "published")},
    **{f"state_{state}": ProgramNumber(state.label, "программа", _in(state)) for state in ProgramState},
    "late_sheets": ProgramNumber("просрочено листов экспертов", "лист", _late_sheets),
    "late_reviews": ProgramNumber("рецензии дольше двух недель", "рецензия", _late_reviews),
    "late_answers": ProgramNumber("обращения без ответа", "обращение", _late_answers),
}


@dataclass(frozen=True)
class ProgramsOverview:
    period: ReportingPeriod
    numbers: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(number for _, _, number in self.states) + self.numbers["state_archived"]

    @property
    def in_register(self) -> int:
        return self.numbers["state_registered"] + self.numbers["state_published"]

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Those that somebody is in, without the archive: the name, its words, how many."""
        states = [state for state in ProgramState if state != ProgramState.ARCHIVED]
        told = [(state.value, state.label, self.numbers[f"state_{state}"]) for state in states]
        return [one for one in told if one[2]]

    @property
    def results(self) -> list[tuple[str, str, int]]:
        """Of what was submitted this half-year: the name of the result in the list, its words, how many."""
        return [(code, label, self.numbers[name]) for name, code, label in RESULTS]

    @property
    def adds_up(self) -> bool:
        return sum(number for _, _, number in self.results) == self.numbers["submitted"]

    @property
    def complete_percent(self):
        return percent(self.numbers["complete"], self.numbers["published"])

    @property
    def late(self) -> int:
        return sum(number for name, number in self.numbers.items() if name.startswith("late_"))


def programs_overview(municipality) -> ProgramsOverview:
    """All of it in one query."""
    period = ReportingPeriod.containing(municipality.today())
    read = read_numbers(ProgramScope(municipality, period), SHOWN, SHOWN)
    return ProgramsOverview(period, {name: number or 0 for name, number in read.items()})
