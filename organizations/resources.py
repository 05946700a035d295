"""Reference tables of places and people as spreadsheets: the columns and the natural key of each."""

from collections import defaultdict
from typing import Any, ClassVar

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from documents.cells import Cell, ChoiceCell, DigitsCell, as_text, plain, shown
from documents.prose import normalise

from .exchange import Column, RegisterResource, name_key
from .models import ChildPopulation, Municipality, Organization, Region, TerritorialZone


class MemoisedForeignKeyWidget(ForeignKeyWidget):
    """Looks a row up once, however often a file names it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = {}

    def clean(self, value, row=None, **kwargs):
        if value not in self.found:
            self.found[value] = super().clean(value, row, **kwargs)
        return self.found[value]


class ZoneWidget(ForeignKeyWidget):
    """A zone by its name within the region that the row names."""

    def get_queryset(self, value, row, *args, **kwargs):
        return super().get_queryset(value, row, *args, **kwargs).filter(region__name=row.get("регион"))


class RegionResource(ModelResource):
    class Meta:
        model = Region
        clean_model_instances = True
        fields = import_id_fields = ["name"]


class MunicipalityResource(ModelResource):
    region = Field("region", "регион", MemoisedForeignKeyWidget(Region, "name"))
    zone = Field("zone", "зона", ZoneWidget(TerritorialZone, "name"))

    class Meta:
        model = Municipality
        clean_model_instances = True
        fields = ["slug", "name", "name_genitive", "region", "zone", "time_zone"]
        import_id_fields = ["slug"]
        skip_unchanged = True


class OrganizationOfAnyPlaceResource(ModelResource):
    """For the admin: organisations of all municipalities, under the names of the fields."""

    municipality = Field("municipality", "муниципалитет", MemoisedForeignKeyWidget(Municipality, "slug"))

    class Meta:
        model = Organization
        clean_model_instances = True
        fields = [
            "municipality",
            "short_name",
            "name",
            "kind",
            "settlement",
            "is_rural",
            "inn",
            "phone",
            "email",
            "site",
            "is_moc",
            "is_active",
        ]
        import_id_fields = ["municipality", "short_name"]
        skip_unchanged = True


class ChildPopulationResource(ModelResource):
    municipality = Field("municipality", "муниципалитет", MemoisedForeignKeyWidget(Municipality, "slug"))

    class Meta:
        model = ChildPopulation
        clean_model_instances = True
        fields = ["municipality", "year", "children", "ages", "source"]
        import_id_fields = ["municipality", "year"]
        skip_unchanged = True


class MunicipalityCell(Cell):
    """Of which municipality a row is: a row of another one does not belong into this register."""

    def __init__(self):
        super().__init__()
        self.names: dict[str, Municipality] = {}

    def look_up(self, municipality):
        names = (municipality.name, municipality.name_genitive, municipality.slug)
        self.names = {normalise(name): municipality for name in names}

    def clean(self, value, row=None, **kwargs):
        if found := self.names.get(normalise(as_text(plain(value)))):
            return found
        raise ValueError(f"{shown(value)}: это строка другого муниципалитета.")


class UnknownOrganization(ValueError):  # noqa: N818 -- it is shown to the user as a sentence
    """Nobody in the municipality goes by this name."""

    def __init__(self, name):
        super().__init__(f"Организации {shown(name)} в муниципалитете нет.")
        self.name = name


class OrganizationCell(Cell):
    """An organisation by its short or full name, by another name it was met under, or by its ИНН."""

    def __init__(self):
        super().__init__()
        self.found: dict[str, set[Organization]] = defaultdict(set)

    def look_up(self, municipality):
        self.found = by_every_name(municipality.organizations.prefetch_related("aliases"))

    def clean(self, value, row=None, **kwargs):
        name = as_text(plain(value))
        found = self.found.get(name_key(name), ())
        if len(found) > 1:
            among = ", ".join(sorted(f"«{one}»" for one in found))
            raise ValueError(f"{shown(name)} — это может быть {among}. Напишите точнее.")
        if not found:
            raise UnknownOrganization(name)
        return next(iter(found))

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.short_name

    def same(self, before, after):
        return (before and before.pk) == (after and after.pk)


def by_every_name(organizations) -> dict[str, set[Organization]]:
    """The organisations by every name they go by, and by their ИНН."""
    found = defaultdict(set)
    for organization in organizations:
        aliases = (alias.name for alias in organization.aliases.all())
        for name in (organization.short_name, organization.name, organization.inn, *aliases):
            if name:
                found[name_key(name)].add(organization)
    return found


class OrganizationResource(RegisterResource):
    """The organisations of a municipality: known by ИНН, else by a name."""

    title = "Организации"
    identified_by = (("short_name",), ("inn",), ("name",))
    derived = ("search_key", "sort_key")
    also: ClassVar[dict[str, tuple[str, ...]]] = {
        "short_name": (
            "Наименование краткое", "Наименование (краткое)", "Краткое наименование",
            "Сокращённое наименование", "Организация", "Наименование организации",
        ),
        "name": ("Наименование полное", "Наименование (полное)", "Полное наименование", "Наименование", "Название"),
        "kind": ("Тип", "Тип организации", "Вид организации"),
        "settlement": ("Город", "Посёлок"),
        "is_rural": ("Село", "Сельская"),
        "ownership": ("Собственность", "Подчинение"),
        "phone": ("Контактный телефон", "Контакты"),
        "email": ("E-mail", "Почта", "Адрес электронной почты"),
        "site": ("Адрес сайта", "Официальный сайт"),
        "has_licence": ("Лицензия", "Наличие лицензии"),
        "licence": ("Номер лицензии", "Реквизиты лицензии"),
        "is_growth_point": ("Точка роста",),
    }  # fmt: skip

    municipality = Column("municipality", "Муниципалитет", MunicipalityCell(), exported=False)
    kind = Column.of(
        Organization._meta.get_field("kind"),
        also["kind"],
        ChoiceCell(
            Organization.Kind.choices,
            {
                "odo": ("ОДО", "УДО", "учреждение дополнительного образования", "дополнительное образование"),
                "school": ("СОШ", "ООШ", "общеобразовательная организация", "гимназия", "лицей"),
                "kindergarten": (
                    "ДОУ",
                    "ДОО",
                    "дошкольная организация",
                    "дошкольная образовательная организация",
                ),
                "university": ("высшее образование",),
                "college": ("СПО", "техникум", "профессиональная образовательная организация"),
                "sport": ("спорт", "спортивная школа"),
                "culture": ("культура", "школа искусств"),
                "ngo": ("НКО", "ИП", "частная организация"),
                "other": ("другая", "иное", "прочее"),
            },
        ),
    )
    inn = Column.of(Organization._meta.get_field("inn"), (), DigitsCell(10, 12))
    kpp = Column.of(Organization._meta.get_field("kpp"), (), DigitsCell(9))
    ogrn = Column.of(Organization._meta.get_field("ogrn"), ("ОГРНИП",), DigitsCell(13, 15))

    class Meta:
        model = Organization
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("short_name",)
        fields = (
            *("municipality", "inn", "short_name", "name", "kind", "settlement", "is_rural", "ownership"),
            *("department", "kpp", "ogrn", "phone", "email", "site", "has_licence", "licence"),
            *("is_growth_point", "is_active"),
        )

    def existing(self):
        return super().existing().prefetch_related("aliases")

    def learn(self, rows):
        self.names = by_every_name(rows)

    def find(self, values):
        """The one with the ИНН; where several have it, or none, the one with the name."""
        named = self._named(values)
        holders = self.names.get(values["inn"], set()) if values.get("inn") else set()
        if len(holders) == 1 and (not named or values["inn"] in {one.inn for one in named}):
            return next(iter(holders))
        found = named & holders or {one for one in named if not (one.inn and values.get("inn"))}
        if len(found) > 1:
            raise ValueError("Так называется несколько организаций. Укажите ИНН.")
        return next(iter(found), None)

    def _named(self, values) -> set[Any]:
        for name in ("short_name", "name"):
            if found := self.names.get(name_key(values.get(name) or ""), set()):
                return found
        return set()

    def make(self, values):
        return super().make({"municipality": self.municipality} | values)

    def unique_keys(self, row):
        return [("Краткое название", row.short_name)]
