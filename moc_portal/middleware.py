from django.utils import timezone


def municipal_clock(get_response):
    """Each request begins by the portal's clock; a municipality's page sets its own, and no other page inherits it."""

    def answer(request):
        with timezone.override(None):
            return get_response(request)

    return answer
