from django.shortcuts import render
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..searching import search


class SearchView(MunicipalityMixin, View):
    """The number of an order or some words, across all years; each hit leads to its page."""

    permission = perms.may_read_office

    def get(self, request, **kwargs):
        text = " ".join(request.GET.get("q", "")[:200].replace("\0", "").split())
        groups = search(self.municipality, self.scoped, text)
        return render(request, "reports/search.html", {"section": "search", "text": text, "groups": groups})
