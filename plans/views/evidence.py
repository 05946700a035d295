from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from documents.prose import count
from organizations import perms

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
