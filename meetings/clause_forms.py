"""A clause as it is entered, and whom it binds."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from documents.prose import count, format_date
from moc_portal.forms import RowsField, VersionedModelForm
from organizations.models import Organization, Person, Role
from plans.forms import DeadlineForm

from .addressing import Addressees, Addressing
from .clause_kinds import proposed_kind
from .fan_out import fan_out
from .models import Clause

OFFICE = (Role.METHODIST, Role.MOC_HEAD, Role.AUTHORITY)
ADDRESSING = ["group_kinds", "condition", "organizations", "person", "is_addressed"]
# A centre of the region is bound by nobody in a municipality.
KINDS = [choice for choice in Organization.Kind.choices if choice[0] != Organization.Kind.CENTRE]


class AddressingForm(VersionedModelForm):
    """Whom a clause binds; it holds once «адресаты верны» is ticked."""

    fields: dict[str, Any]  # of whatever kind: some have choices, some a queryset
    group_kinds = forms.MultipleChoiceField(
        label="всем организациям вида", choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Clause
        fields = ADDRESSING
        widgets: dict[str, Any] = {"organizations": forms.CheckboxSelectMultiple}
        field_classes = {"organizations": RowsField}
        labels = {
            "condition": "только тем из них",
            "person": "или сотруднику",
            "is_addressed": "адресаты верны",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = self.instance.meeting.municipality
        clause = self.instance
        chosen = clause.organizations.values("pk") if clause.pk else []
        active = Q(is_active=True) | Q(pk__in=chosen)
        self.fields["organizations"].queryset = self.municipality.organizations.filter(active)
        self.fields["condition"].choices = [("", "без условия"), *Clause.Condition.choices]
        self._offer_office("person", "нет")

    def _offer_office(self, name, empty_label):
        self.fields[name].queryset = Person.objects.filter(pk__in=[person.pk for person in self.office])
        self.fields[name].choices = [("", empty_label), *((person.pk, person) for person in self.office)]

    @cached_property
    def appointments(self):
        """Those by which somebody works in the office today."""
        here = self.municipality.appointments.on(self.municipality.today()).filter(role__in=OFFICE)
        return list(here.select_related("person"))

    @cached_property
    def office(self):
        """Those who work in the office today, and those chosen before."""
        chosen = filter(None, (self.instance.person, self.instance.controller))
        return list(dict.fromkeys([*(appointment.person for appointment in self.appointments), *chosen]))

    @cached_property
    def addressing(self):
        return Addressing(self.municipality, self.appointments)

    @cached_property
    def addressees(self) -> Addressees:
        """Those that the form holds now, what is wrong in it apart."""
        return Addressees(
            self._held("group_kinds") or [],
            self._held("condition") or "",
            list(self._held("organizations") or ()),
            self._held("person"),
        )

    def _held(self, name):
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    @cached_property
    def bound(self):
        """The organisations that would get the clause today."""
        return list(self.addressees.bound(self.municipality))

    def offer(self, addressees: Addressees) -> None:
        """Let the form begin with the addressees proposed."""
        self.initial.update(as_initial(addressees))

    @property
    def bound_told(self):
        """«Сегодня получат 12 организаций»."""
        number = len(self.bound)
        verb = "получит" if number % 10 == 1 and number % 100 != 11 else "получат"
        return f"Сегодня {verb} {count(number, 'организация')}"

    @property
    def is_executable(self):
        return self.instance.is_executable

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("condition") and not data.get("group_kinds"):
            self.add_error("condition", "Условие выбирают к виду организаций: отметьте, каких.")
        if data.get("is_addressed") and self.is_executable and not (self.bound or data.get("person")):
            self.add_error("is_addressed", "Пункт никто не получит: выберите, кому он адресован.")
        controller = data.get("controller", self.instance.controller)
        if controller and controller == data.get("person"):
            self.add_error(
                "person", f"{controller} контролирует пункт: исполнитель сам себя не контролирует."
            )


class SignedAddressingForm(AddressingForm):
    """The addressees of a clause of a signed paper, whose words stand: confirmed, they get it at once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_addressed"].required = True
        self.fields["is_addressed"].error_messages["required"] = "Проверьте адресатов и поставьте отметку."
        clause = self.instance
        if not (clause.group_kinds or clause.person_id or clause.organizations.exists()):
            self.offer(self.addressing.propose(clause.addressee_text, clause.text))

    @transaction.atomic
    def save(self, commit=True):
        clause = super().save()
        fan_out([clause], self.municipality.today())
        return clause


class ClauseForm(AddressingForm):
    """A clause of a draft. A kind left empty follows from the words, and so do addressees while nobody has chosen any."""

    class Meta(AddressingForm.Meta):
        fields = [
            "item",
            "number",
            "kind",
            "text",
            "addressee_text",
            "deadline_text",
            "controller",
            *ADDRESSING,
        ]
        widgets = AddressingForm.Meta.widgets | {
            "text": forms.Textarea({"rows": 5}),
            "addressee_text": forms.TextInput({"list": "addressees"}),
        }
        labels = AddressingForm.Meta.labels | {
            "item": "по вопросу",
            "addressee_text": "кому, словами документа",
        }
        help_texts = {
            "text": "Подпункты — с новой строки, каждый с тире в начале.",
            "addressee_text": "Например: руководителям школ; управлению образования; МОУ СОШ № 4.",
            "deadline_text": "Например: до 01.09.2026; постоянно.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.instance.meeting
        self.fields["item"].queryset = meeting.agenda.all()
        self.fields["item"].empty_label = "вне вопросов повестки"
        self.fields["kind"].required = False
        self.fields["kind"].choices = [("", "по словам текста"), *Clause.Kind.choices]
        self._offer_office("controller", "не назначен")
        if not self.instance.pk:
            self.initial["number"] = meeting.next_clause_number(self._held("item"))

    @property
    def known_addressees(self):
        """Words of this paper for whom its clauses bind, to choose from while one types."""
        written = self.instance.meeting.clauses.exclude(addressee_text="").order_by("addressee_text")
        return written.values_list("addressee_text", flat=True).distinct()

    @property
    def told_kind(self):
        """The kind chosen, or the one that the words tell."""
        return self["kind"].value() or proposed_kind(self["text"].value() or "")

    @property
    def kind_label(self):
        return dict(Clause.Kind.choices).get(self.told_kind, "")

    @property
    def is_executable(self):
        return self.told_kind in Clause.EXECUTABLE

    def propose(self) -> Addressees:
        return self.addressing.propose(self["addressee_text"].value() or "", self["text"].value() or "")

    def clean_number(self):
        number = self.cleaned_data["number"].strip().rstrip(".")
        if not number:
            raise ValidationError("Укажите номер пункта.")
        if self.instance.meeting.clauses.filter(number=number).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"Пункт {number} в этом документе уже есть.")
        return number

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "deadline_text" in self.changed_data:
            self.instance.deadline_is_corrected = False
        data["kind"] = data.get("kind") or proposed_kind(data.get("text", ""))
        if self.is_executable and not (self.addressees or data.get("is_addressed")):
            data |= as_initial(self.propose())

    @transaction.atomic
    def save(self, commit=True):
        clause = self.instance
        if clause.position is None:
            clause.position = (clause.meeting.clauses.aggregate(last=Max("position"))["last"] or 0) + 1
        return super().save()


class ClauseDeadlineForm(DeadlineForm):
    """What the deadline of a clause means, where the portal misunderstood."""

    class Meta:
        model = Clause
        fields: list[str] = []

    def expected_years(self):
        meeting = self.instance.meeting
        return range(meeting.year, meeting.year + 6), f"решения {meeting.year} года"

    def clean(self):
        super().clean()
        end, first = self.cleaned_data.get("end"), self.instance.meeting.starts_on
        if end and end < first:
            self.add_error("end", f"Срок раньше заседания ({format_date(first)}): исполнить его нельзя.")

    def settle(self):
        """Nothing: it falls due for its addressees once the paper is signed."""


def as_initial(addressees: Addressees) -> dict[str, Any]:
    """Proposed addressees as the fields of the form hold them."""
    return {
        "group_kinds": addressees.kinds,
        "condition": addressees.condition,
        "organizations": addressees.organizations,
        "person": addressees.person,
    }
