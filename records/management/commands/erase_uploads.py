from django.conf import settings
from django.core.management.base import BaseCommand

from records.models import Upload


class Command(BaseCommand):
    help = "Erases uploaded files, and what was read out of them, UPLOADS_KEPT_DAYS after they came in; for cron."

    def handle(self, *args, **options):
        expired = Upload.objects.expired().select_related("attachment")
        for upload in expired:
            upload.erase()
        self.stdout.write(f"Erased: {len(expired)} (older than {settings.UPLOADS_KEPT_DAYS} days)")
