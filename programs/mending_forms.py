"""Mending cards in the list: which are shown, one programme's fields at once, one field of many programmes at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from moc_portal.forms import VersionedModelForm

from .completeness import REQUIRED
from .editing import fields_to_fill
from .models import Program, ProgramRegister
from .models.classifiers import REGISTER_STATES, ProgramState
from .proofreading import FILLED_IN_PLACE, ProofCard, by_kind

REGISTERED, COMING, ALL = "register", "coming", "all"
SCOPES = [(REGISTERED, "в реестре и размещённые"), (COMING, "ещё готовятся"), (ALL, "все, кроме архива")]
OUT_OF_THE_WAY = {*REGISTER_STATES, ProgramState.REJECTED}
FILLED_BY_FIELD = tuple(name for name in REQUIRED if name in FILLED_IN_PLACE)


class ScopeForm(forms.Form):
    """Which programmes are proof-read: those that stand in the register, unless asked otherwise."""

    scope = forms.ChoiceField(label="программы", choices=SCOPES, required=False)

    def __init__(self, data):
        super().__init__({"scope": REGISTERED} | data.dict())

    def narrow(self, cards: list[ProofCard]) -> list[ProofCard]:
        if self.data["scope"] == ALL:
            return cards
        if self.data["scope"] == COMING:
            return [card for card in cards if card.state not in OUT_OF_THE_WAY]
        return [card for card in cards if card.state in REGISTER_STATES]


class MendFilter(ScopeForm):
    """Which cards are listed, and which of their gaps."""

    fields: dict[str, Any]  # of whatever kind: some have choices
    organization = forms.ChoiceField(label="организация", required=False)
    gap = forms.ChoiceField(label="что не так", required=False)
    what = forms.ChoiceField(
        label="пробелы",
        required=False,
        choices=[("", "Любые"), ("empty", "пустые поля"), ("suspicious", "вызывают сомнение")],
    )
    register = forms.ChoiceField(
        label="реестр", required=False, choices=[("", "Любой"), *ProgramRegister.choices]
    )

    def __init__(self, data, cards, organizations):
        super().__init__(data)
        self.cards = cards
        present = {card.organization_id for card in cards}
        shown = [(str(one.pk), str(one)) for one in organizations if one.pk in present]
        self.fields["organization"].choices = [("", "Все"), *shown]
        kinds = by_kind(super().narrow(cards))
        words = [(code, f"{label} ({number})") for code, label, number in kinds]
        self.fields["gap"].choices = [("", "Всё"), *words]
        if len(shown) < 2:
            del self.fields["organization"]

    def chosen(self) -> list[ProofCard]:
        """The cards that have something of what was asked for; nothing for what cannot be chosen."""
        if not self.is_valid():
            return []
        asked = self.cleaned_data
        cards = [card for card in self.narrow(self.cards) if self._fits(card, asked)]
        return [card for card in cards if any(self._is_asked(mend, asked) for mend in card.mends)]

    @staticmethod
    def _fits(card, asked):
        organization, register = asked.get("organization"), asked["register"]
        return (not organization or str(card.organization_id) == organization) and (
            not register or card.register == register
        )

    @staticmethod
    def _is_asked(mend, asked):
        is_of_kind = not asked["what"] or mend.is_empty == (asked["what"] == "empty")
        return is_of_kind and asked["gap"] in ("", mend.code)


class CardForm(VersionedModelForm):
    """Some fields of a card; what the whole card has to keep is checked, though only they are shown."""

    class Meta:
        model = Program
        fields: list[str] = []

    def validate_unique(self):
        """The last check before the version is claimed."""
        super().validate_unique()
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as broken:
                self.add_error(None, broken.messages)


def card_form(card: ProofCard, program: Program):
    """The form of the fields of one card in which something is wrong; None when none of them is mended in place."""
    notes = {mend.field: mend.sentence for mend in card.mends if not mend.is_empty}
    allowed = FILLED_IN_PLACE & fields_to_fill(program)
    names = [mend.field for mend in card.mends if mend.field in allowed]
    if not names:
        return None
    return forms.modelform_factory(
        Program,
        form=CardForm,
        fields=list(dict.fromkeys(names)),
        widgets={"annotation": forms.Textarea({"rows": 4})},
        help_texts={name: sentence for name, sentence in notes.items() if name in names},
    )


class FillForm(forms.Form):
    """One field of many programmes: a value for each, or one value for all that are ticked."""

    EACH, COMMON = "each", "common"

    def __init__(self, name, programs, data=None):
        super().__init__(data)
        self.name, self.programs = name, programs
        self.ticked = data.getlist("chosen") if data else []
        model: Any = Program
        self.filled = model._meta.get_field(name)
        for program in programs:
            self.fields[f"value-{program.pk}"] = self._field(f"{program.name}: {self.filled.verbose_name}")
        self.fields[self.COMMON] = self._field("Одно для отмеченных")

    def _field(self, label):
        field = self.filled.formfield(required=False, label=label)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 2
        field.help_text = ""
        return field

    def rows(self):
        return [(program, self[f"value-{program.pk}"]) for program in self.programs]

    def clean(self):
        """`given` holds the programmes with a value to save; each is checked as a whole card."""
        cleaned, self.given = self.cleaned_data, []
        for program in self.programs:
            key = self._source(program)
            value = cleaned.get(key) if key else None
            if value not in (None, ""):
                setattr(program, self.name, value)
                self._check(program, key)
                self.given.append(program)
        if not self.given and not self.errors:
            self.add_error(None, "Ничего не заполнено: впишите значения или отметьте строки для общего.")
        return cleaned

    def _source(self, program):
        """The field that gives a programme its value; nothing for one that is left out."""
        if self.data.get("do") != self.COMMON:
            return f"value-{program.pk}"
        return self.COMMON if str(program.pk) in self.ticked else ""

    def _check(self, program, key):
        try:
            program.validate_constraints()
        except ValidationError as broken:
            self.add_error(key, [f"{program.name}: {message}" for message in broken.messages])
