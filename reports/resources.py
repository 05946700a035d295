"""The phrases of the report library as a spreadsheet."""

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from plans.models import TemplateItem

from .models import Phrase


class PhraseResource(ModelResource):
    template = Field("template", "типовой пункт", ForeignKeyWidget(TemplateItem, "code"))

    class Meta:
        model = Phrase
        clean_model_instances = True
        fields = ["template", "position", "text"]
        import_id_fields = ["template", "position"]
        skip_unchanged = True
