from typing import ClassVar

from documents.cells import Cell, as_text, plain, shown
from documents.prose import normalise
from organizations.exchange import Column, RegisterResource
from organizations.resources import MunicipalityCell, OrganizationCell

from ..models import Consultation, Moderator, Provider
from .groups import PROGRAM_HEADINGS, ProgramCell, id_of_program
from .programs import ORGANIZATION


class ProviderResource(RegisterResource):
    """The terms of providers in their register: known by organisation and day of entry."""

    title = "Поставщики"
    identified_by = (("organization",),)
    related = ("organization",)
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "starts_on": ("Дата включения", "Дата включения в реестр"),
        "ends_on": ("Дата исключения", "Дата исключения из реестра"),
        "act": ("Приказ", "Документ"),
        "note": ("Комментарий",),
    }
    ordered = (("starts_on", "ends_on", "Дата исключения раньше даты включения."),)

    municipality = Column(
        "organization__municipality", "Муниципалитет", MunicipalityCell(), exported=False, readonly=True
    )
    organization = Column(
        "organization",
        "Организация",
        OrganizationCell(),
        also=(*ORGANIZATION, "Наименование", "Поставщик", "ИНН"),
    )

    class Meta:
        model = Provider
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("organization", "starts_on")
        fields = ("municipality", "organization", "starts_on", "ends_on", "act", "note")

    def learn(self, rows):
        self.known = {(row.organization_id, row.starts_on): row for row in rows}
        self.open = {row.organization_id: row for row in rows if row.ends_on is None}

    def find(self, values):
        organization = values.get("organization")
        if "starts_on" not in values:
            return self.open.get(organization and organization.pk)
        return self.known.get((organization and organization.pk, values["starts_on"]))

    def unique_keys(self, row):
        keys = [("Дата включения", row.organization_id, row.starts_on)]
        return keys + [("Организация", row.organization_id)] * (row.ends_on is None)


class ModeratorResource(RegisterResource):
    """The moderators of the navigator: known by organisation, name and first day."""

    title = "Модераторы"
    identified_by = (("organization", "name"),)
    related = ("organization",)
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "name": ("ФИО", "Фамилия имя отчество", "Модератор", "ФИО модератора"),
        "phone": ("Контактный телефон", "Контакты"),
        "email": ("E-mail", "Почта", "Адрес электронной почты"),
        "act": ("Приказ", "Приказ о назначении"),
        "starts_on": ("Дата назначения", "Начало"),
        "ends_on": ("Окончание",),
    }
    ordered = (("starts_on", "ends_on", "Дата «по» раньше даты «с»."),)

    municipality = Column(
        "organization__municipality", "Муниципалитет", MunicipalityCell(), exported=False, readonly=True
    )
    organization = Column("organization", "Организация", OrganizationCell(), also=ORGANIZATION)

    class Meta:
        model = Moderator
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("organization", "name", "starts_on")
        fields = (
            *(
                "municipality",
                "organization",
                "name",
                "post",
                "phone",
                "email",
                "act",
                "starts_on",
                "ends_on",
            ),
        )

    def learn(self, rows):
        self.known = {(row.organization_id, normalise(row.name), row.starts_on): row for row in rows}
        self.latest = {
            (row.organization_id, normalise(row.name)): row for row in sorted(rows, key=_first_day)
        }

    def find(self, values):
        organization = values.get("organization")
        who = (organization and organization.pk, normalise(values.get("name") or ""))
        return self.known.get((*who, values["starts_on"])) if "starts_on" in values else self.latest.get(who)

    def unique_keys(self, row):
        return [("Фамилия, имя, отчество", row.organization_id, normalise(row.name), row.starts_on)]


def _first_day(row):
    return row.starts_on


class ModeratorCell(Cell):
    """A moderator of the organisation that the row names, by name."""

    needs_row = True

    def look_up(self, municipality):
        self.organizations = OrganizationCell()
        self.organizations.look_up(municipality)
        rows = Moderator.objects.filter(organization__municipality=municipality).order_by("starts_on")
        self.found = {(row.organization_id, normalise(row.name)): row for row in rows}

    def clean(self, value, row=None, **kwargs):
        name = as_text(plain(value))
        organization = self.organizations.clean((row or {}).get("Организация") or "")
        if found := self.found.get((organization.pk, normalise(name))):
            return found
        raise ValueError(f"Модератора {shown(name)} у организации «{organization}» нет.")

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.name

    def same(self, before, after):
        return (before and before.pk) == (after and after.pk)


class ConsultationResource(RegisterResource):
    """What moderators asked: known by organisation, day and question."""

    title = "Обращения модераторов"
    identified_by = (("organization", "asked_on", "question"),)
    related = ("organization", "moderator", "program")
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "kind": ("Вид обращения", "Тема"),
        "asked_on": ("Дата",),
        "question": ("Обращение", "Содержание"),
        "answered_on": ("Ответили",),
    }
    ordered = (("asked_on", "answered_on", "Ответ не может быть раньше обращения."),)

    organization = Column("organization", "Организация", OrganizationCell(), also=ORGANIZATION)
    moderator = Column("moderator", "Модератор", ModeratorCell(), also=("ФИО модератора",))
    program_id = id_of_program()
    program = Column("program", "Программа", ProgramCell(), also=PROGRAM_HEADINGS)

    class Meta:
        model = Consultation
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("organization", "asked_on", "question")
        fields = (
            *("organization", "moderator", "kind", "asked_on", "question", "program_id", "program"),
            *("answer", "answered_on"),
        )

    def learn(self, rows):
        self.known = {_asked(row.organization_id, row.asked_on, row.question): row for row in rows}

    def find(self, values):
        organization = values.get("organization")
        asked = _asked(organization and organization.pk, values.get("asked_on"), values.get("question") or "")
        return self.known.get(asked)

    def unique_keys(self, row):
        return [("Вопрос", *_asked(row.organization_id, row.asked_on, row.question))]


def _asked(organization, day, question):
    return organization, day, normalise(question)
