"""The preview of 5,000 programmes in an XLSX, beside the same resource with django-import-export's default settings.

Ours reads the file, compares it with the register and keeps the rows to be looked at. The reference reads it as
import-export's own pages do and imports it dry: it looks up each row and each organisation, saves, takes all back. They
run in turns on one register, of which the file changes a tenth and to which it adds another; ours is to take at most
0.25 of the time of the reference.
"""

import os
import time
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moc_portal.settings")

import django

django.setup()

from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from import_export.formats.base_formats import XLSX
from import_export.widgets import ForeignKeyWidget

from documents.rendering.lists import Sheet, lists_xlsx
from organizations.exchange import Column, export_rows
from organizations.models import Municipality, Organization, Region
from programs.models import Program
from programs.resources import ProgramResource
from records.importing.staging import stage
from records.importing.tables import sheets_of
from records.models import ImportBatch

ROWS, NEW, CHANGED, ORGANIZATIONS = 5000, 500, 500, 60


class DefaultResource(ProgramResource):
    """The same columns, without anything that was tuned."""

    organization = Column("organization", "Организация", ForeignKeyWidget(Organization, "short_name"))

    class Meta:
        model = Program
        import_id_fields = ("external_id",)
        skip_unchanged = False
        clean_model_instances = False


def main() -> None:
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        compare(make_municipality())
    finally:
        teardown_databases(databases, verbosity=0)


def compare(municipality) -> None:
    content = make_file(municipality)
    batch = ImportBatch.objects.create(municipality=municipality, kind="programs", name="programs.xlsx")
    ours = [seconds(preview, batch, content)]
    reference = seconds(dry_import, municipality, content)
    ours.append(seconds(preview, batch, content))
    counts = batch.counts()
    if counts != {"created": NEW, "changed": CHANGED, "unchanged": ROWS - NEW - CHANGED, "rejected": 0}:
        raise RuntimeError(f"the preview told {counts}")
    print(
        f"importing: preview of {ROWS} programmes {median(ours):.2f} s, import-export by default {reference:.2f} s, "
        f"ratio {median(ours) / reference:.3f} (at most 0.25)"
    )


def seconds(work, *given) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


def preview(batch, content: bytes) -> None:
    stage(batch, sheets_of(content))


def dry_import(municipality, content: bytes) -> None:
    result = DefaultResource(municipality).import_data(XLSX().create_dataset(content), dry_run=True)
    if result.has_errors() or result.has_validation_errors():
        raise RuntimeError("the reference refused rows")


def make_municipality() -> Municipality:
    region = Region.objects.create(name="Озёрный край")
    municipality = Municipality.objects.create(
        region=region, name="Луговой район", name_genitive="Лугового района", slug="lugovoy"
    )
    for number in range(ORGANIZATIONS):
        name = f"Школа № {number + 1}"
        Organization.objects.create(municipality=municipality, name=name, short_name=name, kind="school")
    return municipality


def make_file(municipality) -> bytes:
    """The whole register as it goes out; after that a tenth of it is changed and the last programmes are taken out."""
    schools = list(municipality.organizations.all())
    programs = [invented(schools[number % ORGANIZATIONS], number) for number in range(ROWS)]
    Program.objects.bulk_create(programs, batch_size=500)
    headings, rows = export_rows(ProgramResource, Program.objects.all())
    content = lists_xlsx([Sheet("Программы", [(heading, 20) for heading in headings], rows)])
    Program.objects.filter(external_id__gte=f"{ROWS - NEW:06}").delete()
    Program.objects.filter(external_id__lt=f"{CHANGED:06}").update(hours=36)
    return content


def invented(school, number: int) -> Program:
    program = Program(
        organization=school,
        name=f"Кружок по интересам {number}",
        external_id=f"{number:06}",
        focus_area="technical",
        level="basic",
        register="budget",
        study_form="in_person",
        age_from=7,
        age_to=11,
        hours=72,
        years=1,
        capacity=15,
        annotation="Занятия идут два раза в неделю, на каждом дети делают одну вещь своими руками. " * 3,
        state="registered",
    )
    program.prepare()
    return program


if __name__ == "__main__":
    main()
