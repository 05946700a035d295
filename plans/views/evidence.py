"""What proves events: added to many at once, and given out as a folder for an inspection."""

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header

from documents.prose import count
from organizations import perms

from ..inspection import Folder
from .events import EventListView


class EventProofsView(EventListView):
    """An order or files for all ticked events at once; then the list again, as it was filtered."""

    permission = perms.may_edit
    http_method_names = ["post"]

    @cached_property
    def proofs(self):
        return self.make_proofs(self.request.POST, self.request.FILES)

    def post(self, request, *args, **kwargs):
        if not self.proofs.is_valid():
            page = self.get(request, *args, **kwargs)
            page.status_code = 422
            return page
        messages.success(request, f"Дополнено: {count(self.proofs.save(), 'мероприятие')}.")
        return redirect(f"{reverse('event-list', args=[self.municipality.slug])}?{request.GET.urlencode()}")


class FolderView(EventListView):
    """«Папка проверки» of the filtered events: what will be in it, what is missing and how large it is."""

    permission = perms.may_read_office
    template_name = "plans/folder.html"
    paginate_by = None

    def get_queryset(self):
        events = super().get_queryset().prefetch_related("acts__scans", "organizations")
        return events.order_by("starts_on", "pk")

    def get_context_data(self, **kwargs):
        head = [("Муниципальное образование", self.municipality.name), *self.filterset.told()]
        folder = Folder(self.object_list, head)
        return super().get_context_data(folder=folder, **kwargs)


class FolderFileView(FolderView):
    """The ZIP itself; one that cannot be packed leads back to the page that says why."""

    def render_to_response(self, context, **kwargs):
        folder = context["folder"]
        if folder.refusal():
            page = reverse("event-folder", args=[self.municipality.slug])
            return redirect(f"{page}?{self.request.GET.urlencode()}")
        name = f"Папка проверки {self.municipality.name} {self.municipality.today():%d.%m.%Y}.zip"
        response = StreamingHttpResponse(folder.pack(), content_type="application/zip")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
