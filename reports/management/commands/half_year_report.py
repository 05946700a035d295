"""Write a half-year report to a file; one that does not exist yet is begun and drafted from the plan."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from organizations.models import Municipality
from plans.periods import ReportingPeriod
from records.views import FORMATS
from reports.models import MAIN_FORM, Report, ReportAddress, ReportForm
from reports.papers import report_data
from reports.refreshing import plan_for, start_report


class Command(BaseCommand):
    help = "Записать полугодовой отчёт в файл. Если отчёта ещё нет, он будет начат по плану этого года."

    def add_arguments(self, parser):
        parser.add_argument("--municipality", required=True, help="имя муниципалитета в адресе портала")
        parser.add_argument("--period", required=True, help="2026H1, 2026H2 или 2026")
        parser.add_argument("--format", required=True, choices=[*FORMATS, "json"])
        parser.add_argument("--output", required=True, type=Path, help="файл, в который записать отчёт")

    def handle(self, *, municipality, period, format, output, **options):  # noqa: A002 -- named by the contract
        report = find_or_start(find_municipality(municipality), read_period(period))
        try:
            output.write_bytes(render(report, format))
        except OSError as refusal:
            raise CommandError(f"Не удалось записать файл {output}: {refusal.strerror}.") from refusal
        self.stdout.write(f"{report.title} ({report.get_state_display()}): {output}")


def find_municipality(slug):
    try:
        return Municipality.objects.get(slug=slug)
    except Municipality.DoesNotExist as missing:
        raise CommandError(f"Муниципалитета «{slug}» в портале нет.") from missing


def read_period(code):
    try:
        return ReportingPeriod.from_code(code)
    except ValueError as unreadable:
        raise CommandError(
            f"Период «{code}» не понят. Укажите полугодие, 2026H1 или 2026H2, либо год: 2026."
        ) from unreadable


def find_or_start(municipality, period):
    if ReportForm.of(municipality, ReportAddress(MAIN_FORM, period)) is None:
        raise CommandError(f"За такой период, {period}, отчёт опорного центра не составляется.")
    report = Report.objects.filter(municipality=municipality, variant=MAIN_FORM, period=period.code).first()
    if report is not None:
        return report
    plan = plan_for(municipality, period)
    if plan is None:
        raise CommandError(
            f"Отчёта за {period} нет, и начать его не по чему: нет плана на {period.year} год."
        )
    return start_report(plan, period)


def render(report, file_format) -> bytes:
    """The report in a format; a file to print is as approved, else as the report stands in the editor."""
    if file_format == "json":
        return json.dumps(report_data(report), ensure_ascii=False, indent=1).encode()
    to_bytes, _ = FORMATS[file_format]
    return to_bytes(report.paper())
