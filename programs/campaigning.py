"""Where each organisation stands in a campaign: stage by stage, as it follows from its request, programmes and children.

Pure functions over loaded rows, and one that loads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from documents.prose import count, format_date

from .models import Campaign, CampaignParticipant, CampaignStage, Program, ProgramState

Kind = CampaignStage.Kind
# How far a programme has come; one in rework is being written again.
RANKS = {
    ProgramState.DEVELOPMENT: 0,
    ProgramState.REWORK: 0,
    ProgramState.REVIEW: 1,
    ProgramState.ASSESSMENT: 2,
    ProgramState.REGISTERED: 3,
    ProgramState.PUBLISHED: 4,
}
# Which rank a programme has once it has passed a stage.
PASSED_WITH = {Kind.WRITING: 1, Kind.REVIEW: 2, Kind.ASSESSMENT: 3, Kind.PLACING: 4}


class Standing(Enum):
    PASSED = "пройден"
    GOING = "идёт"
    LATE = "опаздывает"
    AHEAD = "не начат"
    OUT = "не участвует"

    @property
    def mark(self):
        return {"PASSED": "✓", "GOING": "→", "LATE": "!", "AHEAD": "○", "OUT": "–"}[self.name]

    @property
    def is_owed(self):
        return self in (Standing.GOING, Standing.LATE)


@dataclass(frozen=True)
class Cell:
    """Where an organisation stands at a stage: the word, and of how many programmes how many have passed."""

    stage: CampaignStage
    standing: Standing
    done: int = 0
    total: int = 0
    note: str = ""

    @property
    def words(self) -> str:
        if self.note:
            return f"{self.standing.value}: {self.note}"
        is_counted = self.total and self.standing is not Standing.AHEAD
        return f"{self.standing.value}: {self.done} из {self.total}" if is_counted else self.standing.value


@dataclass(frozen=True)
class Row:
    participant: CampaignParticipant
    cells: Sequence[Cell]

    @property
    def is_late(self):
        return any(cell.standing is Standing.LATE for cell in self.cells)


@dataclass(frozen=True)
class Board:
    stages: Sequence[CampaignStage]
    rows: Sequence[Row]

    def passed(self) -> list[tuple[int, int, int]]:
        """Of each stage: how many organisations have passed it, of how many that take part, and how many are late."""
        columns = [[row.cells[place].standing for row in self.rows] for place in range(len(self.stages))]
        return [
            (
                column.count(Standing.PASSED),
                len(column) - column.count(Standing.OUT),
                column.count(Standing.LATE),
            )
            for column in columns
        ]

    @property
    def late(self) -> "Board":
        return Board(self.stages, [row for row in self.rows if row.is_late])


def cell_of(
    stage: CampaignStage, participant: CampaignParticipant, states: Sequence[str], today: date
) -> Cell:
    """`states` are those of the organisation's programmes of the campaign."""
    if stage.kind == Kind.REQUEST:
        return _of_fact(stage, participant.requested_on is not None, _request(participant), today)
    if participant.requested_on and participant.planned_programs == 0 and not states:
        return Cell(stage, Standing.OUT)
    if stage.kind == Kind.ENROLMENT:
        children = participant.enrolled
        note = "" if children is None else count(children, "ребёнок")
        return _of_fact(stage, children is not None, note, today)
    return _of_programs(stage, participant, states, today)


def _request(participant):
    if participant.requested_on is None:
        return ""
    planned = participant.planned_programs
    programs = "" if planned is None else f", {count(planned, 'программа')}"
    return f"{format_date(participant.requested_on)}{programs}"


def _of_fact(stage, is_done, note, today):
    return Cell(stage, _standing(stage, is_done, False, today), note=note)


def _of_programs(stage, participant, states, today):
    """What was promised counts, though it has not been begun; what was refused or given up does not."""
    live = [RANKS[state] for state in states if state in RANKS]
    dropped = len(states) - len(live)
    total = max((participant.planned_programs or 0) - dropped, len(live))
    done = sum(rank >= PASSED_WITH[stage.kind] for rank in live)
    is_done = done >= total if total else bool(dropped)
    return Cell(stage, _standing(stage, is_done, bool(done), today), done, total)


def _standing(stage, is_done, is_begun, today):
    if is_done:
        return Standing.PASSED
    if today > stage.ends_on:
        return Standing.LATE
    return Standing.GOING if today >= stage.starts_on or is_begun else Standing.AHEAD


def build_board(
    stages: Sequence[CampaignStage],
    participants: Iterable[CampaignParticipant],
    states: Mapping[int, Sequence[str]],
    today: date,
) -> Board:
    """`states` are those of the campaign's programmes, by organisation."""
    rows = [
        Row(one, [cell_of(stage, one, states.get(one.organization_id, ()), today) for stage in stages])
        for one in participants
    ]
    return Board(stages, rows)


def board_of(campaign: Campaign, participants: Iterable[CampaignParticipant], today: date) -> Board:
    states = defaultdict(list)
    programs = Program.objects.filter(campaign=campaign).order_by()
    for organization, state in programs.values_list("organization_id", "state"):
        states[organization].append(state)
    return build_board(list(campaign.stages.all()), participants, states, today)
