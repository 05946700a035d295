from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from import_export.admin import ImportExportModelAdmin

from moc_portal.admin import (
    OneMunicipalityForm,
    ReferenceAdmin,
    RowChoicesMixin,
    ScopedAdmin,
    VersionedAdminForm,
)

from .models import (
    Appointment,
    ChildPopulation,
    LegalAct,
    Municipality,
    Organization,
    OrganizationAlias,
    Person,
    Post,
    Region,
    TerritorialZone,
    User,
)
from .resources import (
    ChildPopulationResource,
    MunicipalityResource,
    OrganizationOfAnyPlaceResource,
    RegionResource,
)

# Rights come from appointments alone.
admin.site.unregister(Group)


class AppointmentInline(admin.StackedInline):
    model = Appointment
    form = OneMunicipalityForm
    extra = 0
    fields = [
        ("role", "title"),
        ("municipality", "organization"),
        ("region", "zone"),
        ("post", "starts_on", "ends_on"),
    ]


class AliasInline(admin.TabularInline):
    model = OrganizationAlias
    extra = 0


@admin.register(Region)
class RegionAdmin(ReferenceAdmin):
    resource_classes = [RegionResource]
    search_fields = ["name"]


@admin.register(TerritorialZone)
class TerritorialZoneAdmin(ReferenceAdmin):
    list_display = ["name", "region"]
    list_filter = ["region"]
    search_fields = ["name"]


@admin.register(Municipality)
class MunicipalityAdmin(ImportExportModelAdmin, ScopedAdmin):
    resource_classes = [MunicipalityResource]
    list_display = ["name", "region", "zone", "slug"]
    list_filter = ["region"]
    list_select_related = ["region", "zone"]
    search_fields = ["name", "slug"]


@admin.register(ChildPopulation)
class ChildPopulationAdmin(ImportExportModelAdmin, ScopedAdmin):
    resource_classes = [ChildPopulationResource]
    list_display = ["municipality", "year", "children", "ages", "source"]
    list_filter = ["year", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__name", "source"]
    autocomplete_fields = ["municipality"]


@admin.register(Organization)
class OrganizationAdmin(ImportExportModelAdmin, ScopedAdmin):
    resource_classes = [OrganizationOfAnyPlaceResource]
    list_display = ["short_name", "municipality", "kind", "is_moc", "is_active"]
    list_filter = ["kind", "is_moc", "is_active", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["short_name", "name", "search_key", "inn"]
    inlines = [AliasInline]


@admin.register(OrganizationAlias)
class OrganizationAliasAdmin(ScopedAdmin):
    list_display = ["name", "organization"]
    list_select_related = ["organization"]
    search_fields = ["name", "search_key"]
    autocomplete_fields = ["organization"]


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["__str__", "phone", "email"]
    search_fields = ["surname", "first_name"]
    inlines = [AppointmentInline]


@admin.register(Post)
class PostAdmin(ScopedAdmin):
    list_display = ["title", "municipality"]
    list_filter = ["municipality"]
    search_fields = ["title"]


@admin.register(Appointment)
class AppointmentAdmin(RowChoicesMixin, admin.ModelAdmin):
    form = OneMunicipalityForm
    list_display = ["person", "title", "role", "municipality", "organization", "starts_on", "ends_on"]
    list_filter = ["role", "municipality"]
    list_select_related = ["person", "municipality", "organization"]
    search_fields = ["person__surname", "title"]
    autocomplete_fields = ["person", "organization", "municipality", "post", "substitutes"]


@admin.register(LegalAct)
class LegalActAdmin(ScopedAdmin):
    form = VersionedAdminForm
    exclude = ["version"]
    list_display = ["__str__", "title", "municipality"]
    list_filter = ["municipality", "kind"]
    list_select_related = ["municipality"]
    search_fields = ["number", "title", "search_key"]
    date_hierarchy = "date"


@admin.register(User)
class PortalUserAdmin(RowChoicesMixin, UserAdmin):
    list_display = ["username", "person", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff"]
    list_select_related = ["person"]
    search_fields = ["username", "person__surname"]
    autocomplete_fields = ["person"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "person"]}),
        ("Доступ", {"fields": ["is_active", "is_staff", "is_superuser", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "person", "usable_password", "password1", "password2"]})]
