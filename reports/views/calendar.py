from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View

from organizations.models import User

from ..calendar import calendar_of


@method_decorator(login_not_required, name="dispatch")
class CalendarView(View):
    """The calendar of whoever has the secret address; a revoked one does not exist."""

    def get(self, request, token):
        user = User.objects.filter(calendar_token=token, is_active=True).first()
        if user is None:
            raise Http404
        response = HttpResponse(calendar_of(user), content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "private"
        response["Content-Disposition"] = 'inline; filename="sroki.ics"'
        return response
