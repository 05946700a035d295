"""The proof-reading of cards: how far each organisation is, what is to be mended, and the letter about it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.views.papers import file_response

from ..card_papers import mends_paper
from ..completeness import EMPTY
from ..editing import closed_because
from ..mending_forms import FILLED_BY_FIELD, MendFilter, ScopeForm
from ..proofreading import by_kind, by_organization, proof_cards, tally

ON_A_PAGE = 20


class CardsMixin(MunicipalityMixin):
    """The cards that the user may read: the office all, an organisation its own."""

    permission = perms.may_read_cards

    @cached_property
    def cards(self):
        cards = proof_cards(self.municipality, self.municipality.today())
        if self.is_office:
            return cards
        return [card for card in cards if card.organization_id in self.request.user.represented]

    @cached_property
    def is_office(self):
        return perms.may_read_office(self.request.user, self.municipality)

    @cached_property
    def organizations(self):
        return {one.pk: one for one in self.municipality.organizations.all()}

    @property
    def query(self):
        """The conditions under which one is in the list, as they go on in its links."""
        return self.request.GET.urlencode()

    def show(self, template, status=200, **context):
        return render(
            self.request, template, {"section": "programs", "query": self.query} | context, status=status
        )


class CardListView(CardsMixin, View):
    """How far the cards of each organisation are in order; an organisation gets its own list at once."""

    def get(self, request, **kwargs):
        if not self.is_office:
            return redirect("card-mends", self.municipality.slug)
        form = ScopeForm(request.GET)
        cards = form.narrow(self.cards)
        shares = [(self.organizations[one.organization_id], one) for one in by_organization(cards)]
        return self.show(
            "programs/cards/overview.html", form=form, whole=tally(cards), shares=shares, kinds=by_kind(cards)
        )


class MendListView(CardsMixin, View):
    """What is to be mended, by programme."""

    def get(self, request, **kwargs):
        form = MendFilter(request.GET, self.cards, self.organizations.values())
        chosen = form.chosen()
        page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
        writable = self._writable(page)
        rows = [(card, self.organizations[card.organization_id], card.pk in writable) for card in page]
        gap = form.cleaned_data.get("gap", "") if form.is_valid() else ""
        return self.show(
            "programs/cards/mends.html",
            filter=form,
            rows=rows,
            page_obj=page,
            mends=sum(len(card.mends) for card in chosen),
            fill=gap.removeprefix(EMPTY) if gap.removeprefix(EMPTY) in FILLED_BY_FIELD else "",
            is_office=self.is_office,
            one=self._one_organization(chosen),
            may_judge=perms.may_manage(request.user, self.municipality),
        )

    def _writable(self, page):
        """The keys of those programmes on the page that the user may mend now."""
        is_editor, own = perms.may_edit(self.request.user, self.municipality), self.request.user.represented
        opened = (card for card in page if not closed_because(card.state))
        return {card.pk for card in opened if is_editor or card.organization_id in own}

    def _one_organization(self, chosen):
        """The only organisation whose cards are shown: a letter can be written to it."""
        shown = {card.organization_id for card in chosen}
        return self.organizations[shown.pop()] if len(shown) == 1 else None


class CardFileView(CardsMixin, View):
    """«Что поправить в карточках»: what one organisation has to mend, as a letter to it."""

    def get(self, request, *, organization, file_format, **kwargs):
        addressee = self.organizations.get(organization)
        if addressee is None or not self._may_read(addressee):
            raise Http404
        cards = ScopeForm(request.GET).narrow(self.cards)
        own = [card for card in cards if card.organization_id == addressee.pk and card.mends]
        paper = mends_paper(addressee, own, self.municipality.today())
        return file_response(paper, f"Что поправить в карточках. {addressee}", file_format)

    def _may_read(self, addressee):
        return self.is_office or addressee.pk in self.request.user.represented
