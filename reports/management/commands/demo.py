from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from records.views import FORMATS
from reports.demo import PASSWORD, build_demo

REFERENCE_DATA = [
    "template_items",
    "event_kinds",
    "approval_routes",
    "phrases",
    "report_forms",
    "program_criteria",
]


class Command(BaseCommand):
    help = "Создаёт демонстрационный муниципалитет заново, пишет его документы и печатает учётные записи."

    def add_arguments(self, parser):
        parser.add_argument(
            "--output",
            type=Path,
            default=settings.DATA_DIR / "demo",
            metavar="ПАПКА",
            help="куда записать документы",
        )

    def handle(self, *, output, **options):
        call_command("loaddata", *REFERENCE_DATA, verbosity=0)
        demo = build_demo()
        self.write_papers(demo, output)
        self.stdout.write(f"\nВход (пароль у всех — {PASSWORD}):")
        for entry in demo.story["people"]:
            self.stdout.write(f"  {entry['login']:<12}{entry['title']}")

    def write_papers(self, demo, output):
        output.mkdir(parents=True, exist_ok=True)
        for record in (demo.plan, demo.decision, *demo.reports):
            record.refresh_from_db()
            for extension, (render, _) in FORMATS.items():
                path = output / f"{record.kind}-{record.period}.{extension}"
                path.write_bytes(render(record.paper()))
                self.stdout.write(str(path))
