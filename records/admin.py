from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.html import format_html

from moc_portal.admin import ReadOnlyAdmin, ReferenceAdmin, ScopedAdmin, ScopedHistoryAdmin, ShownAdmin

from .approval import APPROVAL
from .models import (
    Agreement,
    ApprovalRoute,
    Attachment,
    Dispatch,
    DistinctPair,
    ImportBatch,
    ImportRow,
    Job,
    Merge,
    OfficialPaper,
    PublishedRegister,
    Remark,
    RememberedColumn,
    RememberedHeading,
    RouteStep,
    SavedView,
    SignedCopy,
    Snapshot,
    TransitionLog,
    Upload,
)


class RemarkActionForm(ActionForm):
    remark = forms.CharField(label="Замечание, если возвращаете", required=False)


class DraftFormMixin(forms.ModelForm):
    """Nothing is entered into a paper, or carried over to it, that is no longer a draft."""

    paper_of: Callable[[Any], OfficialPaper]

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and not (paper := self.paper_of(self.instance)).is_editable:
            self.add_error(None, f"{paper.title}: {paper.get_state_display()}, в нём уже ничего не меняют.")


class DraftAdmin(ScopedAdmin):
    """A paper, or a row of one, which may be changed only while the paper is a draft."""

    def paper_of(self, row) -> OfficialPaper:
        raise NotImplementedError

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type("DraftForm", (DraftFormMixin, form), {"paper_of": staticmethod(self.paper_of)})

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_open(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_open(obj)

    def is_open(self, row):
        return row is None or self.paper_of(row).is_editable


class PaperAdmin(DraftAdmin, ScopedHistoryAdmin):
    """With «Утвердить» and «Вернуть» over chosen papers; they do what the buttons on the pages do.

    Each row of the list sends back the version that it shows: nobody decides on a paper that changed since.
    """

    readonly_fields = ["state", "step"]
    identity: list[str] = []  # what a paper stays with once it is begun
    action_form = RemarkActionForm
    actions = ["pass_step", "send_back"]
    # The counter also offers to choose the papers of other pages, which nobody has seen.
    actions_selection_counter = False

    def paper_of(self, row):
        return row

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(self.identity if obj else ())]

    def action_checkbox(self, obj):
        seen = forms.HiddenInput().render(_seen(obj), obj.version)
        return format_html("{}{}", super().action_checkbox(obj), seen)

    @admin.action(description="Согласовать (утвердить) выбранное")
    def pass_step(self, request, queryset):
        self.perform(request, queryset, "pass", {})

    @admin.action(description="Вернуть выбранное с замечанием")
    def send_back(self, request, queryset):
        self.perform(request, queryset, "return", {"remarks": [(None, request.POST.get("remark", ""))]})

    def perform(self, request, queryset, transition, data):
        def move(record, seen_version):
            return APPROVAL.perform(transition, record, request.user, data, seen_version)

        self.each(request, queryset, move)

    def each(self, request, queryset, act):
        """`act(record, seen version)` for each paper: what stands in the way of one does not hold up the others."""
        for record in queryset:
            try:
                outcome = act(record, request.POST.get(_seen(record), ""))
            except ValidationError as refusal:
                self.message_user(request, f"{record}: {' '.join(refusal.messages)}", messages.ERROR)
            except PermissionDenied as refusal:  # the step belongs to the holder of a post
                self.message_user(request, f"{record}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{outcome}: {outcome.get_state_display()}.")


def _seen(record):
    return f"seen_version-{record.pk}"


class RouteStepInline(admin.TabularInline):
    model = RouteStep
    extra = 0

    def has_change_permission(self, request, obj=None):
        """A route that papers have walked stays as it was; retire it and enter another."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_walked)

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(ApprovalRoute)
class ApprovalRouteAdmin(ReferenceAdmin):
    list_display = ["__str__", "kind", "municipality", "retired_at"]
    list_filter = ["kind", ("retired_at", admin.EmptyFieldListFilter)]
    list_select_related = ["municipality"]
    search_fields = ["municipality__name"]
    actions = ["retire"]
    inlines = [RouteStepInline]

    @admin.action(description="Заменить: больше не предлагать")
    def retire(self, request, queryset):
        queryset.in_force().update(retired_at=timezone.now())


@admin.register(RouteStep)
class RouteStepAdmin(admin.ModelAdmin):
    list_display = ["route", "order", "action", "role", "post", "party"]
    list_select_related = ["route__municipality", "post"]
    search_fields = ["route__municipality__name", "party"]

    def has_change_permission(self, request, obj=None):
        """Steps are entered with their route."""
        return False

    has_add_permission = has_delete_permission = has_change_permission


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


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    list_display = ["record", "action", "name", "post", "signed_on", "party", "superseded_at"]
    list_select_related = ["record"]
    list_filter = ["action"]
    search_fields = ["record__title", "name", "party", "letter_number"]


@admin.register(SignedCopy)
class SignedCopyAdmin(ReadOnlyAdmin):
    list_display = ["snapshot", "attachment", "attached_by", "attached_at"]
    list_select_related = ["snapshot__record", "attachment", "attached_by__person"]
    search_fields = ["snapshot__record__title", "attachment__name"]


@admin.register(Dispatch)
class DispatchAdmin(ReadOnlyAdmin):
    list_display = ["number", "sent_on", "snapshot", "addressee", "channel", "outcome", "incoming_number"]
    list_select_related = ["snapshot__record"]
    list_filter = ["outcome", "channel"]
    search_fields = ["number", "incoming_number", "addressee", "snapshot__record__title"]
    date_hierarchy = "sent_on"


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "municipality", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["municipality", "uploaded_by__person"]
    search_fields = ["name", "sha256"]


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ["name", "state", "municipality", "uploaded_by", "uploaded_at", "erased_at"]
    exclude = ["original", "reading", "corrections", "created"]
    list_filter = ["state"]
    list_select_related = ["municipality", "uploaded_by__person"]
    search_fields = ["name"]


@admin.register(RememberedHeading)
class RememberedHeadingAdmin(ScopedAdmin):
    list_display = ["heading", "field", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["heading"]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Work behind the pages, of whoever began it."""

    list_display = ["title", "municipality", "user", "state", "done", "total", "created_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["municipality", "user__person"]
    search_fields = ["title"]

    def get_queryset(self, request):
        return Job.objects.all()


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind", "municipality", "state", "created_at"]
    list_filter = ["kind", "state", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["name"]


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    list_display = ["number", "label", "outcome", "batch"]
    list_filter = ["outcome"]
    list_select_related = ["batch"]
    search_fields = ["label"]


@admin.register(RememberedColumn)
class RememberedColumnAdmin(ScopedAdmin):
    list_display = ["heading_key", "field", "kind", "source", "municipality"]
    list_filter = ["kind", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["heading_key"]


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    list_display = ["name", "register", "user", "municipality"]
    list_select_related = ["user__person", "municipality"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return SavedView.objects.all()


@admin.register(PublishedRegister)
class PublishedRegisterAdmin(ReadOnlyAdmin):
    list_display = ["register", "municipality", "published_on", "published_by"]
    list_select_related = ["municipality", "published_by__person"]
    search_fields = ["register"]


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ["at", "kept_name", "removed_name", "model", "user"]
    list_select_related = ["user__person"]
    search_fields = ["kept_name", "removed_name"]


@admin.register(DistinctPair)
class DistinctPairAdmin(ShownAdmin):
    """Removed, it lets the two be proposed for merging again."""

    list_display = ["__str__", "model", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["model"]
