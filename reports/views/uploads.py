from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import ListView
from django.views.generic.edit import FormMixin

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.models import Upload

from ..uploads.applying import APPLIED, apply_upload
from ..uploads.forms import ColumnsForm, UploadFileForm
from ..uploads.minutes import MinutesReview
from ..uploads.reading import MINUTES, check_reading, understand_upload
from ..uploads.review import Review
from ..uploads.undoing import removed_by_undo, undo_upload, why_kept

ERASED = "Срок хранения файла истёк, и портал его удалил. Если он ещё нужен, загрузите его снова."
MATCHED_ANEW = (
    "Исправления сохранены. По ним портал подобрал другие пункты. Взгляните на них и нажмите «Перенести в портал» "
    "ещё раз. Строки: {}."
)


class UploadListView(MunicipalityMixin, FormMixin, ListView):
    """The files that came in, and a form for one more."""

    permission = perms.may_edit
    template_name = "reports/upload_list.html"
    form_class = UploadFileForm
    paginate_by = 50
    extra_context = {"section": "uploads"}

    def get_queryset(self):
        uploads = self.scoped(Upload.objects).select_related("paper", "uploaded_by__person")
        return uploads.defer("original", "reading", "corrections", "created")

    def get_form_kwargs(self):
        place = {"municipality": self.municipality, "user": self.request.user}
        return super().get_form_kwargs() | place

    def post(self, request, **kwargs):
        form = self.get_form()
        if form.is_valid():
            return redirect(form.save())
        self.object_list = self.get_queryset()
        return self.render_to_response(self.get_context_data(form=form), status=422)


class UploadMixin(MunicipalityMixin):
    """A view of one upload."""

    permission = perms.may_edit
    needs_file = True

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and self.needs_file and self.upload.erased_at:
            return self.refuse(ERASED)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def upload(self):
        papers = (
            "paper__activityplan__municipality",
            "paper__report__municipality",
            "paper__meeting__municipality",
        )
        uploads = Upload.objects.select_related("attachment", *papers, "municipality", "uploaded_by__person")
        return self.scoped_or_404(uploads, pk=self.kwargs["pk"])

    def refuse(self, refusal):
        messages.error(self.request, refusal)
        return redirect(self.upload)

    def keep(self, version, **changes):
        """Store the changes unless somebody has changed the upload since its page was opened."""
        unchanged = Upload.objects.under_review().filter(pk=self.upload.pk, version=version)
        return unchanged.update(version=F("version") + 1, **changes) == 1


class UploadView(UploadMixin, View):
    """What was understood beside the original, to be corrected; once carried over, what came of it."""

    def get(self, request, **kwargs):
        if self.upload.state == Upload.State.APPLIED:
            kept, removed = why_kept(self.upload), removed_by_undo(self.upload)
            return self.show("reports/upload_applied.html", kept=kept, removed=removed)
        if self.upload.erased_at:
            return self.show("reports/upload_erased.html")
        return self.show_review(review_of(self.upload))

    def post(self, request, **kwargs):
        """«Сохранить исправления»: what is still wrong stays for later."""
        posted = request.POST.dict()
        fields = review_of(self.upload).corrections(posted)
        corrections = self.upload.corrections | {"fields": fields}
        is_kept = self.keep(posted_version(request), corrections=corrections)
        del self.upload
        return self.go_on(posted) if is_kept else self.show_conflict(posted)

    def go_on(self, posted):
        messages.success(self.request, "Исправления сохранены.")
        return redirect(self.upload)

    def show_conflict(self, posted):
        if self.upload.state == Upload.State.APPLIED:
            return self.refuse(APPLIED)
        if self.upload.erased_at:
            return self.refuse(ERASED)
        conflict = review_of(self.upload).differences(posted)
        return self.show_review(review_of(self.upload, posted), status=422, conflict=conflict)

    def show_review(self, review, status=200, **context):
        """The page with every error at its field."""
        return self.show(review.template, status, is_ready=review.is_valid(), review=review, **context)

    def show(self, template, status=200, **context):
        context |= {"upload": self.upload, "section": "uploads"}
        return render(self.request, template, context, status=status)


class UploadApplyView(UploadView):
    """«Перенести в портал»: the corrections are kept first, whatever comes of it."""

    http_method_names = ["post"]

    def go_on(self, posted):
        review = review_of(self.upload)
        if not review.is_valid():
            return self.show_review(review, status=422)
        if rematched := review.rematched(posted):
            messages.warning(self.request, MATCHED_ANEW.format(", ".join(row.label for row in rematched)))
            return redirect(self.upload)
        try:
            apply_upload(review)
        except ValidationError as refusal:
            return self.refuse(refusal.messages[0])
        messages.success(self.request, "Файл перенесён в портал.")
        return redirect(self.upload)


class UploadColumnsView(UploadMixin, View):
    """The table is read anew with its headings as the methodist explains them."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        form = ColumnsForm(request.POST, columns=self.upload.columns)
        if not form.is_valid():
            return self.refuse("Столбцы изменились, пока страница была открыта. Проверьте их ещё раз.")
        try:
            is_kept = self.read_anew(form.corrections())
        except ValidationError as refusal:
            return self.refuse(refusal.messages[0])
        if not is_kept:
            return self.refuse(
                "Пока вы проверяли файл, его исправил другой сотрудник. Проверьте столбцы ещё раз."
            )
        messages.success(request, "Таблица прочитана заново. Проверьте строки.")
        return redirect(self.upload)

    def read_anew(self, meanings):
        """The rows are others now: of the corrections only those of the head are kept."""
        corrections = self.upload.corrections
        columns = corrections.get("columns", {}) | meanings
        check_reading(understand_upload(self.upload, columns))
        fields = {
            name: text for name, text in corrections.get("fields", {}).items() if name.startswith("head-")
        }
        return self.keep(
            posted_version(self.request),
            reading=self.upload.reading,
            corrections={"columns": columns, "fields": fields},
        )


class UploadUndoView(UploadMixin, View):
    http_method_names = ["post"]
    needs_file = False

    def post(self, request, **kwargs):
        try:
            undo_upload(self.upload)
        except ValidationError as refusal:
            return self.refuse(refusal.messages[0])
        messages.success(request, "Перенос отменён. Файл можно исправить и перенести ещё раз или удалить.")
        return redirect(self.upload)


class UploadDeleteView(UploadMixin, View):
    """What was carried over keeps the file that it came from."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        with transaction.atomic():
            deleted, _ = Upload.objects.under_review().filter(pk=self.upload.pk).delete()
            if deleted:
                self.upload.attachment.discard()
        if not deleted:
            return self.refuse("Файл перенесён в портал. Чтобы удалить его, сначала отмените перенос.")
        messages.success(request, f"Файл «{self.upload.attachment.name}» удалён.")
        return redirect("upload-list", self.municipality.slug)


def review_of(upload, posted=None):
    """The review of a plan or a report, or that of a protocol or a decision."""
    kind = MinutesReview if upload.reading["kind"] in MINUTES else Review
    return kind(upload, posted)


def posted_version(request):
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0
