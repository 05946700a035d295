"""«Редакции»: every approved version of a paper with what belongs to it, and what differs between two of them."""

from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from documents.rendering.html import paper_html
from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..comparing import compare_papers
from ..forms import CompareForm
from ..models import OfficialPaper
from .papers import file_response

FORMAT_NAMES = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))


class OfPaperMixin(MunicipalityMixin):
    """A page about the paper that the address names by its key."""

    permission = perms.may_read_office

    @cached_property
    def record(self):
        papers = OfficialPaper.objects.select_related("municipality")
        return self.scoped_or_404(papers, pk=self.kwargs["pk"]).itself

    def get_snapshots(self):
        """The newest first."""
        return self.record.snapshots.order_by("-number")

    def get_snapshot(self):
        return get_object_or_404(self.get_snapshots(), number=self.kwargs["number"])

    def show(self, template, **context):
        context |= {"record": self.record, "formats": FORMAT_NAMES, "section": self.record.menu_section}
        return render(self.request, template, context)


class RevisionsView(OfPaperMixin, View):
    """The approved versions, the newest first, and the whole way of the paper."""

    def get(self, request, **kwargs):
        snapshots = self.get_snapshots().defer("content", "figures").select_related("dispatch__letter")
        snapshots = list(snapshots.prefetch_related("signed_copies__attachment"))
        log = self.record.log.select_related("actor__person")
        return self.show("records/revisions.html", snapshots=snapshots, log=log)


class RevisionView(OfPaperMixin, View):
    """An approved version as it is printed, on a page."""

    def get(self, request, **kwargs):
        snapshot = self.get_snapshot()
        return self.show("records/revision.html", snapshot=snapshot, paper=paper_html(snapshot.paper()))


class RevisionFileView(OfPaperMixin, View):
    def get(self, request, *, file_format, **kwargs):
        snapshot = self.get_snapshot()
        return file_response(snapshot.paper(), str(snapshot), file_format)


class CompareView(OfPaperMixin, View):
    """Two versions, or the last one and the draft, with exactly the words that differ."""

    def get(self, request, **kwargs):
        form = CompareForm(self.record, list(self.get_snapshots()), request.GET)
        comparison = compare_papers(*form.papers()) if form.is_valid() else None
        return self.show("records/compare.html", form=form, comparison=comparison)
