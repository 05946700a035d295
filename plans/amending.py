"""The table of an order that changes the plan: item by item what is changed, what it said and what it says now."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.paper import Column, Paper, Row, Stamp, Table, Text
from records.comparing import Change, PaperComparison, RowComparison, TextComparison

from .changes import changes_of
from .models import ActivityPlan
from .papers import COLUMNS as PLAN_COLUMNS

COLUMNS = (
    Column("place", "№", share=1),
    Column("item", "Пункт", share=2),
    Column("change", "Вносимое изменение", share=5),
    Column("before", "Было", share=6),
    Column("after", "Стало", share=6),
)
BLANK_ORDER = "приказом от «___» __________ 20___ г. № ______"
NOTHING = "Изменений в план не внесено."


@dataclass(frozen=True)
class Amendment:
    """One line of the table."""

    item: str
    wording: str
    before: str = ""
    after: str = ""


def amending_table(plan: ActivityPlan) -> Paper:
    """The paper that is attached to the order."""
    comparison = changes_of(plan)
    amendments = list(amendments_of(comparison)) if comparison else []
    return Paper(
        title=(
            "ИЗМЕНЕНИЯ,",
            "которые вносятся в план мероприятий",
            "муниципального опорного центра дополнительного образования детей",
            f"{plan.municipality.name_genitive} на {plan.year_label}",
        ),
        head=(("Причина изменений", plan.correction_reason),) if plan.correction_reason else (),
        body=(_table(amendments) if amendments else Text(NOTHING),),
        draft=not plan.is_final,
        approval=Stamp("УТВЕРЖДЕНЫ", act=(plan.is_final and plan.in_force.act) or BLANK_ORDER),
    )


def amendments_of(comparison: PaperComparison) -> Iterator[Amendment]:
    """Renamed sections, then the items in their order; those that only got other numbers come together."""
    yield from (_renamed_section(text) for text in comparison.texts if text.label == "Раздел")
    places = {row.key: place for place, row in enumerate(comparison.rows)}
    for rows in _runs(comparison.changed_rows):
        yield _renumbered(rows) if len(rows) > 1 else _amendment(rows[0], comparison, places)


def _table(amendments):
    return Table(
        COLUMNS,
        tuple(
            Row((str(place), it.item, it.wording, it.before or "—", it.after or "—"))
            for place, it in enumerate(amendments, start=1)
        ),
    )


def _renamed_section(text: TextComparison) -> Amendment:
    before = _text(text, but="inserted")
    after = _text(text, but="deleted")
    return Amendment("раздел", "Наименование раздела изложить в следующей редакции", before, after)


def _text(text, but):
    return " ".join("".join(it.text for it in text.segments if it.kind != but).split())


# One item


def _amendment(row: RowComparison, comparison, places) -> Amendment:
    number = row.row.cells[0]
    if row.after is None:
        return Amendment(number, f"{_the_item(row.row)} исключить", before=_words(row.row))
    if row.before is None:
        by_number = f"пунктом {number}" if number else "пунктом без номера"
        into = f"Раздел «{row.section}» дополнить" if row.section else "Дополнить"
        return Amendment(number, f"{into} {by_number} в следующей редакции", after=_words(row.row))
    wording = f"{_the_item(row.before)} {' и '.join(_actions(row, comparison, places))}"
    if Change.REWORDED in row.changes:
        return Amendment(row.before.cells[0], wording, _words(row.before), _words(row.after))
    before, after = row.before.cells[0], row.after.cells[0]
    return Amendment(before, wording) if before == after else Amendment(before, wording, before, after)


def _actions(row, comparison, places):
    if Change.RENUMBERED in row.changes:
        number = row.after.cells[0]
        yield f"считать пунктом {number}" if number else "оставить без номера"
    if Change.MOVED in row.changes:
        yield _new_place(row, comparison, places)
    if Change.REWORDED in row.changes:
        yield "изложить в следующей редакции"


def _new_place(row, comparison, places):
    """Behind the item that stands before it now, else at the head of its section."""
    earlier = (it for it in reversed(comparison.rows[: places[row.key]]) if it.after)
    previous = next(earlier, None)
    if previous is None or previous.section != row.section:
        return f"поместить первым в разделе «{row.section}»" if row.section else "поместить первым"
    return f"поместить после пункта {previous.row.cells[0] or f'«{previous.row.cells[1]}»'}"


def _the_item(row: Row) -> str:
    number, title, *_ = row.cells
    return f"Пункт {number}" if number else f"Пункт «{title}»"


def _words(row: Row) -> str:
    """All that the plan says of the item, by its columns; the number stands in the wording."""
    cells = list(zip(PLAN_COLUMNS, row.cells, strict=True))[1:]
    return "\n".join(f"{column.title}: {cell}" for column, cell in cells if cell)


# Numbers that moved up or down together


def _only_renumbered(row):
    return row.changes == {Change.RENUMBERED}


def _runs(rows: Sequence[RowComparison]) -> Iterator[list[RowComparison]]:
    """Each row alone, but those together that only got other numbers, one after another before and now."""
    run: list[RowComparison] = []
    for row in rows:
        if run and not _follows(run[-1], row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _follows(row, following):
    if not (_only_renumbered(row) and _only_renumbered(following)):
        return False
    return all(
        _ordinal(later.cells[0]) == (prefix, last + 1)
        for earlier, later in ((row.before, following.before), (row.after, following.after))
        for prefix, last in [_ordinal(earlier.cells[0])]
    )


def _ordinal(number: str) -> tuple[str, int]:
    """«1.12» is the twelfth under «1.»; a number of another kind follows nothing."""
    found = re.fullmatch(r"(.*?)(\d+)", number)
    return (found[1], int(found[2])) if found else (number, -1)


def _renumbered(rows):
    before = f"{rows[0].before.cells[0]}–{rows[-1].before.cells[0]}"
    after = f"{rows[0].after.cells[0]}–{rows[-1].after.cells[0]}"
    return Amendment(before, f"Пункты {before} считать пунктами {after}", before, after)
