from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from moc_portal.admin import ScopedAdmin, ScopedHistoryAdmin

from .models import CoverageMonth, CoverageTarget
from .resources import CoverageMonthResource, CoverageTargetResource


@admin.register(CoverageMonth)
class CoverageMonthAdmin(ImportExportModelAdmin, ScopedHistoryAdmin):
    resource_classes = [CoverageMonthResource]
    list_display = ["month", "organization", "municipality", "children", "certificates", "contracts"]
    list_filter = ["municipality"]
    list_select_related = ["organization", "municipality"]
    search_fields = ["organization__short_name", "organization__search_key"]
    autocomplete_fields = ["municipality", "organization", "entered_by"]
    date_hierarchy = "month"


@admin.register(CoverageTarget)
class CoverageTargetAdmin(ImportExportModelAdmin, ScopedAdmin):
    resource_classes = [CoverageTargetResource]
    list_display = ["municipality", "year", "measure", "percent", "act"]
    list_filter = ["year", "measure", "municipality"]
    list_select_related = ["municipality", "act"]
    search_fields = ["municipality__name", "act__number"]
    autocomplete_fields = ["municipality", "act"]
