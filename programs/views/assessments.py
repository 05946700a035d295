"""The assessments of a municipality, each with what its experts say, and its act."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import DetailView, ListView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.views.papers import file_response

from ..card import changes
from ..life import LIFE
from ..models import Assessment, Assignment, Program, ProgramRemark, Regulation, RoundResult
from ..papers import assessment_act
from ..points import compared, finished_sheets, outcome_of_sheets
from ..terms import Term, terms

IN_WORK = "work"
RESULTS = {**dict(RoundResult.choices), IN_WORK: "в работе"}


def with_sheets(assessments):
    """Each with its sheets and their experts."""
    sheets = Assignment.objects.select_related("expert")
    related = ("program__municipality", "program__organization")
    return assessments.select_related(*related).prefetch_related(Prefetch("assignments", sheets))


class AssessmentListView(MunicipalityMixin, ListView):
    """Of a year or a half-year: how many were submitted and what became of them; before that what is in work now.

    An expert gets his own sheets and nothing else.
    """

    permission = perms.may_read_assessments
    template_name = "programs/assessment_list.html"
    paginate_by = 50

    def get(self, request, *args, **kwargs):
        if not perms.may_read_office(request.user, self.municipality):
            context = {"section": "assessments", "today": self.municipality.today(), "sheets": self.mine()}
            return render(request, "programs/assessment_mine.html", context)
        return super().get(request, *args, **kwargs)

    def mine(self):
        """The user's own sheets: what is to be done first, by its day."""
        sheets = self.scoped(Assignment.objects).filter(expert=self.request.user.person_id)
        related = ("assessment__program__organization", "assessment__program__municipality")
        rows = list(sheets.select_related(*related).order_by("due_on", "pk"))
        to_do = [sheet for sheet in rows if sheet.is_open]
        return {"to_do": to_do, "done": [sheet for sheet in reversed(rows) if not sheet.is_open]}

    @cached_property
    def term(self):
        chosen = Term.from_code(self.request.GET.get("period", ""))
        return chosen or Term(self.municipality.today().year)

    @cached_property
    def submitted(self):
        """All rounds of the term."""
        return self.scoped(Assessment.objects).submitted_in(self.term)

    @cached_property
    def chosen(self):
        """What of the address narrows the list: the level, the result."""
        sent = self.request.GET
        known = {"level": Assessment.Level.values, "result": RESULTS}
        return {name: sent[name] for name, values in known.items() if sent.get(name) in values}

    def get_queryset(self):
        rows = self.submitted.last_rounds().filter(**self.chosen_rows())
        related = ("program__organization", "program__municipality", "act")
        return rows.select_related(*related).order_by("-submitted_on", "program__sort_key", "pk")

    def chosen_rows(self):
        result = {IN_WORK: ""}.get(self.chosen.get("result"), self.chosen.get("result"))
        return self.chosen if result is None else self.chosen | {"result": result}

    def get_context_data(self, **kwargs):
        today = self.municipality.today()
        first = (
            self.scoped(Assessment.objects).order_by("submitted_on").values_list("submitted_on", flat=True)
        )
        in_work = self.scoped(Assessment.objects).in_work().order_by("submitted_on", "pk")
        return super().get_context_data(
            section="programs",
            today=today,
            term=self.term,
            terms=terms(min([day.year for day in first[:1]] + [today.year]), today.year),
            tally=self.tally(),
            chosen=self.chosen,
            results=RESULTS,
            in_work=list(with_sheets(in_work)),
            regulation=Regulation.objects.holding_in(self.municipality),
            **kwargs,
        )

    def tally(self):
        """By programme, and beside it the rounds: a row for each level, and one for all."""
        by_program, by_round = (
            rows.tally_by_level() for rows in (self.submitted.last_rounds(), self.submitted)
        )
        rows = [
            (level, label, by_program.get(level, {}), by_round[level]["submitted"])
            for level, label in Assessment.Level.choices
            if level in by_round
        ]
        names = ("submitted", "passed", "rework", "rejected", "in_work")
        whole = {name: sum(row.get(name, 0) for row in by_program.values()) for name in names}
        return {"rows": rows, "all": whole, "rounds": sum(row["submitted"] for row in by_round.values())}


class AssessmentMixin(MunicipalityMixin):
    @cached_property
    def assessment(self):
        related = (
            "program__municipality__region",
            "program__organization",
            "file",
            "act",
            "submitted_by__person",
        )
        return self.scoped_or_404(Assessment.objects.select_related(*related), pk=self.kwargs["pk"])


class AssessmentView(AssessmentMixin, DetailView):
    """The whole round for the office; its outcome for the organisation; an expert is led to his sheet."""

    context_object_name = "assessment"
    extra_context = {"section": "programs"}

    def get_object(self, queryset=None):
        return self.assessment

    @cached_property
    def is_office(self):
        return perms.may_read_office(self.request.user, self.municipality)

    def get(self, request, *args, **kwargs):
        if not self.is_office and self.assessment.program.organization_id not in request.user.represented:
            return redirect(self.own_sheet())
        return super().get(request, *args, **kwargs)

    def own_sheet(self):
        mine = {"assessment": self.assessment, "expert": self.request.user.person_id}
        return self.scoped_or_404(
            Assignment.objects.select_related("assessment__program__municipality"), **mine
        )

    def get_template_names(self):
        return ["programs/assessment.html" if self.is_office else "programs/assessment_outcome.html"]

    def get_context_data(self, **kwargs):
        of_office = self.office_context() if self.is_office else {}
        remarks = ProgramRemark.objects.for_user(self.request.user).filter(
            assignment__assessment=self.assessment, assignment__recused_on=None
        )
        rows = remarks.select_related("assignment__expert")
        return super().get_context_data(remarks=rows, **of_office, **kwargs)

    def office_context(self):
        assessment, user = self.assessment, self.request.user
        regulation = Regulation.objects.holding_in(self.municipality)
        sheets = finished_sheets(assessment)
        comparisons = compared(sheets, list(assessment.criteria()))
        leads = perms.may_lead_assessment(user, self.municipality)
        transitions = [] if assessment.result else LIFE.available(assessment.program, user)
        return {
            "today": self.municipality.today(),
            "regulation": regulation,
            "assignments": assessment.assignments.select_related("expert").prefetch_related(
                "scores", "remarks"
            ),
            "sheets": sheets,
            "outcome": outcome_of_sheets(sheets, regulation),
            "comparisons": comparisons,
            "is_disputed": any(row.is_disputed for row in comparisons),
            "may_lead": leads and assessment.is_municipal and not assessment.result,
            "transitions": [transition for transition in transitions if transition.name == "conclude"],
            **self.since_last_round(),
        }

    def since_last_round(self):
        """What of the card is new, and whether the file is; nothing for the first round."""
        previous = self.assessment.previous()
        if previous is None:
            return {}
        changed = changes(Program, previous.card, self.assessment.card)
        return {
            "previous": previous,
            "changes": changed,
            "is_new_file": previous.file_id != self.assessment.file_id,
        }


class AssessmentFileView(AssessmentMixin, View):
    """The act; of an assessment that the region held it is the region that draws one."""

    permission = perms.may_read_office

    def get(self, request, *, file_format, **kwargs):
        if not self.assessment.is_municipal:
            raise Http404
        title = f"Акт экспертизы. {self.assessment.program}"
        return file_response(assessment_act(self.assessment), title, file_format)
