from django.db.models import Count, Prefetch
from django.urls import reverse
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..agreement_forms import CommunityForm
from ..models import CommunityMember, NetworkCommunity
from .office import OfficeFormMixin


class CommunityListView(MunicipalityMixin, ListView):
    permission = perms.may_read_office
    template_name = "programs/networks/community_list.html"
    paginate_by = 50
    extra_context = {"section": "programs"}

    def get_queryset(self):
        coordinators = CommunityMember.objects.filter(is_coordinator=True).select_related("organization")
        communities = self.scoped(NetworkCommunity.objects).select_related("municipality")
        counted = communities.annotate(member_count=Count("members")).order_by("-is_active", "name")
        return counted.prefetch_related(Prefetch("members", coordinators, to_attr="coordinators"))


class CommunityView(MunicipalityMixin, DetailView):
    permission = perms.may_read_office
    template_name = "programs/networks/community.html"
    context_object_name = "community"
    extra_context = {"section": "programs"}

    def get_queryset(self):
        members = CommunityMember.objects.select_related("organization")
        communities = self.scoped(NetworkCommunity.objects).select_related("municipality")
        return communities.prefetch_related(Prefetch("members", members))


class CommunityFormMixin(OfficeFormMixin):
    form_class = CommunityForm
    template_name = "programs/office_form_with_rows.html"

    def get_success_url(self):
        if self.object and self.object.pk:
            return self.object.get_absolute_url()
        return reverse("community-list", args=[self.municipality.slug])


class CommunityCreateView(CommunityFormMixin, CreateView):
    heading = "Новое сообщество"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": NetworkCommunity(municipality=self.municipality)}


class CommunityUpdateView(CommunityFormMixin, UpdateView):
    heading = "Изменить сообщество"

    def get_queryset(self):
        return self.scoped(NetworkCommunity.objects)
