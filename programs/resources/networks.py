from collections import defaultdict
from typing import ClassVar

from documents.cells import Cell, as_text, plain, shown
from documents.prose import normalise
from organizations.exchange import Column, RegisterResource
from organizations.resources import OrganizationCell

from ..models import AccessibilityModel, CommunityMember, NetworkAgreement, NetworkCommunity, Visit
from .groups import PROGRAM_HEADINGS, ProgramCell, id_of_program, owner_of_program
from .programs import ORGANIZATION


class NamedCell(Cell):
    """A row of the municipality by its name; who is not there is entered on its own page first."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def look_up(self, municipality):
        rows = self.model.objects.filter(municipality=municipality)
        self.found = {normalise(row.name): row for row in rows}

    def clean(self, value, row=None, **kwargs):
        name = as_text(plain(value))
        if found := self.found.get(normalise(name)):
            return found
        raise ValueError(f"{self.model._meta.verbose_name.capitalize()} {shown(name)} в портал не внесено.")

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.name

    def same(self, before, after):
        return before.pk == after.pk


class AgreementResource(RegisterResource):
    """Agreements: known by organisation, number and day, else by their subject. Partners and programmes have a page."""

    title = "Договоры о сотрудничестве"
    identified_by = (("organization", "signed_on"),)
    related = ("organization",)
    derived = ("municipality", "subject_key")
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "number": ("№", "Номер договора", "№ договора"),
        "signed_on": ("Дата", "Дата заключения"),
        "starts_on": ("С", "Начало действия"),
        "ends_on": ("По", "Окончание действия"),
        "subject": ("Предмет договора", "О чём"),
        "note": ("Комментарий",),
    }
    ordered = (("starts_on", "ends_on", "Договор заканчивается раньше, чем начинается."),)

    organization = Column("organization", "Организация", OrganizationCell(), also=ORGANIZATION)

    class Meta:
        model = NetworkAgreement
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("organization", "number", "signed_on")
        fields = ("organization", "kind", "number", "signed_on", "starts_on", "ends_on", "subject", "note")

    def learn(self, rows):
        self.known = defaultdict(list)
        for row in rows:
            self.known[_facts_of(row)].append(row)

    def find(self, values):
        organization = values.get("organization")
        number = values.get("number") or ""
        found = self.known[organization and organization.pk, number, values.get("signed_on")]
        if len(found) > 1:
            found = [row for row in found if normalise(row.subject) == normalise(values.get("subject") or "")]
        if len(found) > 1:
            raise ValueError("Таких договоров в портале несколько: укажите номера.")
        return found[0] if found else None

    def unique_keys(self, row):
        return ()


def _facts_of(agreement):
    return agreement.organization_id, agreement.number, agreement.signed_on


class MemberResource(RegisterResource):
    """Who is in which network community: known by community and organisation."""

    title = "Состав сетевых сообществ"
    identified_by = (("community", "organization"),)
    related = ("community", "organization")
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "is_coordinator": ("Является координатором",),
        "person": ("Ответственный", "Контактное лицо"),
    }

    community = Column(
        "community", "Сообщество", NamedCell(NetworkCommunity), also=("Сетевое сообщество", "Наименование")
    )
    organization = Column("organization", "Организация", OrganizationCell(), also=ORGANIZATION)

    class Meta:
        model = CommunityMember
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("community", "organization")
        fields = ("community", "organization", "is_coordinator", "person")

    def learn(self, rows):
        self.known = {(row.community_id, row.organization_id): row for row in rows}

    def find(self, values):
        community, organization = values.get("community"), values.get("organization")
        return self.known.get((community and community.pk, organization and organization.pk))

    def unique_keys(self, row):
        return [("Организация", row.community_id, row.organization_id)]


class VisitResource(RegisterResource):
    """Visits: known by model, day and settlement."""

    title = "Выезды по моделям доступности"
    identified_by = (("model", "day", "settlement"),)
    related = ("model", "program__organization")
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "day": ("Дата выезда", "День"),
        "settlement": ("Посёлок", "Село", "Место"),
        "children": ("Детей (посещений)", "Число детей", "Количество детей"),
        "note": ("Комментарий",),
    }

    model = Column("model", "Модель доступности", NamedCell(AccessibilityModel), also=("Модель",))
    program_id = id_of_program()
    organization = owner_of_program()
    program = Column("program", "Программа", ProgramCell(), also=PROGRAM_HEADINGS)

    class Meta:
        model = Visit
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("model", "day", "settlement")
        fields = ("model", "day", "settlement", "children", "program_id", "organization", "program", "note")

    def learn(self, rows):
        self.known = defaultdict(list)
        for row in rows:
            self.known[_place_of(row.model_id, row.day, row.settlement)].append(row)

    def find(self, values):
        """Of several visits to one place in a day that with the same programme."""
        model, program = values.get("model"), values.get("program")
        place = _place_of(model and model.pk, values.get("day"), values.get("settlement") or "")
        found = self.known[place]
        if len(found) > 1:
            found = [row for row in found if row.program_id == (program and program.pk)]
        if len(found) > 1:
            raise ValueError("Таких выездов в портале несколько: поправьте их на странице модели.")
        return found[0] if found else None

    def unique_keys(self, row):
        return ()


def _place_of(model, day, settlement):
    return model, day, normalise(settlement)
