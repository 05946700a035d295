from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction

from moc_portal.admin import ReferenceAdmin, ShownAdmin
from moc_portal.workflow import CHANGED
from plans.admin import ActivityPlanAdmin
from plans.models import ActivityPlan
from records.admin import PaperAdmin

from .models import DigestSent, FormRow, Phrase, Report, ReportColumn, ReportFigure, ReportForm, ReportLine
from .refreshing import start_report
from .resources import PhraseResource


@admin.action(description="Сформировать отчёт за I полугодие")
def draft_first_half(plan_admin, request, queryset):
    plan_admin.each(request, queryset, lambda plan, seen_version: draft(plan, 1, seen_version))


@admin.action(description="Сформировать отчёт за II полугодие")
def draft_second_half(plan_admin, request, queryset):
    plan_admin.each(request, queryset, lambda plan, seen_version: draft(plan, 2, seen_version))


@transaction.atomic
def draft(plan, half, seen_version):
    plan = ActivityPlan.objects.locked(plan.pk)
    if str(plan.version) != seen_version:
        raise ValidationError(CHANGED)
    return start_report(plan, next(period for period in plan.halves if period.half == half))


# The list of plans belongs to plans, which knows nothing of reports: from here it learns to begin one.
ActivityPlanAdmin.actions = [draft_first_half, draft_second_half, *ActivityPlanAdmin.actions]


@admin.register(Phrase)
class PhraseAdmin(ReferenceAdmin):
    resource_classes = [PhraseResource]
    list_display = ["template", "position", "text"]
    list_select_related = ["template"]
    search_fields = ["text", "template__title"]
    autocomplete_fields = ["template"]


class ReportColumnInline(admin.TabularInline):
    model = ReportColumn
    extra = 1


class FormRowInline(admin.TabularInline):
    model = FormRow
    extra = 1


@admin.register(ReportForm)
class ReportFormAdmin(admin.ModelAdmin):
    list_display = ["name", "periodicity", "region", "addressee", "is_active"]
    list_filter = ["periodicity", "region", "is_active"]
    list_select_related = ["region"]
    search_fields = ["name", "heading"]
    inlines = [ReportColumnInline, FormRowInline]


@admin.register(ReportColumn)
class ReportColumnAdmin(admin.ModelAdmin):
    list_display = ["heading", "form", "content", "position", "is_required"]
    list_filter = ["form"]
    list_select_related = ["form"]
    search_fields = ["heading"]


@admin.register(FormRow)
class FormRowAdmin(admin.ModelAdmin):
    list_display = ["number", "title", "form", "section"]
    list_filter = ["form"]
    list_select_related = ["form", "section"]
    search_fields = ["title"]


@admin.register(Report)
class ReportAdmin(PaperAdmin):
    """A report is begun from its plan, with a row for each item."""

    list_display = ["title", "period", "state", "municipality"]
    list_filter = ["state", "period", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title"]
    identity = ["municipality", "period", "plan"]

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(ReportLine)
class ReportLineAdmin(ShownAdmin):
    """On its page the words of a row stay bound to its figures."""

    list_display = ["number", "title", "report", "source", "is_manual"]
    list_filter = ["source", "is_manual", "report__period"]
    list_select_related = ["report"]
    search_fields = ["number", "title", "text"]


@admin.register(ReportFigure)
class ReportFigureAdmin(ShownAdmin):
    list_display = ["label", "value", "unit", "line", "calculation", "entered_by"]
    list_select_related = ["line", "entered_by__person"]
    search_fields = ["label", "line__title"]


@admin.register(DigestSent)
class DigestSentAdmin(admin.ModelAdmin):
    """What is deleted here is sent once more."""

    list_display = ["date", "person", "sent_at"]
    list_select_related = ["person"]
    search_fields = ["person__surname"]
    date_hierarchy = "date"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
