"""Background jobs for the walks over all addresses."""

from django.core.files.base import ContentFile

from records.models import Job


def job_rows(municipality, user, marker):
    job = Job(
        municipality=municipality,
        user=user,
        kind="test",
        title=f"Выгрузка {marker}",
        result_name=f"{marker}.pdf",
    )
    job.state = Job.State.DONE
    job.result.save("job", ContentFile(b"%PDF"))
    return {"job": job.pk}


def another_job(world):
    job = Job.objects.get(pk=world.rows["job"])
    job.pk = None
    job.save()
