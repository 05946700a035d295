from collections import defaultdict
from typing import ClassVar

from documents.cells import Cell, ChoiceCell, SchoolYearCell, TextCell, as_text, is_empty, plain, shown
from documents.prose import normalise
from organizations.exchange import Column, RegisterResource
from organizations.resources import OrganizationCell

from ..models import ProgramGroup
from ..models.school_years import current_school_year
from .programs import ORGANIZATION


class ProgramCell(Cell):
    """A programme by its ID where the row has one, else by its name, within the organisation that the row names."""

    needs_row = True

    def look_up(self, municipality):
        programs = list(municipality.programs.select_related("organization"))
        self.organizations = OrganizationCell()
        self.organizations.look_up(municipality)
        self.by_id = {program.external_id: program for program in programs if program.external_id}
        self.by_name = defaultdict(list)
        for program in programs:
            for key in {program.name_key, normalise(program.short_name)} - {""}:
                self.by_name[key].append(program)

    def clean(self, value, row=None, **kwargs):
        given = as_text(plain((row or {}).get("ID программы") or ""))
        if given in self.by_id:
            return self.by_id[given]
        name = as_text(plain(value))
        found = self._of_the_organization(self.by_name.get(normalise(name)[:500], []), row or {})
        if not found:
            raise ValueError(f"Программы {shown(name)} в реестре нет. Сначала загрузите программы.")
        if len(found) > 1:
            raise ValueError(f"Программ {shown(name)} несколько. Укажите ID программы или организацию.")
        return found[0]

    def _of_the_organization(self, programs, row):
        if is_empty(name := row.get("Организация")):
            return programs
        organization = self.organizations.clean(name)
        return [program for program in programs if program.organization_id == organization.pk]

    def render(self, value, obj=None, **kwargs):
        return TextCell().render(value.name) if value else ""

    def words(self, value):
        return str(value or "")

    def same(self, before, after):
        return (before and before.pk) == (after and after.pk)


PROGRAM_HEADINGS = ("Наименование программы", "Название программы")


def id_of_program():
    """By it the programme is known first."""
    return Column("program__external_id", "ID программы", TextCell(), also=("Код программы",), readonly=True)


def owner_of_program():
    """Tells programmes of one name apart."""
    return Column(
        "program__organization__short_name", "Организация", TextCell(), also=ORGANIZATION, readonly=True
    )


class ProgramGroupResource(RegisterResource):
    """The groups of the programmes: known by programme, school year and name."""

    title = "Группы"
    identified_by = (("program", "name"),)
    related = ("program__organization",)
    derived = ("name_key",)
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "name": ("Наименование", "Группа", "Наименование группы", "Название группы"),
        "teacher": ("Преподаватель", "ФИО педагога", "Учитель"),
        "places": ("Количество мест", "Кол-во мест", "Плановое количество мест"),
        "taken": ("Зачислено", "Занято мест", "Детей"),
        "starts_on": ("Начало", "Начало занятий"),
        "ends_on": ("Окончание", "Окончание занятий"),
        "address": ("Место проведения", "Адрес проведения"),
        "external_id": ("ID", "ID группы", "Идентификатор"),
    }
    ordered = (("starts_on", "ends_on", "Дата окончания раньше даты начала."),)

    program_id = id_of_program()
    organization = owner_of_program()
    program = Column("program", "Программа", ProgramCell(), also=PROGRAM_HEADINGS)
    school_year = Column.of(ProgramGroup._meta.get_field("school_year"), ("Год обучения",), SchoolYearCell())
    funding = Column.of(
        ProgramGroup._meta.get_field("funding"),
        ("Финансирование", "Источник"),
        ChoiceCell(
            ProgramGroup.Funding.choices,
            {
                "federal": ("бюджет федеральный",),
                "regional": ("бюджет региональный", "бюджет субъекта"),
                "municipal": ("бюджет местный", "муниципальный бюджет", "бюджет муниципальный"),
                "paid": ("платные", "платно", "платные услуги"),
                "certificate": ("сертификат ПФДО", "ПФДО", "ПФ"),
            },
        ),
    )

    class Meta:
        model = ProgramGroup
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("program", "school_year", "name")
        fields = (
            *("program_id", "organization", "program", "school_year", "name", "teacher", "places", "taken"),
            *("hours_per_year", "starts_on", "ends_on", "funding", "address", "schedule", "external_id"),
        )

    def complete(self, values):
        """A list without the school year tells it by the first day."""
        if values.get("school_year") is None and values.get("starts_on"):
            values["school_year"] = current_school_year(values["starts_on"])

    def learn(self, rows):
        self.known = {(row.program_id, row.school_year, row.name_key): row for row in rows}

    def find(self, values):
        program, name = values.get("program"), normalise(values.get("name") or "")[:200]
        return self.known.get((program and program.pk, values.get("school_year"), name))

    def unique_keys(self, row):
        return [("Название", row.program_id, row.school_year, row.name_key)]
