"""What every official paper has: its page, its files, its way to approval; and the attachments."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from documents.file_types import FileType
from documents.prose import file_name
from documents.rendering.docx import paper_docx
from documents.rendering.html import paper_html
from documents.rendering.pdf import paper_pdf
from documents.rendering.xlsx import paper_xlsx
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from .approval import APPROVAL
from .forms import TransitionForm
from .models import Attachment, OfficialPaper, Remark

FORMATS = {
    "pdf": (paper_pdf, FileType.PDF),
    "docx": (paper_docx, FileType.DOCX),
    "xlsx": (paper_xlsx, FileType.XLSX),
}


class PaperMixin(MunicipalityMixin):
    """A view of one paper, found by its address; each kind of paper says by which of its fields."""

    model: type[OfficialPaper]

    def get_record(self):
        papers = self.model.objects.select_related("municipality", "step")
        return self.scoped_or_404(papers, **self.get_lookup())

    def get_lookup(self):
        raise NotImplementedError


class PaperPageView(PaperMixin, View):
    """The paper as it is printed, on a page."""

    section = ""

    def get(self, request, **kwargs):
        record = self.get_record()
        context = {"record": record, "paper": paper_html(record.paper()), "section": self.section}
        return render(request, "records/paper.html", context)


class PaperFileView(PaperMixin, View):
    """The paper as a PDF, DOCX or XLSX file."""

    def get(self, request, *, file_format, **kwargs):
        record = self.get_record()
        render_file, content_type = FORMATS[file_format]
        response = HttpResponse(render_file(record.paper()), content_type=content_type.value)
        name = f"{file_name(record.title)}.{file_format}"
        response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
        return response


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


class TransitionView(MunicipalityMixin, View):
    """One step of a paper on its way: GET asks for what the step needs, POST performs it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            papers = OfficialPaper.objects.select_related("municipality", "step")
            self.record = self.scoped_or_404(papers, pk=kwargs["pk"]).itself
            if kwargs["transition"] not in APPROVAL.transitions:
                raise Http404
            self.transition = APPROVAL.transitions[kwargs["transition"]]

    def get(self, request, **kwargs):
        try:
            APPROVAL.require(self.transition, self.record, request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(self.record.get_absolute_url())
        return self.ask(self.get_form(), request.GET.get("seen_version", self.record.version))

    def post(self, request, **kwargs):
        form = self.get_form(request.POST)
        seen_version = request.POST.get("seen_version", "")
        if form.is_valid():
            try:
                record = APPROVAL.perform(
                    self.transition.name, self.record, request.user, form.cleaned_data, seen_version
                )
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, f"{record.title}: {record.get_state_display()}.")
                return redirect(record.get_absolute_url())
        return self.ask(form, self.record.version, status=422)

    def get_form(self, data=None):
        form_class = self.transition.form or TransitionForm
        return form_class(self.record, data)

    def ask(self, form, seen_version, status=200):
        context = {
            "record": self.record,
            "transition": self.transition,
            "label": self.transition.label_for(self.record),
            "form": form,
            "seen_version": seen_version,
        }
        return render(self.request, "records/transition.html", context, status=status)


class RemarkResolveView(MunicipalityMixin, View):
    """«Исправлено» at a remark with which the paper was returned."""

    permission = perms.may_edit

    def post(self, request, *, pk, **kwargs):
        remarks = Remark.objects.select_related("record__municipality")
        remark = self.scoped_or_404(remarks, pk=pk, resolved_at=None)
        remark.resolved_at, remark.resolved_by = timezone.now(), request.user
        remark.save()
        row = f"#row-{remark.row}" if remark.row else ""
        return redirect(f"{remark.record.itself.get_absolute_url()}{row}")


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
