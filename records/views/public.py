"""What every open page has: no login, and the municipality that its address names."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View

from organizations.models import Municipality


@method_decorator(login_not_required, name="dispatch")
class PublicMixin(View):
    @cached_property
    def place(self):
        place = get_object_or_404(Municipality, slug=self.kwargs["municipality"])
        timezone.activate(place.time_zone)
        return place

    def get_context_data(self, **kwargs):
        return super().get_context_data(place=self.place, **kwargs)
