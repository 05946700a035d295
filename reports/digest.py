"""The daily reminders of a person as one letter: what is due, overdue, waiting for him or returned to him."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from organizations.models import Person, User

from .agenda import Agenda, agenda_of
from .models import DigestSent


@dataclass(frozen=True)
class Digest:
    """What a person is reminded of on a day, in each municipality that has something to say."""

    person: Person
    date: date
    agendas: list[Agenda]

    def letter(self) -> EmailMultiAlternatives:
        context = {"digest": self, "site": settings.SITE_URL.rstrip("/")}
        letter = EmailMultiAlternatives(
            self.subject, render_to_string("reports/digest.txt", context), to=[self.person.email]
        )
        letter.attach_alternative(render_to_string("reports/digest.html", context), "text/html")
        return letter

    @property
    def subject(self) -> str:
        counts = {
            "просрочено": sum(len(agenda.overdue) for agenda in self.agendas),
            "ближайших сроков": sum(len(agenda.coming) for agenda in self.agendas),
            "документов ждут вас": sum(len(agenda.waiting) for agenda in self.agendas),
            "возвращено": sum(len(agenda.returned) for agenda in self.agendas),
            "ответов на проверку": sum(len(agenda.answers) for agenda in self.agendas),
            "просроченных поручений": sum(len(agenda.orders) for agenda in self.agendas),
        }
        told = ", ".join(f"{words}: {number}" for words, number in counts.items() if number)
        return f"Портал МОЦ, {self.date:%d.%m.%Y} — {told}"

    def send(self) -> bool:
        """Whether it was sent now; False when the person has that day's letter already.

        The day is taken before sending, outside of any transaction, so that two who send at once do not send twice.
        """
        sent, is_first = DigestSent.objects.get_or_create(person=self.person, date=self.date)
        if not is_first:
            return False
        try:
            self.letter().send()
        except (OSError, ValueError):
            sent.delete()
            raise
        return True


def people_to_remind():
    """Those with an address who did not switch the reminders off."""
    return Person.objects.filter(wants_digest=True).exclude(email="").select_related("user")


def digest_of(person: Person, day: date | None = None) -> Digest | None:
    """The letter of a day, else of today by the clock of each municipality; None when there is nothing to say."""
    user = getattr(person, "user", None) or User(person=person)
    places = list(user.workplaces())
    agendas = [agenda_of(user, place, day or place.today()) for place in places]
    told = [agenda for agenda in agendas if agenda]
    return Digest(person, agendas[0].today, told) if told else None
