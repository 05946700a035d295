"""The page of one programme."""

from django.utils.functional import cached_property
from django.views.generic import DetailView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..adoption import municipal_facts
from ..card import facts_of, with_changes
from ..editing import closed_because, open_fields
from ..life import LIFE, may_write
from ..models import Assignment, Program, ProgramState
from ..models.school_years import current_school_year, school_year_words
from ..remarks import with_rights


class ProgramMixin(MunicipalityMixin):
    """A view of the programme that the address names."""

    extra_context = {"section": "programs"}
    related: tuple[str, ...] = ("municipality__region", "organization__municipality", "file")

    @cached_property
    def program(self):
        return self.scoped_or_404(Program.objects.select_related(*self.related), pk=self.kwargs["pk"])

    def get_object(self, queryset=None):
        return self.program

    @cached_property
    def is_insider(self):
        """Whether he is of the office or of the organisation; an expert reads the card alone."""
        user = self.request.user
        is_own = self.program.organization_id in user.represented
        return is_own or perms.may_read_office(user, self.municipality)


class ProgramView(ProgramMixin, DetailView):
    """The card with all that belongs to the programme, and the steps that the user may take."""

    related = (*ProgramMixin.related, "campaign", "parent__organization")
    template_name = "programs/program.html"
    context_object_name = "program"

    def get_context_data(self, **kwargs):
        program = self.program
        year = current_school_year(self.municipality.today())
        groups = list(program.study_groups.all())
        editions = list(program.editions.select_related("file"))
        inside = self.get_inside() if self.is_insider else {"sheets": self.get_sheets()}
        return super().get_context_data(
            facts=facts_of(program),
            editions=with_changes(Program, editions),
            groups=[group for group in groups if group.school_year == year],
            other_groups=[group for group in groups if group.school_year != year],
            school_year=school_year_words(year),
            new_editions=self.get_new_editions(year, {edition.school_year for edition in editions}),
            is_insider=self.is_insider,
            **inside,
            **(municipal_facts(program, self.request.user) if self.is_insider else {}),
            **kwargs,
        )

    def get_sheets(self):
        """An expert's own sheets on this programme."""
        sheets = Assignment.objects.for_user(self.request.user).filter(assessment__program=self.program)
        return sheets.select_related("assessment__program__municipality")

    def get_new_editions(self, this_year, kept):
        """The school years around this one that have no edition yet, for the methodist who may enter it."""
        is_open = self.program.state != ProgramState.ARCHIVED
        if not (is_open and perms.may_edit(self.request.user, self.municipality)):
            return []
        years = (year for year in range(this_year - 1, this_year + 2) if year not in kept)
        return [(year, school_year_words(year)) for year in years]

    def get_inside(self):
        """What the office and the organisation see beside the card."""
        program, user = self.program, self.request.user
        transitions = LIFE.available(program, user)
        may_change = bool(may_write(user, program))
        reviews = list(program.reviews.for_user(user).select_related("program__municipality"))
        assessments = list(program.assessments.select_related("act"))
        return {
            "assessment": next((assessment for assessment in assessments if not assessment.result), None),
            "review": next((review for review in reviews if not review.result), None),
            "reviews": reviews,
            "transitions": transitions,
            "hindrances": [sentence for way in transitions for sentence in way.check(program)],
            "may_change_groups": may_change and program.state != ProgramState.ARCHIVED,
            "may_edit_card": may_change and bool(open_fields(program.state)),
            "closed_because": closed_because(program.state) if may_change else "",
            "assessments": assessments,
            "remarks": with_rights(program.remarks.for_user(user).of_page(), user),
            "entries": program.entries.select_related("user__person"),
            "agreements": program.network_agreements.for_user(user).select_related("organization"),
        }
