from django.contrib import admin

from moc_portal.admin import ReferenceAdmin, ScopedAdmin, ScopedHistoryAdmin, ShownAdmin
from records.admin import DraftAdmin, PaperAdmin

from .models import (
    ActivityPlan,
    Event,
    EventKind,
    ItemResult,
    MediaPlan,
    MediaPlanEntry,
    Occurrence,
    PlanItem,
    PlanSection,
    ResultFigure,
    StandardSection,
    Tally,
    TemplateItem,
)
from .recording import settle
from .resources import EventKindResource, StandardSectionResource, TemplateItemResource
from .understanding import understand


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
class ActivityPlanAdmin(PaperAdmin):
    list_display = ["title", "municipality", "year", "state"]
    list_filter = ["state", "year", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title"]
    identity = ["municipality", "year", "is_school_year"]
    exclude = ["period"]
    inlines = [PlanSectionInline]


@admin.register(PlanSection)
class PlanSectionAdmin(DraftAdmin):
    list_display = ["__str__", "plan", "standard"]
    list_select_related = ["plan", "standard"]
    search_fields = ["title", "plan__title"]

    def paper_of(self, row):
        return row.plan


@admin.register(PlanItem)
class PlanItemAdmin(DraftAdmin, ScopedHistoryAdmin):
    """What the words of an item mean is told by the portal; a deadline is corrected on the item's page."""

    readonly_fields = [
        *("deadline_kind", "deadline_periods", "deadline_recurrence", "deadline_is_corrected"),
        *("responsible_posts", "responsible_people"),
    ]
    list_display = ["number", "title", "section", "deadline_text", "responsible"]
    list_filter = ["section__plan__year", "section__plan__municipality"]
    list_select_related = ["section__plan", "section__standard"]
    search_fields = ["number", "title"]
    autocomplete_fields = ["section", "template", "predecessor", "legal_acts"]

    def paper_of(self, row):
        return row.plan

    def save_model(self, request, obj, form, change):
        if "deadline_text" in form.changed_data:
            obj.deadline_is_corrected = False
        super().save_model(request, obj, form, change)
        understand([obj], obj.plan)


@admin.register(Occurrence)
class OccurrenceAdmin(ShownAdmin):
    list_display = ["item", "due_on", "closed_on"]
    list_select_related = ["item"]
    search_fields = ["item__title", "item__number"]
    date_hierarchy = "due_on"


@admin.register(Event)
class EventAdmin(ScopedHistoryAdmin):
    """An event is deleted on its page: there it can be brought back."""

    list_display = ["starts_on", "kind", "theme", "part", "participants", "municipality"]
    list_filter = ["kind", "part", "municipality"]
    list_select_related = ["kind", "municipality"]
    search_fields = ["theme", "search_key"]
    autocomplete_fields = ["items", "acts", "organizations"]
    exclude = ["evidence"]
    date_hierarchy = "starts_on"

    def has_delete_permission(self, request, obj=None):
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        settle(form.instance)


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

    def save_formset(self, request, form, formset, change):
        for figure in formset.save(commit=False):
            figure.entered_by = request.user
        super().save_formset(request, form, formset, change)


@admin.register(ResultFigure)
class ResultFigureAdmin(ShownAdmin):
    """A figure is entered with its result."""

    list_display = ["label", "value", "unit", "result", "entered_by"]
    list_select_related = ["result__item", "entered_by__person"]
    search_fields = ["label", "result__item__title"]


@admin.register(MediaPlan)
class MediaPlanAdmin(PaperAdmin):
    list_display = ["title", "municipality", "year", "state"]
    list_filter = ["state", "year", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title"]
    identity = ["municipality", "year"]
    exclude = ["period", "title"]


@admin.register(MediaPlanEntry)
class MediaPlanEntryAdmin(DraftAdmin, ScopedHistoryAdmin):
    """The words of an entry; that it was published is marked on the page of the plan."""

    list_display = ["day", "channel", "topic", "responsible", "published_on", "plan"]
    list_filter = ["channel", "plan__year", "plan__municipality"]
    list_select_related = ["plan"]
    search_fields = ["topic", "responsible"]
    autocomplete_fields = ["plan", "item"]
    readonly_fields = ["published_on", "link", "screenshot", "withdrawn_on"]
    date_hierarchy = "day"

    def paper_of(self, row):
        return row.plan
