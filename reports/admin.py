from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from moc_portal.admin import ReferenceAdmin, ScopedAdmin, ScopedHistoryAdmin
from plans.admin import ActivityPlanAdmin
from plans.models import ActivityPlan
from records.admin import PaperActions

from .models import HalfYearReport, Phrase, ReportFigure, ReportLine
from .refreshing import start_report
from .resources import PhraseResource

# The plan's admin belongs to plans, which knows nothing of reports: here it learns to begin one.
admin.site.unregister(ActivityPlan)


@admin.register(ActivityPlan)
class PlanWithReportsAdmin(ActivityPlanAdmin):
    actions = ["draft_first_half", "draft_second_half", *ActivityPlanAdmin.actions]

    @admin.action(description="Сформировать отчёт за I полугодие")
    def draft_first_half(self, request, queryset):
        self.draft(request, queryset, half=1)

    @admin.action(description="Сформировать отчёт за II полугодие")
    def draft_second_half(self, request, queryset):
        self.draft(request, queryset, half=2)

    def draft(self, request, queryset, half):
        for plan in queryset:
            try:
                period = next(period for period in plan.halves if period.half == half)
                report = start_report(plan, period)
            except ValidationError as refusal:
                self.message_user(request, f"{plan}: {' '.join(refusal.messages)}", messages.ERROR)
            else:
                self.message_user(request, f"{report}: {report.get_state_display()}.")


@admin.register(Phrase)
class PhraseAdmin(ReferenceAdmin):
    resource_classes = [PhraseResource]
    list_display = ["template", "position", "text"]
    list_select_related = ["template"]
    search_fields = ["text", "template__title"]
    autocomplete_fields = ["template"]


@admin.register(HalfYearReport)
class HalfYearReportAdmin(PaperActions, ScopedHistoryAdmin):
    list_display = ["title", "period", "state", "municipality"]
    list_filter = ["state", "period", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title"]
    readonly_fields = ["state", "step"]


@admin.register(ReportLine)
class ReportLineAdmin(ScopedHistoryAdmin):
    list_display = ["number", "title", "report", "source", "is_manual"]
    list_filter = ["source", "is_manual", "report__period"]
    list_select_related = ["report"]
    search_fields = ["number", "title", "text"]
    autocomplete_fields = ["report", "item"]


@admin.register(ReportFigure)
class ReportFigureAdmin(ScopedAdmin):
    list_display = ["label", "value", "unit", "line", "calculation", "entered_by"]
    list_select_related = ["line", "entered_by__person"]
    search_fields = ["label", "line__title"]
    autocomplete_fields = ["line", "entered_by"]
