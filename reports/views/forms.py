from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import ListView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..form_editing import ColumnFormSet, ReportFormForm, own_form
from ..models import ReportForm


class FormListView(MunicipalityMixin, ListView):
    """The forms by which the municipality reports."""

    permission = perms.may_read_office
    template_name = "reports/form_list.html"
    context_object_name = "forms"

    def get_queryset(self):
        return ReportForm.objects.in_use(self.municipality.region_id)

    def get_context_data(self, **kwargs):
        may_shape = perms.may_shape_forms(self.request.user, self.municipality)
        return super().get_context_data(section="reports", may_shape=may_shape, **kwargs)


class FormOwnView(MunicipalityMixin, View):
    """«Изменить для региона»: the region gets a copy of a common form of its own."""

    permission = perms.may_shape_forms

    def post(self, request, *, pk, **kwargs):
        common = get_object_or_404(ReportForm, pk=pk, region=None)
        form = own_form(common, self.municipality.region)
        return redirect("form-edit", self.municipality.slug, form.pk)


class FormEditView(MunicipalityMixin, View):
    """A form of the region with its columns; what is changed here holds in the whole region."""

    permission = perms.may_shape_forms

    def get_form(self):
        return get_object_or_404(ReportForm, pk=self.kwargs["pk"], region=self.municipality.region_id)

    def get(self, request, **kwargs):
        form = self.get_form()
        return self.show(form, ReportFormForm(instance=form), ColumnFormSet(instance=form))

    def post(self, request, **kwargs):
        form = self.get_form()
        fields = ReportFormForm(request.POST, instance=form)
        columns = ColumnFormSet(request.POST, instance=form)
        if not (fields.is_valid() and columns.is_valid()):
            return self.show(form, fields, columns, status=422)
        with transaction.atomic():
            fields.save()
            columns.save()
        messages.success(request, f"{form}: форма изменена, черновики отчётов уже печатаются по ней.")
        return redirect("form-list", self.municipality.slug)

    def show(self, form, fields, columns, status=200):
        context = {"report_form": form, "form": fields, "columns": columns, "section": "reports"}
        return render(self.request, "reports/form_edit.html", context, status=status)
