"""The reference tables of plans as spreadsheets: the columns and the natural key of each."""

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from .models import EventKind, StandardSection, TemplateItem


class StandardSectionResource(ModelResource):
    class Meta:
        model = StandardSection
        clean_model_instances = True
        fields = ["number", "short_title", "title"]
        import_id_fields = ["number"]
        skip_unchanged = True


class TemplateItemResource(ModelResource):
    section = Field("section", "раздел", ForeignKeyWidget(StandardSection, "number"))

    class Meta:
        model = TemplateItem
        clean_model_instances = True
        fields = [
            "code",
            "section",
            "position",
            "title",
            "expected_result",
            "deadline",
            "responsible",
            "is_core",
        ]
        import_id_fields = ["code"]
        skip_unchanged = True


class EventKindResource(ModelResource):
    class Meta:
        model = EventKind
        clean_model_instances = True
        fields = ["name", "position", "is_tallied"]
        import_id_fields = ["name"]
        skip_unchanged = True
