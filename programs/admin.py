from django.contrib import admin

from moc_portal.admin import ReadOnlyAdmin, ScopedAdmin, ScopedHistoryAdmin, ShownAdmin

from .models import (
    AccessibilityModel,
    Assessment,
    Assignment,
    Campaign,
    CampaignParticipant,
    CampaignStage,
    CommunityMember,
    Consultation,
    Criterion,
    DeclaredPlaces,
    Edition,
    FoundRight,
    Mark,
    Moderator,
    NetworkAgreement,
    NetworkCommunity,
    NewPlaces,
    Partner,
    Program,
    ProgramAlias,
    ProgramEntry,
    ProgramGroup,
    ProgramRemark,
    Provider,
    Regulation,
    Review,
    Score,
    Visit,
)


@admin.register(Program)
class ProgramAdmin(ScopedHistoryAdmin):
    """Its state is moved on its own page; the file comes in there, too."""

    list_display = ["__str__", "organization", "focus_area", "register", "state", "completeness"]
    list_filter = ["state", "focus_area", "register", "municipality"]
    list_select_related = ["organization"]
    search_fields = ["search_key", "external_id", "organization__short_name"]
    autocomplete_fields = ["organization", "parent", "campaign"]
    exclude = ["file"]


@admin.register(ProgramAlias)
class ProgramAliasAdmin(ScopedAdmin):
    list_display = ["name", "program"]
    list_select_related = ["program"]
    search_fields = ["name_key", "program__name"]
    autocomplete_fields = ["program"]


@admin.register(ProgramGroup)
class ProgramGroupAdmin(ScopedAdmin):
    list_display = ["name", "program", "school_year", "places", "taken"]
    list_filter = ["school_year", "funding"]
    list_select_related = ["program"]
    search_fields = ["name", "program__name"]
    autocomplete_fields = ["program"]


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["program", "school_year", "approval_order"]
    list_select_related = ["program"]
    search_fields = ["program__name"]


@admin.register(ProgramEntry)
class ProgramEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "program", "action", "to_state", "user"]
    list_filter = ["to_state"]
    list_select_related = ["program", "user__person"]
    search_fields = ["program__name", "text"]


class CriterionInline(admin.TabularInline):
    model = Criterion
    extra = 0


@admin.register(Regulation)
class RegulationAdmin(ScopedAdmin):
    """That of everybody has no municipality."""

    list_display = ["__str__", "pass_percent", "experts_needed", "valid_years"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__name"]
    autocomplete_fields = ["municipality", "act"]
    exclude = ["version"]
    inlines = [CriterionInline]

    def get_queryset(self, request):
        return Regulation.objects.all()


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ["program", "number", "submitted_on", "result", "decided_on"]
    list_filter = ["result"]
    list_select_related = ["program"]
    search_fields = ["program__name"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["program", "number", "level", "submitted_on", "result", "decided_on"]
    list_filter = ["level", "result"]
    list_select_related = ["program"]
    search_fields = ["program__name"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ["assessment", "expert", "assigned_on", "finished_on", "recommendation"]
    list_select_related = ["assessment__program", "expert"]
    search_fields = ["assessment__program__name", "expert__surname"]


@admin.register(ProgramRemark)
class ProgramRemarkAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "program", "author", "created_at", "resolved_at"]
    list_select_related = ["program", "author__person"]
    search_fields = ["program__name", "text"]


@admin.register(Mark)
class MarkAdmin(ReadOnlyAdmin):
    list_display = ["criterion", "verdict", "review"]
    list_select_related = ["criterion", "review__program"]
    search_fields = ["review__program__name"]


@admin.register(Score)
class ScoreAdmin(ReadOnlyAdmin):
    list_display = ["criterion", "points", "assignment"]
    list_select_related = ["criterion", "assignment__expert", "assignment__assessment__program"]
    search_fields = ["assignment__expert__surname"]


class StageInline(admin.TabularInline):
    model = CampaignStage
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(ScopedAdmin):
    list_display = ["name", "year", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["name"]
    exclude = ["version"]
    inlines = [StageInline]


@admin.register(CampaignParticipant)
class CampaignParticipantAdmin(ScopedAdmin):
    list_display = ["organization", "campaign", "planned_programs", "enrolled"]
    list_select_related = ["organization", "campaign"]
    search_fields = ["organization__short_name", "campaign__name"]
    autocomplete_fields = ["organization", "campaign"]


class PartnerInline(admin.TabularInline):
    model = Partner
    extra = 0
    autocomplete_fields = ["organization"]


@admin.register(NetworkAgreement)
class NetworkAgreementAdmin(ScopedAdmin):
    list_display = ["__str__", "kind", "organization", "starts_on", "ends_on"]
    list_filter = ["kind"]
    list_select_related = ["organization"]
    search_fields = ["number", "subject", "organization__short_name"]
    autocomplete_fields = ["organization", "programs"]
    exclude = ["file"]
    inlines = [PartnerInline]


class MemberInline(admin.TabularInline):
    model = CommunityMember
    extra = 0
    autocomplete_fields = ["organization"]


@admin.register(NetworkCommunity)
class NetworkCommunityAdmin(ScopedAdmin):
    list_display = ["name", "municipality", "is_active"]
    list_select_related = ["municipality"]
    search_fields = ["name"]
    inlines = [MemberInline]


@admin.register(AccessibilityModel)
class AccessibilityModelAdmin(ScopedAdmin):
    list_display = ["name", "municipality", "organization", "is_active"]
    list_select_related = ["municipality", "organization"]
    search_fields = ["name"]
    autocomplete_fields = ["organization", "programs"]


@admin.register(Visit)
class VisitAdmin(ScopedAdmin):
    list_display = ["day", "settlement", "children", "model"]
    list_select_related = ["model"]
    search_fields = ["settlement", "model__name"]
    autocomplete_fields = ["model", "program"]


@admin.register(NewPlaces)
class NewPlacesAdmin(ScopedAdmin):
    list_display = ["year", "organization", "focus_area", "places", "money"]
    list_filter = ["year", "focus_area"]
    list_select_related = ["organization"]
    search_fields = ["organization__short_name"]
    autocomplete_fields = ["organization"]


@admin.register(DeclaredPlaces)
class DeclaredPlacesAdmin(ScopedAdmin):
    list_display = ["year", "municipality", "places", "money"]
    list_select_related = ["municipality"]
    search_fields = ["source"]


@admin.register(Provider)
class ProviderAdmin(ScopedAdmin):
    list_display = ["organization", "starts_on", "ends_on"]
    list_select_related = ["organization"]
    search_fields = ["organization__short_name"]
    autocomplete_fields = ["organization"]


@admin.register(Moderator)
class ModeratorAdmin(ScopedAdmin):
    list_display = ["name", "organization", "starts_on", "ends_on"]
    list_select_related = ["organization"]
    search_fields = ["name", "organization__short_name"]
    autocomplete_fields = ["organization"]


@admin.register(Consultation)
class ConsultationAdmin(ScopedAdmin):
    list_display = ["asked_on", "kind", "organization", "answered_on"]
    list_filter = ["kind"]
    list_select_related = ["organization"]
    search_fields = ["question", "answer", "organization__short_name"]
    autocomplete_fields = ["organization", "moderator", "program"]


@admin.register(Criterion)
class CriterionAdmin(ShownAdmin):
    list_display = ["text", "part", "max_points", "is_active", "regulation"]
    list_filter = ["part", "is_active"]
    list_select_related = ["regulation__municipality"]
    search_fields = ["text"]


@admin.register(Partner)
class PartnerAdmin(ShownAdmin):
    list_display = ["__str__", "kind", "agreement"]
    list_filter = ["kind"]
    list_select_related = ["organization", "agreement"]
    search_fields = ["name", "organization__short_name"]


@admin.register(CommunityMember)
class CommunityMemberAdmin(ShownAdmin):
    list_display = ["organization", "community", "is_coordinator"]
    list_select_related = ["organization", "community"]
    search_fields = ["organization__short_name", "community__name"]


@admin.register(CampaignStage)
class CampaignStageAdmin(ShownAdmin):
    list_display = ["kind", "campaign", "starts_on", "ends_on"]
    list_select_related = ["campaign"]
    search_fields = ["campaign__name"]


@admin.register(FoundRight)
class FoundRightAdmin(ReadOnlyAdmin):
    list_display = ["program", "code", "user", "at"]
    list_select_related = ["program", "user__person"]
    search_fields = ["program__name"]
