from django.conf import settings
from django.core.management.base import BaseCommand
from django_tasks_db.models import DBTaskResult

from records.models import ImportBatch, Job, Upload


class Command(BaseCommand):
    help = """Erases what is kept for a time only; for cron: uploaded files with what was read out of them after
    UPLOADS_KEPT_DAYS, background jobs with their files after JOBS_KEPT_DAYS."""

    def handle(self, *args, **options):
        kept = (Upload, ImportBatch)
        uploads = [row for model in kept for row in model.objects.expired().select_related("attachment")]
        for upload in uploads:
            upload.erase()
        jobs = Job.objects.expired()
        for job in jobs:
            job.erase()
        # Of a queue only what is in it matters; that a worker died over a task nobody else writes down.
        DBTaskResult.objects.filter(enqueued_at__lt=Job.oldest_kept()).delete()
        self.stdout.write(f"Erased: {len(uploads)} (older than {settings.UPLOADS_KEPT_DAYS} days)")
        self.stdout.write(f"Erased jobs: {len(jobs)} (older than {settings.JOBS_KEPT_DAYS} days)")
