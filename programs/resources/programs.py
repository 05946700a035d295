from collections import defaultdict
from typing import ClassVar

from documents.cells import ChoiceCell, RangeCell
from documents.prose import normalise
from organizations.exchange import Column, RegisterResource
from organizations.resources import MunicipalityCell, OrganizationCell

from ..editing import LIGHT_FIELDS, closed_because
from ..models import (
    FocusArea,
    Program,
    ProgramEntry,
    ProgramKind,
    ProgramLevel,
    ProgramRegister,
    ProgramState,
    StudyForm,
)

# Other headings of the column of organisations, here and in the other tables.
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

    def closed(self, row, name):
        """What reviewers and experts are reading stays as it is until they have decided."""
        is_read = row.state in (ProgramState.REVIEW, ProgramState.ASSESSMENT)
        return closed_because(row.state) if is_read and name not in LIGHT_FIELDS else ""

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
