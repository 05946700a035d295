"""Campaigns: which there are, the board of who is where, and what each organisation tells."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Count, Max, Min, Q
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, ListView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Role
from records.views.papers import file_response

from ..campaign_forms import CampaignCreateForm, CampaignEditForm, ParticipantForm
from ..campaign_papers import board_paper
from ..campaigning import board_of
from ..models import Campaign, CampaignParticipant, Program


class CampaignListView(MunicipalityMixin, ListView):
    """All campaigns, the newest first; an organisation sees those in which it is to take part."""

    permission = perms.may_read_cards
    template_name = "programs/campaigns/list.html"
    extra_context = {"section": "programs"}

    def get_queryset(self):
        campaigns = self.scoped(Campaign.objects).select_related("municipality")
        asked = Count("participants", distinct=True)
        requested = Count("participants", distinct=True, filter=Q(participants__requested_on__isnull=False))
        days = {"starts_on": Min("stages__starts_on"), "ends_on": Max("stages__ends_on")}
        return campaigns.annotate(asked=asked, requested=requested, **days)


class CampaignMixin(MunicipalityMixin):
    """The campaign that the address names, with the participants that the user may see."""

    permission = perms.may_read_cards

    @cached_property
    def campaign(self):
        return self.scoped_or_404(Campaign.objects.select_related("municipality"), id=self.kwargs["pk"])

    def get_participants(self):
        rows = CampaignParticipant.objects.for_user(self.request.user).filter(campaign=self.campaign)
        return rows.select_related("organization")

    def get_board(self):
        """The whole board, narrowed to one organisation or to those that are late, as asked."""
        participants = self.get_participants()
        board = board_of(self.campaign, participants, self.municipality.today())
        for row in board.rows:
            row.participant.campaign = self.campaign
        return board.late if self.request.GET.get("late") else board


class CampaignView(CampaignMixin, View):
    def get(self, request, **kwargs):
        board = self.get_board()
        programs = self.campaign.programs.for_user(request.user)
        return render(
            request,
            "programs/campaigns/board.html",
            {
                "section": "programs",
                "campaign": self.campaign,
                "board": board,
                "totals": [
                    (stage, *counted) for stage, counted in zip(board.stages, board.passed(), strict=True)
                ],
                "is_late": bool(request.GET.get("late")),
                "planned": sum(row.participant.planned_programs or 0 for row in board.rows),
                "enrolled": sum(row.participant.enrolled or 0 for row in board.rows),
                "programs": programs.count(),
                "strangers": self._strangers(programs),
                "today": self.municipality.today(),
                "may_manage": perms.may_manage(request.user, self.municipality),
            },
        )

    def _strangers(self, programs):
        """Organisations with a programme in the campaign that were not asked to take part in it."""
        asked = self.campaign.participants.values("organization")
        others = programs.exclude(organization__in=asked).order_by("organization__sort_key")
        return list(others.values_list("organization__short_name", flat=True).distinct())


class CampaignFileView(CampaignMixin, View):
    def get(self, request, *, file_format, **kwargs):
        paper = board_paper(self.campaign, self.get_board(), self.municipality.today())
        return file_response(paper, f"Ход кампании. {self.campaign}", file_format)


class CampaignFormMixin(MunicipalityMixin):
    permission = perms.may_manage
    template_name = "programs/campaigns/form.html"
    extra_context = {"section": "programs"}

    def form_valid(self, form):
        try:
            return redirect(form.save())
        except IntegrityError:
            form.add_error("name", "Кампания с таким названием в этом году уже есть.")
            return self.form_invalid(form)


class CampaignCreateView(CampaignFormMixin, CreateView):
    form_class = CampaignCreateForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"instance": Campaign(municipality=self.municipality)}

    def get_initial(self):
        today = self.municipality.today()
        return {"name": "Летняя кампания", "year": today.year + (today.month > 6)}


class CampaignUpdateView(CampaignFormMixin, CampaignMixin, UpdateView):
    permission = perms.may_manage
    form_class = CampaignEditForm

    def get_object(self, queryset=None):
        return self.campaign

    def get_context_data(self, **kwargs):
        return super().get_context_data(campaign=self.campaign, **kwargs)


class ParticipantView(MunicipalityMixin, UpdateView):
    """What one organisation tells in a campaign; told by itself, or by the methodist for it."""

    permission = perms.may_read_cards
    form_class = ParticipantForm
    template_name = "programs/campaigns/participant.html"
    extra_context = {"section": "programs"}

    def get_object(self, queryset=None):
        related = ("campaign__municipality", "organization")
        participant = self.scoped_or_404(
            CampaignParticipant.objects.select_related(*related), id=self.kwargs["pk"]
        )
        if not self._may_tell(participant):
            raise PermissionDenied("Заявку вносит организация или методист МОЦ за неё.")
        return participant

    def _may_tell(self, participant):
        is_own = participant.organization_id in self.request.user.represented
        return is_own or perms.has_role(self.request.user, self.municipality, Role.METHODIST)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": self.municipality.today()}

    def get_context_data(self, **kwargs):
        whose = {"campaign": self.object.campaign_id, "organization": self.object.organization_id}
        programs = self.scoped(Program.objects).filter(**whose)
        return super().get_context_data(programs=programs.select_related("municipality"), **kwargs)

    def form_valid(self, form):
        participant = form.save()
        messages.success(self.request, f"Сохранено: {participant.organization}.")
        return redirect(participant.campaign)
