"""An uploaded protocol or decision under review: what was read beside the text of the file, what is still to be mended."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from documents.prose import format_date
from documents.recognition.meetings import NO_AGENDA, NO_DECISIONS
from meetings.addressing import Addressees, Addressing
from meetings.clause_forms import OFFICE
from meetings.models import Body, Clause, Meeting
from organizations.models import Organization
from records.models import Upload

from .applying import Made
from .correcting import Corrected
from .minutes_applying import make_meeting
from .minutes_forms import ClauseForm, MeetingDay, MinutesHeadForm, PartForm, QuestionForm, longest
from .minutes_reading import UNNAMED, Places, printed_fields


@dataclass
class ReviewedPart:
    """A question or a clause in its form; `place` is the block of the file in which it stands, if it was found."""

    form: PartForm
    name: str
    place: int | None
    warnings: list[str]

    @property
    def is_kept(self) -> bool:
        return not self.form.cleaned_data.get("skip")


@dataclass
class ReviewedClause(ReviewedPart):
    """A clause with what its fields say, right or wrong."""

    said: Clause
    review: "MinutesReview"

    @property
    def understood(self) -> str:
        """What its deadline is taken for."""
        return self.said.deadline_understood

    @cached_property
    def addressees(self) -> Addressees:
        """Whom it would bind; nobody has confirmed it."""
        if not self.said.is_executable:
            return Addressees()
        return self.review.addressing.propose(self.said.addressee_text, self.said.text)

    @property
    def addressees_told(self) -> str:
        found = self.addressees
        kinds = [Organization.Kind(kind).label for kind in found.kinds]
        condition = Clause.Condition(found.condition).label if found.condition else ""
        people = [str(found.person)] if found.person else []
        group = " ".join(filter(None, [", ".join(kinds), condition]))
        return ", ".join([*filter(None, [group]), *map(str, found.organizations), *people])


class MinutesReview(Corrected):
    """All forms of a protocol or a decision, filled with what was read and corrected, or with what was just posted."""

    template = "reports/upload_minutes.html"
    place_warning = ""

    def __init__(self, upload: Upload, posted: Mapping[str, str] | None = None):
        self.upload = upload
        self.reading = upload.reading
        self.bodies = list(Body.objects.standard(upload.municipality))
        entered = upload.corrections.get("fields", {}) if posted is None else dict(posted)
        self.fields = self.proposed | entered
        self.original = upload.document.blocks
        self.head = MinutesHeadForm(
            self.fields, prefix="head", bodies=self.bodies, printed_body=self.reading["body"]
        )
        self._places = Places(upload.document)
        self.questions = [self._question(place) for place in range(len(self.reading["agenda"]))]
        self.clauses = list(self._clauses())

    @cached_property
    def proposed(self) -> dict[str, str]:
        return printed_fields(self.reading, self.bodies)

    def named_forms(self) -> list[tuple[str, forms.Form]]:
        return [("", self.head), *((part.name, part.form) for part in self.parts)]

    @property
    def parts(self) -> list[ReviewedPart]:
        return [*self.questions, *self.clauses]

    @property
    def rows_to_mend(self) -> list[ReviewedPart]:
        return [part for part in self.parts if part.form.errors]

    # The forms

    def _question(self, place):
        prefix = f"question-{place}"
        entry = self.reading["agenda"][place]
        places = map(self._places.find, (entry["heard"], entry["question"]))
        return ReviewedPart(
            QuestionForm(self.fields, prefix=prefix),
            f"вопрос {place + 1}",
            next((found for found in places if found is not None), None),
            self._question_warnings(prefix),
        )

    def _question_warnings(self, prefix):
        speaker = self.fields[f"{prefix}-speaker"].strip()
        if not speaker:
            return ["Докладчик не указан."]
        unnamed = UNNAMED in (speaker, self.fields[f"{prefix}-spoke"][: len(UNNAMED)])
        return ["В файле не назван тот, кто выступал."] if unnamed else []

    def _clauses(self):
        """Clauses follow one another in the file; each is looked for behind the one before."""
        for index, clause in enumerate(self.reading["decisions"]):
            yield self._clause(f"clause-{index}", self._places.find_next(clause["text"]))

    def _clause(self, prefix, place):
        form = ClauseForm(self.fields, prefix=prefix, has_agenda=bool(self.questions))
        said = self._unsaved_clause(prefix)
        name = f"пункт {self.fields[f'{prefix}-number'] or 'без номера'}"
        return ReviewedClause(form, name, place, self._clause_warnings(said), said, self)

    def _unsaved_clause(self, prefix):
        names = ("kind", "deadline_text", "addressee_text", "text")
        said = {name: self.fields[f"{prefix}-{name}"].strip()[: longest(Clause, name)] for name in names}
        clause = Clause(**said)
        if self.day:
            clause.understand_deadline(self.day.year)
        return clause

    def _clause_warnings(self, clause):
        if not (self.day and clause.is_executable):
            return []
        if not clause.deadline_text:
            return ["Срок не указан: просрочку портал не увидит."]
        if clause.due_on is None and not clause.is_standing:
            return [f"Срок «{clause.deadline_text}» не понят."]
        if clause.due_on and clause.due_on < self.day:
            return [f"Срок раньше заседания ({format_date(self.day)})."]
        return []

    # What the page says beside the forms

    @cached_property
    def day(self) -> date | None:
        """The day of the meeting, once the head says it."""
        try:
            return MeetingDay(required=False).clean(self.fields["head-starts_on"])
        except ValidationError:
            return None

    @cached_property
    def addressing(self) -> Addressing:
        municipality = self.upload.municipality
        here = municipality.appointments.on(municipality.today()).filter(role__in=OFFICE)
        return Addressing(municipality, here.select_related("person"))

    @property
    def warnings(self) -> list[str]:
        """The reader's warnings about the file as a whole."""
        return [text for text in self.reading["warnings"] if text not in (NO_AGENDA, NO_DECISIONS)]

    @property
    def head_warnings(self) -> list[str]:
        found = []
        if self.day and self.day > self.upload.municipality.today():
            found.append("Эта дата ещё не наступила.")
        if self._same_day:
            found.append(f"В портале уже есть документ того же дня: {self._same_day}.")
        return found

    @property
    def agenda_warnings(self) -> list[str]:
        return [text for text in self.reading["warnings"] if text == NO_AGENDA]

    @property
    def decision_warnings(self) -> list[str]:
        found = [text for text in self.reading["warnings"] if text == NO_DECISIONS]
        if self.clauses and len(self.clauses) < len(self.questions):
            found.append("Решений меньше, чем вопросов повестки.")
        return found

    @cached_property
    def _body(self):
        return next((body for body in self.bodies if str(body.pk) == self.fields["head-body"]), None)

    @cached_property
    def _same_day(self):
        """A paper of the body and the day that the portal has already."""
        if not (self._body and self.day):
            return None
        return Meeting.objects.filter(body=self._body, starts_on=self.day).first()

    # What is wrong

    def is_valid(self) -> bool:
        """Whether the paper can be carried over; every error stands at its field."""
        for form in self.forms:
            form.full_clean()
        self._check_number()
        self._check_clause_numbers()
        self._check_questions()
        if not any(part.is_kept for part in self.parts):
            self.head.add_error(None, "Переносить нечего: в документе не осталось ни вопросов, ни решений.")
        return not any(form.errors for form in self.forms)

    def _check_number(self):
        """A number is taken once in a body and a year."""
        said = self.head.cleaned_data
        if not (self._body and said.get("starts_on")):
            return
        try:
            Meeting(body=self._body, number=said.get("number", ""), starts_on=said["starts_on"]).clean()
        except ValidationError as taken:
            self.head.add_error("number", taken.message_dict["number"])

    def _check_clause_numbers(self):
        kept = [part.form for part in self.clauses if part.is_kept]
        times = Counter(form.cleaned_data.get("number") for form in kept)
        for form in kept:
            number = form.cleaned_data.get("number")
            if number and times[number] > 1:
                form.add_error("number", f"Номер {number} стоит у нескольких пунктов.")

    def _check_questions(self):
        """A clause answers a question that is carried over, or none."""
        known = {str(place) for place, part in enumerate(self.questions, 1) if part.is_kept}
        for part in self.clauses:
            item = part.form.cleaned_data.get("item")
            if part.is_kept and item and item not in known:
                part.form.add_error(
                    "item", f"Вопрос {item} не переносится: укажите другой или оставьте пустым."
                )

    # What comes of it

    def rematched(self, posted: Mapping[str, str]) -> list[ReviewedPart]:
        """Nothing that the portal proposes here changes with what is corrected."""
        return []

    def carry_over(self) -> tuple[Meeting, Made]:
        """Make the draft of the meeting; only of a review that is valid."""
        questions = {
            str(place): part.form.cleaned_data for place, part in enumerate(self.questions, 1) if part.is_kept
        }
        clauses = [(part.form.cleaned_data, part.addressees) for part in self.clauses if part.is_kept]
        return make_meeting(self.upload.municipality, self._body, self.head.cleaned_data, questions, clauses)
