"""A file on its way in: read, compared, and kept as rows to be looked at before anything is stored."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction

from documents.reading.structure import UnreadableFile
from organizations.exchange import heading_key
from organizations.likeness import LIKELY, likeness, names_of

from ..jobs import Outcome, start
from ..models import ImportBatch, ImportRow, RememberedColumn
from .comparing import Comparison
from .tables import Table, read_table, sheets_of, sheets_question, which_sheet

BATCH = 1000
MOST_AT_ONCE = 2000  # rows that a page waits for; longer files are read behind the pages
MOST_QUESTIONS = 50
Progress = Callable[[int, int], Any]


def stage(batch: ImportBatch, sheets=None, progress: Progress | None = None) -> None:
    """Read the file of a batch anew and keep what it would do; whatever keeps it from being read is said of the batch."""
    comparison, batch.problems, batch.questions = None, [], []
    try:
        table = table_of(batch, sheets)
    except UnreadableFile as unreadable:
        batch.problems = [str(unreadable)]
    else:
        batch.problems = table.problems
        if not table.problems:
            comparison = compare(batch, table)
    keep(batch, comparison, progress)


def stage_somewhere(batch: ImportBatch, sheets=None) -> None:
    """Now, where that is soon done; else behind the pages."""
    if not batch.attachment or not is_long(sheets or sheets_of(batch.attachment.file.open().read())):
        stage(batch, sheets)
        return
    batch.state = ImportBatch.State.READING
    batch.save()
    title = f"Чтение реестра «{batch.title}»: {batch.name}"[:300]
    batch.job = start("stage-import", title, batch.municipality, batch.user, {"batch": batch.pk})
    batch.save()


def is_long(sheets) -> bool:
    return max(len(sheet.rows) for sheet in sheets) > MOST_AT_ONCE


def stage_behind(job, progress) -> Outcome:
    batch = ImportBatch.objects.get(pk=job.params["batch"])
    stage(batch, progress=progress)
    return Outcome(url=batch.get_absolute_url())


def table_of(batch: ImportBatch, sheets=None) -> Table:
    kept: Any = batch.attachment
    sheets = sheets or sheets_of(kept.file.open().read())
    batch.sheets = [sheet.name for sheet in sheets]
    if (sheet := which_sheet(sheets, batch.sheet)) is None:
        raise UnreadableFile(sheets_question(sheets))
    remembered = dict(RememberedColumn.objects.of(batch).values_list("heading_key", "field"))
    chosen = {place: field for place, _, field in batch.mapping}
    table = read_table(sheet, batch.resource_class(), remembered, chosen)
    batch.mapping = [[column.place, column.heading, column.field] for column in table.columns]
    return table


def compare(batch: ImportBatch, table: Table) -> Comparison:
    resource = batch.resource_class(batch.municipality)
    return Comparison(resource, table, is_reconciliation=batch.is_reconciliation)


def keep(batch: ImportBatch, comparison: Comparison | None, progress: Progress | None = None) -> None:
    """Put what a comparison found in the place of what an earlier one had found."""
    lines = comparison.lines if comparison else []
    if comparison:
        batch.questions = questions(batch.municipality, lines)
        batch.digest = comparison.digest
    batch.state = ImportBatch.State.READY if comparison else ImportBatch.State.REFUSED
    with transaction.atomic():
        batch.rows.all().delete()
        batch.save()
        for start in range(0, len(lines), BATCH):
            ImportRow.objects.bulk_create(_row(batch, line) for line in lines[start : start + BATCH])
    if progress:
        progress(len(lines), len(lines))


def _row(batch, line) -> ImportRow:
    return ImportRow(
        batch=batch,
        number=line.number,
        outcome=line.outcome,
        label=line.label,
        target=line.target,
        values=line.cells if line.errors else [],
        changes=line.changes,
        errors=line.errors,
        hints=line.hints,
    )


def questions(municipality, lines) -> list[list]:
    """Which organisation an unknown name may mean: never taken silently."""
    unknown = Counter(line.unknown for line in lines if line.unknown)
    organizations = list(municipality.organizations.prefetch_related("aliases")) if unknown else []
    asked = ((name, nearest(name, organizations), rows) for name, rows in unknown.most_common(MOST_QUESTIONS))
    return [[name, guess.pk, guess.short_name, rows] for name, guess, rows in asked if guess]


def nearest(name: str, organizations):
    """The organisation that a name resembles most, None where none does or two do equally."""
    scores = {one: max(likeness(name, known) for known in names_of(one)) for one in organizations}
    best = max(scores.values(), default=0)
    found = [one for one, score in scores.items() if score == best]
    return found[0] if best >= LIKELY and len(found) == 1 else None


def remap(batch: ImportBatch, fields: dict[int, str], sheet: str = "") -> None:
    """Take the columns for what the user says, now and when the next file of this source comes."""
    if sheet and sheet != batch.sheet:
        batch.sheet, batch.mapping = sheet, []
    changed = {
        heading: fields[place] for place, heading, field in batch.mapping if fields.get(place, field) != field
    }
    RememberedColumn.objects.remember(
        batch, {heading_key(heading)[:200]: field for heading, field in changed.items() if heading}
    )
    batch.mapping = [[place, heading, fields.get(place, field)] for place, heading, field in batch.mapping]
