import json
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from documents.reading.structure import UnreadableFile
from organizations.models import Municipality
from records.importing.applying import store
from records.importing.comparing import Comparison
from records.importing.tables import read_table, sheets_of, sheets_question, which_sheet
from records.models import ImportRow

Outcome = ImportRow.Outcome
WORDS = {"created": "новых", "changed": "изменено", "unchanged": "без изменений", "rejected": "отклонено"}


class Command(BaseCommand):
    help = """Brings a register (organizations, programs, groups …) in from a table. While a row is rejected nothing is
    stored, unless --without-rejected is given; --dry-run stores nothing at all."""

    def add_arguments(self, parser):
        parser.add_argument("kind")
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True)
        parser.add_argument("--sheet", default="")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--without-rejected", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, kind, file, municipality, sheet, dry_run, without_rejected, **options):
        started = time.perf_counter()
        comparison = self.compare(kind, file, municipality, sheet)
        rejected = [line for line in comparison.lines if line.errors]
        is_applied = not dry_run and (without_rejected or not rejected)
        if is_applied:
            self.store(comparison, file)
        counts = dict.fromkeys(Outcome.values, 0)
        for line in comparison.lines:
            counts[line.outcome] += 1
        self.tell(
            {
                "kind": kind,
                "read": len(comparison.lines),
                **counts,
                "reasons": [
                    {"row": line.number, "column": column, "reason": reason}
                    for line in rejected
                    for column, reason in line.errors
                ],
                "applied": is_applied,
                "seconds": round(time.perf_counter() - started, 2),
            },
            options["json"],
        )

    def compare(self, kind, file, slug, sheet_name):
        if kind not in settings.REGISTER_RESOURCES:
            raise CommandError(
                f"Реестр «{kind}» портал пока не загружает. Возможны: {', '.join(settings.REGISTER_RESOURCES)}."
            )
        if (municipality := Municipality.objects.filter(slug=slug).first()) is None:
            raise CommandError(f"Муниципалитета «{slug}» нет.")
        try:
            sheets = sheets_of(file.read_bytes())
        except OSError as missing:
            raise CommandError(f"Файл «{file}» не читается.") from missing
        except UnreadableFile as unreadable:
            raise CommandError(str(unreadable)) from unreadable
        if (sheet := which_sheet(sheets, sheet_name)) is None:
            raise CommandError(sheets_question(sheets))
        resource = import_string(settings.REGISTER_RESOURCES[kind])(municipality)
        table = read_table(sheet, resource, {})
        if table.problems:
            raise CommandError("\n".join(table.problems))
        return Comparison(resource, table)

    def store(self, comparison, file):
        try:
            with transaction.atomic():
                store(comparison, None, f"Файл «{file.name}»")
        except IntegrityError as clash:
            raise CommandError("Строки файла меняются названиями или ID между собой.") from clash

    def tell(self, told, as_json):
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        counts = ", ".join(f"{words} {told[outcome]}" for outcome, words in WORDS.items())
        self.stdout.write(f"Прочитано строк: {told['read']}; {counts}. Секунд: {told['seconds']}.")
        for reason in told["reasons"]:
            column = f", «{reason['column']}»" if reason["column"] else ""
            self.stdout.write(f"Строка {reason['row']}{column}: {reason['reason']}")
        if not told["applied"]:
            self.stdout.write("Ничего не сохранено.")
