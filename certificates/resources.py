"""Coverage and its targets as spreadsheets: the columns and the natural key of each."""

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from organizations.models import LegalAct, Municipality, Organization
from organizations.resources import MemoisedForeignKeyWidget

from .models import CoverageMonth, CoverageTarget


class OrganizationWidget(ForeignKeyWidget):
    """An organisation by its short name within the municipality that the row names."""

    def get_queryset(self, value, row, *args, **kwargs):
        organizations = super().get_queryset(value, row, *args, **kwargs)
        return organizations.filter(municipality__slug=row.get("муниципалитет"))


class ActWidget(ForeignKeyWidget):
    """An act by its number within the municipality that the row names."""

    def get_queryset(self, value, row, *args, **kwargs):
        acts = super().get_queryset(value, row, *args, **kwargs)
        return acts.filter(municipality__slug=row.get("муниципалитет"))


class CoverageMonthResource(ModelResource):
    municipality = Field("municipality", "муниципалитет", MemoisedForeignKeyWidget(Municipality, "slug"))
    organization = Field("organization", "организация", OrganizationWidget(Organization, "short_name"))

    class Meta:
        model = CoverageMonth
        clean_model_instances = True
        fields = ["municipality", "organization", "month", "children", "certificates", "contracts"]
        import_id_fields = ["municipality", "organization", "month"]
        skip_unchanged = True


class CoverageTargetResource(ModelResource):
    municipality = Field("municipality", "муниципалитет", MemoisedForeignKeyWidget(Municipality, "slug"))
    act = Field("act", "акт", ActWidget(LegalAct, "number"))

    class Meta:
        model = CoverageTarget
        clean_model_instances = True
        fields = ["municipality", "year", "measure", "percent", "act"]
        import_id_fields = ["municipality", "year", "measure"]
        skip_unchanged = True
