"""Who is on the other side of the proxy."""

from django.conf import settings


def client_address(request):
    """The address a login is tried from: as the proxy says it where there is one, else the connection's own."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
