"""The admin in the portal's words, and what its pages share."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model, QuerySet
from import_export.admin import ImportExportModelAdmin
from simple_history.admin import SimpleHistoryAdmin

from .forms import RowField, RowsField, VersionedModelForm, keys_in
from .scoping import municipality_of

admin.site.site_header = "Администрирование портала МОЦ"
admin.site.site_title = "Портал МОЦ"
admin.site.index_title = "Справочники, записи и учётные записи"
admin.site.empty_value_display = "—"


class OneMunicipalityForm(forms.ModelForm):
    """A row and what it refers to belong to one municipality: the pages offer nothing else."""

    def _post_clean(self):
        super()._post_clean()
        home = municipality_of(self.instance)
        foreign = [name for name, chosen in self.cleaned_data.items() if home and not _all_of(home, chosen)]
        for name in foreign:
            self.add_error(
                name, f"Это запись другого муниципалитета. Выберите из тех, что есть здесь: {home}."
            )


def _all_of(municipality, chosen):
    rows = chosen if isinstance(chosen, QuerySet) else [chosen] if isinstance(chosen, Model) else []
    return all(municipality_of(row) in (None, municipality) for row in rows)


class VersionedAdminForm(VersionedModelForm, OneMunicipalityForm):
    """Claims the version when all else is right: an administrator replaces nobody's words unseen either."""


class KnownKeysMixin:
    """Shows of what was sent the keys that rows can have: Django's own widget asks the database for any nonsense."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [str(key) for key in keys_in(map(str, value))], attr)


class RowSelect(KnownKeysMixin, AutocompleteSelect):
    pass


class RowsSelect(KnownKeysMixin, AutocompleteSelectMultiple):
    pass


class RowChoicesMixin:
    """The admin of a model that refers to others: whatever key is sent, the answer is its form."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RowSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, form_class=RowField, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RowsSelect(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, form_class=RowsField, **kwargs)


class ScopedAdmin(RowChoicesMixin, admin.ModelAdmin):
    """Rows that the user may see, also in the admin."""

    form = OneMunicipalityForm
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).for_user(request.user)


class ScopedHistoryAdmin(SimpleHistoryAdmin, ScopedAdmin):
    """With every earlier state of a row, and a version that its form was filled from."""

    form = VersionedAdminForm

    def get_exclude(self, request, obj=None):
        """The form brings a field for the version of its own."""
        return [*(super().get_exclude(request, obj) or ()), "version"]


class ShownAdmin(ScopedAdmin):
    """Rows that follow from others or are written on a page of their own: here they are read, or removed."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(ShownAdmin):
    """Records that tell what happened."""

    def has_delete_permission(self, request, obj=None):
        return False


class ReferenceAdmin(RowChoicesMixin, ImportExportModelAdmin):
    """A reference table that can be taken out to Excel and brought back."""

    list_per_page = 50
