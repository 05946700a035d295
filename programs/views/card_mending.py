"""Mending cards where they are listed: one card at once, or one field of many cards at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View

from documents.prose import count
from moc_portal.forms import keys_in
from organizations import perms

from ..completeness import EMPTY, value_of
from ..editing import closed_because, fields_to_fill
from ..life import may_write
from ..mending_forms import FILLED_BY_FIELD, FillForm, MendFilter, card_form
from ..models import Program
from ..proofreading import label_of, proof_cards
from .proofreading import CardsMixin

FILLED_AT_ONCE = 50


class CardMixin(CardsMixin):
    """One card of the list."""

    def get_program(self, programs=Program.objects):
        rows = self.scoped(programs.select_related("organization__municipality"))
        if not self.is_office:
            rows = rows.filter(organization__in=self.request.user.represented)
        program = rows.filter(id=self.kwargs["pk"]).kept().first()
        if program is None:
            raise Http404
        return program

    def get_card(self, program):
        """The card as it is now; what it repeats is seen only among all rows of the municipality."""
        cards = proof_cards(self.municipality, self.municipality.today())
        return next(card for card in cards if card.pk == program.pk)

    def show_card(self, program, form=None, status=200):
        card = self.get_card(program)
        may = bool(may_write(self.request.user, program)) and not closed_because(program.state)
        if form is None and may and (form_class := card_form(card, program)):
            form = form_class(instance=program, prefix=f"card-{program.pk}")
        return self.show(
            "programs/cards/card.html",
            status,
            card=card,
            organization=program.organization,
            may_write=may,
            may_judge=perms.may_manage(self.request.user, self.municipality),
            form=form,
            rights=[
                (right, label_of(right.code)) for right in program.found_right.select_related("user__person")
            ],
        )

    def go_on(self, program):
        """In the list the card as it is now; on a page of its own the next card under the same conditions."""
        if self.request.htmx:
            return self.show_card(
                Program.objects.select_related("organization__municipality").get(pk=program.pk)
            )
        messages.success(self.request, f"Сохранено: «{program.name}».")
        following = self._following(program)
        name, where = ("card", [following.pk]) if following else ("card-mends", [])
        address = reverse(name, args=[self.municipality.slug, *where])
        return redirect(f"{address}?{self.query}" if self.query else address)

    def _following(self, program):
        chosen = MendFilter(self.request.GET, self.cards, self.organizations.values()).chosen()
        places = {card.pk: place for place, card in enumerate(self.cards)}
        later = (card for card in chosen if places[card.pk] > places.get(program.pk, -1))
        return next(later, None)


class CardView(CardMixin, View):
    """What is to be mended in one card, with the fields for it; in the list or as a page of its own."""

    def get(self, request, **kwargs):
        return self.show_card(self.get_program())

    @transaction.atomic
    def post(self, request, **kwargs):
        program = Program.objects.locked(self.get_program().pk)  # nobody sends it on in between
        if not may_write(request.user, program):
            raise PermissionDenied
        form_class = card_form(self.get_card(program), program)
        if form_class is None:
            return self.show_card(program)
        form = form_class(request.POST, instance=program, prefix=f"card-{program.pk}")
        if not form.is_valid():
            return self.show_card(self.get_program(), form, status=422)
        return self.go_on(form.save())


class CardRightView(CardMixin, View):
    """«Так и есть»: the methodist has looked at it; or it is told again."""

    permission = perms.may_manage
    http_method_names = ["post"]

    def post(self, request, **kwargs):
        program, code = self.get_program(), request.POST.get("code", "")
        if request.POST.get("again"):
            program.found_right.filter(code=code).delete()
        elif mend := next((mend for mend in self.get_card(program).mends if mend.code == code), None):
            value = value_of(program, code) if mend.value is None else mend.value
            program.found_right.update_or_create(code=code, defaults={"value": value, "user": request.user})
        return self.go_on(program)


class CardFillView(CardsMixin, View):
    """One empty field of many cards, filled in line by line or with one value for all that are ticked."""

    permission = perms.may_mend_cards

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["field"] not in FILLED_BY_FIELD:
            raise Http404
        self.name = kwargs["field"]

    def get(self, request, **kwargs):
        page = Paginator(self._lacking(), FILLED_AT_ONCE).get_page(request.GET.get("page"))
        return self._show(FillForm(self.name, self._programs(page)), page)

    @transaction.atomic
    def post(self, request, **kwargs):
        sent = keys_in(key.removeprefix("value-") for key in request.POST if key.startswith("value-"))
        lacking = [key for key in self._lacking() if key in set(sent)]
        form = FillForm(self.name, self._programs(lacking, is_locked=True), request.POST)
        if not form.is_valid():
            return self._show(form, None, status=422)
        for program in form.given:
            program.version += 1
            program.save()
        self._tell(len(form.given), len(sent) - len(lacking))
        return redirect(f"{request.path}?{self.query}" if self.query else request.path)

    def _lacking(self):
        """The keys of the programmes whose field is empty, under the conditions of the list."""
        asked = self.request.GET.copy()
        asked["gap"], asked["what"] = EMPTY + self.name, ""
        chosen = MendFilter(asked, self.cards, self.organizations.values()).chosen()
        return [card.pk for card in chosen if not closed_because(card.state)]

    def _programs(self, keys, *, is_locked=False):
        programs = self.scoped(Program.objects).select_related("organization__municipality")
        if is_locked:
            programs = programs.select_for_update(of=("self",))
        return [one for one in programs.filter(pk__in=list(keys)) if self.name in fields_to_fill(one)]

    def _tell(self, filled, taken):
        words = f"Заполнено: {count(filled, 'программа')}."
        if taken:
            words += f" Пропущено: {taken}, их за это время уже заполнили."
        messages.success(self.request, words)

    def _show(self, form, page, status=200):
        label = form.filled.verbose_name
        return self.show("programs/cards/fill.html", status, form=form, page_obj=page, label=label)
