"""Published registers, for everybody and without personal data."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import ListView

from ..registers import REGISTERS
from .public import PublicMixin


class PublicRegistersView(PublicMixin, ListView):
    template_name = "records/public_registers.html"

    def get_queryset(self):
        return self.place.published_registers.filter(register__in=publishable())

    def get_context_data(self, **kwargs):
        published = [(each, REGISTERS[each.register]) for each in self.object_list]
        return super().get_context_data(published=published, **kwargs)


class PublicRegisterView(PublicMixin, ListView):
    template_name = "records/public_register.html"
    paginate_by = 50

    @cached_property
    def published(self):
        if self.kwargs["register"] not in publishable():
            raise Http404
        return get_object_or_404(self.place.published_registers, register=self.kwargs["register"])

    @cached_property
    def selection(self):
        return REGISTERS[self.published.register].read_openly(self.place, self.request.GET)

    def get_queryset(self):
        return self.selection.rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "published": self.published,
            "selection": self.selection,
            "register": self.selection.register,
            "table": [self.selection.cells(row) for row in context["page_obj"]],
        }


def publishable():
    return [slug for slug, register in REGISTERS.items() if register.is_publishable]
