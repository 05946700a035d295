"""What a person has to do in a municipality: the stuff of the daily reminders and of the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from meetings.control import answers_to_check, breached
from meetings.models import Clause, Execution
from organizations import perms
from organizations.models import Municipality, User
from plans.models import ActivityPlan, MediaPlanEntry, Occurrence, PlanItem
from plans.periods import ReportingPeriod
from programs.models import Assignment
from records.models import OfficialPaper, PaperState

from .models import Report, ReportAddress, ReportForm

SOON = timedelta(days=7)
LISTED = 20  # answers and orders in a letter; the portal has all of them
MONTH = timedelta(days=31)  # a report may be due in the month after its period
OF_CLAUSE = "clause__meeting__municipality"
HANDED_IN = frozenset({PaperState.SENT, PaperState.ACCEPTED})


@dataclass(frozen=True)
class Task:
    """An item of the plan, a material to publish, a report to hand in, a clause to answer.

    Its key stays whatever becomes of its words.
    """

    key: str
    title: str
    url: str
    words: str = ""


@dataclass(frozen=True)
class Due:
    task: Task
    day: date


@dataclass(frozen=True)
class Agenda:
    """What is overdue and coming, papers whose step is the person's, papers that came back to him.

    `answers` are those he has to accept or return, `orders` those of the office that others have not answered in time.
    """

    municipality: Municipality
    today: date
    overdue: list[Due]
    coming: list[Due]
    waiting: list[OfficialPaper]
    returned: list[OfficialPaper]
    answers: list[Execution]
    orders: list[Clause]

    def __bool__(self) -> bool:
        told = (self.overdue, self.coming, self.waiting, self.returned, self.answers, self.orders)
        return any(told)


def agenda_of(user: User, municipality: Municipality, today: date) -> Agenda:
    days = days_of(user, municipality, today, until=today + SOON)
    papers = OfficialPaper.objects.select_related(
        *("activityplan__municipality", "mediaplan__municipality", "report__municipality"),
        "meeting__municipality",
    )
    answers = answers_to_check(user, municipality).select_related(OF_CLAUSE, "organization", "person")
    orders = breached(municipality, today) if _is_in_charge(user, municipality) else ()
    return Agenda(
        municipality=municipality,
        today=today,
        overdue=[due for due in days if due.day < today],
        coming=[due for due in days if due.day >= today],
        waiting=list(papers.waiting_for(user, municipality)),
        returned=list(papers.returned_to(user, municipality)),
        answers=list(answers[:LISTED]),
        orders=list(orders[:LISTED]),
    )


def _is_in_charge(user, municipality):
    """Whoever only reads the office's papers, as the regional centre, is told of nobody's delay."""
    return perms.may_manage(user, municipality) or perms.leads(user, municipality)


def days_of(user: User, municipality: Municipality, today: date, until: date = date.max) -> list[Due]:
    """The person's days, reports first, then materials, items, clauses and sheets of assessments.

    Of those overdue the ones that a report may still tell of; a clause is owed until it is answered.
    """
    oldest = ReportingPeriod.containing(today).previous.start
    manages = perms.may_manage(user, municipality)
    reports = _reports(municipality, oldest, until) if manages else ()
    materials = _materials(municipality, oldest, until) if manages else ()
    works_here = perms.may_read_office(user, municipality)
    items = _items(user, municipality, today, oldest, until) if works_here else ()
    sheets = _sheets(user, municipality, until)
    return [*reports, *materials, *items, *_clauses(user, municipality, today, until), *sheets]


def _clauses(user, municipality, today, last) -> Iterator[Due]:
    """What the person has to answer. An order is due until it is answered; a recommendation only asks in time."""
    asked = Execution.objects.filter(municipality=municipality, due_on__lte=last).asked_of(user).open()
    binding = Q(clause__kind=Clause.Kind.ORDER) | Q(due_on__gte=today)
    for execution in asked.filter(binding).select_related(OF_CLAUSE).order_by("due_on", "pk"):
        clause = execution.clause
        task = Task(f"execution-{execution.pk}", str(clause), execution.get_absolute_url(), clause.text)
        yield Due(task, execution.due_on)


def _sheets(user, municipality, last) -> Iterator[Due]:
    """The programmes that the person was asked to assess and has not yet."""
    asked = Assignment.objects.for_user(user).open().filter(expert=user.person_id, due_on__lte=last)
    here = asked.filter(assessment__program__municipality=municipality)
    related = ("assessment__program__organization", "assessment__program__municipality")
    for sheet in here.select_related(*related).order_by("due_on", "pk"):
        program = sheet.assessment.program
        task = Task(
            f"assignment-{sheet.pk}",
            f"Экспертиза программы «{program}»",
            sheet.get_absolute_url(),
            str(program.organization),
        )
        yield Due(task, sheet.due_on)


def _items(user, municipality, today, first, last) -> Iterator[Due]:
    """Open due days of the items for which the person answers."""
    items = PlanItem.objects.filter(section__plan__municipality=municipality).of_person(user.person, today)
    days = Occurrence.objects.open().filter(item__in=items, due_on__gte=first, due_on__lte=last)
    in_order = ("item__section__position", "item__position", "item", "due_on")
    for due in days.select_related("item__section__plan__municipality").order_by(*in_order):
        item = due.item
        words = f"{item.title}\n{item.responsible}"
        yield Due(Task(f"item-{item.pk}", str(item), item.get_absolute_url(), words), due.due_on)


def _reports(municipality, first, last) -> Iterator[Due]:
    """The days by which reports are to be handed in that are not, as the forms ask for them over the plans."""
    begun = {
        (report.variant, report.period): report for report in Report.objects.filter(municipality=municipality)
    }
    halves = [half for plan in ActivityPlan.objects.filter(municipality=municipality) for half in plan.halves]
    end = min(last, max((half.end + MONTH for half in halves), default=first))
    for form in ReportForm.objects.in_use(municipality.region_id):
        for period in _periods(form, first - MONTH, end):
            due_on, report = form.due_on(period), begun.get((form.code, period.code))
            is_planned = any(half.start <= period.end and period.start <= half.end for half in halves)
            is_done = report is not None and report.state in HANDED_IN
            if is_planned and not is_done and due_on and first <= due_on <= last:
                yield Due(_report_task(municipality, form, period, is_begun=report is not None), due_on)


def _materials(municipality, first, last) -> Iterator[Due]:
    """What the media plan still wants published."""
    entries = MediaPlanEntry.objects.filter(plan__municipality=municipality).due(first, last)
    for entry in entries.select_related("plan__municipality"):
        title = f"Разместить материал ({entry.get_channel_display()}): {entry.topic}"
        yield Due(Task(f"media-{entry.pk}", title, entry.get_absolute_url(), entry.responsible), entry.day)


def _periods(form, first, last):
    period = form.period_of(first)
    while period.start <= last:
        yield period
        period = period.next


def _report_task(municipality, form, period, *, is_begun):
    address = ReportAddress(form.code, period)
    begun = reverse("report", args=[municipality.slug, address]) if is_begun else ""
    url = begun or reverse("report-list", args=[municipality.slug])
    return Task(f"report-{form.code}-{period.code}", form.title_of(municipality, period), url, form.addressee)
