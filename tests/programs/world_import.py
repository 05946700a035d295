"""Files of registers for the walks over all addresses."""

from django.core.files.uploadedfile import SimpleUploadedFile

from records.import_forms import ImportFileForm
from records.models import ImportBatch


def import_rows(organization, methodist, marker):
    """A file that was compared, and one that is only reconciled."""
    return {
        "reconciliation": send_table(organization, methodist, marker, is_reconciliation="1"),
        "import": send_table(organization, methodist, marker),
    }


def send_table(organization, methodist, marker, **facts):
    table = (
        "Организация;Название;Часов;Лишний\n"
        f"{organization};Новая {marker};72;1\n"
        f"{organization};Новая {marker};много;2\n"
        f"Не {marker};Ещё одна {marker};72;3\n"
    )
    form = ImportFileForm(
        {"kind": "programs", "source": marker, **facts},
        {"file": SimpleUploadedFile(f"{marker}.csv", table.encode())},
        municipality=organization.municipality,
        user=methodist,
    )
    assert form.is_valid(), form.errors
    return form.save().pk


def grow_imports(world, number):
    """One more row in each file, and one more file."""
    for batch in ImportBatch.objects.filter(pk__in=[world.rows["import"], world.rows["reconciliation"]]):
        row = batch.rows.first()
        row.pk, row.number = None, 100 + number
        row.save()
        batch.pk = None
        batch.save()
