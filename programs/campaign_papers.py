"""The board of a campaign as a paper: its stages, its organisations, and what it comes to."""

from datetime import date

from documents.paper import Column, Ends, Paper, Row, SectionRow, Table
from documents.prose import date_in_words, format_date

from .campaigning import Board
from .models import Campaign


def board_paper(campaign: Campaign, board: Board, day: date) -> Paper:
    centre = campaign.municipality.centre
    columns = [Column("organization", "Организация", share=4)]
    columns += [Column(stage.kind, _head(stage), share=3) for stage in board.stages]
    rows: list[Row | SectionRow] = [
        Row(
            (str(row.participant.organization), *(cell.words for cell in row.cells)),
            key=str(row.participant.pk),
        )
        for row in board.rows
    ]
    totals = [_total(*counted) for counted in board.passed()]
    return Paper(
        title=(
            "ХОД КАМПАНИИ",
            f"«{campaign.name}» {campaign.year} года",
            campaign.municipality.name_genitive,
        ),
        author=centre.name if centre else "",
        body=(
            Ends(f"По состоянию на {date_in_words(day)}", ""),
            Table(columns, [*rows, Row(("Прошли этап", *totals))]),
        ),
    )


def _head(stage):
    return f"{stage.get_kind_display().capitalize()}, {format_date(stage.starts_on)}–{format_date(stage.ends_on)}"


def _total(passed, of_all, late):
    return f"{passed} из {of_all}" + (f"; опаздывают: {late}" if late else "")
