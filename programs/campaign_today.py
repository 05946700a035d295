"""What campaigns ask for today: of the office the stages about to end, of an organisation what it owes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q

from .campaigning import Cell, Standing, cell_of
from .models import Campaign, CampaignParticipant, CampaignStage, ProgramState

SOON = timedelta(days=7)
OVER = timedelta(days=30)  # what was missed in a campaign is told so long after it


@dataclass(frozen=True)
class Ending:
    """A stage about to end, and how many organisations have not passed it."""

    campaign: Campaign
    stage: CampaignStage
    behind: int
    of_all: int


@dataclass(frozen=True)
class Debt:
    """What an organisation has not done yet at a stage that is going on or is over."""

    participant: CampaignParticipant
    cell: Cell

    @property
    def is_late(self):
        return self.cell.standing is Standing.LATE


def endings(participants, today: date) -> list[Ending]:
    """`participants` are those that the user may see."""
    told = defaultdict(list)
    near = {"campaign__stages__ends_on__range": (today, today + SOON)}
    for participant, cell in _standings(participants.filter(**near), today):
        if cell.standing is not Standing.OUT:
            told[participant.campaign, cell.stage.kind].append(cell)
    return [
        Ending(
            campaign, cells[0].stage, sum(cell.standing is not Standing.PASSED for cell in cells), len(cells)
        )
        for (campaign, _), cells in told.items()
    ]


def debts(participants, today: date) -> list[Debt]:
    """`participants` are those for which the user speaks."""
    asked = {"campaign__stages__starts_on__lte": today, "campaign__stages__ends_on__gte": today - OVER}
    standings = _standings(participants.filter(**asked), today)
    return [Debt(participant, cell) for participant, cell in standings if cell.standing.is_owed]


def _standings(participants, today) -> Iterator[tuple[CampaignParticipant, Cell]]:
    """Each participant at each of the stages by which it was found; asked of the database at once."""
    of_stage = {name: F(f"campaign__stages__{name}") for name in ("kind", "starts_on", "ends_on")}
    in_state = {state: _programs_in(state) for state in ProgramState.values}
    rows = participants.annotate(**of_stage, **in_state).select_related(
        "campaign__municipality", "organization"
    )
    for row in rows.order_by("ends_on", "organization__sort_key"):
        stage = CampaignStage(kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on)
        states = [state for state in ProgramState.values for _ in range(getattr(row, state))]
        yield row, cell_of(stage, row, states, today)


def _programs_in(state):
    programs = {"organization__programs__campaign": F("campaign"), "organization__programs__state": state}
    return Count("organization__programs", filter=Q(**programs))
