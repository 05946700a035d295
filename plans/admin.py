from django.contrib import admin

from moc_portal.admin import ReferenceAdmin, ScopedAdmin, ScopedHistoryAdmin
from records.admin import PaperActions

from .models import (
    ActivityPlan,
    Event,
    EventKind,
    ItemResult,
    Occurrence,
    PlanItem,
    PlanSection,
    ResultFigure,
    StandardSection,
    Tally,
    TemplateItem,
)
from .resources import EventKindResource, StandardSectionResource, TemplateItemResource


class PlanSectionInline(admin.TabularInline):
    model = PlanSection
    extra = 0


class ResultFigureInline(admin.TabularInline):
    model = ResultFigure
    extra = 0
    exclude = ["entered_by"]


@admin.register(StandardSection)
class StandardSectionAdmin(ReferenceAdmin):
    resource_classes = [StandardSectionResource]
    list_display = ["number", "short_title"]
    search_fields = ["title"]


@admin.register(TemplateItem)
class TemplateItemAdmin(ReferenceAdmin):
    resource_classes = [TemplateItemResource]
    list_display = ["title", "section", "position", "is_core"]
    list_filter = ["section", "is_core"]
    list_select_related = ["section"]
    search_fields = ["title", "code"]


@admin.register(EventKind)
class EventKindAdmin(ReferenceAdmin):
    resource_classes = [EventKindResource]
    list_display = ["name", "position", "is_tallied"]
    list_editable = ["position", "is_tallied"]
    search_fields = ["name"]


@admin.register(ActivityPlan)
class ActivityPlanAdmin(PaperActions, ScopedHistoryAdmin):
    list_display = ["title", "municipality", "year", "state"]
    list_filter = ["state", "year", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title"]
    readonly_fields = ["state", "step"]
    exclude = ["period"]
    inlines = [PlanSectionInline]


@admin.register(PlanSection)
class PlanSectionAdmin(ScopedAdmin):
    list_display = ["__str__", "plan", "standard"]
    list_select_related = ["plan", "standard"]
    search_fields = ["title", "plan__title"]


@admin.register(PlanItem)
class PlanItemAdmin(ScopedHistoryAdmin):
    readonly_fields = ["deadline_periods"]
    list_display = ["number", "title", "section", "deadline_text", "responsible"]
    list_filter = ["section__plan__year", "section__plan__municipality"]
    list_select_related = ["section__plan", "section__standard"]
    search_fields = ["number", "title"]
    autocomplete_fields = [
        "section",
        "template",
        "predecessor",
        "responsible_posts",
        "responsible_people",
        "legal_acts",
    ]


@admin.register(Occurrence)
class OccurrenceAdmin(ScopedAdmin):
    list_display = ["item", "due_on", "closed_on"]
    list_select_related = ["item"]
    search_fields = ["item__title", "item__number"]
    autocomplete_fields = ["item", "closed_by"]
    date_hierarchy = "due_on"


@admin.register(Event)
class EventAdmin(ScopedHistoryAdmin):
    list_display = ["starts_on", "kind", "theme", "part", "participants", "municipality"]
    list_filter = ["kind", "part", "municipality"]
    list_select_related = ["kind", "municipality"]
    search_fields = ["theme", "search_key"]
    autocomplete_fields = ["items", "acts", "organizations"]
    exclude = ["evidence"]
    date_hierarchy = "starts_on"


@admin.register(Tally)
class TallyAdmin(ScopedAdmin):
    list_display = ["day", "item", "kind", "count"]
    list_select_related = ["item", "kind"]
    search_fields = ["item__title"]
    autocomplete_fields = ["item"]


@admin.register(ItemResult)
class ItemResultAdmin(ScopedHistoryAdmin):
    list_display = ["item", "period", "state"]
    list_filter = ["period", "state"]
    list_select_related = ["item"]
    search_fields = ["item__title", "text"]
    autocomplete_fields = ["item"]
    inlines = [ResultFigureInline]


@admin.register(ResultFigure)
class ResultFigureAdmin(ScopedAdmin):
    list_display = ["label", "value", "unit", "result", "entered_by"]
    list_select_related = ["result__item", "entered_by__person"]
    search_fields = ["label", "result__item__title"]
    autocomplete_fields = ["result"]
