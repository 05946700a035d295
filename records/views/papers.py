"""What every official paper has: its page and its files; and the attachments."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views import View

from documents.file_types import FileType
from documents.prose import file_name
from documents.rendering.docx import paper_docx
from documents.rendering.html import paper_html
from documents.rendering.pdf import paper_pdf
from documents.rendering.xlsx import paper_xlsx
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..models import Attachment, OfficialPaper

FORMATS = {
    "pdf": (paper_pdf, FileType.PDF),
    "docx": (paper_docx, FileType.DOCX),
    "xlsx": (paper_xlsx, FileType.XLSX),
}


def file_response(paper, title, file_format):
    """A paper as a file called by a title."""
    render_file, content_type = FORMATS[file_format]
    response = HttpResponse(render_file(paper), content_type=content_type.value)
    name = f"{file_name(title)}.{file_format}"
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


class PaperMixin(MunicipalityMixin):
    """A view of one paper, found by its address; each kind of paper says by which of its fields."""

    model: type[OfficialPaper]
    related = ["municipality", "step__post", "in_force__dispatch"]

    def get_record(self):
        papers = self.model.objects.select_related(*self.related)
        return self.scoped_or_404(papers, **self.get_lookup())

    def get_lookup(self):
        raise NotImplementedError


class PaperPageView(PaperMixin, View):
    """The paper as it is printed, on a page."""

    def get(self, request, **kwargs):
        record = self.get_record()
        paper = paper_html(record.paper_for(request.user))
        context = {"record": record, "paper": paper, "section": record.menu_section}
        return render(request, "records/paper.html", context)


class PaperFileView(PaperMixin, View):
    """The paper as a PDF, DOCX or XLSX file."""

    def get(self, request, *, file_format, **kwargs):
        record = self.get_record()
        return file_response(record.paper_for(request.user), record.title, file_format)


class PaperChangeMixin(MunicipalityMixin):
    """A change of a paper's rows: by a methodist, and only while the paper is a draft.

    The paper stays locked until the change is stored: nobody sends or approves it in between.
    """

    permission = perms.may_edit
    refusal = ""  # the sentence for a paper in another {state}

    def get_paper(self) -> OfficialPaper:
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            self.require_editable(self.get_paper())
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            paper = self.get_paper()
            self.require_editable(type(paper).objects.locked(paper.pk))
            return super().dispatch(request, *args, **kwargs)

    def require_editable(self, paper):
        if not paper.is_editable:
            raise PermissionDenied(self.refusal.format(state=paper.get_state_display()))


class AttachmentView(MunicipalityMixin, View):
    """An attached file as a download; never shown by the browser in the portal's name."""

    def get(self, request, *, pk, **kwargs):
        attachment = self.scoped_or_404(Attachment.objects, pk=pk)
        try:
            content = attachment.file.open()
        except FileNotFoundError:
            raise Http404("Файла больше нет в хранилище.") from None
        response = FileResponse(
            content,
            as_attachment=True,
            filename=attachment.download_name,
            content_type=attachment.content_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
