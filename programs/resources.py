"""The registers of programmes, groups, providers and moderators as tables that come in and go out."""

from collections import defaultdict
from typing import ClassVar

from documents.prose import normalise
from moc_portal.cells import (
    Cell,
    ChoiceCell,
    RangeCell,
    SchoolYearCell,
    TextCell,
    as_text,
    is_empty,
    plain,
    shown,
)
from moc_portal.exchange import Column, RegisterResource
from organizations.resources import MunicipalityCell, OrganizationCell

from .models import (
    FocusArea,
    Moderator,
    Program,
    ProgramEntry,
    ProgramGroup,
    ProgramKind,
    ProgramLevel,
    ProgramRegister,
    ProgramState,
    Provider,
    StudyForm,
)
from .models.programs import current_school_year

ORGANIZATION = ("Учреждение", "Наименование организации", "Образовательная организация", "Исполнитель")
# In which a programme may come in; the others are reached by its life alone.
NEW_STATES = (
    *(ProgramState.PUBLISHED, ProgramState.REGISTERED),
    *(ProgramState.DEVELOPMENT, ProgramState.ARCHIVED),
)


# Said in the column of the level, though it is a field of its own.
MULTILEVEL = "multilevel"


def field_of(name):
    return Program._meta.get_field(name)


class ProgramResource(RegisterResource):
    """The programmes of a municipality: known by their external ID, else by organisation and name.

    The state is taken of new programmes alone: what is in the register goes its way by the steps of its life.
    """

    title = "Программы"
    identified_by = (("organization", "name"), ("external_id",))
    related = ("organization",)
    derived = ("municipality", "name_key", "search_key", "sort_key", "gaps", "completeness")
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "name": (
            "Наименование", "Название", "Наименование (полное)", "Наименование полное", "Полное наименование",
            "Наименование программы", "Название программы", "Программа",
        ),
        "short_name": ("Наименование (краткое)", "Наименование краткое", "Краткое наименование"),
        "activity": ("Вид деятельности / раздел", "Раздел", "Вид деятельности, раздел"),
        "is_multilevel": ("Разноуровневость",),
        "age_from": ("Возраст от", "Возраст с", "Минимальный возраст", "Возраст мин"),
        "age_to": ("Возраст до", "Возраст по", "Максимальный возраст", "Возраст макс"),
        "hours": (
            "Кол-во часов", "Количество часов", "Часов", "Часов в год", "Кол-во часов / Часов в год", "Объём часов",
            "Объём, ч",
        ),
        "years": ("Срок реализации", "Срок обучения", "Лет обучения"),
        "module_count": ("Число модулей", "Количество модулей", "Кол-во модулей"),
        "uses_distance_learning": ("Дистанционная", "Дистанционные технологии", "С применением ДОТ", "ДОТ"),
        "is_adapted": ("Адаптированная", "ОВЗ", "Для детей с ОВЗ", "АДОП"),
        "for_hardship": ("ТЖС", "Для детей в ТЖС"),
        "for_gifted": ("Одарённые", "Для одарённых"),
        "is_seasonal": ("Каникулы", "Летняя"),
        "is_network": ("Сетевая", "Сетевая форма"),
        "is_municipal": ("Единая",),
        "year_developed": ("Год создания", "Год составления"),
        "capacity": ("Лимит", "Количество мест", "Кол-во мест", "Плановое число мест"),
        "group_min": ("Мин детей", "Мин. детей", "Минимум детей в группе"),
        "group_max": ("Макс детей", "Макс. детей", "Максимум детей в группе"),
        "children": ("Детей", "Число обучающихся", "Количество обучающихся", "Кол-во обучающихся"),
        "price_per_hour": ("Стоимость часа", "Час, руб.", "Цена часа", "Стоимость человеко-часа"),
        "annotation": ("Описание", "Краткое описание"),
        "authors": ("Автор", "Составитель", "Составители", "Разработчик"),
        "council_protocol": ("Педсовет", "Протокол педсовета"),
        "approval_order": ("Приказ", "Утверждена приказом"),
        "external_id": ("ID", "Идентификатор", "ИД", "ID программы", "Код программы", "ID в Навигаторе"),
        "external_url": ("Ссылка", "Адрес карточки", "Ссылка на карточку"),
    }  # fmt: skip
    ordered = (
        ("age_from", "age_to", "Возраст «до» меньше возраста «от»."),
        ("group_min", "group_max", "Наибольшее число детей в группе меньше наименьшего."),
    )

    municipality = Column("municipality", "Муниципалитет", MunicipalityCell(), exported=False)
    organization = Column("organization", "Организация", OrganizationCell(), also=ORGANIZATION)
    focus_area = Column.of(
        field_of("focus_area"),
        ("Направление", "Направленность программы"),
        ChoiceCell(
            FocusArea.choices,
            {
                "technical": ("техническое творчество", "научно-техническая"),
                "natural_science": ("естественнонаучное",),
                "sports": ("спортивная", "физкультурная", "спортивно-физкультурная"),
                "art": ("художественно-эстетическая", "художественное"),
                "tourism": ("туристская", "краеведческая", "туристско-краеведческое"),
                "social_humanities": ("социально-педагогическая", "гуманитарная", "социальная"),
            },
        ),
    )
    ages = Column("ages", "Возраст", RangeCell(), also=("Возраст, лет", "Возраст детей"), exported=False)
    level = Column.of(
        field_of("level"),
        ("Уровень программы", "Уровень сложности"),
        ChoiceCell(
            [*ProgramLevel.choices, (MULTILEVEL, "разноуровневая")],
            {
                "initial": ("стартовый", "вводный", "начальный", "общекультурный"),
                "advanced": ("углублённый", "повышенный"),
            },
        ),
    )
    kind = Column.of(
        field_of("kind"),
        ("Тип программы",),
        ChoiceCell(
            ProgramKind.choices,
            {
                "general": ("общеразвивающая программа", "ДООП", "дополнительная общеразвивающая"),
                "pre_professional": ("ДПОП", "дополнительная предпрофессиональная"),
                "sports_training": ("спортивная подготовка",),
            },
        ),
    )
    register = Column.of(
        field_of("register"),
        ("Реестр программ", "Вид реестра"),
        ChoiceCell(
            ProgramRegister.choices,
            {
                "budget": ("бюджет", "муниципальное задание", "реестр бюджетных программ"),
                "paid": ("платные", "внебюджет"),
                "certified": ("ПФ", "ПФДО", "сертифицированная", "сертифицированные", "сертификат"),
                "significant": ("значимая", "значимые", "общественно значимые"),
                "other": ("иные", "другая", "прочие"),
            },
        ),
    )
    study_form = Column.of(
        field_of("study_form"),
        ("Форма",),
        ChoiceCell(
            StudyForm.choices,
            {
                "mixed": ("очная и заочная",),
                "remote": ("дистанционно",),
                "remote_modules": ("очная с применением дистанционных технологий", "смешанная"),
            },
        ),
    )
    state = Column(
        "state",
        "Состояние",
        ChoiceCell(
            ProgramState.choices,
            {
                "published": ("опубликована", "активна", "действует", "опубликовано"),
                "registered": ("включена в реестр",),
                "development": ("черновик", "проект", "новая"),
                "archived": ("архив", "архивная", "закрыта"),
            },
        ),
        also=("Статус", "Статус программы"),
        only_new=True,
    )

    class Meta:
        model = Program
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("organization", "name")
        fields = (
            *("municipality", "external_id", "organization", "name", "short_name", "focus_area", "activity"),
            *("level", "is_multilevel", "kind", "register", "study_form", "age_from", "age_to", "hours"),
            *("years", "is_modular", "module_count", "uses_distance_learning", "is_adapted", "for_hardship"),
            *("for_gifted", "is_seasonal", "is_network", "is_municipal", "is_new_generation"),
            *("year_developed", "capacity", "group_min", "group_max", "children", "price_per_hour", "ages"),
            *("annotation", "authors", "council_protocol", "approval_order", "external_url", "state"),
        )

    def complete(self, values):
        if "ages" in values:
            ages = values.pop("ages") or (None, None)
            values.update(zip(("age_from", "age_to"), ages, strict=True))
        if values.get("level") == MULTILEVEL:
            del values["level"]
            values["is_multilevel"] = True

    def learn(self, rows):
        self.by_id = {row.external_id: row for row in rows if row.external_id}
        self.by_name = defaultdict(list)
        for row in rows:
            self.by_name[row.organization_id, row.name_key].append(row)

    def find(self, values):
        given = values.get("external_id") or ""
        if given in self.by_id:
            return self.by_id[given]
        organization, name = values.get("organization"), normalise(values.get("name") or "")[:500]
        same = self.by_name.get((organization.pk, name), []) if organization else []
        nameless = [row for row in same if not row.external_id]
        same = nameless if given else nameless or same
        if len(same) > 1:
            raise ValueError("В реестре несколько таких программ этой организации. Укажите ID.")
        return same[0] if same else None

    def unique_keys(self, row):
        keys = [("Название", row.organization_id, row.name_key, row.external_id)]
        return keys + [("ID", row.external_id)] * bool(row.external_id)

    def new_problems(self, values):
        if values.get("state", ProgramState.DEVELOPMENT) not in NEW_STATES:
            allowed = ", ".join(f"«{state.label}»" for state in NEW_STATES)
            yield "state", f"Новую программу можно внести только в состоянии: {allowed}."

    def applied(self, created, changed, user, source):
        ProgramEntry.objects.bulk_create(
            ProgramEntry(
                program=program,
                action="Загружена из файла",
                from_state=program.state,
                to_state=program.state,
                text=source,
                user=user,
            )
            for program in created
        )


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
        return before.pk == after.pk


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

    program_id = Column(
        "program__external_id", "ID программы", TextCell(), also=("Код программы",), readonly=True
    )
    organization = Column(
        "program__organization__short_name", "Организация", TextCell(), also=ORGANIZATION, readonly=True
    )
    program = Column(
        "program", "Программа", ProgramCell(), also=("Наименование программы", "Название программы")
    )
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
