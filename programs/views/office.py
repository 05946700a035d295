"""What the pages have in common by which the office enters, changes and removes single rows of the section."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms


class OfficeFormMixin(MunicipalityMixin):
    """A form of one row; a link may bring values for the fields of a new one."""

    permission = perms.may_edit
    template_name = "programs/office_form.html"
    heading = ""

    def get_initial(self):
        given = {} if self.object else self.request.GET.dict()
        return super().get_initial() | given

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"municipality": self.municipality}

    def get_context_data(self, **kwargs):
        given = {"section": "programs", "heading": self.heading, "back_url": self.get_success_url()}
        return super().get_context_data(**given | kwargs)

    def form_valid(self, form):
        try:
            with transaction.atomic():
                self.object = form.save()
        except IntegrityError:  # pressed twice: the same row was entered a moment ago
            form.add_error(None, "Такая запись только что внесена. Проверьте её в списке.")
            return self.form_invalid(form)
        messages.success(self.request, "Сохранено.")
        return redirect(self.get_success_url())


class OfficeDeleteView(MunicipalityMixin, View):
    """A row that was entered by mistake; it can be entered again from the message."""

    permission = perms.may_edit
    fields: tuple[str, ...] = ()  # of the form by which it is entered again

    def get_object(self):
        raise NotImplementedError

    def get_create_url(self, row):
        raise NotImplementedError

    def get_success_url(self, row):
        raise NotImplementedError

    def post(self, request, **kwargs):
        row = self.get_object()
        held = {name: value for name, value in model_to_dict(row, self.fields).items() if value is not None}
        again = f"{self.get_create_url(row)}?{urlencode(held)}"
        url = self.get_success_url(row)
        words = str(row)
        row.delete()
        messages.success(request, format_html('Удалено: {}. <a href="{}">Внести снова</a>', words, again))
        return redirect(url)
