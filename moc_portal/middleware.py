from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils import timezone


def municipal_clock(get_response):
    """Each request begins by the portal's clock; a municipality's page sets its own, and no other page inherits it."""

    def answer(request):
        with timezone.override(None):
            return get_response(request)

    return answer


class LoginRequired(LoginRequiredMiddleware):
    """Who is no longer logged in is sent to the login page, and from there back to the page he came from.

    A part of a page must not be answered with that of the login: it would take the place of what was being typed.
    """

    def handle_no_permission(self, request, view_func):
        answer = super().handle_no_permission(request, view_func)
        page = request.htmx.current_url_abs_path if request.htmx else None
        if page is None:
            return answer
        back = f"{page.partition('#')[0]}#{request.htmx.target or ''}"
        login = redirect_to_login(
            back, self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )
        return HttpResponse(status=401, headers={"HX-Redirect": login.url})
