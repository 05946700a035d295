"""Registers in files: what came in, what each would do to the register, and doing it."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import ListView
from django.views.generic.edit import FormMixin

from documents.cells import neutral
from documents.file_types import FileType
from documents.prose import file_name, format_date
from documents.rendering.lists import Sheet, lists_xlsx
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.exchange import export_rows
from organizations.models import OrganizationAlias

from ..import_forms import ColumnsForm, ImportFileForm, kinds
from ..importing.applying import CHANGED, RegisterChanged, apply
from ..importing.staging import MOST_AT_ONCE, remap, stage_somewhere
from ..jobs import start
from ..models import ImportBatch, ImportRow

Outcome = ImportRow.Outcome
TABS = {
    Outcome.REJECTED: "отклонено",
    Outcome.CHANGED: "изменится",
    Outcome.CREATED: "новых",
    Outcome.UNCHANGED: "без изменений",
}
DONE = {Outcome.CHANGED: "изменено", Outcome.CREATED: "внесено"}
CLOSED = "Этот файл уже загружен, ещё читается или стёрт: изменить в нём ничего нельзя."
SECTION = {"section": "programs"}


def table_response(sheet: Sheet, title: str) -> HttpResponse:
    response = HttpResponse(lists_xlsx([sheet]), content_type=FileType.XLSX.value)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name(title))}.xlsx"
    return response


class ImportListView(MunicipalityMixin, FormMixin, ListView):
    """The files that came in, and a form for one more."""

    permission = perms.may_edit
    template_name = "records/import_list.html"
    form_class = ImportFileForm
    paginate_by = 50

    def get_queryset(self):
        return self.scoped(ImportBatch.objects).select_related("user__person")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"municipality": self.municipality, "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | SECTION | {"kinds": kinds()}

    def post(self, request, **kwargs):
        form = self.get_form()
        if form.is_valid():
            return redirect(form.save())
        self.object_list = self.get_queryset()
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RegisterTableView(MunicipalityMixin, View):
    """A register as a table that may be corrected and brought in again."""

    permission = perms.may_edit

    def get(self, request, **kwargs):
        titles = dict(kinds())
        if (kind := request.GET.get("kind", "programs")) not in titles:
            raise Http404
        resource = ImportBatch(kind=kind).resource_class
        headings, rows = export_rows(resource, self.scoped(resource._meta.model.objects))
        columns = [(heading, 20) for heading in headings]
        title = f"{titles[kind]} {self.municipality.name} {format_date(self.municipality.today())}"
        return table_response(Sheet(titles[kind], columns, rows), title)


class BatchMixin(MunicipalityMixin):
    """A view of one file."""

    permission = perms.may_edit

    @cached_property
    def batch(self) -> ImportBatch:
        batches = self.scoped(ImportBatch.objects).select_related(
            "municipality", "attachment", "job__municipality"
        )
        return self.scoped_or_404(batches, pk=self.kwargs["pk"])


class ImportView(BatchMixin, View):
    def get(self, request, **kwargs):
        return render(request, "records/import.html", self.context())

    def context(self, form=None):
        batch, counts = self.batch, self.batch.counts()
        shown = self.request.GET.get("rows")
        if shown not in Outcome.values:
            shown = next((tab for tab in TABS if counts[tab]), Outcome.UNCHANGED)
        rows = batch.rows.filter(outcome=shown)
        titles = TABS | DONE if batch.state == ImportBatch.State.APPLIED else TABS
        return SECTION | {
            "batch": batch,
            "tabs": [(tab, words, counts[tab]) for tab, words in titles.items() if counts[tab]],
            "shown": shown,
            "counts": counts,
            "news": counts[Outcome.CREATED] + counts[Outcome.CHANGED],
            "page_obj": Paginator(rows, 50).get_page(self.request.GET.get("page")),
            "form": form or ColumnsForm(batch=batch),
            "unknown": [heading for _, heading, field in batch.mapping if heading and not field],
            "taken": [(heading, field) for heading, field in self.taken()],
        }

    def taken(self):
        """Each heading that is taken under another name, and that name."""
        names = {column.attribute: column.heading for column in self.batch.resource_class().columns}
        for _, heading, field in self.batch.mapping:
            if field in names and names[field] != heading:
                yield heading, names[field]


class OpenBatchMixin(BatchMixin):
    """A change of what is to be done with a file; there is nothing to change once it was applied or erased."""

    http_method_names = ("post",)

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.method == "POST" and not self.batch.is_open:
            messages.error(request, CLOSED)
            return redirect(self.batch)
        return super().dispatch(request, *args, **kwargs)


class ImportColumnsView(OpenBatchMixin, ImportView):
    """The columns are taken for what the user says, and the file is read anew."""

    def post(self, request, **kwargs):
        form = ColumnsForm(request.POST, batch=self.batch)
        if not form.is_valid():
            return render(request, "records/import.html", self.context(form), status=422)
        remap(self.batch, form.chosen, form.sheet)
        stage_somewhere(self.batch)
        return redirect(self.batch)


class ImportNamesView(OpenBatchMixin, View):
    """«Да, это она»: the name is remembered for the organisation, and the file is read anew."""

    def post(self, request, **kwargs):
        known = {str(place): question for place, question in enumerate(self.batch.questions)}
        confirmed = [known[place] for place in request.POST.getlist("question") if place in known]
        organizations = self.municipality.organizations.in_bulk([key for _, key, *_ in confirmed])
        for name, key, *_ in confirmed:
            if key in organizations:
                OrganizationAlias.objects.create(organization=organizations[key], name=name[:500])
        if confirmed:
            stage_somewhere(self.batch)
        else:
            messages.error(request, "Отметьте названия, которые портал понял верно.")
        return redirect(self.batch)


class ImportApplyView(OpenBatchMixin, View):
    """The file goes into the register, all or nothing."""

    def post(self, request, **kwargs):
        batch, without_rejected = self.batch, bool(request.POST.get("without_rejected"))
        counts = batch.counts()
        if sum(counts.values()) > MOST_AT_ONCE:
            params = {"batch": batch.pk, "without_rejected": without_rejected}
            title = f"Загрузка реестра «{batch.title}»: {batch.name}"[:300]
            return redirect(start("apply-import", title, self.municipality, request.user, params))
        try:
            apply(batch, request.user, without_rejected=without_rejected)
        except RegisterChanged:
            messages.error(request, CHANGED)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            told = f"Загружено: новых {counts[Outcome.CREATED]}, изменено {counts[Outcome.CHANGED]}."
            messages.success(request, told)
        return redirect(batch)


class RejectedRowsView(BatchMixin, View):
    """The rejected rows as they stood in the file, each with the reason."""

    def get(self, request, **kwargs):
        headings = ["Строка файла", "Причина", *(heading for _, heading, _ in self.batch.mapping)]
        places = [place for place, _, _ in self.batch.mapping]
        rows = (
            [
                row.number,
                neutral("\n".join(f"{column}: {said}" if column else said for column, said in row.errors)),
                *(neutral(row.values[place]) for place in places if place < len(row.values)),
            ]
            for row in self.batch.rows.filter(outcome=Outcome.REJECTED)
        )
        columns = [(heading, 30 if heading == "Причина" else 20) for heading in headings]
        return table_response(Sheet("Отклонённые строки", columns, rows), f"Отклонено {self.batch.name}")
