import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.deadlines import Deadline, describe, read_deadline

COLUMNS = ("phrase", "plan_year", "plan_kind")


class Command(BaseCommand):
    help = "Показывает, как портал понимает срок, записанный словами."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("text", nargs="?", help="срок, например «до 10 декабря»")
        parser.add_argument(
            "--year", type=int, help="год плана; у плана учебного года тот, в котором он начался"
        )
        parser.add_argument("--school-year", action="store_true", help="план на учебный год")
        parser.add_argument(
            "--file", type=Path, help=f"таблица с табуляцией и столбцами {', '.join(COLUMNS)}"
        )
        parser.add_argument("--json", action="store_true", help="по одному объекту JSON в строке")

    def handle(self, *, text, year, school_year, file, json, **options):
        if (text is None) == (file is None):
            raise CommandError("Укажите либо срок, либо файл со сроками (--file).")
        if file:
            deadlines = _deadlines_of(file)
        elif year is None:
            raise CommandError("Укажите год плана, например --year 2024.")
        else:
            deadlines = iter([read_deadline(text, year, school_year=school_year)])
        for deadline in deadlines:
            self.stdout.write(_as_json(deadline) if json else f"{deadline.text} — {describe(deadline)}")


def _deadlines_of(path: Path) -> Iterator[Deadline]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t")
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise CommandError(f"В файле {path} нет столбцов: {', '.join(missing)}.")
            for row in rows:
                yield _deadline_of(row, rows.line_num)
    except OSError as error:
        raise CommandError(f"Файл {path} не открывается: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"Файл {path} не похож на таблицу с табуляцией в кодировке UTF-8.") from error


def _deadline_of(row: dict[str, str | None], line: int) -> Deadline:
    year = row["plan_year"] or ""
    if not year.isdecimal():
        raise CommandError(f"Строка {line}: год плана «{year}» не число.")
    return read_deadline(row["phrase"] or "", int(year), school_year=row["plan_kind"] == "school")


def _as_json(deadline: Deadline) -> str:
    fields = {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": _joined(period.start for period in deadline.periods),
        "end": _joined(period.end for period in deadline.periods),
        "recurrence": deadline.recurrence,
    }
    return json.dumps(fields, ensure_ascii=False)


def _joined(days: Iterable[date | None]) -> str:
    """Days of several periods joined by «;»; nothing where none of them has one."""
    written = [day.isoformat() if day else "" for day in days]
    return ";".join(written) if any(written) else ""
