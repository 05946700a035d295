from django.contrib import admin

from moc_portal.admin import ReferenceAdmin, ScopedAdmin

from .models import (
    ApprovalRoute,
    Attachment,
    OfficialPaper,
    Remark,
    RememberedHeading,
    RouteStep,
    Snapshot,
    TransitionLog,
    Upload,
)


class ReadOnlyAdmin(ScopedAdmin):
    """Records that tell what happened: they are read, not edited."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RouteStepInline(admin.TabularInline):
    model = RouteStep
    extra = 0


@admin.register(ApprovalRoute)
class ApprovalRouteAdmin(ReferenceAdmin):
    list_display = ["__str__", "kind", "municipality"]
    list_filter = ["kind"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__name"]
    inlines = [RouteStepInline]


@admin.register(RouteStep)
class RouteStepAdmin(admin.ModelAdmin):
    list_display = ["route", "order", "action", "role"]
    list_select_related = ["route__municipality"]
    search_fields = ["route__municipality__name"]


@admin.register(OfficialPaper)
class OfficialPaperAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "period", "state", "municipality", "updated_at"]
    list_filter = ["kind", "state", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title", "period"]


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "approver_name", "approver_post", "approved_on"]
    list_select_related = ["record"]
    search_fields = ["record__title", "approver_name"]


@admin.register(TransitionLog)
class TransitionLogAdmin(ReadOnlyAdmin):
    list_display = ["at", "record", "action", "to_state", "actor", "comment"]
    list_select_related = ["record", "actor__person"]
    list_filter = ["to_state"]
    search_fields = ["record__title", "comment"]


@admin.register(Remark)
class RemarkAdmin(ReadOnlyAdmin):
    list_display = ["text", "record", "author", "created_at", "resolved_at"]
    list_select_related = ["record", "author__person"]
    search_fields = ["text", "record__title"]


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "municipality", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["municipality", "uploaded_by__person"]
    search_fields = ["name", "sha256"]


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "state", "municipality", "uploaded_by", "uploaded_at"]
    list_filter = ["state"]
    list_select_related = ["attachment", "municipality", "uploaded_by__person"]
    search_fields = ["attachment__name"]


@admin.register(RememberedHeading)
class RememberedHeadingAdmin(ScopedAdmin):
    list_display = ["heading", "field", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["heading"]
