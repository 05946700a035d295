"""The act of reconciliation: our register beside somebody's list, and nothing is changed."""

from dataclasses import dataclass
from typing import Any

from documents.paper import Column, Entry, Heading, Paper, Row, Signature, Table, Text
from documents.prose import format_date, format_number

from ..models import ImportBatch, ImportRow

Outcome = ImportRow.Outcome
SHOWN = 500  # rows of a list on the page


@dataclass(frozen=True)
class Reconciliation:
    """`differing`, `only_there` and `unread` are rows of the list, `only_here` those of ours that it lacks."""

    batch: ImportBatch
    same: int
    differing: list[ImportRow]
    only_there: list[ImportRow]
    unread: list[ImportRow]
    only_here: list[Any]

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [
            ("В обоих, без расхождений", self.same),
            ("В обоих, есть расхождения", len(self.differing)),
            ("Только в портале", len(self.only_here)),
            ("Только в списке", len(self.only_there)),
            ("Не прочитаны", len(self.unread)),
        ]

    @property
    def is_long(self) -> bool:
        """Whether the page leaves anything out that the files have."""
        return any(number > SHOWN for _, number in self.counts[1:])

    @property
    def source(self) -> str:
        return self.batch.source or f"файл «{self.batch.name}»"


def reconcile(batch: ImportBatch, *, of_named_organizations: bool = False) -> Reconciliation:
    """With `of_named_organizations` only those rows of ours are missed whose organisation stands in the list."""
    rows: dict[str, list[ImportRow]] = {outcome: [] for outcome in Outcome.values}
    for row in batch.rows.all():
        rows[row.outcome].append(row)
    met = {row.target for found in rows.values() for row in found if row.target}
    ours = list(batch.resource_class(batch.municipality).existing())
    named = {getattr(row, "organization_id", None) for row in ours if row.pk in met}
    return Reconciliation(
        batch,
        len(rows[Outcome.UNCHANGED]),
        rows[Outcome.CHANGED],
        rows[Outcome.CREATED],
        rows[Outcome.REJECTED],
        [
            row
            for row in ours
            if row.pk not in met
            and not (of_named_organizations and getattr(row, "organization_id", None) not in named)
        ],
    )


def act_of(found: Reconciliation) -> Paper:
    batch = found.batch
    day = format_date(batch.municipality.today())
    body: list[Any] = [Entry(label, format_number(number)) for label, number in found.counts]
    body += _differences(found)
    body += _list(
        "Только в портале",
        [[_name(row), str(getattr(row, "organization", "") or "")] for row in found.only_here],
    )
    body += _list("Только в списке", [[row.label, f"строка {row.number}"] for row in found.only_there])
    body += _list("Не прочитаны", [[row.label or f"строка {row.number}", _said(row)] for row in found.unread])
    if not (found.differing or found.only_here or found.only_there or found.unread):
        body.append(Text("Расхождений нет."))
    return Paper(
        title=["Акт сверки", f"реестр «{batch.title}»"],
        head=[
            ("Муниципалитет", batch.municipality.name),
            ("Сверяются", f"реестр портала на {day} и список: {found.source}"),
        ],
        body=body,
        signatures=[Signature("Реестр портала сверил(а)", ""), Signature("Список сверил(а)", "")],
        orientation="portrait",
    )


def _differences(found):
    columns = [
        Column("name", "Запись", 3),
        Column("field", "Поле", 2),
        Column("ours", "В портале", 3),
        Column("theirs", "В списке", 3),
    ]
    rows = [Row([row.label, *change]) for row in found.differing for change in row.changes]
    return [Heading("Расхождения"), Table(columns, rows)] if rows else []


def _list(title, rows):
    columns = [Column("name", "Запись", 3), Column("place", "Где", 2)]
    return [Heading(title), Table(columns, [Row(cells) for cells in rows])] if rows else []


def _name(row):
    return str(getattr(row, "name", "") or row)


def _said(row):
    return "\n".join(f"{column}: {sentence}" if column else sentence for column, sentence in row.errors)
