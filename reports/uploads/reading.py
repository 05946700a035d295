"""A file as it comes in: read, recognised, and refused with a sentence where it is no paper that the portal takes in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.exceptions import ValidationError

from documents.prose import join_and
from documents.reading import UnreadableFile, read_file
from documents.reading.structure import Document
from documents.recognition import Reading, recognise
from documents.recognition.reading import TEXTS
from records.models import RememberedHeading, Upload

MAX_ROWS = 300
MAX_CHARACTERS = 500_000
MINUTES = ("protocol", "decision")
REQUIRED_COLUMNS = {"title": "«Наименование мероприятия»", "deadline": "«Сроки»"}
ROW_NAMED = re.compile(r"[Сс]трок[аеиу] (\d+(?:\.\d+)*)")


def read_upload(file) -> Document:
    """What stands in an uploaded file; ValidationError with a sentence when it cannot be read."""
    with NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        try:
            return read_file(Path(copy.name), settings.UPLOAD_MAX_BYTES)
        except UnreadableFile as unreadable:
            raise ValidationError(str(unreadable)) from unreadable


def understand_upload(upload: Upload, corrections: Mapping[str, str] | None = None) -> Reading:
    """Set the reading of the upload anew, by the headings known in its municipality and those now corrected."""
    known = RememberedHeading.objects.filter(municipality=upload.municipality).meanings()
    reading = recognise(upload.document, known | dict(corrections or {}))
    # PostgreSQL keeps no order of keys; the columns are shown and corrected in the order of the file.
    upload.reading = reading.as_json() | {"columns": list(reading.columns.items())}
    return reading


def check_reading(reading: Reading) -> None:
    """Raises ValidationError with a sentence for a paper of which no plan, report or meeting can be made.

    A column that is not understood may be the one that is missing: the methodist will say so.
    """
    if reading.kind == "roadmap":
        raise ValidationError(
            "Это похоже на дорожную карту. Портал принимает планы, отчёты, протоколы и решения."
        )
    if reading.kind == "unknown":
        raise ValidationError(reading.warnings[-1])
    if reading.meeting:
        _check_meeting(reading.meeting)
        return
    if None not in reading.columns.values():
        _check_table(reading)
    _check_length(reading)


def missing_columns(columns: Mapping[str, str | None]) -> list[str]:
    """What must be in a paper and for which no heading stands."""
    return [name for field, name in REQUIRED_COLUMNS.items() if field not in columns.values()]


def printed_fields(reading: Mapping) -> dict[str, str]:
    """A reading as the fields of the page where it is checked: `head-…`, `section-0-…`, `row-0-…`."""
    rows = [item for section in reading["sections"] for item in section["items"]]
    sections = [
        {"standard": part["standard"], "number": part["number"], "title": part["title"]}
        for part in reading["sections"]
    ]
    head = {
        "kind": reading["kind"],
        "title": reading["title"],
        "year": reading["year"],
        "calendar": "school" if reading["school_year"] else "year",
        "period": reading["half"],
    }
    forms = {"head": head} | _prefixed("section", sections) | _prefixed("row", rows)
    return {
        f"{prefix}-{name}": "" if value is None else str(value)
        for prefix, values in forms.items()
        for name, value in values.items()
        if name != "source"
    }


def _prefixed(word, parts):
    return {f"{word}-{place}": values for place, values in enumerate(parts)}


def printed_rows(upload: Upload) -> Iterator[list[str]]:
    """For each row that was read the filled cells of the table row in which it begins."""
    tables = upload.document.tables
    for section in upload.reading["sections"]:
        for item in section["items"]:
            source = item["source"]
            cells = tables[source["table"]].rows[source["row"]] if source else ()
            yield [cell for cell in cells if cell.strip()]


def warnings_by_row(warnings: list[str]) -> dict[str, list[str]]:
    """The reader's warnings by the number of the row that they name; those about no row under ""."""
    by_row = defaultdict(list)
    for warning in warnings:
        named = ROW_NAMED.search(warning)
        by_row[named[1] if named else ""].append(warning)
    return dict(by_row)


def _check_table(reading):
    if missing := missing_columns(reading.columns):
        columns = "столбца" if len(missing) == 1 else "столбцов"
        raise ValidationError(
            f"В таблице файла нет {columns} {join_and(missing)}. "
            "Проверьте, что у таблицы есть строка заголовков, и загрузите файл ещё раз."
        )
    if not any(item.title for item in reading.items):
        raise ValidationError("В таблице файла нет ни одного мероприятия.")


def _check_meeting(meeting):
    if not (meeting.agenda or meeting.decisions):
        raise ValidationError("В файле не найдено ни вопросов повестки, ни решений.")
    if len(meeting.agenda) + len(meeting.decisions) > MAX_ROWS:
        raise ValidationError(f"В документе больше {MAX_ROWS} вопросов и пунктов. Разделите файл на части.")
    parts = [*meeting.agenda, *meeting.decisions]
    if sum(len(str(text)) for part in parts for text in vars(part).values()) > MAX_CHARACTERS:
        raise ValidationError("В документе слишком много текста. Разделите файл на части.")


def _check_length(reading):
    if len(reading.items) + len(reading.sections) > MAX_ROWS:
        raise ValidationError(f"В таблице больше {MAX_ROWS} строк. Разделите файл на части.")
    if sum(len(getattr(item, name)) for item in reading.items for name in ("title", *TEXTS)) > MAX_CHARACTERS:
        raise ValidationError("В таблице слишком много текста. Разделите файл на части.")
