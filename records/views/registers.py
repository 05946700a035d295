"""The page of a register, its files, its saved views, and whether everybody may read it."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import ListView

from documents.file_types import FileType
from documents.rendering.docx import paper_docx
from documents.rendering.pdf import paper_pdf
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..forms import SavedViewForm
from ..jobs import start
from ..models import PublishedRegister, SavedView
from ..register_files import MOST_AT_ONCE, in_chunks, name_of, register_paper, register_xlsx
from ..registers import REGISTERS, registers_of

PRINTED = {"pdf": paper_pdf, "docx": paper_docx}
MOST_SAVED = 50  # views of one user in one register


class RegisterMixin(MunicipalityMixin):
    """A view of one register, found by its slug, and of what its query string asks for."""

    slug = ""  # of the register whose page has an address of its own

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.register = self.get_register()

    def get_register(self):
        register = REGISTERS.get(self.slug or self.kwargs["register"])
        if register is None:
            raise Http404
        if not register.is_open_to(self.request.user, self.municipality):
            raise PermissionDenied
        return register

    @cached_property
    def selection(self):
        return self.register.read(self.request.user, self.municipality, self.request.GET)

    def shown(self):
        """The page with what was asked for."""
        query = self.selection.meaning
        return f"{self.register.url(self.municipality)}{'?' if query else ''}{query}"

    def saved(self):
        """The user's own views of this register."""
        return self.scoped(SavedView.objects).filter(register=self.register.slug)


class RegisterView(RegisterMixin, ListView):
    template_name = "records/register.html"
    paginate_by = 50

    def get_queryset(self):
        return self.selection.rows

    def get_context_data(self, **kwargs):
        user, register = self.request.user, self.register
        context = super().get_context_data(**kwargs)
        published = PublishedRegister.objects.filter(municipality=self.municipality, register=register.slug)
        return {
            "saved_form": SavedViewForm(),
            **context,
            "register": register,
            "registers": [
                (each, each.url(self.municipality))
                for each in registers_of(register.section, user, self.municipality)
            ],
            "section": register.section,
            "selection": self.selection,
            "table": [self.selection.cells(row) for row in context["page_obj"]],
            "saved": self.saved(),
            "published": register.is_publishable and published.first(),
            "may_publish": register.is_publishable and perms.may_publish(user, self.municipality),
        }


class RegisterFileView(RegisterMixin, View):
    """All that is shown, all pages of it, as a file."""

    def get(self, request, *, file_format, **kwargs):
        selection = self.selection
        if not selection.is_valid:
            return redirect(f"{self.register.url(self.municipality)}?{request.GET.urlencode()}")
        if file_format == "xlsx":
            return self.answer(register_xlsx(selection), FileType.XLSX)
        if selection.rows.count() > MOST_AT_ONCE:
            return self.draw_behind_the_pages(file_format)
        paper = register_paper(selection, in_chunks(selection.rows))
        return self.answer(PRINTED[file_format](paper), FileType[file_format.upper()])

    def draw_behind_the_pages(self, file_format):
        """The job reads the register anew, as its user and by the same query string."""
        params = {
            "register": self.register.slug,
            "query": self.selection.meaning,
            "file_format": file_format,
        }
        title = f"{self.register.title}: {file_format.upper()}"
        job = start("print-register", title, self.municipality, self.request.user, params)
        return redirect(job.get_absolute_url())

    def answer(self, content, file_type):
        response = HttpResponse(content, content_type=file_type.value)
        name = name_of(self.selection, file_type.name.lower())
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return response


class SavedViewCreateView(RegisterView):
    """Keeps the query string of the page under a name; the address of the form carries it."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        view = SavedView(
            municipality=self.municipality,
            user=request.user,
            register=self.register.slug,
            query=self.selection.meaning,
        )
        form = SavedViewForm(request.POST, instance=view)
        if form.is_valid() and self.saved().count() >= MOST_SAVED:
            form.add_error(None, f"Сохранено уже {MOST_SAVED} отборов: удалите ненужные.")
        if form.is_valid():
            form.save()
            messages.success(request, f"Отбор «{view}» сохранён.")
            return redirect(self.shown())
        self.object_list = self.get_queryset()
        return self.render_to_response(self.get_context_data(saved_form=form), status=422)


class SavedViewDeleteView(MunicipalityMixin, View):
    def post(self, request, *, pk, **kwargs):
        view = self.scoped_or_404(SavedView.objects, pk=pk)
        view.delete()
        messages.success(request, f"Отбор «{view}» удалён.")
        register = REGISTERS.get(view.register)
        return redirect(register.url(self.municipality) if register else "home")


class PublishView(RegisterMixin, View):
    """Puts the register on the open page of the municipality."""

    permission = perms.may_publish

    def post(self, request, **kwargs):
        if not self.register.is_publishable:
            raise PermissionDenied("В этом реестре есть сведения не для всех: его не публикуют.")
        PublishedRegister.objects.get_or_create(
            municipality=self.municipality,
            register=self.register.slug,
            defaults={"published_on": self.municipality.today(), "published_by": request.user},
        )
        messages.success(request, "Реестр опубликован на открытой странице.")
        return redirect(self.register.url(self.municipality))


class WithdrawView(RegisterMixin, View):
    """Takes the register off the open page."""

    permission = perms.may_publish

    def post(self, request, **kwargs):
        self.municipality.published_registers.filter(register=self.register.slug).delete()
        messages.success(request, "Реестр снят с открытой страницы.")
        return redirect(self.register.url(self.municipality))
