"""Background jobs: how far one is, and what came of it."""

from pathlib import PurePath

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from documents.file_types import EXTENSIONS
from moc_portal.scoping import MunicipalityMixin

from ..jobs import take_up_again
from ..models import Job

SHOWN = 50
CONTENT_TYPES = {extension: content_type for content_type, extension in EXTENSIONS.items()}


class JobListView(MunicipalityMixin, View):
    """One's own jobs, the newest first."""

    def get(self, request, **kwargs):
        jobs = self.scoped(Job.objects)[:SHOWN]
        return render(request, "records/job_list.html", {"section": "jobs", "jobs": jobs})


class JobView(MunicipalityMixin, View):
    """The page of a job asks for its part again and again until the job is over."""

    def get(self, request, *, pk, **kwargs):
        job = self.scoped_or_404(Job.objects.select_related("municipality"), pk=pk)
        if job.is_dropped:
            take_up_again(job)
        if request.htmx and job.state == Job.State.DONE and job.result_url:
            return HttpResponseClientRedirect(job.result_url)
        template = "records/job_state.html" if request.htmx else "records/job.html"
        return render(request, template, {"section": "jobs", "job": job})


class JobFileView(MunicipalityMixin, View):
    """The file that a job has made, as a download."""

    def get(self, request, *, pk, **kwargs):
        job = self.scoped_or_404(Job.objects.exclude(result=""), pk=pk)
        try:
            content = job.result.open()
        except FileNotFoundError:
            raise Http404("Файла больше нет в хранилище: запустите работу ещё раз.") from None
        content_type = CONTENT_TYPES.get(PurePath(job.result_name).suffix, "application/octet-stream")
        response = FileResponse(
            content, as_attachment=True, filename=job.result_name, content_type=content_type
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
