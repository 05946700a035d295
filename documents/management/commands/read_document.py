"""Shows what the portal reads out of a paper."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.reading import UnreadableFile, read_file
from documents.recognition import Reading, recognise

KINDS = {
    "plan": "План",
    "report": "Отчёт",
    "protocol": "Протокол",
    "decision": "Решение",
    "roadmap": "Дорожная карта",
    "unknown": "Документ не опознан",
}


class Command(BaseCommand):
    help = "Читает план, отчёт или другой документ и показывает, что в нём понял портал."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="файл .docx, .xlsx, .pdf или .txt")
        parser.add_argument("--json", action="store_true", help="вывести прочитанное целиком, в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reading = recognise(read_file(options["file"]))
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"Файл «{options['file']}» не открывается.") from error
        if options["json"]:
            self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(summary(reading)))


def summary(reading: Reading) -> list[str]:
    """The reading in a few lines for a person at a terminal."""
    lines = [f"{KINDS[reading.kind]}: {reading.title}" if reading.title else KINDS[reading.kind]]
    if reading.year:
        half = f", {reading.half}-е полугодие" if reading.half else ""
        lines.append(f"Год: {reading.year}{half}")
    if reading.municipality:
        lines.append(f"Муниципалитет: {reading.municipality}")
    if paper := reading.meeting:
        lines.append(f"№ {paper.number or '—'}, {paper.date or 'без даты'}: {paper.body}")
        lines.append(f"Вопросов — {len(paper.agenda)}, пунктов решения — {len(paper.decisions)}.")
    lines += [
        f"Раздел {part.number or 'без номера'}: строк — {len(part.items)}. {part.title}"
        for part in reading.sections
    ]
    return [*lines, *(f"Внимание: {warning}" for warning in reading.warnings)]
