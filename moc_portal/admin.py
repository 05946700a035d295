"""The admin in the portal's words, and what its pages share."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin
from simple_history.admin import SimpleHistoryAdmin

admin.site.site_header = "Администрирование портала МОЦ"
admin.site.site_title = "Портал МОЦ"
admin.site.index_title = "Справочники, записи и учётные записи"
admin.site.empty_value_display = "—"


class ScopedAdmin(admin.ModelAdmin):
    """Rows that the user may see, also in the admin."""

    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).for_user(request.user)


class ScopedHistoryAdmin(SimpleHistoryAdmin, ScopedAdmin):
    """With every earlier state of a row."""


class ReferenceAdmin(ImportExportModelAdmin):
    """A reference table that can be taken out to Excel and brought back."""

    list_per_page = 50
