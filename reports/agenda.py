"""What a person has to do in a municipality: the stuff of the daily reminders and of the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from organizations.models import Municipality, User
from plans.models import Occurrence, PlanItem
from plans.periods import ReportingPeriod
from records.models import OfficialPaper

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Agenda:
    """Days overdue and coming, papers whose step is the person's, papers that came back to him."""

    municipality: Municipality
    today: date
    overdue: list[Occurrence]
    coming: list[Occurrence]
    waiting: list[OfficialPaper]
    returned: list[OfficialPaper]

    def __bool__(self) -> bool:
        return bool(self.overdue or self.coming or self.waiting or self.returned)


def agenda_of(user: User, municipality: Municipality, today: date) -> Agenda:
    days = list(due_days(user, municipality, today).filter(due_on__lte=today + SOON))
    papers = OfficialPaper.objects.select_related("activityplan__municipality", "report__municipality")
    return Agenda(
        municipality=municipality,
        today=today,
        overdue=[due for due in days if due.due_on < today],
        coming=[due for due in days if due.due_on >= today],
        waiting=list(papers.waiting_for(user, municipality)),
        returned=list(papers.returned_to(user, municipality)),
    )


def due_days(user: User, municipality: Municipality, today: date):
    """Open due days of the person's items, of those overdue the ones that a report may still tell of."""
    oldest = ReportingPeriod.containing(today).previous.start
    items = PlanItem.objects.filter(section__plan__municipality=municipality).of_person(user.person, today)
    days = Occurrence.objects.open().filter(item__in=items, due_on__gte=oldest)
    in_order = ("item__section__position", "item__position", "item", "due_on")
    return days.select_related("item__section__plan__municipality").order_by(*in_order)
