from datetime import timedelta

from django.db.models import Count, Exists, Max, Q, Subquery, Window
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from meetings.control import answers_to_check, breached
from meetings.models import Execution, Meeting
from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Municipality, Person, Role
from plans.models import Event, MediaPlanEntry, Occurrence, PlanItem, Tally
from plans.periods import ReportingPeriod
from plans.suggesting import items_on
from programs.adoption import behind
from programs.campaign_today import debts, endings
from programs.models import (
    Assessment,
    Assignment,
    CampaignParticipant,
    Consultation,
    NetworkAgreement,
    Program,
    ProgramState,
    Review,
)
from records.models import OfficialPaper, PaperState

SOON = timedelta(days=14)
AT_A_STEP = {PaperState.IN_APPROVAL, PaperState.SENT}  # what came back is in none of them
LISTED = 10  # clauses of decisions on the first page


class PapersMixin(MunicipalityMixin):
    """The papers of a first page."""

    def get_papers(self):
        """Those whose present step is mine, and those that came back to me."""
        place = self.request.user, self.municipality
        papers = OfficialPaper.objects
        mine = self._shown(papers.waiting_for(*place) | papers.returned_to(*place))
        return {
            "waiting": [paper for paper in mine if paper.state in AT_A_STEP],
            "returned": [paper for paper in mine if paper.state not in AT_A_STEP],
            "decides": self._has(Role.MOC_HEAD, Role.AUTHORITY, Role.RMC),
        }

    def _shown(self, papers):
        remarks = Count("remarks", filter=Q(remarks__resolved_at=None))
        kinds = ("activityplan", "mediaplan", "report", "meeting")
        places = (f"{kind}__municipality" for kind in kinds)
        return list(
            self.scoped(papers).annotate(open_remarks=remarks).select_related("step", "municipality", *places)
        )

    def _has(self, *roles):
        return perms.has_role(self.request.user, self.municipality, *roles)


class TodayView(PapersMixin, View):
    """What is due, overdue, waiting for me and returned to me. Who does not work in the office sees what is published."""

    def get(self, request, **kwargs):
        template = "reports/today.html" if self.is_office else "reports/published.html"
        context = self.get_office() if self.is_office else self.get_published()
        return render(request, template, {"section": "today", "today": self.today} | context)

    def get_office(self):
        work = self.get_work() if self._may_edit() else {}
        campaigns = {"endings": endings(self.scoped(CampaignParticipant.objects), self.today)}
        papers = self.get_papers() | self.get_due() | self.get_control()
        programs = self.get_programs() | campaigns | self.get_networks()
        return papers | programs | work

    def get_published(self):
        papers = OfficialPaper.objects.exclude(meeting__openness=Meeting.Openness.ADDRESSEES)
        asked = Execution.objects.asked_of(self.request.user).open().begun(self.today)
        own = {"organization__in": self.request.user.represented}
        return {
            "asked": self._listed(asked),
            "returned_programs": self.get_returned_programs(),
            "debts": debts(self.scoped(CampaignParticipant.objects.filter(**own)), self.today),
            "behind": behind(self.scoped(Program.objects.filter(**own))),
            "papers": self._shown(papers),
            "sheets": self.get_sheets(),
            "is_expert": self._has(Role.EXPERT),
        }

    @cached_property
    def is_office(self):
        return perms.may_read_office(self.request.user, self.municipality)

    @cached_property
    def today(self):
        return self.municipality.today()

    # Clauses of decisions

    def get_control(self):
        """What I owe myself, the answers that I have to check, and the orders that were not answered in time."""
        user = self.request.user
        asked = Execution.objects.asked_of(user).open().begun(self.today).values("pk")
        answers = answers_to_check(user, self.municipality).values("pk")
        mine = self._listed(Execution.objects.filter(Q(pk__in=asked) | Q(pk__in=answers)))
        return {
            "asked": [execution for execution in mine if execution.is_open],
            "answers": [execution for execution in mine if not execution.is_open],
            "orders": list(breached(self.municipality, self.today)[:LISTED]),
        }

    def _listed(self, executions):
        """The first of them, what is late before the rest."""
        related = ("clause__meeting__municipality", "organization", "person")
        return list(self.scoped(executions).urgent_first().select_related(*related)[:LISTED])

    # Programmes

    def get_programs(self):
        """What of programmes waits for the centre, and for the user as an expert."""
        return self.get_reviews() | self.get_assessments() | {"sheets": self.get_sheets()}

    def get_reviews(self):
        """Programmes that wait for the centre's review, those that wait longest first."""
        if not perms.may_manage(self.request.user, self.municipality):
            return {}
        waiting = self.scoped(Review.objects.in_work()).annotate(of_all=Window(Count("pk")))
        related = ("program__organization", "program__municipality")
        rows = list(waiting.select_related(*related).order_by("submitted_on", "pk")[:LISTED])
        return {"reviews": rows, "review_count": rows[0].of_all if rows else 0}

    def get_networks(self):
        """How many questions of moderators wait for an answer, and how many agreements end soon; asked at once."""
        if not perms.may_manage(self.request.user, self.municipality):
            return {}
        here = Municipality.objects.filter(pk=self.municipality.pk)
        return here.values(
            question_count=self._number_of(Consultation.objects.open()),
            ending_count=self._number_of(NetworkAgreement.objects.ending(self.today)),
        ).get()

    def _number_of(self, rows):
        of_place = self.scoped(rows).order_by().values(rows.municipality_path)
        return Subquery(of_place.annotate(number=Count("pk")).values("number"))

    def get_returned_programs(self):
        """Programmes of the user's organisations that came back to be reworked."""
        if not (mine := self.request.user.represented):
            return []
        returned = self.scoped(Program.objects.filter(organization__in=mine, state=ProgramState.REWORK))
        open_remarks = Count("remarks", filter=Q(remarks__resolved_at=None, remarks__answer=""))
        # A query that counts drops the model's own ordering.
        counted = returned.annotate(unanswered=open_remarks).order_by("sort_key", "pk")
        return list(counted.select_related("municipality", "organization"))

    def get_assessments(self):
        """Municipal ones that want something of the office: experts, a reminder of a late sheet, the conclusion."""
        if not perms.may_lead_assessment(self.request.user, self.municipality):
            return {}
        municipal = self.scoped(Assessment.objects).in_work().filter(level=Assessment.Level.MUNICIPAL)
        related = ("program__organization", "program__municipality")
        rows = list(
            municipal.with_progress(self.today).select_related(*related).order_by("submitted_on", "pk")
        )
        return {
            "unmanned": [row for row in rows if row.experts < row.needed],
            "late": [row for row in rows if row.late],
            "assessed": [row for row in rows if row.experts >= row.needed and not row.at_work],
        }

    def get_sheets(self):
        """What an expert himself has to assess."""
        if not perms.may_assess(self.request.user, self.municipality):
            return []
        sheets = self.scoped(Assignment.objects).open().filter(expert=self.request.user.person_id)
        related = ("assessment__program__organization", "assessment__program__municipality")
        return list(sheets.select_related(*related).order_by("due_on", "pk"))

    # Due days

    def get_due(self):
        """Open due days up to two weeks ahead; of those overdue the ones that a report may still tell of."""
        oldest = ReportingPeriod.containing(self.today).previous.start
        days = self.scoped(Occurrence.objects.open()).filter(
            due_on__gte=oldest, due_on__lte=self.today + SOON
        )
        person = self.chosen_person
        if person:
            days = days.filter(item__in=PlanItem.objects.of_person(person, self.today))
        in_order = ("item__section__position", "due_on", "item__position")
        days = list(days.select_related("item__section__plan", "item__section__standard").order_by(*in_order))
        return {
            "overdue": [due for due in days if due.due_on < self.today],
            "coming": [due for due in days if due.due_on >= self.today],
            "materials": self._materials(oldest),
            "people": self.people,
            "person": person,
        }

    def _materials(self, oldest):
        """What the media plan still wants published, whoever of the office is shown."""
        if not perms.may_manage(self.request.user, self.municipality):
            return []
        entries = self.scoped(MediaPlanEntry.objects.due(oldest, self.today + SOON))
        return list(entries.select_related("plan__municipality"))

    @cached_property
    def people(self):
        """Those who work here; beside each stands whether I answer for anything, so that it is asked only once."""
        here = Person.objects.filter(appointments__in=self.municipality.appointments.on(self.today))
        me = self.request.user.person
        items = self.scoped(PlanItem.objects)
        mine = items.of_person(me, self.today) if me else items.none()
        return list(here.annotate(i_answer=Exists(mine)).distinct())

    @cached_property
    def chosen_person(self):
        """Whose due days are shown: by ?person=…, else mine if I answer for anything, else everyone's (None)."""
        chosen = self.request.GET.get("person", "")
        if chosen:
            return next((person for person in self.people if str(person.pk) == chosen), None)
        return self.request.user.person if any(person.i_answer for person in self.people) else None

    # A methodist's own work

    def get_work(self):
        incomplete = self.scoped(Event.objects).to_complete().select_related("kind")
        counted = incomplete.annotate(of_all=Window(Count("pk")))
        rows = list(counted[:5])
        number = rows[0].of_all if rows else 0
        return {"incomplete": rows, "incomplete_count": number, "tallies": self._tallies()}

    def _tallies(self):
        """The last count of each kind that was ever counted for an item of this year's plan."""
        counted = Tally.objects.filter(item__in=items_on(self.municipality, self.today))
        last = counted.order_by().values("item", "kind").annotate(last=Max("pk")).values("last")
        tallies = Tally.objects.filter(pk__in=last).select_related("item__section__plan", "kind")
        return tallies.order_by("item__section__position", "item__position", "kind")

    def _may_edit(self):
        return perms.may_edit(self.request.user, self.municipality)
