"""Reference tables of places and people as spreadsheets: the columns and the natural key of each."""

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

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


class OrganizationResource(ModelResource):
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
