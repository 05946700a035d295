from django.contrib import admin

from moc_portal.admin import ReadOnlyAdmin, ScopedAdmin, ScopedHistoryAdmin
from records.admin import DraftAdmin, PaperAdmin

from .models import AgendaItem, Attendance, Body, Clause, Execution, ExecutionEntry, Meeting, Speech


class AttendanceInline(admin.TabularInline):
    model = Attendance
    extra = 0
    autocomplete_fields = ["organization"]


class SpeechInline(admin.TabularInline):
    model = Speech
    extra = 0
    exclude = ["version"]


class OfMeetingAdmin(DraftAdmin):
    """A row of a meeting, which may be changed only until its paper goes to be signed."""

    def paper_of(self, row):
        return row.meeting


@admin.register(Body)
class BodyAdmin(ScopedAdmin):
    list_display = ["name", "municipality", "paper_form", "members"]
    list_filter = ["paper_form", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["name", "genitive"]


@admin.register(Meeting)
class MeetingAdmin(PaperAdmin):
    """Files are attached on the page of the meeting."""

    list_display = ["title", "municipality", "starts_on", "is_held", "state"]
    list_filter = ["state", "year", "openness", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title", "topic"]
    identity = ["municipality", "body"]
    exclude = ["period", "title", "attachments", "attendance_list"]
    autocomplete_fields = ["body", "earlier", "legal_acts"]
    date_hierarchy = "starts_on"
    inlines = [AttendanceInline]


@admin.register(Attendance)
class AttendanceAdmin(OfMeetingAdmin):
    list_display = ["__str__", "count", "meeting"]
    list_select_related = ["meeting", "organization"]
    search_fields = ["category", "organization__short_name", "meeting__title"]
    autocomplete_fields = ["meeting", "organization"]


@admin.register(AgendaItem)
class AgendaItemAdmin(OfMeetingAdmin):
    list_display = ["position", "question", "meeting"]
    list_select_related = ["meeting"]
    search_fields = ["question", "meeting__title"]
    autocomplete_fields = ["meeting", "continues"]
    exclude = ["attachments", "version"]
    inlines = [SpeechInline]


@admin.register(Speech)
class SpeechAdmin(DraftAdmin):
    list_display = ["name", "post", "kind", "item"]
    list_filter = ["kind"]
    list_select_related = ["item"]
    search_fields = ["name", "post", "text", "item__question"]
    autocomplete_fields = ["item"]
    exclude = ["version"]

    def paper_of(self, row):
        return row.item.meeting


@admin.register(Clause)
class ClauseAdmin(OfMeetingAdmin, ScopedHistoryAdmin):
    """What the deadline means is told by the portal; who executes it is seen in the executions."""

    readonly_fields = ["deadline_kind", "deadline_periods", "deadline_recurrence", "deadline_is_corrected"]
    list_display = ["number", "text", "kind", "addressee_text", "deadline_text", "is_addressed", "meeting"]
    list_filter = ["kind", "is_addressed", "meeting__year", "meeting__municipality"]
    list_select_related = ["meeting"]
    search_fields = ["text", "addressee_text", "meeting__title"]
    autocomplete_fields = ["meeting", "item", "organizations", "person", "controller", "plan_items"]


@admin.register(Execution)
class ExecutionAdmin(ReadOnlyAdmin):
    list_display = ["clause", "organization", "person", "period", "due_on", "state", "municipality"]
    list_filter = ["state", "municipality"]
    list_select_related = ["clause__meeting", "organization", "person", "municipality"]
    search_fields = ["clause__text", "organization__short_name", "person__surname"]
    date_hierarchy = "due_on"


@admin.register(ExecutionEntry)
class ExecutionEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "execution", "action", "to_state", "user", "author"]
    list_filter = ["to_state", "channel"]
    list_select_related = [
        "execution__clause__meeting",
        "execution__organization",
        "execution__person",
        "user__person",
    ]
    search_fields = ["text", "author", "execution__clause__text"]
